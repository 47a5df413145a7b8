"""English requests and wishes: what the customer would like us to do, and what they would like."""

from __future__ import annotations

from composer.writing.turning.english_questions import Questions
from composer.writing.turning.english_verbs import Verbs
from composer.writing.turning.english_wishes import HOPED, Found, Wishes
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
_AWAY = ("up", "down", "off", "out", "back", "away")
_WANTING, _LIKING = ("need", "want", "prefer"), ("like", "prefer", "appreciate", "rather")


class Requests:
    """Finds what is asked for; persons are exchanged afterwards."""

    def __init__(self, words: TurningWords, verbs: Verbs, questions: Questions) -> None:
        self.words, self.verbs, self.questions = words, verbs, questions
        self.wishes = Wishes(words, verbs, questions, self._request)

    def found(self, tokens: list[str]) -> Found:
        """What a clause requests or wishes; None where it does neither; raises CannotTurnError."""
        tokens = self._with_subject(tokens)
        lows = [one.lower() for one in tokens]
        asked = self._after_may_i_ask(lows) or self._after_could_you(lows)
        if asked:
            return self._request([self._base(tokens[asked]), *tokens[asked + 1 :]])
        if lows[:3] == ["would", "you", "mind"] and lows[3:4] and lows[3] in self.verbs.ings:
            return self._request([self.verbs.ings[lows[3]], *tokens[4:]])
        kind = self.wishes.found(tokens, lows)
        if kind:
            return kind
        polite = lows[0] in ("please", "kindly")
        start = 1 if polite else 0
        polite |= "please" in lows[-2:]
        if lows[start : start + 1] and self._orders(lows, start, polite=polite):
            return self._request(tokens[start:])
        if lows[start : start + 2] == ["do", "not"] and self._may_forbid(lows[start + 2 :]):
            return PartKind.REQUEST, [one for one in tokens[start + 1 :] if one.lower() != "please"]
        if polite:
            raise CannotTurnError("no verb behind `please`")
        return None

    def _may_forbid(self, rest: list[str]) -> bool:
        """Whether what is not to be done is an act of ours: `do not ring the bell`, and not `do not worry`."""
        verb = rest[0] if rest else ""
        return len(rest) > 1 and verb in self.verbs.bases and not self.words.has("never_forbidden", verb)

    def _with_subject(self, tokens: list[str]) -> list[str]:
        """`Need a new key`, `wish I could pay later` with the `I` that a chat leaves out."""
        first, second = (*(one.lower() for one in tokens[:2]), "")[:2]
        wants = first in _WANTING and (second in ("to", "you") or self.words.has("determiners", second))
        wishes = first == "wish" and (self.words.has("subjects", second) or self.words.has("determiners", second))
        return ["I", *tokens] if wants or wishes or (first == "would" and second in _LIKING) else tokens

    def _base(self, verb: str) -> str:
        """The verb of `it would be nice if you texted` as `text`."""
        low = verb.lower()
        return self.verbs.pasts.get(low, verb) if low not in self.verbs.bases else verb

    def _after_may_i_ask(self, lows: list[str]) -> int:
        """Where the verb of `may I ask you to send` stands."""
        asks = (
            lows[:1]
            and lows[0] in ("may", "can", "could", "might")
            and lows[1:5]
            in (
                ["i", "ask", "you", "to"],
                ["we", "ask", "you", "to"],
            )
        )
        return 5 if asks and len(lows) > 6 else 0

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
        if lows[0] not in (*HOPED, "it", "would") or "if" not in lows[:9]:
            return 0
        at = lows.index("if")
        pleased = (
            bool(self.words.sets["pleased"] & set(lows[:at]))
            or "appreciate" in lows[:at]
            or lows[max(0, at - 2) : at] == ["like", "it"]
            or (
                lows[0] in ("it", "would") and "would" in lows[:3] and bool(self.words.sets["welcome"] & set(lows[:at]))
            )
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
        if verb == "stop" and after in self.verbs.ings:
            return True
        if verb in ("need", "want", "can", "wonder", "wait", "thank", "hope") and not determined:
            return False
        if self.words.has("nouny", verb) and not polite and not determined:
            return False
        return polite or determined or after in _AWAY or self.words.has("askers", verb)

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
        whole |= verb == "get" and "to" in lows[2:6] and lows[lows.index("to") + 1] in self.verbs.bases
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
        inner = self.words.has("prepositions", lows[at]) and self.words.has("whs", (*lows[at + 1 :], "")[0])
        opens = lows[at] in ("if", "whether") or self.words.has("whs", lows[at]) or inner
        return at if opens else 0
