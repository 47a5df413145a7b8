"""English retold: a sentence that tells what happened, in its own order, with the persons exchanged.

Quoting says the same words in quotation marks; retelling says them as the organisation would. Nothing is moved and
nothing is left out, so that only persons, pronouns and tone can go wrong, and those are looked at here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from composer.writing.turning.english_clauses import refuse_ellipsis
from composer.writing.turning.english_foreign import refuse_foreign
from composer.writing.turning.english_persons import exchanged, needs_noun
from composer.writing.turning.english_statements import goes_on
from composer.writing.turning.english_tokens import MARKS, joined, strip_lead, tokens_of, upper_names
from composer.writing.turning.english_verbs import Verbs, verbs_of
from composer.writing.turning.gate import unknown_words
from composer.writing.turning.retelling import may_be_retold, with_quoted
from composer.writing.turning.turned import CannotTurnError
from composer.writing.turning.turning_words import TurningWords

_LONGEST, _SHORTEST = 34, 4
_LONGEST_PAIR = 8
"""Words at the beginning of a sentence in which two people are named as its subject."""
_VERB_WITHIN = 16
"""Words within which the verb of a statement stands."""
_ME = frozenset(("i", "we"))
_WANTS = frozenset(("want", "wanted", "need", "needed"))
_MIGHT = frozenset(("must", "might", "should", "ought"))
_SEEMS = frozenset(("looks", "look", "looked", "seems", "seemed", "sounds"))
_ANYBODY = frozenset(("nobody", "everybody", "everyone", "everything", "somebody", "someone"))
_PERSONS = frozenset((*_ME, "they", "you", "he", "she", "it"))
_FOR_ANYBODY = frozenset(
    {"tells", "shows", "lets", "helps", "gives", "makes", "costs", "allows", "asks", "wants", "stops"}
)
"""What a thing does for whoever uses it: `a scale that tells you when the bees make honey`."""
_TO_US = frozenset("say ask tell let thank know mention".split())  # noqa: SIM905
"""What somebody wants to do who only opens a letter."""
_ACTS_NOW = frozenset(
    "write press click type push enter put try wait go telephone phone send come make do".split()  # noqa: SIM905
)
_OFTEN = frozenset("every each always usually often never still once twice weekly monthly daily".split())  # noqa: SIM905
_TELLS = frozenset(("tells", "told"))
_OPINES = frozenset({"thinks", "think", "believes", "reckons", "laughs", "laughed", "jokes", "swears"})
_LOOKS = frozenset({"looks", "look", "sounds", "sound", "feels", "feel", "tastes", "smells"})


def retold(sentence: str, words: TurningWords, said: str = "", rest: str = "", *, follows: bool = False) -> str:
    """The sentence with its persons exchanged, without capital and full stop; raises CannotTurnError.

    `said` is what stands before it in the reply, where a pronoun may point; `rest` is what follows in the message
    where the sentence is the first part of one. `follows` says that the whole sentence before it was said, so that a
    pronoun points where it pointed.
    """
    plain, names = may_be_retold(sentence, rest, words)
    if plain.lower().startswith(("i think", "i believe", "i guess", "i suppose")):
        raise CannotTurnError("what they think")
    verbs = verbs_of(words)
    tokens = tokens_of(plain, words)
    if not words.sets["doubts"].isdisjoint(one.lower() for one in tokens):
        # Hedges are taken off below, and without these words a guess would be a fact.
        raise CannotTurnError("what might be")
    tokens = strip_lead(tokens, words)
    while tokens and tokens[-1] in MARKS - {")"}:
        tokens = tokens[:-1]
    unknown_words(tokens, words)
    refuse_foreign(tokens, words, verbs)
    tokens = _with_subject(tokens, words)
    _look_at(tokens, words, verbs, follows=follows)
    lows = [one.lower() for one in tokens]
    if lows[0] in ("my", "our") and "," in lows[2:4] and lows[lows.index(",") + 1 :][:1] in (["he"], ["she"], ["they"]):
        raise CannotTurnError("names somebody twice")
    if lows[:3] == ["it", "has", "been"] and not follows:
        raise CannotTurnError("points at what is not said")
    if not follows or "here" in lows:
        _points_back(lows)
    needs_noun(tokens[2:] if _counts(lows, words) else tokens, said, words, verbs, follows=follows)
    turned = _politely(exchanged(tokens, words, verbs))
    _about_us(tokens, turned, words, verbs)
    text = joined(upper_names(turned, words))
    return with_quoted(text, names, "\u201c\u201d")


def _with_subject(tokens: list[str], words: TurningWords) -> list[str]:
    """The sentence with the `I` that a chat leaves out before what only a person does: `ordered two chairs`.

    Not where somebody else did it: `paid in full by Mr Lowther`.
    """
    acts = next((one.lower() for one in tokens if one.lower() not in ("just", "already", "even")), "")
    by_another = any(one.lower() == "by" and two[:1].isupper() for one, two in pairwise(tokens))
    return ["I", *tokens] if words.has("acts_alone", acts) and not by_another else tokens


def _politely(turned: list[str]) -> list[str]:
    """`Your grandson and you` the other way round: whoever is spoken to is named first."""
    lows = [one.lower() for one in turned[:_LONGEST_PAIR]]
    at = lows.index("you") if "you" in lows else 0
    if lows[:1] != ["your"] or at < 3 or lows[at - 1] != "and":
        return turned
    return ["you", "and", *turned[: at - 1], *turned[at + 1 :]]


def _points_back(lows: Sequence[str]) -> None:
    """Refuse what points at a time, a place or a thing that the sentence before it named."""
    there = lows[-1] == "there" and len(lows) > 1 and lows[-2] in ("in", "over", "from", "up", "down", "out")
    # Said by us, `here` is another place.
    if there or "then" in lows[:2] or not {"those", "these", "such", "here"}.isdisjoint(lows):
        raise CannotTurnError("points at what is not said")


def _counts(lows: Sequence[str], words: TurningWords) -> bool:
    """Whether a sentence counts what it is itself: `this is my third mail`, `this is the fourth time I am writing`."""
    return lows[:2] == ["this", "is"] and lows[2:3] in (["my"], ["our"], ["the"]) and words.has("ordinals", lows[3])


def _look_at(tokens: Sequence[str], words: TurningWords, verbs: Verbs, *, follows: bool) -> None:
    """Refuse what is no whole statement, and what tells of a feeling, a thought or a judgement."""
    lows = [one.lower() for one in tokens]
    if not _SHORTEST <= len(lows) <= _LONGEST or lows[-1] in words.sets["unfinished_statements"]:
        raise CannotTurnError("too short, too long or not whole")
    refuse_ellipsis(lows, words)
    if {"?", "!", ".", ";", "please"} & set(lows) or lows.count(":") > 1 or lows.count("(") != lows.count(")"):
        raise CannotTurnError("several sentences")
    _acts_now(lows, words)
    if not _begins(tokens, lows, words, verbs, follows=follows):
        raise CannotTurnError("no subject that is known")
    nobody = lows[0] == "nobody" and lows[1:3] in (
        ["is", "hurt"],
        ["was", "hurt"],
        ["is", "injured"],
        ["was", "injured"],
    )
    if not (words.sets["blaming"] | words.sets["rude"]).isdisjoint(lows[nobody:]):
        raise CannotTurnError("blames")
    if lows[0] in ("my", "our") and not _OPINES.isdisjoint(lows[1:5]):
        raise CannotTurnError("what somebody close to them thinks")
    _supposes(lows, words)
    if not _counts(lows, words):
        _persons(lows, words, verbs)


def _acts_now(lows: Sequence[str], words: TurningWords) -> None:
    """Refuse who only says that they write, and what somebody does now: of a learner that is what they did."""
    told = [one for one in lows[1:] if not words.has("adverbs", one)]
    first, second, third = (*told, "", "", "")[:3]
    if lows[0] in _ME and first in ("wanted", "want") and second == "to" and third in _TO_US:
        raise CannotTurnError("says that they write")
    if lows[0] in _ME and first in _ACTS_NOW and _OFTEN.isdisjoint(lows):
        raise CannotTurnError("what they do now, or a learner did")


def _supposes(lows: Sequence[str], words: TurningWords) -> None:
    """Refuse what must be, might be or only seems so: in our voice it would be our judgement, or a promise."""
    may = [at for at, low in enumerate(lows) if low == "may" and not (at and lows[at - 1][:1].isdigit())]
    if lows[0] not in _ME and (may or not _MIGHT.isdisjoint(lows[:_VERB_WITHIN])):
        raise CannotTurnError("what might be, or must")
    for at, (one, two) in enumerate(pairwise(lows)):
        mine = at > 0 and lows[at - 1] in _ME
        if two == "to" and one in ("has", "have", "had") and not mine:
            raise CannotTurnError("what must be")
        if one in _SEEMS and at and not mine and not words.has("prepositions", two):
            raise CannotTurnError("a judgement")
        if one in _FOR_ANYBODY and two == "you":
            raise CannotTurnError("`you` may be anybody")
        if one == "like" and two in ("a", "an") and at and lows[at - 1] not in ("would", "looks", "look", "looked"):
            raise CannotTurnError("a comparison")


def _persons(lows: Sequence[str], words: TurningWords, verbs: Verbs) -> None:
    """Look at each word that names a person, and at what is said of it."""
    for at, (one, two) in enumerate(pairwise(lows)):
        if one == "may" and at and lows[at - 1][:1].isdigit():
            continue
        if words.has("auxiliaries", one) and two in ("i", "we", "it", "you", "they") and one not in ("have", "had"):
            raise CannotTurnError("asks")
        if one in ("is", "was") and two in ("me", "us"):
            raise CannotTurnError("blames")
    for at, low in enumerate(lows):
        if low in _ME and not (at and lows[at - 1] in ("the", "a")):
            _about_me(lows[at + 1 :], words, verbs)
        if low == "you" and lows[at + 1 : at + 2] and words.has("maybe", lows[at + 1]):
            raise CannotTurnError("`you` may be anybody")
        if low in ("is", "was", "are", "were") and (at == 0 or lows[at - 1] not in _ME):
            _judges(lows[at + 1 :], words)


def _begins(tokens: Sequence[str], lows: Sequence[str], words: TurningWords, verbs: Verbs, *, follows: bool) -> bool:
    """Whether a statement begins here, with a subject and, soon, a verb that is finite."""
    first = lows[0]
    if _counts(lows, words) or (first == "this" and words.has("time_nouns", lows[1]) and len(lows) > 5):
        return True
    if first == "that" and follows and lows[1] in ("was", "is", "means", "meant"):
        return True
    if first in ("that", "this", "these", "those") or lows[:2] in (["for", "your"], ["for", "our"], ["for", "my"]):
        return False
    subject = (
        first in _ME
        or words.has("determiners", first)
        or words.has("subjects", first)
        or first in _ANYBODY
        or (first == "now" and (words.has("subjects", lows[1]) or words.has("determiners", lows[1])))
        or (first == "when" and not words.has("auxiliaries", lows[1]) and len(lows) > 5)
        or (first in ("since", "after", "for", "on", "in", "at") and len(lows) > 5)
        or (tokens[0][0].isupper() and first not in verbs.participles)
        or (first in ("order", "invoice") and lows[1][-1:].isdigit())
        or (first.endswith("s") and words.has("common", first) and not verbs.finite(first))
    )
    if not subject:
        return False
    acting = [at for at in range(1, min(len(lows), _VERB_WITHIN)) if _is_verb(lows, at, words, verbs)]
    if ["to", "be"] in (lows[at : at + 2] for at in range(1, acting[0] if acting else 0)):
        # `The pictures to be kept before they are wiped` has no verb of its own.
        return False
    # `The lamp I got in spring` has a verb, but not its own, and so has `a note from one who cannot see it`.
    at = acting[0] if acting and words.has("determiners", first) else 0
    bare = at > 1 and lows[at - 1] in _PERSONS and lows[at - 2] not in ("and", ",")
    relative = bare or (at > 1 and lows[at - 1] == "who")
    helped = relative and words.has("auxiliaries", lows[at]) and acting[1:2] in ([at + 1], [at + 2])
    return len(acting) > relative + helped


def _is_verb(lows: Sequence[str], at: int, words: TurningWords, verbs: Verbs) -> bool:
    """Whether a finite verb stands at a place."""
    low, after = lows[at], lows[at + 1 : at + 2]
    finite = verbs.finite(low)
    if lows[at - 1] == "," and (low in verbs.participles or low in verbs.pasts):
        return False
    if words.has("auxiliaries", low) and not (low == "may" and lows[at - 1][:1].isdigit()):
        return True
    if lows[at - 1] in _PERSONS:
        return low in verbs.bases or finite
    noun = words.has("nouny", low) and not (after and goes_on(after[0], words))
    past = low in verbs.participles
    return finite and not noun and (not past or _acts(after, words))


def _acts(after: Sequence[str], words: TurningWords) -> bool:
    """Whether a past form before such a word is a verb, and no adjective: `arrived with`, not `certified copies`."""
    small = ("determiners", "prepositions", "adverbs", "subordinators", "joins")
    if after and after[0] in ("me", "us", "it", "them", "you", "him", "her"):
        return True
    return not after or after[0] in MARKS or after[0][0].isdigit() or any(words.has(name, after[0]) for name in small)


def _about_me(rest: Sequence[str], words: TurningWords, verbs: Verbs) -> None:
    """Refuse what they think, feel or might do; what they did, have and are waiting for is told."""
    told = [one for one in rest if one == "not" or not words.has("adverbs", one)]
    first, second = (*told, "", "")[:2]
    if not first or first in MARKS:
        raise CannotTurnError("no verb behind the subject")
    if first in ("am", "was", "were", "are"):
        _is(second, words, verbs)
        return
    if _wishes(told):
        return
    if first == "can" and "not" not in told[:3]:
        raise CannotTurnError("what might be")
    if first in ("would", "should", "could", "might", "may", "must", "will", "shall"):
        could = first == "could" and "not" in told[:3]
        if not could:
            raise CannotTurnError("what might be")
    verb = second if words.has("auxiliaries", first) else first
    verb = told[2] if verb == "not" and len(told) > 2 else verb
    sees = first in ("cannot", "can", "could") and verb in ("see", "find", "tell")
    if sees:
        return
    thought = words.has("thinking", verb) and verb not in ("live", "own", "teach", "study")
    if thought or words.has("not_known", verb) or words.has("minds", verb):
        raise CannotTurnError("what they think")
    if not words.has("auxiliaries", first) and first not in verbs.pasts and first not in verbs.bases:
        raise CannotTurnError("no verb behind the subject")


def _is(word: str, words: TurningWords, verbs: Verbs) -> None:
    """Refuse what somebody is; what they are doing, and where, is told."""
    fits = word in verbs.ings or word in verbs.participles or words.has("prepositions", word)
    fits |= word in ("away", "out", "home", "abroad")
    if not (fits or words.has("state_words", word)) or words.has("not_told", word):
        raise CannotTurnError("says who they are")


def _wishes(told: Sequence[str]) -> bool:
    """Whether somebody says what they would like to do: `would like to pay`, `wanted to change`."""
    return "to" in told[1:3] and (told[0] in _WANTS or list(told[:2]) == ["would", "like"])


def _judges(rest: Sequence[str], words: TurningWords) -> None:
    told = [one for one in rest if not words.has("adverbs", one)]
    if told[:1] and told[0] in ("very", "too", "so", "true", "better", "worse", "wrong", "right", "great", "nice"):
        raise CannotTurnError("a judgement")


def _about_us(before: Sequence[str], turned: Sequence[str], words: TurningWords, verbs: Verbs) -> None:
    """Refuse what the organisation is said to have done, unless everybody does it: an order is sent, a bill is written.

    What we took, promised or refused would read as if we admitted it.
    """
    for at, word in enumerate(turned):
        if before[0].lower() == "your" and not _LOOKS.isdisjoint(one.lower() for one in before):
            # Said by us, how our own goods look or sound is praise.
            raise CannotTurnError("judges what is ours")
        if before[0].lower() == "your" and not _TELLS.isdisjoint(before[1:4]):
            raise CannotTurnError("what we tell them to do")
        if before[at].lower() == "your" and not words.sets["ours"].isdisjoint(before[at + 1 : at + 4]):
            raise CannotTurnError("speaks of us")
        if before[at].lower() != "you" or word != "we":
            continue
        if at == 0 or not words.sets["faults"].isdisjoint(turned):
            raise CannotTurnError("speaks of us")
        after = [one.lower() for one in turned[at + 1 : at + 5] if not words.has("adverbs", one.lower())]
        verb = next((one for one in after if not words.has("auxiliaries", one)), "")
        forms = (verbs.pasts.get(verb), verbs.participles.get(verb), verb)
        if not any(one and words.has("company_verbs", one) for one in forms):
            raise CannotTurnError("speaks of us")
