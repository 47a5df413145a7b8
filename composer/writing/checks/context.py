"""Checking: what a check may look at."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from composer.cases.customer import NOBODY, Customer
from composer.cases.step import Care, Outcome, Step, Tone
from composer.reading.cards import mask_cards
from composer.reading.cues import CueKind
from composer.reading.facts import sentences
from composer.reading.names import Greet, greet_for
from composer.reading.patterns import Text, index_of
from composer.reading.reading import Reading
from composer.reading.speech import NO_SPEECH, Patterns, Speech
from composer.writing.checks.rule_table import RULES
from composer.writing.claiming.claim_words import NO_CLAIM_WORDS, ClaimWords
from composer.writing.claims import Claim
from composer.writing.draft import Draft
from composer.writing.finding import Finding
from composer.writing.plan import Plan
from composer.writing.promises import Promise, find_promises
from composer.writing.quotations import without_others
from composer.writing.spelling import Speller
from composer.writing.wording_rules import Wording
from kb.problem import Level
from kb.words.words import stem, telling, words_of

_NO_TODAY = dt.date(2000, 1, 3)
"""Seen from here nothing has gone by: for a reply of which nobody says when it goes."""
_GRAVE = frozenset({Care.BEREAVEMENT, Care.VIOLENCE, Care.HEALTH, Care.DANGER})
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?![^\S\n]*\n))+")


@lru_cache(maxsize=1_000)
def stems_of(text: str, language: str) -> frozenset[str]:
    """The stems of a text's telling words, kept: while a reply is written, most of its sentences stay."""
    return frozenset(stem(word, language) for word in words_of(text) if telling(word))


@lru_cache(maxsize=8)
def _idle_stems(speech: Speech, language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in words_of(" ".join(speech.idle)))


