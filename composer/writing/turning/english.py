"""English: a sentence split into clauses, and each turned round by its kind."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from composer.reading.issues import IssueKind
from composer.writing.turning.english_clauses import CONDITIONS, LAST_MARKS, clauses_of, no_run_on, not_spliced
from composer.writing.turning.english_foreign import refuse_foreign
from composer.writing.turning.english_persons import exchanged, needs_noun
from composer.writing.turning.english_questions import Questions
from composer.writing.turning.english_requests import Requests
from composer.writing.turning.english_statements import Statements
from composer.writing.turning.english_tokens import MARKS, joined, strip_lead, tokens_of, upper_names
from composer.writing.turning.english_verbs import verbs_of
from composer.writing.turning.gate import unknown_words
from composer.writing.turning.turned import CannotTurnError, Part, PartKind, Refused, Turned
from composer.writing.turning.turning_words import TurningWords

_BEFORE_AS = frozenset(("same", "as", "such", "soon", "long", "far", "much", "many", "well", "just", "exactly"))
"""Words behind which `as` says how, and not why."""
_LONGEST, _LONGEST_SAFE, _MOST_PARTS = 25, 20, 3


class English:
    """Turns English sentences with one set of word lists."""

    def __init__(self, words: TurningWords) -> None:
        self.words, self.verbs = words, verbs_of(words)
        self.questions = Questions(words, self.verbs)
        self.requests = Requests(words, self.verbs, self.questions)
        self.statements = Statements(words, self.verbs)

    def turned(self, sentence: str, kind: IssueKind | None, said: str) -> Turned | Refused:
        """The sentence turned round, or why not."""
        tokens = strip_lead(tokens_of(sentence, self.words), self.words)
        try:
            odd = unknown_words(tokens, self.words)
            refuse_foreign(tokens, self.words, self.verbs)
        except CannotTurnError as error:
            return Refused(error.reason)
        while tokens and (tokens[-1] in LAST_MARKS or tokens[-1].lower() == "and"):
            # An item of a list may end with what joins it to the next one.
            tokens = tokens[:-1]
        try:
            clauses, cut = clauses_of(tokens, self.words)
        except CannotTurnError as error:
            return Refused(error.reason)
        parts, points, reason = self._parts(clauses[:_MOST_PARTS], kind, said)
        if not parts:
            return Refused(reason)
        safe = len(clauses) == 1 and not cut and not points and not odd and len(tokens) <= _LONGEST_SAFE
        return Turned(tuple(parts), safe=safe and self._is_safe(parts[0], clauses[0][1]))

    def _parts(
        self, clauses: list[tuple[str, list[str]]], kind: IssueKind | None, said: str
    ) -> tuple[list[Part], bool, str]:
        """The first clauses that can be said, whether a word in them points at another, and why others cannot.

        Behind a clause that is refused, a statement is beside the point, and a pronoun has lost its noun.
        """
        parts: list[Part] = []
        points, reason = False, ""
        for number, (connector, clause) in enumerate(clauses):
            before = f"{said} {' '.join(part.text for part in parts)}"
            try:
                part, pointed = self._part(clause, connector if parts else "", before, first=number == 0, asks=kind)
            except CannotTurnError as error:
                reason = reason or error.reason
                if parts and connector == "but" and parts[-1].kind is PartKind.STATEMENT:
                    # Half of a contrast says the opposite of the whole.
                    parts.pop()
                if number and (parts or connector == "but"):
                    break
                continue
            if (part.kind is PartKind.STATEMENT and (reason or (parts and pointed))) or (reason and pointed):
                break
            points |= pointed
            parts.append(part)
        return parts, points, reason or "nothing to turn"

    def _is_safe(self, part: Part, clause: list[str]) -> bool:
        told_of = part.kind is PartKind.STATEMENT
        about_us = part.kind is PartKind.STATEMENT and part.text.startswith(("we ", "our "))
        told = part.kind is not PartKind.STATEMENT or (
            not ({"we", "us", "our"} & set(part.text.split()))
            and (part.text.startswith("you ")) <= (clause[0] in ("I", "we"))
        )
        vague = {"thing", "things", "stuff", "bit", "lot"} & set(part.text.split())
        blames = told_of and not self.words.sets["blaming"].isdisjoint(part.text.split())
        return not about_us and not vague and not blames and told and not set(clause) & MARKS

    def _part(
        self, clause: list[str], connector: str, said: str, *, first: bool, asks: IssueKind | None
    ) -> tuple[Part, bool]:
        if not 2 <= len(clause) <= _LONGEST:
            raise CannotTurnError("too short or too long")
        if any(one[:1].isdigit() and one.endswith("ish") for one in clause):
            raise CannotTurnError("too casual")
        if ":" in clause or ("(" in clause) != (")" in clause):
            raise CannotTurnError("several sentences")
        kind, turned = self._by_kind(clause, first=first)
        turned = turned if kind is PartKind.STATEMENT else self._without_aside(turned)
        lows = [one.lower() for one in turned]
        not_spliced(lows, self.words)
        if lows[-1] in self.words.sets["unfinished"] and not (
            kind is PartKind.QUESTION and lows[-1] in ("is", "are", "was", "were")
        ):
            raise CannotTurnError("not a whole clause")
        no_run_on(lows, 3 if kind is PartKind.STATEMENT else 2, self.words)
        self._articles(lows)
        if kind is PartKind.STATEMENT and asks is IssueKind.PRAISE:
            raise CannotTurnError("praise")
        anybody = any(
            one in CONDITIONS and two == "you" and not self.words.has("company_verbs", three)
            for one, two, three in zip(lows, lows[1:], [*lows[2:], ""], strict=False)
        )
        if kind is PartKind.QUESTION and anybody and {"i", "we", "my", "our", "me"}.isdisjoint(lows):
            raise CannotTurnError("`you` may be anybody")
        if kind is PartKind.QUESTION and not self.words.sets["mocking"].isdisjoint(lows):
            raise CannotTurnError("may be meant the other way")
        if any(
            lows[at : at + 3] in (["you", "have", "to"], ["you", "need", "to"]) or lows[at : at + 2] == ["you", "must"]
            for at in range(len(lows))
        ):
            raise CannotTurnError("`you` may be anybody")
        if kind is PartKind.STATEMENT and any(
            one == "you"
            and (two in ("would", "can", "could", "might", "need", "must", "want") or (two == "have" and "to" in lows))
            for one, two in pairwise(lows)
        ):
            raise CannotTurnError("`you` may be anybody")
        points = needs_noun(turned, said, self.words, self.verbs)
        text = joined(upper_names(exchanged(turned, self.words, self.verbs), self.words))
        return Part(connector, kind, text), points

    def _without_aside(self, turned: list[str]) -> list[str]:
        """What is asked or wished, without the sentence behind a comma that says why: `, Anna knows the way`."""
        lows = [one.lower() for one in turned]
        for at in range(3, len(lows) - 2):
            small = any(
                self.words.has(name, lows[at + 1]) for name in ("subordinators", "joins", "whs", "prepositions")
            )
            phrase = lows[at + 1] in self.verbs.participles and self.words.has("prepositions", lows[at + 2])
            acts = any(self.verbs.finite(one) or self.words.has("auxiliaries", one) for one in lows[at + 1 :])
            points = lows[at + 1] == "that" and self.words.has("auxiliaries", lows[at + 2])
            if lows[at] == "," and (points or not small) and not phrase and acts:
                return turned[:at]
            same = lows[at + 1 : at + 3] in (["it", "is"], ["it", "was"], ["they", "are"]) and (
                at + 3 == len(lows) or self.words.has("subordinators", lows[at + 3])
            )
            why = (
                lows[at] == "as"
                and not same
                and self.words.has("subjects", lows[at + 1])
                and lows[at - 1] not in _BEFORE_AS
            )
            if why and (self.words.has("auxiliaries", lows[at + 2]) or self.verbs.finite(lows[at + 2])):
                return turned[:at]
        return turned

    def _by_kind(self, clause: list[str], *, first: bool) -> tuple[PartKind, list[str]]:
        lows = [one.lower() for one in clause]
        if lows[0] in ("please", "kindly") and self.words.has("auxiliaries", lows[1]) and lows[1] not in ("do", "have"):
            clause, lows = clause[1:], lows[1:]
        if lows[0] in CONDITIONS and "," in lows and not self.words.has("auxiliaries", lows[1]):
            return self._conditioned(clause, lows)
        asked = self.requests.found(clause)
        if asked:
            return asked
        if (
            self.words.has("auxiliaries", lows[0])
            or self.words.has("whs", lows[0])
            or lows[0] == "any"
            or (self.words.has("prepositions", lows[0]) and self.words.has("whs", lows[1]))
        ):
            if lows[0] == "cannot" or (
                lows[0] in ("have", "had")
                and not self.words.has("subjects", lows[1])
                and not self.words.has("determiners", lows[1])
            ):
                return PartKind.STATEMENT, self.statements.accepted(clause, first=first)
            # `What shall I do first?` is what they should do.
            return PartKind.QUESTION, ["should" if one == "shall" else one for one in self.questions.turned(clause)]
        return PartKind.STATEMENT, self.statements.accepted(clause, first=first)

    def _conditioned(self, clause: list[str], lows: list[str]) -> tuple[PartKind, list[str]]:
        """`If I return it, do I get ...` with the condition behind the question."""
        at = lows.index(",")
        condition, rest = clause[:at], clause[at + 1 :]
        if len(rest) < 3 or "," in lows[at + 1 :]:
            raise CannotTurnError("a condition that does not end")
        subjects = [one for one in lows[:at] if one in ("i", "we", "you", "it", "they", "he", "she")]
        if len(subjects) != 1 and not self.words.has("determiners", lows[1]):
            raise CannotTurnError("a condition with two subjects")
        if needs_noun(condition, "", self.words, self.verbs) and not self.words.has("determiners", lows[1]):
            raise CannotTurnError("a condition about something that is not said")
        kind, turned = self._by_kind(rest, first=False)
        if kind is PartKind.STATEMENT:
            raise CannotTurnError("a condition before a statement")
        if lows[0] == "before":
            # `Before I pay, does the price hold?` says when they ask, and not when it holds.
            return kind, turned
        return kind, [*turned, *condition]

    def _articles(self, lows: list[str]) -> None:
        """Refuse a countable noun that misses its article."""
        for at in range(1, len(lows)):
            if not self.words.has("bare_nouns", lows[at]):
                continue
            before, after = lows[at - 1], lows[at + 1] if at + 1 < len(lows) else ""
            led = before in ("by", "via", "per", "on", "in", "as", "same") or before not in self.verbs.bases | {
                "with",
                "from",
                "of",
                "without",
                "for",
                "to",
            }
            alone = (
                not after
                or after in MARKS
                or any(self.words.has(n, after) for n in ("prepositions", "joins", "subordinators", "auxiliaries"))
            )
            verb = at > 1 and lows[at - 2] in ("i", "we", "you")
            if not led and alone and (verb or not self.words.has("nouny", before)):
                raise CannotTurnError(f"`{lows[at]}` without an article")


@lru_cache(maxsize=4)
def english_of(words: TurningWords) -> English:
    """The turner of one set of word lists."""
    return English(words)
