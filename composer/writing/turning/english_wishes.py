"""English wishes: what somebody would like to have, to do, to know, or us and others to do."""

from __future__ import annotations

from collections.abc import Callable

from composer.writing.turning.english_questions import Questions
from composer.writing.turning.english_subjects import subject_of
from composer.writing.turning.english_tokens import MARKS
from composer.writing.turning.english_verbs import Verbs
from composer.writing.turning.turned import CannotTurnError, PartKind
from composer.writing.turning.turning_words import TurningWords

HOPED = ("i", "we")
_UNSURE = ("not sure", "unsure", "not clear", "not certain", "cannot work out", "cannot figure out", "cannot tell")

Found = tuple[PartKind, list[str]] | None


class Wishes:
    """Finds what is wished for; `request` turns what a wish asks of us."""

    def __init__(
        self, words: TurningWords, verbs: Verbs, questions: Questions, request: Callable[[list[str]], Found]
    ) -> None:
        self.words, self.verbs, self.questions, self.request = words, verbs, questions, request

    def found(self, tokens: list[str], lows: list[str]) -> Found:
        """What a clause wishes; None where it wishes nothing; raises CannotTurnError."""
        if (
            lows[:3] in (["could", "i", "have"], ["could", "we", "have"], ["may", "i", "have"], ["may", "we", "have"])
            and len(lows) > 4
        ):
            return self._wished("would like", tokens[3:], lows[3:])
        return self._wish(tokens, lows) or self._passive(tokens, lows) or self._of_others(tokens, lows)

    def _asked(self, lows: list[str]) -> int:
        """Where the question of `do you know when`, `just wondering whether` begins; 0 where there is none."""
        if lows[:3] in (["do", "you", "know"], ["would", "you", "know"]) and len(lows) > 4:
            return 3
        if lows[:5] == ["do", "you", "happen", "to", "know"] and len(lows) > 6:
            return 5
        just = lows[0] == "just"
        wonders = lows[just : just + 1] in (["wondering"], ["curious"], ["checking"]) and len(lows) > just + 3
        asks = wonders and (lows[just + 1] in ("if", "whether") or lows[0] != "checking")
        return just + 1 if asks else self._who_knows(lows) or self._not_sure(lows)

    def _dreams(self, tokens: list[str], lows: list[str]) -> Found:
        """`It would be nice if the app had`, `if only there was`, `what I need is`."""
        at = lows.index("if") if "if" in lows[2:7] else 0
        good = at and "would" in lows[:2] and not self.words.sets["welcome"].isdisjoint(lows[:at])
        if good and lows[0] in ("it", "would") and self.words.has("determiners", (*lows[at + 1 :], "")[0]):
            return PartKind.WISH, ["I", "would", "like", "it", *tokens[at:]]
        if lows[:2] == ["if", "only"] and lows[2:4] in (["there", "was"], ["there", "were"]) and len(lows) > 6:
            return PartKind.WISH, ["I", "wish", *tokens[2:]]
        at = lows.index("is") if "is" in lows[3:7] else 0
        wanted = {"need", "want", "like", "prefer"}.intersection(lows[2:at]) if at else set[str]()
        if wanted and lows[0] == "what" and lows[1] in HOPED:
            verb = "need" if "need" in wanted else "would like"
            return self._wished(verb, tokens[at + 1 :], lows[at + 1 :])
        return None

    def _wish(self, tokens: list[str], lows: list[str]) -> Found:
        asked = self._asked(lows)
        if asked:
            return PartKind.QUESTION, self.questions.embedded(tokens[asked:])
        if lows[0] not in HOPED:
            return self._dreams(tokens, lows)
        at = 1
        while at < len(lows) and (self.words.has("adverbs", lows[at]) or self.words.has("wish_fillers", lows[at])):
            if lows[at] in ("not", "only", "never"):
                return None
            at += 1
        return self._hoped(set(lows[1:at]), lows[at], tokens[at + 1 :]) if at < len(lows) else None

    def _who_knows(self, lows: list[str]) -> int:
        """Where the question of `does anyone here know when` begins; 0 where there is none."""
        asks = lows[:1] in (["does"], ["do"])
        if lows[asks : asks + 1] not in (["anyone"], ["anybody"], ["somebody"], ["someone"]) or "know" not in lows[:6]:
            return 0
        at = lows.index("know") + 1
        return at if len(lows) > at + 2 and (lows[at] == "if" or self.words.has("whs", lows[at])) else 0

    def _not_sure(self, lows: list[str]) -> int:
        """Where the question of `I am not sure whether` begins; 0 where there is none."""
        start = 1 if lows[0] in HOPED else 0
        start += lows[start : start + 1] in (["am"], ["are"])
        rest = " ".join(lows[start : start + 4])
        unsure = next((one for one in _UNSURE if rest.startswith(f"{one} ")), "")
        at = start + len(unsure.split())
        opens = bool(unsure) and (lows[at] in ("if", "whether", "which") or lows[at : at + 2] == ["how", "to"])
        return at if opens and len(lows) > at + 2 else 0

    def _hoped(self, before: set[str], verb: str, rest: list[str]) -> Found:
        """The wish of `I would like`, `I need`, `I was wondering`, by what stands before its verb and behind it."""
        lows = [one.lower() for one in rest]
        polite, doing = "would" in before, bool({"am", "was"} & before)
        if verb == "asking" and lows[:2] == ["you", "to"]:
            return self.request(rest[2:])
        if verb in ("wonder", "wondering", "asking") and len(lows) > 2:
            return PartKind.QUESTION, self.questions.embedded(rest)
        if verb in ("hope", "hoping") and not polite:
            return self._trusted(rest, lows)
        if verb == "rather" and polite and lows[:1] and (lows[0] in self.verbs.bases or lows[:2] == ["not", "have"]):
            return PartKind.WISH, ["I", "would", "rather", *rest]
        if verb == "wish":
            return self._dreamt(rest, lows)
        if verb in ("ask", "request") and lows[:2] == ["you", "to"]:
            return self.request([one for one in rest[2:] if one.lower() not in self.words.sets["softeners"]])
        if polite and verb == "be" and lows[1:2] == ["for"] and lows[0] in self.words.sets["pleased"]:
            return self._wished("would like", rest[2:], lows[2:])
        if verb == "writing" and lows[:1] == ["to"] and len(lows) > 3:
            return self._wished("would like", rest, lows)
        wants = self.words.has("polite_wishes" if polite else "wishes", verb) and (polite or not doing)
        return (
            self._wished("need" if verb in ("need", "require") else "would like", rest, lows)
            if wants and lows
            else None
        )

    def _trusted(self, rest: list[str], lows: list[str]) -> Found:
        """What they hope: `I hope the evening class can be kept on`; not that we are well, or can help."""
        rest, lows = (rest[1:], lows[1:]) if lows[:1] == ["that"] else (rest, lows)
        begins = lows[:1] and (self.words.has("determiners", lows[0]) or lows[0] in ("there", "we", "i", "you"))
        says = any(self.words.has("auxiliaries", one) or self.verbs.finite(one) for one in lows[1:])
        if (
            not begins
            or not says
            or len(lows) < 4
            or (lows[0] == "you" and lows[1] in ("are", "do", "had", "have", "can"))
        ):
            raise CannotTurnError("the wish says nothing")
        return PartKind.WISH, ["I", "hope", "that", *rest]

    def _dreamt(self, rest: list[str], lows: list[str]) -> Found:
        """The wish of `I wish I could pay later`, `I wish there was a plug`, `I wish to cancel`."""
        if lows[:1] == ["that"]:
            rest, lows = rest[1:], lows[1:]
        if lows[:1] and lows[0] in HOPED and lows[1:2] == ["could"] and len(lows) > 3 and "not" not in lows:
            return PartKind.WISH, ["I", "would", "like", "to", "be", "able", "to", *rest[2:]]
        if lows[:2] in (["there", "was"], ["there", "were"]) and len(lows) > 3:
            return PartKind.WISH, ["I", "wish", *rest]
        if lows[:1] == ["the"] and any(self.verbs.finite(one) for one in lows[2:6]):
            return PartKind.WISH, ["I", "wish", *rest]
        if lows[:1] and self.words.has("subjects", lows[0]):
            raise CannotTurnError("the wish is not clear")
        return self._wished("would like", rest, lows) if lows else None

    def _wished(self, verb: str, rest: list[str], lows: list[str]) -> Found:
        """The wish of a verb with what stands behind it: to do, or to have, something."""
        also = ["also"] if lows[:1] == ["also"] else []
        rest, lows = rest[len(also) :], lows[len(also) :]
        if not lows:
            raise CannotTurnError("the wish says nothing")
        if (
            lows[:2] in (["to", "know"], ["to", "understand"], ["to", "ask"], ["to", "hear"])
            and len(lows) > 2
            and (lows[2] == "if" or self.words.has("whs", lows[2]))
        ):
            return PartKind.QUESTION, self.questions.embedded(rest[2:])
        if lows[:2] == ["you", "to"] and len(lows) > 3:
            return self.request(rest[2:])
        if verb == "need" and (
            lows[:2] in (["someone", "to"], ["somebody", "to"])
            or (lows[0] == "help" and len(lows) > 3 and (lows[1] in ("with", "to") or lows[1] in self.verbs.ings))
        ):
            return PartKind.WISH, ["I", verb, *rest]
        if lows[0] == "to":
            return PartKind.WISH, ["I", verb, *self._to_do(rest, lows)]
        noun = self.words.has("determiners", lows[0]) or lows[0][0].isdigit() or lows[0] in ("it", "them")
        if not noun or len(lows) < 2 or lows[0] in ("this", "that", "you"):
            raise CannotTurnError("the wish is not clear")
        if "help" in lows[:3]:
            raise CannotTurnError("the wish says nothing")
        if any(
            self.verbs.finite(one) and not self.words.has("nouny", one) and one not in self.verbs.participles
            for one in lows[1 : lows.index("that") if "that" in lows else 5]
        ):
            raise CannotTurnError("a second verb in the wish")
        return PartKind.WISH, ["I", verb, *rest]

    def _to_do(self, rest: list[str], lows: list[str]) -> list[str]:
        """What they would like to do; raises CannotTurnError where that is no more than to say something."""
        asks = lows[1:2] == ["ask"] and self.words.has("auxiliaries", (*lows[2:], "")[0])
        verb = len(lows) > 2 and lows[1] in {*self.verbs.bases, "be"}
        if asks or not verb or self.words.has("wish_never", lows[1]):
            raise CannotTurnError("the wish says nothing")
        return rest

    def _passive(self, tokens: list[str], lows: list[str]) -> Found:
        """`Could the order please be stopped` as a wish: `I would like the order to be stopped`."""
        if lows[0] not in ("could", "can", "may", "might") or "be" not in lows[2:10]:
            return None
        bare = [one for one in tokens[1:] if one.lower() not in ("please", "perhaps", "kindly", "possibly")]
        low_bare = [one.lower() for one in bare]
        at = low_bare.index("be")
        possessed = self.words.has("determiners", low_bare[0]) or low_bare[0] in ("it", "they", "these", "this")
        done = low_bare[at + 1 : at + 2] and low_bare[at + 1] in self.verbs.participles
        asks = "please" in lows or lows[0] == "could"
        if not (possessed and done and asks) or set(low_bare[:at]) & (MARKS | {"i", "you", "we", "not"}):
            return None
        return PartKind.WISH, ["I", "would", "like", *bare[:at], "to", *bare[at:]]

    def _of_others(self, tokens: list[str], lows: list[str]) -> Found:
        """`Would the wardens kindly open the gate` as a wish: `I would like the wardens to open the gate`."""
        if lows[0] not in ("could", "would", "can") or not {"kindly", "please"} & set(lows[2:]):
            return None
        if not self.words.has("determiners", lows[1]) or lows[1] in ("this", "that"):
            return None
        bare = [one for one in tokens[1:] if one.lower() not in ("please", "kindly")]
        subject, left = subject_of(bare, lows[0], self.words, self.verbs)
        does = bool(left) and left[0].lower() in self.verbs.bases
        return (PartKind.WISH, ["I", "would", "like", *subject, "to", *left]) if does else None
