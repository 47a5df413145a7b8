"""English statements: what happened, as it can be said back; the weak half, so it is strict."""

from __future__ import annotations

from itertools import pairwise

from composer.writing.turning.english_clauses import refuse_ellipsis
from composer.writing.turning.english_tokens import MARKS
from composer.writing.turning.english_verbs import Verbs
from composer.writing.turning.turned import CannotTurnError
from composer.writing.turning.turning_words import TurningWords

_ME = frozenset(("i", "we"))
_LONGEST_SUBJECT = 8


class Statements:
    """Accepts a statement in the order that it has; persons are exchanged afterwards."""

    def __init__(self, words: TurningWords, verbs: Verbs) -> None:
        self.words, self.verbs = words, verbs

    def accepted(self, tokens: list[str], *, first: bool) -> list[str]:
        """The statement with its subject written out; raises CannotTurnError."""
        lows = [one.lower() for one in tokens]
        if (
            len(lows) < 3
            or set(lows) & self.words.sets["left_hanging"]
            or lows[-1] in self.words.sets["unfinished_statements"]
        ):
            raise CannotTurnError("not a whole statement")
        refuse_ellipsis(lows, self.words)
        if any(
            one == "," and two in self.verbs.bases and not self.words.has("nouny", two) for one, two in pairwise(lows)
        ):
            raise CannotTurnError("a second sentence without a border")
        if self.words.has("prepositions", lows[0]) and lows[0] in self.words.sets["fronted"]:
            return self._fronted(tokens, lows)
        tokens = self._with_subject(tokens, lows, first=first)
        lows = [one.lower() for one in tokens]
        subject = self._subject_length(lows)
        if lows[0] in _ME:
            self._about_me(lows)
        elif lows[0] == "you":
            self._about_us(lows)
        else:
            self._about_things(lows, subject)
        return self._since(tokens, lows, subject)

    def _fronted(self, tokens: list[str], lows: list[str]) -> list[str]:
        """`On 3 May I paid` with the time in front of a statement."""
        for at in range(2, min(len(lows), 7)):
            if lows[at] in (*_ME, "the", "my", "our") and not self.words.has("prepositions", lows[at - 1]):
                rest = self.accepted(tokens[at:], first=False)
                verbs = [one.lower() for one in rest[1:7]]
                if lows[0] == "since" and not {"have", "has", "had"} & set(verbs):
                    raise CannotTurnError("`since` with the present")
                return [*tokens[:at], *rest]
        raise CannotTurnError("the subject is not clear")

    def _with_subject(self, tokens: list[str], lows: list[str], *, first: bool) -> list[str]:
        """`Tried twice` as `I tried twice`."""
        word = lows[1] if self.words.has("adverbs", lows[0]) and len(lows) > 1 else lows[0]
        if first and (word in self.words.sets["my_verbs"] or word == "cannot") and lows[1] not in _ME | {"by"}:
            if word in self.verbs.participles and lows[1:2] in (["in"], ["with"], ["to"], ["from"], ["at"]):
                raise CannotTurnError("a subject is missing")
            return ["I", *tokens]
        return tokens

    def _subject_length(self, lows: list[str]) -> int:
        if lows[0] in _ME | self.words.sets["bare_subjects"] | {"you", "it", "they"}:
            return 1
        determined = self.words.has("determiners", lows[0])
        numbered = len(lows) > 2 and lows[0] in ("order", "invoice", "booking", "ticket") and lows[1][-1].isdigit()
        if not determined and not numbered:
            raise CannotTurnError("the subject is not clear")
        for at in range(2, min(len(lows), _LONGEST_SUBJECT + 1)):
            if lows[at] in (*_ME, "you") and at + 2 < len(lows) and lows[at + 1] in self.verbs.pasts:
                return (
                    next(
                        (n for n in range(at + 2, min(len(lows), at + 8)) if self.words.has("auxiliaries", lows[n])), 0
                    )
                    or self._unclear()
                )
            if lows[at] in MARKS or self.words.has("subjects", lows[at]) or self.words.has("subordinators", lows[at]):
                break
            if self._finite(lows, at):
                return at
        raise CannotTurnError("the end of the subject is not clear")

    def _unclear(self) -> int:
        raise CannotTurnError("the end of the subject is not clear")

    def _finite(self, lows: list[str], at: int) -> bool:
        word = lows[at]
        after = lows[at + 1] if at + 1 < len(lows) else ""
        if self.words.has("auxiliaries", word):
            return True
        if word in self.verbs.participles and word in self.verbs.pasts and after == "by":
            return False
        if any(self.words.has("auxiliaries", one) or self._sure(one) for one in lows[at + 1 : at + 6]) and (
            word in self.verbs.participles or self.words.has("nouny", word)
        ):
            return False
        plural = lows[at - 1].endswith("s") and not lows[at - 1].endswith("ss")
        base = word in self.verbs.bases and plural and not self.words.has("nouny", word)
        noun = self.words.has("nouny", word) and not goes_on(after, self.words)
        return (self.verbs.finite(word) and not noun) or base

    def _sure(self, word: str) -> bool:
        return word in self.verbs.thirds and not self.words.has("nouny", word)

    def _about_me(self, lows: list[str]) -> None:
        rest = lows[1:]
        while rest and self.words.has("adverbs", rest[0]) and rest[0] != "not":
            rest = rest[1:]
        first = rest[0] if rest else ""
        second = next((one for one in rest[1:] if not self.words.has("adverbs", one)), "")
        if first in ("am", "was", "were", "are"):
            self._being(second)
        elif first in ("have", "had"):
            self._having(rest, second)
        elif self.words.has("modals", first) or first in ("do", "did"):
            self._able(first, second, rest)
        elif first not in self.verbs.pasts and first not in self.verbs.bases:
            raise CannotTurnError("no verb behind the subject")
        elif self.words.has("thinking", first) or (
            first in ("say", "see", "wait", "own") and first in self.verbs.bases
        ):
            raise CannotTurnError("what they think")

    def _being(self, second: str) -> None:
        doing = second in self.verbs.ings or second in self.verbs.participles or self.words.has("state_words", second)
        if not doing or self.words.has("not_told", second):
            raise CannotTurnError("says who they are")

    def _able(self, first: str, second: str, rest: list[str]) -> None:
        if self.words.has("maybe", first) and "not" not in rest[:3]:
            raise CannotTurnError("what might be")
        if second not in self.verbs.bases:
            raise CannotTurnError("no verb")
        if self.words.has("not_known", second):
            raise CannotTurnError("what they know or want")

    def _having(self, rest: list[str], second: str) -> None:
        if second in self.verbs.participles and second not in ("known", "thought", "supposed"):
            return
        if "question" in rest[:4] or rest[-1] in (
            "problem",
            "question",
            "issue",
            "request",
            "enquiry",
            "query",
            "problems",
            "questions",
            "issues",
        ):
            raise CannotTurnError("says nothing of what it is")
        if rest[1:2] and (self.words.has("determiners", rest[1]) or rest[1][0].isdigit()) and rest[1] != "no":
            return
        if rest[1:3] == ["no", "access"] or (rest[1:2] == ["no"] and len(rest) > 3):
            return
        raise CannotTurnError("what they have is not clear")

    def _about_us(self, lows: list[str]) -> None:
        rest = [one for one in lows[1:] if not self.words.has("adverbs", one)]
        verb = rest[1] if rest[0] in ("have", "had", "did", "do") and len(rest) > 1 else rest[0]
        forms = (self.verbs.pasts.get(verb), self.verbs.participles.get(verb), verb)
        if not any(one and self.words.has("company_verbs", one) for one in forms):
            raise CannotTurnError("speaks of us")

    def _about_things(self, lows: list[str], subject: int) -> None:
        verb = lows[subject] if subject < len(lows) else ""
        if not self.words.has("auxiliaries", verb) and not self.verbs.finite(verb) and verb not in self.verbs.bases:
            raise CannotTurnError("no verb behind the subject")
        if subject + 1 >= len(lows) and verb in ("is", "are", "has", "have", "was", "were"):
            raise CannotTurnError("not a whole statement")
        if lows[0] in ("this", "that", "these", "those", "such", "no", "another", "both", "all", "his", "her", "their"):
            raise CannotTurnError("what it points at is not said")
        if lows[0] in ("my", "our", "your") and set(lows[1:subject]) & (
            self.words.sets["my_own"]
            | {"team", "staff", "driver", "company", "service", "people", "colleague", "agent", "support", "policy"}
        ):
            raise CannotTurnError("speaks of people")
        if lows[0] == "nobody" and verb not in ("came", "turned", "was"):
            raise CannotTurnError("says what nobody did")
        if verb in ("would", "should", "could", "may", "might", "must", "shall"):
            raise CannotTurnError("what might be")
        if lows[0] != "there" and verb in ("is", "are", "was", "were") and self._judges(lows, subject):
            raise CannotTurnError("a judgement")

    def _judges(self, lows: list[str], subject: int) -> bool:
        rest = [one for one in lows[subject + 1 :] if not self.words.has("adverbs", one)]
        first = rest[0] if rest else ""
        if rest[1:2] == ["and"] and not self.words.has("openers", rest[2] if len(rest) > 2 else ""):
            return True
        fits = self.words.has("openers", first) or first in self.verbs.participles or first in self.verbs.ings
        fits = (
            fits or self.words.has("prepositions", first) or first[:1].isdigit() or self.words.has("determiners", first)
        )
        return not fits or first in (
            "very",
            "too",
            "so",
            "only",
            "better",
            "worse",
            "true",
            "a",
            "an",
            "the",
            "right",
            "wrong",
            "my",
        )

    def _since(self, tokens: list[str], lows: list[str], subject: int) -> list[str]:
        """`I cannot log in since Monday` as `I have not been able to log in since Monday`."""
        if "since" not in lows:
            return tokens
        at = next((n for n in range(subject, len(lows)) if not self.words.has("adverbs", lows[n])), subject)
        verb = lows[at]
        if verb in ("have", "has", "had") and lows[at + 1 : at + 2]:
            return tokens
        if verb == "cannot" or lows[at : at + 2] == ["can", "not"]:
            have = "have" if lows[0] in _ME | {"they"} else "has"
            return [*tokens[:at], have, "not", "been", "able", "to", *tokens[at + (1 if verb == "cannot" else 2) :]]
        if verb in self.verbs.pasts and verb not in self.verbs.bases:
            return tokens
        raise CannotTurnError("`since` with the present")


def goes_on(word: str, words: TurningWords) -> bool:
    """Whether a word goes on behind a verb, so that what may be a noun before it is none."""
    return any(
        words.has(name, word) for name in ("prepositions", "determiners", "adverbs", "subordinators", "openers")
    ) or (word[:1].isdigit() or word[:1] in "\u20ac$\u00a3")
