"""English requests and wishes: what the customer would like us to do, and what they would like."""

from __future__ import annotations

from composer.writing.turning.english_questions import Questions
from composer.writing.turning.english_tokens import MARKS
from composer.writing.turning.english_verbs import Verbs
from composer.writing.turning.turned import CannotTurnError, PartKind
from composer.writing.turning.turning_words import TurningWords

_SOMEBODY = ("you", "someone", "somebody", "anyone", "anybody")
_TELLING = (
    ("let", "me", "know"),
    ("let", "us", "know"),
    ("tell", "me"),
    ("tell", "us"),
    ("advise", "on"),
    ("update", "me", "on"),
    ("inform", "me", "about"),
)
_HOPED = ("i", "we")

Found = tuple[PartKind, list[str]] | None


class Requests:
    """Finds what is asked for; persons are exchanged afterwards."""

    def __init__(self, words: TurningWords, verbs: Verbs, questions: Questions) -> None:
        self.words, self.verbs, self.questions = words, verbs, questions

    def found(self, tokens: list[str]) -> Found:
        """What a clause requests or wishes; None where it does neither; raises CannotTurnError."""
        lows = [one.lower() for one in tokens]
        asked = self._after_could_you(lows)
        if asked:
            return self._request(tokens[asked:])
        if lows[:3] == ["would", "you", "mind"] and lows[3:4] and lows[3] in self.verbs.ings:
            return self._request([self.verbs.ings[lows[3]], *tokens[4:]])
        kind = self._wish(tokens, lows) or self._passive(tokens, lows)
        if kind:
            return kind
        polite = lows[0] in ("please", "kindly")
        start = 1 if polite else 0
        polite |= "please" in lows[-2:]
        if lows[start : start + 1] and self._orders(lows, start, polite=polite):
            return self._request(tokens[start:])
        if polite:
            raise CannotTurnError("no verb behind `please`")
        return None

    def _after_could_you(self, lows: list[str]) -> int:
        """Where the verb of `could you please send` stands; 0 where there is no such start."""
        if lows[:3] == ["would", "you", "mind"]:
            return 0
        if lows[0] in ("can", "could", "would", "will") and lows[1:2] and lows[1] in _SOMEBODY:
            at = 2
            if lows[2:4] == ["be", "so"] or lows[1:4] == ["you", "mind", "if"]:
                return 0
        else:
            return self._after_grateful(lows)
        while at < len(lows) and lows[at] in self.words.sets["softeners"]:
            at += 1
        at += 3 if lows[at : at + 3] == ["be", "able", "to"] else 0
        return at if at < len(lows) else 0

    def _after_grateful(self, lows: list[str]) -> int:
        """Where the verb of `I would be grateful if you could send` stands."""
        if lows[0] not in (*_HOPED, "it") or "if" not in lows[:9]:
            return 0
        at = lows.index("if")
        pleased = (
            bool(self.words.sets["pleased"] & set(lows[:at]))
            or "appreciate" in lows[:at]
            or (lows[0] == "it" and "would" in lows[:3] and bool(self.words.sets["welcome"] & set(lows[:at])))
        )
        if not pleased or lows[at + 1 : at + 2] not in ([one] for one in _SOMEBODY):
            return 0
        at += 2
        if lows[at : at + 1] and lows[at] in ("could", "would", "can", "will"):
            at += 1
        while at < len(lows) and lows[at] in self.words.sets["softeners"]:
            at += 1
        return at

    def _orders(self, lows: list[str], at: int, *, polite: bool) -> bool:
        """Whether a clause begins with a verb that tells somebody to do something."""
        at += polite and lows[at] in ("also", "just") and at + 1 < len(lows)
        verb, after = lows[at], lows[at + 1] if at + 1 < len(lows) else ""
        if verb not in self.verbs.bases or verb in ("do", "be", "have") or self.words.has("auxiliaries", verb):
            return False
        determined = (
            self.words.has("determiners", after) or after in self.words.sets["to_me"] | self.words.sets["whole_objects"]
        )
        determined |= after[:1].isdigit() and not self.words.has("nouny", verb)
        if verb in ("need", "want", "can", "wonder", "wait", "thank", "hope") and not determined:
            return False
        if self.words.has("nouny", verb) and not polite and not determined:
            return False
        return polite or determined or after in ("up", "down", "off", "out") or self.words.has("askers", verb)

    def _request(self, asked: list[str]) -> Found:
        if any(one.lower() == "please" for one in asked[3:-1]):
            raise CannotTurnError("`please` between two requests")
        tokens = [one for one in asked if one.lower() not in ("please", "kindly", "pls")]
        tokens = tokens[1:] if tokens and tokens[0].lower() in ("also", "just") else tokens
        lows = [one.lower() for one in tokens]
        told = self._told(tokens, lows)
        if told:
            return PartKind.QUESTION, told
        self._says_something(lows)
        return PartKind.REQUEST, tokens

    def _told(self, tokens: list[str], lows: list[str]) -> list[str]:
        """What they ask to be told: a question, or a thing (`let me know the total`)."""
        named = next((len(one) for one in _TELLING if tuple(lows[: len(one)]) == one), 0)
        rest = lows[named:]
        thing = (
            named and len(rest) > 1 and self.words.has("determiners", rest[0]) and not self.words.has("others", rest[0])
        )
        if thing and not any(self._verb(one) for one in rest):
            return tokens[named:]
        asked = self._asked_to_tell(lows)
        return self.questions.embedded(tokens[asked:]) if asked else []

    def _verb(self, low: str) -> bool:
        finite = self.verbs.finite(low) and not self.words.has("nouny", low)
        return finite or self.words.has("auxiliaries", low)

    def _says_something(self, lows: list[str]) -> None:
        """Refuse a request that asks for help in general, forbids, or is two."""
        verb, second = lows[0] if lows else "", lows[1] if len(lows) > 1 else ""
        if verb not in self.verbs.bases:
            raise CannotTurnError("no verb in the request")
        if lows[:2] in (["look", "into"], ["make", "sure"]) and len(lows) > 4:
            return
        whole = len(lows) > 2 and (second in self.words.sets["to_me"] or self.words.has("determiners", second))
        whole &= verb in ("give", "take", "put", "make", "keep", "fix")
        whole |= lows[:3] in (["let", "me", "have"], ["let", "us", "have"]) and len(lows) > 4
        if len(lows) < 2 or (second in self.words.sets["to_me"] and len(lows) < 4):
            raise CannotTurnError("the request says nothing")
        if self.words.has("empty_requests", verb) and not whole:
            raise CannotTurnError("the request says nothing")
        if "not" in lows[:2] or "yourself" in lows or "yourselves" in lows:
            raise CannotTurnError("a request that forbids")
        if (second == "and" and not (len(lows) > 4 and lows[2] in self.verbs.bases)) or "also" in lows[2:]:
            raise CannotTurnError("two requests without a border")

    def _asked_to_tell(self, lows: list[str]) -> int:
        """Where the question behind `tell me`, `let me know` or `confirm` begins; 0 where there is none."""
        at = 0
        if lows[:3] in (["let", "me", "know"], ["let", "us", "know"]):
            at = 3
        elif lows[:1] and self.words.has("askers", lows[0]):
            at = 1
            if lows[1:3] == ["to", "me"]:
                at = 3
            elif lows[1:2] and lows[1] in self.words.sets["to_me"]:
                at = 2
        elif lows[:1] == ["know"]:
            at = 1
        if not at or at >= len(lows):
            return 0
        opens = lows[at] in ("if", "whether") or self.words.has("whs", lows[at])
        return at if opens else 0

    def _wish(self, tokens: list[str], lows: list[str]) -> Found:
        if lows[:3] in (["do", "you", "know"], ["would", "you", "know"]) and len(lows) > 4:
            return PartKind.QUESTION, self.questions.embedded(tokens[3:])
        if lows[0] in ("wondering", "curious") and len(lows) > 4:
            return PartKind.QUESTION, self.questions.embedded(tokens[1:])
        if lows[0] == "what" and lows[1] in _HOPED and "is" in lows[3:6] and lows[2] in ("need", "want"):
            at = lows.index("is")
            return self._wished("need" if lows[2] == "need" else "would like", tokens[at + 1 :], lows[at + 1 :])
        if lows[0] not in _HOPED:
            return None
        at = 1
        while at < len(lows) and (self.words.has("adverbs", lows[at]) or self.words.has("wish_fillers", lows[at])):
            if lows[at] in ("not", "only", "never"):
                return None
            at += 1
        return self._hoped(set(lows[1:at]), lows[at], tokens[at + 1 :]) if at < len(lows) else None

    def _hoped(self, before: set[str], verb: str, rest: list[str]) -> Found:
        """The wish of `I would like`, `I need`, `I was wondering`, by what stands before its verb and behind it."""
        lows = [one.lower() for one in rest]
        polite, doing = "would" in before, bool({"am", "was"} & before)
        if verb in ("wonder", "wondering", "asking") and len(lows) > 2:
            return PartKind.QUESTION, self.questions.embedded(rest)
        if verb in ("ask", "request") and lows[:2] == ["you", "to"]:
            return self._request([one for one in rest[2:] if one.lower() not in self.words.sets["softeners"]])
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

    def _wished(self, verb: str, rest: list[str], lows: list[str]) -> Found:
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
            return self._request(rest[2:])
        if verb == "need" and (
            lows[:2] in (["someone", "to"], ["somebody", "to"])
            or (lows[0] == "help" and len(lows) > 3 and (lows[1] in ("with", "to") or lows[1] in self.verbs.ings))
        ):
            return PartKind.WISH, ["I", verb, *rest]
        if lows[0] == "to":
            if len(lows) < 3 or lows[1] not in {*self.verbs.bases, "be"} or self.words.has("wish_never", lows[1]):
                raise CannotTurnError("the wish says nothing")
            return PartKind.WISH, ["I", verb, *rest]
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
