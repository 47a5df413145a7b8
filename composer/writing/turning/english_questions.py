"""English questions: `can I still return it` becomes `whether I can still return it`."""

from __future__ import annotations

from composer.writing.turning.english_subjects import subject_of
from composer.writing.turning.english_tokens import MARKS
from composer.writing.turning.english_verbs import Verbs
from composer.writing.turning.turned import CannotTurnError
from composer.writing.turning.turning_words import TurningWords

_SHORTEST_INFINITIVE = 3
"""Words from `to` on of a question without a subject: `how to give` says nothing, `how to open it` does."""


class Questions:
    """Turns the word order of questions; persons are exchanged afterwards."""

    def __init__(self, words: TurningWords, verbs: Verbs) -> None:
        self.words, self.verbs = words, verbs

    def turned(self, tokens: list[str]) -> list[str]:
        """An embedded question in the order of a statement; raises CannotTurnError."""
        tokens = [one for one in tokens if one.lower() not in ("please", "kindly")]
        low = tokens[0].lower()
        if low == "whether":
            return self.embedded(tokens)
        if low == "any" and len(tokens) > 1 and tokens[1].lower() in ("news", "update", "way", "chance", "updates"):
            if len(tokens) > 2 and tokens[2].lower() not in (
                "on",
                "about",
                "of",
                "to",
                "for",
                "from",
                "regarding",
                "with",
            ):
                raise CannotTurnError("not a whole question")
            if len(tokens) == 2 and tokens[1].lower() in ("way", "chance"):
                raise CannotTurnError("not a whole question")
            return ["whether", "there", "are" if tokens[1].lower() == "updates" else "is", *tokens]
        if self.words.has("auxiliaries", low):
            return ["whether", *self._uninverted(low, tokens[1:], yes_no=True)]
        length = self._wh_length(tokens)
        if not length:
            raise CannotTurnError("no question that is known")
        return self._wh(tokens[:length], tokens[length:])

    def embedded(self, tokens: list[str]) -> list[str]:
        """A question that is in the order of a statement already: `when the parcel leaves`."""
        low = tokens[0].lower() if tokens else ""
        if low == "if":
            tokens = ["whether", *tokens[1:]]
        elif self.words.has("prepositions", low) and self.words.has("whs", (*tokens[1:], "")[0].lower()):
            if self._asks(tokens):
                raise CannotTurnError("word order of a question inside")
        elif not (self.words.has("whs", low) or low == "whether"):
            raise CannotTurnError("no question follows")
        if len(tokens) < 3 or (low not in {"whether", "if"} and len(tokens) > 2 and self._asks(tokens)):
            raise CannotTurnError("word order of a question inside")
        if tokens[1].lower() == "to":
            return tokens
        if not any(self._finite(one.lower()) for one in tokens[1:]):
            raise CannotTurnError("no verb in the question")
        return tokens

    def _asks(self, tokens: list[str]) -> bool:
        """Whether `when is the parcel` stands where `when the parcel is` belongs."""
        length = self._wh_length(tokens)
        rest = [one.lower() for one in tokens[length:]]
        return (
            len(rest) > 1
            and self.words.has("auxiliaries", rest[0])
            and (self.words.has("determiners", rest[1]) or rest[1] in self.words.sets["pronoun_subjects"])
        )

    def _finite(self, low: str) -> bool:
        return self.words.has("auxiliaries", low) or low in self.verbs.bases or self.verbs.finite(low)

    def _wh_length(self, tokens: list[str]) -> int:
        """How many tokens the question word and what belongs to it have."""
        lows = [one.lower() for one in tokens]
        start = 1 if len(lows) > 1 and self.words.has("prepositions", lows[0]) and self.words.has("whs", lows[1]) else 0
        if not self.words.has("whs", lows[start]) or lows[start] == "whether":
            return 0
        word = lows[start]
        quality = lows[start + 1] if len(lows) > start + 3 and self.words.has("be", lows[start + 2]) else ""
        small = any(self.words.has(name, quality) for name in ("auxiliaries", "determiners", "subjects"))
        if word == "how" and quality.isalpha() and not small:
            return start + 2
        if word == "how" and lows[start + 1 : start + 2] and self.words.has("how_words", lows[start + 1]):
            return self._to_auxiliary(lows, start + 2)
        if word in ("what", "which", "whose"):
            return self._to_auxiliary(lows, start + 1)
        return start + 1

    def _to_auxiliary(self, lows: list[str], at: int) -> int:
        """The place of the auxiliary or of the finite verb within six words, else the place itself."""
        for place in range(at, min(at + 7, len(lows))):
            if self.words.has("auxiliaries", lows[place]):
                return place
            if (
                lows[place] in MARKS
                or lows[place] in self.words.sets["pronoun_subjects"]
                or lows[place] in ("till", "until", "before", "after", "since")
            ):
                break
            if self.verbs.finite(lows[place]) and not self.words.has("nouny", lows[place]):
                return place
            if place > at and lows[place] in self.verbs.bases and not self.words.has("nouny", lows[place]):
                return place
        return at

    def _wh(self, wh: list[str], rest: list[str]) -> list[str]:
        if not rest or rest[0].lower() in self.words.sets["odd_starts"] or wh[0].lower() == "whom":
            raise CannotTurnError("not a whole question")
        first = rest[0].lower()
        second = rest[1].lower() if len(rest) > 1 else ""
        if wh[0].lower() == "why" and "you" in [one.lower() for one in rest[:4]]:
            raise CannotTurnError("asks why of us")
        if first == "to" and second in self.verbs.bases:
            if len(rest) < _SHORTEST_INFINITIVE:
                raise CannotTurnError("says nothing alone")
            return [*wh, *rest]
        if not self.words.has("auxiliaries", first):
            if wh[0].lower() in ("what", "which", "who", "how", "whose") and self._says(first) and len(rest) > 1:
                return [*wh, *rest]
            raise CannotTurnError("no verb behind the question word")
        if self._subject_wh(wh, first, [one.lower() for one in rest[1:]]):
            return [*wh, *rest]
        return self._inverted_wh(wh, rest, first, second)

    def _inverted_wh(self, wh: list[str], rest: list[str], first: str, second: str) -> list[str]:
        """A question whose subject stands behind its verb: `what do I do`, `where is the shop`."""
        if [one.lower() for one in rest[:3]] == ["do", "i", "do"] and wh[0].lower() == "what":
            return ["what", "I", "should", "do", *rest[3:]]
        ours = first == "do" and second in ("i", "we") and wh[0].lower() != "when"
        if ours and self.words.has("deliberate", (*rest[2:3], "")[0].lower()):
            return [*wh, "to", *rest[2:]]
        if len(rest) > 1 and rest[1].lower() == "not":
            subject, left = subject_of(rest[2:], first, self.words, self.verbs)
            return [*wh, *subject, first, "not", *left]
        try:
            return [*wh, *self._uninverted(first, rest[1:], yes_no=False)]
        except CannotTurnError:
            if wh != ["what"] or first not in ("is", "are"):
                raise
            return [*wh, *self._named(first, rest[1:])]

    def _named(self, auxiliary: str, thing: list[str]) -> list[str]:
        """`what is the limit on long flights` as `what the limit is on long flights`."""
        lows = [one.lower() for one in thing]
        at = next((n for n, one in enumerate(lows) if self.words.has("prepositions", one) and one != "of"), len(lows))
        plain = self.words.has("determiners", lows[0]) and 1 < at < len(lows) - 1
        if not plain or not MARKS.isdisjoint(lows) or any(self.words.has("auxiliaries", one) for one in lows):
            raise CannotTurnError("the end of the subject is not clear")
        return [*thing[:at], auxiliary, *thing[at:]]

    def _says(self, first: str) -> bool:
        finite = self.verbs.finite(first) or first in self.verbs.bases
        return finite and not (self.words.has("nouny", first) and not self.verbs.finite(first))

    def _subject_wh(self, wh: list[str], auxiliary: str, rest: list[str]) -> bool:
        """Whether the question word is what does it: `which lamp is brighter`, `who can help`."""
        if wh[0].lower() not in ("what", "which", "who", "whose") and not (len(wh) > 2 and wh[0].lower() == "how"):
            return False
        if not rest or auxiliary in ("do", "does", "did", "am"):
            return False
        if self.words.has("modals", auxiliary) and "is" in rest[1:-1] and "if" not in rest:
            # `What would help me is a map` asks nothing.
            raise CannotTurnError("no question that is known")
        first = rest[1] if len(rest) > 1 and self.words.has("adverbs", rest[0]) else rest[0]
        if auxiliary in ("has", "have") and first == "to":
            return True
        if auxiliary in ("has", "have") and wh[0].lower() in ("who", "which") and self.words.has("determiners", first):
            return not any(one in self.verbs.participles for one in rest[2:])
        if first in self.words.sets["pronoun_subjects"] or self.words.has("determiners", first):
            return False
        if self.words.has("modals", auxiliary):
            return first in self.verbs.bases or first == "be"
        if self.words.has("be", auxiliary):
            opens = self.words.has("openers", first) or first in self.verbs.participles or first in self.verbs.ings
            return opens or (self.words.has("prepositions", first) and wh[0].lower() in ("what", "which", "who"))
        return first in self.verbs.participles

    def _uninverted(self, auxiliary: str, rest: list[str], *, yes_no: bool) -> list[str]:
        """Subject, finite verb and predicate of a question, from its auxiliary and what follows."""
        if not rest or rest[0].lower() == "not":
            raise CannotTurnError("a negative question")
        subject, left = subject_of(rest, auxiliary, self.words, self.verbs)
        if yes_no and not left:
            raise CannotTurnError("nothing is asked of it")
        adverbs = []
        while left and self.words.has("adverbs", left[0].lower()) and len(left) > 1:
            adverbs.append(left[0])
            left = left[1:]
        first = left[0].lower() if left else ""
        if auxiliary in ("do", "does", "did"):
            return [*subject, *self._done(auxiliary, subject, adverbs, left)]
        if self.words.has("modals", auxiliary) and first not in self.verbs.bases and first != "be":
            raise CannotTurnError("no verb behind its auxiliary")
        if (
            auxiliary in ("have", "has", "had")
            and first not in self.verbs.participles
            and first not in ("to", "a", "any")
        ):
            raise CannotTurnError("no participle behind `have`")
        pure = first in self.verbs.bases and first not in self.verbs.participles
        if self.words.has("be", auxiliary):
            if pure and not self.words.has("nouny", first) and not self.words.has("openers", first):
                raise CannotTurnError("two verbs")
            if not left:
                return self._be_last(subject, auxiliary)
        return [*subject, auxiliary, *adverbs, *left]

    def _be_last(self, subject: list[str], auxiliary: str) -> list[str]:
        lows = [one.lower() for one in subject]
        last = len(subject) - self.words.has("prepositions", lows[-1])
        place = next((lows.index(one) for one in ("between", "from", "if", "when") if one in lows), last)
        return [*subject[:place], auxiliary, *subject[place:]]

    def _done(self, auxiliary: str, subject: list[str], adverbs: list[str], left: list[str]) -> list[str]:
        verb = left[0].lower() if left else ""
        if verb not in self.verbs.bases and verb != "be":
            raise CannotTurnError("no verb behind `do`")
        if "not" in adverbs:
            return [auxiliary, *adverbs, *left]
        if auxiliary == "does" and subject[0].lower() in ("i", "you", "we", "they"):
            raise CannotTurnError("the verb does not agree")
        last = subject[-1].lower()
        if auxiliary == "do" and not (
            last.endswith("s") or last in self.words.sets["plural_subjects"] or len(subject) > 3
        ):
            raise CannotTurnError("the verb does not agree")
        form = {"does": self.verbs.third_of, "did": self.verbs.past_of}.get(auxiliary, {}).get(verb, verb)
        return [*adverbs, form, *left[1:]]
