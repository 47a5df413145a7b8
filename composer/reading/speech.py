"""Speech: the small words of a language, by which questions, days, promises and greetings are known."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

from composer.reading.asks import Ask, read_asks
from composer.reading.cues import read_patterns
from composer.reading.days.words import NO_DAY_WORDS, DayWords
from composer.reading.patterns import PatternIndex, Slots, Text, index_of
from kb.problem import Problem, Problems
from kb.yaml.reader import Reader
from kb.yaml.tree import parse_yaml

Patterns = tuple[str, ...]
_MOST_INDEXES = 1_000
"""Lists of patterns whose indexes are kept; a language has about a hundred."""


@dataclass(frozen=True, eq=False)
class Speech:
    """The small words of one language, itself alone equal to itself. Patterns where not said otherwise."""

    numbers: tuple[str, ...] = ()
    """Words for numbers."""
    day_words: DayWords = NO_DAY_WORDS
    """Words for days and times, from a file of their own."""
    orders: tuple[str, ...] = ()
    """Words before the number of an order."""
    ordering: tuple[str, ...] = ()
    """How words begin by which a message is about an order, and a number alone is the order's."""
    invoices: tuple[str, ...] = ()
    """Words before the number of an invoice."""
    references: tuple[str, ...] = ()
    """Words before another number by which something is found."""
    error_words: tuple[str, ...] = ()
    """Words before the code of an error."""
    number_signs: tuple[str, ...] = ()
    """What may stand between such a word and its number."""
    currencies: tuple[str, ...] = ()
    """Words for money."""
    leads: tuple[str, ...] = ()
    """Words that may stand before the first word of a question."""
    asks_first: Patterns = ()
    """How a question begins that has no question mark."""
    asks_anywhere: Patterns = ()
    """Words that make any sentence a question."""
    commits: Patterns = ()
    """Words that commit us to do something."""
    commits_in_time: Patterns = ()
    """Words that commit us where a time is said, be it no more than `soon`."""
    tells: Patterns = ()
    """Words by which a sentence with a day tells what is to come: `the parcel will reach you`."""
    requests: Patterns = ()
    """How a sentence begins that asks for the customer's next step."""
    then: Patterns = ()
    """Words between such a step and what hangs on it."""
    that_day: Patterns = ()
    """Words for a day that was named before: `on that day`, `by then`."""
    harmless: Patterns = ()
    """What looks like `commits` and commits us to nothing."""
    conditions: Patterns = ()
    """What makes a promise hang on the customer's next step."""
    regardless: Patterns = ()
    """What looks like `conditions` and is none."""
    greetings: Patterns = ()
    """How a letter begins, before the name."""
    greeting_again: tuple[str, ...] = ()
    """What may stand between greeting and name for somebody who wrote before."""
    formal: Patterns = ()
    """How a letter begins or ends that keeps its distance."""
    easy: Patterns = ()
    """Greetings that such a letter does not get back."""
    needs_name: tuple[str, ...] = ()
    """Greetings that are nothing without a name."""
    titles: tuple[str, ...] = ()
    """What may stand between greeting and name."""
    anybody: tuple[str, ...] = ()
    """What stands in place of a name and names nobody."""
    greet: str = "Hi {name},"
    """How we greet: `{name}` for the name."""
    manner: str = "first"
    """By which name we greet: `first`, `whole`, or `none` where names change their endings."""
    pair: str = ""
    """What stands between the names of two people."""
    nobody: str = "there"
    """What we say in place of a name."""
    inner_marks: str = "''"
    """The marks of a quotation inside another one."""
    lead: str = ""
    """How an answer to one of several issues begins: `{issue}` for the customer's words."""
    more: str = ""
    """Where the rest of an article is: `{url}` for its address."""
    wrote: str = ""
    """How words of the message are quoted: `{words}` for them."""
    wrote_also: str = ""
    """How further words of the message are quoted."""
    apologies: Patterns = ()
    again: Patterns = ()
    """Words that say that it is not the first time."""
    instructions: Patterns = ()
    """Words that tell the customer to do something on a page."""
    own: Patterns = ()
    """`I` and its forms."""
    company: Patterns = ()
    """`we` and its forms."""
    owned: Patterns = ()
    """Words by which we own a fault."""
    causes: Patterns = ()
    """Words that give a reason."""
    cannot: Patterns = ()
    """Words for what is not possible."""
    instead: Patterns = ()
    """Words for what is possible in its place."""
    idle: tuple[str, ...] = ()
    """Words that do not tell what a need is about."""
    further: Patterns = ()
    """How a further need begins: `also`, `second`."""
    after_comma: tuple[str, ...] = ()
    """Words that are written small where a letter begins behind the comma of its greeting."""
    short_forms: tuple[str, ...] = ()
    """Short forms that nearly everybody knows."""
    cheer: Patterns = ()
    """Words that are too cheerful beside a death, an illness or danger."""
    regrets: Patterns = ()
    """Further words of regret, beside `apologies`, that count as a second one."""
    asking: Patterns = ()
    """Words by which a sentence asks the customer for something."""
    offering: Patterns = ()
    """What looks like `asking`, and says what we do."""
    another: Patterns = ()
    """Words by which something else is asked for than what was given: `another`, `new`."""
    asks_how_much: Patterns = ()
    """Questions that want an amount."""
    tells_how_much: Patterns = ()
    """Words beside figures that say how much."""
    asks_when: Patterns = ()
    """Questions that want a time."""
    tells_when: Patterns = ()
    """Words beside figures and days that say when."""
    elsewhere: Patterns = ()
    """Words that send the customer to another place for the answer."""
    familiar: tuple[str, ...] = ()
    """Words that address a friend, where a language has two ways: `du`."""
    polite: tuple[str, ...] = ()
    """Words that address a stranger, written as they are inside a sentence: `Sie`."""
    asks: tuple[Ask, ...] = ()
    """What a reply may ask for, and how a message gives it."""
    asks_day: Patterns = ()
    """Words for a day, known only where the message names one beside the same matter."""
    asks_tried: Patterns = ()
    """Asking whether something was tried, with the word for it."""
    further_try: Patterns = ()
    """Words that make a step that was tried another one: `once more`, `then`."""
    asks_which: Patterns = ()
    """Words before the thing that a question wants: `which`, `how many`, `what is your`."""
    hands_over: Patterns = ()
    """Words before the thing that a request wants: `please send us`."""
    politely: Patterns = ()
    """Words by which a sentence without a question mark asks: `please`, `I need`."""
    meanwhile: Patterns = ()
    """Words that ask for what is so by now, and not for what the message said: `since then`."""
    tried_first: Patterns = ()
    """How a question begins that asks whether something was tried."""
    tried_told: Patterns = ()
    """How a message tells what was tried."""
    number_words: tuple[str, ...] = ()
    """Ends of words for a number, as `-nummer`."""
    named_words: tuple[str, ...] = ()
    """Words for what a name with a number says: `Brava 3` is a model."""
    sides: tuple[str, ...] = ()
    """Words that tell which one of few: `left`, `upper`."""

    @cached_property
    def slots(self) -> Slots:
        """What stands for a number in patterns of this language."""
        return Slots(numbers=self.numbers)

    def finds(self, text: str | Text, patterns: Patterns) -> list[tuple[int, int]]:
        """Where the patterns stand in a text."""
        kept = self._indexes.get(id(patterns))
        index = kept[1] if kept else self._kept(patterns, (patterns,))
        return index.find(Text.of(text) if isinstance(text, str) else text).get(0, [])

    def there(self, text: Text, lists: tuple[Patterns, ...]) -> list[bool]:
        """Which of some lists of patterns stand anywhere in a text, found in one go."""
        kept = self._indexes.get(id(lists))
        found = (kept[1] if kept else self._kept(lists, lists)).find(text)
        return [number in found for number in range(len(lists))]

    def _kept(self, what: object, lists: tuple[Patterns, ...]) -> PatternIndex:
        if len(self._indexes) > _MOST_INDEXES:
            self._indexes.clear()
        # The patterns are kept beside their index, so that no others get their number.
        index = index_of(lists, self.slots)
        self._indexes[id(what)] = what, index
        return index

    @cached_property
    def _indexes(self) -> dict[int, tuple[object, PatternIndex]]:
        """The index of each list of patterns, by which object it is: to compare lists took longer than to search."""
        return {}


NO_SPEECH = Speech()


def parse_speech(text: str, path: str) -> tuple[Speech, list[Problem]]:
    """The small words of one file; what is left out there is not known."""
    problems = Problems(path)
    mapping = parse_yaml(text, problems)
    if mapping is None:
        return NO_SPEECH, problems.found
    file = Reader(mapping, problems)
    file.text("title"), file.text("language")
    found: dict[str, object] = {}
    for one in fields(Speech):
        if one.name == "day_words" or one.name not in file:
            continue
        if one.name == "asks":
            found[one.name] = read_asks(file, one.name)
        elif one.type == "Patterns":
            found[one.name] = read_patterns(file, one.name)
        elif one.type == "str":
            found[one.name] = file.text(one.name)
        else:
            found[one.name] = file.texts(one.name)
    file.unknown()
    return Speech(**found), problems.found  # type: ignore[arg-type]  # each value was read by its field's type