@dataclass(frozen=True)
class Checking:
    """A reply with everything that it is judged by."""

    draft: Draft
    wording: Wording
    speech: Speech = NO_SPEECH
    message: str = ""
    sender: str = ""
    """The name that the message came with."""
    signature: str = ""
    """The lines below the message that say who wrote."""
    sender_email: str = ""
    reading: Reading | None = None
    customer: Customer = NOBODY
    had: frozenset[str] = frozenset()
    """Sentences that this customer has had, as the ledger knows them."""
    longest: int = 0
    """Characters the channel has room for; 0 for no limit."""
    language: str = "en"
    """The language of the message, and so of the reply."""
    language_known: bool = False
    """Whether that is known, and not assumed."""
    today: dt.date | None = None
    """The day on which the reply goes."""
    needed_on: dt.date | None = None
    """The day ahead that the message names, by which or for which they need it."""
    speller: Speller | None = None
    labels: tuple[tuple[str, str], ...] = ()
    """What the agent is asked for each field."""
    claims: tuple[Claim, ...] = ()
    """What phrases and articles claim in the reply."""
    claiming: ClaimWords = NO_CLAIM_WORDS
    """The words by which claims are known in what the agent writes."""
    plan: Plan | None = None
    """Where the passages come from; None for a reply that somebody wrote elsewhere."""

    @cached_property
    def greet(self) -> Greet:
        """Whom to greet."""
        return greet_for(
            recorded=self.customer.name,
            record_address=self.customer.email,
            header=self.sender,
            address=self.sender_email,
            text=self.message,
            signature=self.signature,
            greet_as=self.customer.fields.get("greet", ""),
        )

    @property
    def has_words(self) -> bool:
        """Whether there are rules and small words for the language of the reply."""
        return bool(self.wording.rules)

    @property
    def text(self) -> str:
        """The reply as it would be sent."""
        return self.draft.text

    @cached_property
    def ours(self) -> str:
        """The reply with the words of others, where it quotes them, blotted out at equal length."""
        return without_others(self.text, self.message)

    @cached_property
    def folded(self) -> Text:
        """What we say in the reply, as patterns look at it."""
        return Text.of(self.ours)

    @cached_property
    def worded(self) -> dict[int, list[tuple[int, int]]]:
        """Where words of the team's rules stand, by the number of the rule; no rule whose words are not there."""
        return index_of(tuple(rule.patterns for rule in self.wording.rules), self.speech.slots).find(self.folded)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where the reply's sentences stand."""
        return sentences(self.ours)

    @cached_property
    def promises(self) -> list[Promise]:
        """What the reply promises, as seen from the day on which it goes."""
        # The zone does not matter for whether a day has gone by.
        now = dt.datetime.combine(self.today or _NO_TODAY, dt.time(), dt.UTC)
        return find_promises(self.ours, self.speech, now)

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Where the reply's paragraphs stand."""
        return [match.span() for match in _PARAGRAPH.finditer(self.text)]

    @cached_property
    def body(self) -> tuple[int, int]:
        """The reply without its ready-made opening and closing; what somebody wrote in may hold the whole letter."""
        opening, closing = self.draft.passage(Step.OPENING), self.draft.passage(Step.CLOSING)
        end = closing.start if closing and not closing.own else len(self.text)
        return opening.end if opening and not opening.own else 0, end

    @property
    def idle_stems(self) -> frozenset[str]:
        """The stems of words that do not tell what something is about."""
        return _idle_stems(self.speech, self.language)

    def stems(self, text: str) -> frozenset[str]:
        """The stems of a text's telling words."""
        return stems_of(text, self.language)

    def finds(self, patterns: Patterns) -> list[tuple[int, int]]:
        """Where patterns stand in the reply; several checks look for the same ones."""
        found = self._found.get(patterns)
        if found is None:
            found = self._found[patterns] = self.speech.finds(self.folded, patterns)
        return found

    @cached_property
    def _found(self) -> dict[Patterns, list[tuple[int, int]]]:
        return {}

    def ready_made(self, span: tuple[int, int]) -> bool:
        """Whether words come from a phrase or an article as they stand there."""
        return any(not p.own and p.start <= span[0] < p.end for p in self.draft.passages)

    @property
    def troubled(self) -> bool:
        """Whether the customer is upset, worried, stuck, or may be."""
        return self.reading is not None and (self.reading.tone.troubled or self.reading.in_need)

    @property
    def happened(self) -> bool:
        """Whether the message says what went wrong."""
        cues = self.reading.cues if self.reading else ()
        return any(found.cue.kind is CueKind.SITUATION and found.cue.weight >= 1 for found in cues)

    @property
    def upset(self) -> bool:
        """Whether the customer sounds upset or worried, however politely."""
        return self.reading is not None and self.reading.tone in (Tone.UPSET, Tone.WORRIED, Tone.MIXED)

    @property
    def grave(self) -> bool:
        """Whether the message speaks of a death, violence, an illness or danger."""
        return self.reading is not None and not _GRAVE.isdisjoint(self.reading.care)

    @property
    def refused(self) -> bool:
        """Whether the answer is no."""
        return self.draft.outcome is Outcome.REFUSED

    @property
    def says_thanks(self) -> bool:
        """Whether a word of the message shows that it thanks; without one, it may mock."""
        cues = self.reading.cues if self.reading else ()
        return any(found.cue.kind in (CueKind.THANKFUL, CueKind.KIND) for found in cues)

    @property
    def only_thanks(self) -> bool:
        """Whether the customer says thank you and asks nothing."""
        reading = self.reading
        if reading is None or reading.tone is not Tone.THANKFUL:
            return False
        return not any(issue.needs_answer for issue in reading.issues)

    def found(
        self,
        rule: str,
        span: tuple[int, int],
        reason: str,
        suggestion: str,
        *,
        level: Level | None = None,
        replacement: str | None = None,
    ) -> Finding:
        """A finding of one of our rules about a span of the reply."""
        about = RULES[rule]
        words = mask_cards(self.text[slice(*span)])
        return Finding(
            rule, level or about.level, *span, reason, suggestion, words, about.group, about.source, replacement
        )


Check = Callable[[Checking], Iterator[Finding]]
