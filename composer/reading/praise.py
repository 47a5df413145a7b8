"""Praise: whom of our people a message praises by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from composer.reading.cues import CueKind, FoundCue
from composer.reading.name_words import is_first, key

PRAISED = "praised"
"""The cue of praise that phrases answer."""
COMES_TO_THANK = frozenset({"wants-nothing", "comes-to-thank"})
"""Cues of whoever writes in order to thank."""
_PRAISING = frozenset({CueKind.THANKFUL, CueKind.KIND})
_SENTENCE_END = re.compile(r"[.!?\u2026](?=\s|$)(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bMrs\.)|\n")
_LONGEST = 300
"""Characters of a sentence that are looked at, on either side of what praises."""
_LONGEST_SIGNED = 6
"""Words of the last line of a message, which names whoever signs it."""
_BESIDE = 60
"""Characters before a name that may say whose it is."""
_NAMED = re.compile(
    r"(?P<title>(?:Mrs?|Ms|Miss|Dr|Frau|Herrn?)\.? )?"
    r"(?P<name>[^\W\d_a-z][^\W\d_A-Z]+(?:-[^\W\d_a-z][^\W\d_A-Z]+)?)\b(?!\s?\?)"
)
_SMALL_NAME = re.compile(
    r"\b(?:mrs?|ms|dr|frau|herrn?)\.? "
    r"(?!(?:hat|war|ist|und|die|der|das|von|vom|aus|im|in|bei|at|from|who|was|has|and)\b)"
    r"[a-z\u00e4\u00f6\u00fc\u00df]{3,20}(?= (?:hat|war|ist|vom|von|aus|im|in|bei|am|at|from|who|was|has)\b)"
)
"""A name behind its title as posts write it, `der herr bader vom kundenzentrum`."""
_LEADS = re.compile(
    r"\b(?:to|for|about|your|tell|give|thank|an|f\u00fcr|\u00fcber|ihre?n?|eure?n?|sagt?|sagen sie) $", re.IGNORECASE
)
"""Before a first name: it is one of ours."""
_BEGINS = re.compile(r"(?:\W|^(?:first of all|firstly|honestly|and|but)\b)*$", re.IGNORECASE)
_STAFF = re.compile(
    r"\b(?:nurse|driver|man|lady|woman|gentleman|colleague|agent|advis[eo]r|engineer|fitter|technician|guy|girl|lad"
    r"|kollegin|kollege|fahrer(?:in)?|dame|technikerin|techniker|mitarbeiterin|mitarbeiter)\s?,?\s?(?:called|named|namens)?\s?$",
    re.IGNORECASE,
)
"""Before a first name: one who serves customers, `the nurse, Jo, stayed on the line`."""
_ACTS = re.compile(
    r" (?:(?:in|from|at|on) your|deserves|was|is|has|came|took|stayed|showed|sorted|explained|helped|war|ist|hat|kam)\b"
)
_THANKED = re.compile(
    r"\b(?:(?:give|send)\s(?=\w+\s(?:my|our|many|a (?:big|huge))\s(?:thanks|thank|love|best))"
    r"|(?:fair play|big up|kudos|props|shout[- ]?out|hats off|thanks|thank you|compliments|well done) to"
    r"|(?:dank\w*|lob|gru(?:\u00df|ss))\b[^.!?\n]{0,40}?\b(?:an|f\u00fcr))\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(r"\b(?:my|our|his|her|mein\w*|unser\w*)\s(?:[\w'\u2019-]+,?\s){1,2}$", re.IGNORECASE)
"""Before a name: it is one of the customer's own people."""

_ONLY_THANKS = re.compile(
    r"\W*(?:(?:ein|gro\u00dfes|vielen|herzlichen|lieben|tausend|a|big|many|just|heartfelt)\s)*"
    r"(?:danke?|dankesch\u00f6n|lob|thanks|thank you|praise|kudos|compliments?)\b"
    r"(?:\s(?:an|f\u00fcr|to|for|from)\b.*)?\W*$",
    re.IGNORECASE,
)
_BEFOREHAND = re.compile(r"\b(?:voraus|vorab|advance|nothing|nichts)\b", re.IGNORECASE)


def thanks_in_subject(subject: str) -> bool:
    """Whether a subject says that the message is there to thank: `Danke!`, `Thanks to Rosa`."""
    return _ONLY_THANKS.match(subject) is not None and not _BEFOREHAND.search(subject)


def praised_in(text: str, found: Sequence[FoundCue], sender: str, *, thankful: bool = False) -> str:
    """The name of the one person of ours whom a message praises, as it is printed; empty for none, or for several.

    A name counts in a sentence that praises, where a title stands before it, or a first name that is plainly ours:
    `your Sam`, `tell Joan`, `thanks to Orla`, `Annika was`. In a message that is `thankful` as a whole, any one with a
    title counts where no sentence names another.
    """
    text = _SMALL_NAME.sub(lambda match: match[0].title(), text)
    before, _break, last = text.rstrip().rpartition("\n")
    signed = last if before and len(last.split()) <= _LONGEST_SIGNED and not last.endswith((".", "!", "?")) else ""
    own = {key(word) for word in f"{sender} {signed}".split()}
    praising = [one.start for one in found if one.cue.kind in _PRAISING or one.cue.id == PRAISED]
    praising += [match.start() for match in _THANKED.finditer(text)]
    names = {
        key(name).split()[-1]: name
        for sentence in dict.fromkeys(_sentence_at(text, at) for at in praising)
        for name in _names_in(sentence)
        if own.isdisjoint(key(name).split())
    }
    if thankful and not names:
        titled = (f"{match['title'].strip()} {match['name']}" for match in _of_ours(text) if match["title"])
        # Whom a question is told of is theirs: `Where would that be? Ray has been all round it.`
        praises = text.partition("?")[0]
        acting = (name for sentence in _SENTENCE_END.split(praises) for name in _names_in(sentence.strip(), led=False))
        named = [*titled, *acting]
        names = {key(name).split()[-1]: name for name in named if own.isdisjoint(key(name).split())}
    # Phrases thank for words `über Herrn Demir`.
    return next(iter(names.values())).replace("Herr ", "Herrn ") if len(names) == 1 else ""


def _of_ours(text: str) -> Iterator[re.Match[str]]:
    """The names of a text that are none of the customer's own people's."""
    return (
        match
        for match in _NAMED.finditer(text)
        if not _THEIRS.search(text[max(match.start() - _BESIDE, 0) : match.start()])
    )


def _sentence_at(text: str, at: int) -> str:
    """The sentence that stands at a place."""
    start, end = max(at - _LONGEST, 0), min(at + _LONGEST, len(text))
    before = [match.end() for match in _SENTENCE_END.finditer(text, start, at)]
    after = _SENTENCE_END.search(text, at, end)
    return text[before[-1] if before else start : after.end() if after else end]


def _names_in(sentence: str, *, led: bool = True) -> Iterator[str]:
    """The names of ours in a sentence; `led` counts those behind `to`, too, where only praise says that it is one."""
    for match in _of_ours(sentence):
        before, title = sentence[: match.start()], (match["title"] or "").strip()
        staff = _STAFF.search(before) and not _THEIRS.search(before)
        ours = (
            staff or (led and _LEADS.search(before)) or (_BEGINS.match(before) and _ACTS.match(sentence, match.end()))
        )
        if title or (is_first(match["name"]) and ours):
            yield f"{title} {match['name']}".strip()
