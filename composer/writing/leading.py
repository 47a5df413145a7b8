"""Leading: the customer's own words for a need, short enough to stand before its answer."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

from composer.cases.step import Channel, Manner
from composer.reading.issues import Issue, IssueKind
from composer.reading.sentences import in_quotes
from composer.reading.speech import Speech
from composer.writing.need_forms import asking_ends, asks_at_its_end, asks_at_once, needs_at_once

_LONGEST_LEAD = 24
"""Words of an issue that are quoted before its answer."""
_SHORTEST_ASKED = 4
"""Words of the end of a long sentence that says by itself what is asked."""
_LONGEST_PUBLIC_LEAD, _MOST_IN_PUBLIC = 18, 2
"""Words of a question that a public answer names, and how many questions."""
_SHORTEST_LEAD, _LONGEST_ANNOUNCEMENT = 3, 4
"""Words of the shortest lead, and of what only announces it: `And a quick one:`."""
_TELLING = 3
"""Letters of a word that says what is asked about; `Ja wo denn dann?` has none."""
_EMPTY = re.compile(
    r"what|when|where|which|does|that|this|then|them|they|there|have|will|would|could|should|from|with|were|been|much"
    r"|many|long|soon|else|done|going|happens?|denn|dann|doch|auch|noch|jetzt|nicht|wann|wenn|wieso|warum|weshalb|kann"
    r"|muss|soll|haben?|sein|sind|werden|wird|einen?|machen?|falsch|the|and|but|you|how|why|who|can|did|was|has|had|are"
    r"|get|got|one|now|not|for|off|out|its|all|any|wer|wie|ich|sie|ihr|das|die|der|den|dem|ist|bin|wir|man|mir|uns|hat"
    r"|nun|mal|und|ein|ihn|aus|mit|bei|von|zum|zur"
    r"|(?:is|are|was|were|does?|did|has|have|can|could|would|should|won|wo|ca)n?['\u2019]?t|(?:it|that|what)['\u2019]s"
)
"""Words that need what stands before them to say anything."""
_CLAUSE_FROM = 8
"""Words that a lead keeps where it ends with a clause in place of its last word."""
_CLAUSE = re.compile(
    r"(?:[,;:]|(?<![\s,;:]))\s++(?:and|but|because|if|so|or|und|aber|weil|wenn|oder|denn)\b|[,;:](?=\s)"
)
_JOINS = re.compile(
    r"^(?:(?:and|n|or|oder|but|so(?! (?:jemand|ein|etwas|was|lange|viel|weit))|also|und|aber|auch|bitte|please"
    r"|[1-4](?:st|nd|rd|th)|(?:first|second|third|fourth|erst|zweit|dritt|viert)(?:ly|ens)?"
    r"(?=[,:]|\s(?:is|are|do|does|did|can|could|would|will|how|what|when|where|which|who|why|kann|k\u00f6nn\w+|wie|was|wann"
    r"|wo|wer|gibt|ist|sind)\b)"
    r"|if not(?=\s(?:is|are|do|does|can|could|will|would|what|how)\s)"
    r"|(?:(?:ganz|mal) )?im ernst(?=[,:])|seriously(?=[,:])|jok(?:es|ing) aside(?=[,:])|spa\u00df beiseite(?=[,:])"
    r"|(?:last|final)ly(?=[,:])|(?:if (?:so|yes)|(?:wenn|falls) ja)(?=[,:](?! and\b| und\b)))"
    r"\b[,:]?\s+(?=[\w$€£])){1,3}",
    re.IGNORECASE,
)
_CALLED = re.compile(r"^(?:(?:hey|hi|hello|hallo|moin)\b[\s,!]*)?(?:\.?@[\w.]+[,:]?\s+)*(?=\w)", re.IGNORECASE)
_MARK = re.compile(r"^\(?[1-9a-h][.)]\s+(?=\w)", re.IGNORECASE)
"""The mark of an item of a list, `(a)`, which the answer does not need."""
_JOINED_ON = re.compile(r"(?<![\s,;])[\s,;]++(?:and|or|und|oder|sowie)$", re.IGNORECASE)
"""What joins an item of a list to the next one."""
_ANNOUNCES = re.compile(
    r"(?:right|ok|okay|anyway|now|well|oh|quick|one more|another|jetzt|nun|noch (?:was|eine|etwas))\b", re.IGNORECASE
)
"""How a sentence begins that comes to its question: `Right, now the boring bit, can I`."""
_COUNTS = re.compile(
    r"(?:first|second|third|last|finally|next|(?:the|my) (?:other|first|second|third|next|last)"
    r"|(?:one|two) (?:more|last)|erstens|zweitens|drittens|viertens"
    r"|(?:die|meine) (?:erste|zweite|dritte|andere|n\u00e4chste|letzte)"
    r"|noch|eine?|letzte)\b",
    re.IGNORECASE,
)
"""How an announcement begins that counts: `drittens nur so eine Frage: `."""
_LONGEST_PREAMBLE = 7
_LOUD = re.compile(r"!!|\?!|!\?")
_FACES = re.compile(r"[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]+")
_ASKED_TWICE = re.compile(r"\?{2,}")
"""How chats ask; the answer names the question with one mark."""
_HANDLE = re.compile(r"\s?(?<!\S)\.?@\w[\w.]*\b")
_JOKES = re.compile(
    r"\b(?:eine?|an?|the) (?:ger\u00fccht|witz|scherz|m\u00e4rchen|hobby|museum|rumou?r|joke|prank|mood|myth"
    r"|fairy ?tale)\b"
    r"|\bwho are you\b|\bernst gemeint\b|,\s(?:mit|per|auf|with|by|on)\s[^,?]{1,40}\?+$",
    re.IGNORECASE,
)
"""A question that answers itself, as `is it a rumour?` and `how should I get there, by tractor?` do."""
_OR_ELSE = re.compile(
    r",?\s(?:or|oder)\s(?=(?:is|are|am|do|does|did|was|were|will|would|can|could|should|have|has|ist|sind|seid|wird|wollt"
    r"|wollen|habt|haben|hat|geht|gilt|muss|soll|darf|kann|gibt|bin)\b)",
    re.IGNORECASE,
)
"""Before the second half of a question, which is seldom meant in public: `or is it sudoku again?`."""
_FEARS = re.compile(
    r"\b(?:(?:on|onto) the streets?|homeless|evict\w*|bailiffs?|auf der stra(?:\u00df|ss)e (?:stehen|landen|sitzen)"
    r"|obdachlos\w*|r\u00e4umungs\w*|gerichtsvollzieher\w*|rausgeworfen|rausfliegen)\b",
    re.IGNORECASE,
)
"""What somebody is afraid of, and does not want to read before an answer."""
_REBUKES = re.compile(
    r"\b(?:a (?:human(?: being)?|real person|living soul)|an actual (?:human|person)|ein (?:echter )?mensch)\b|^dass\b",
    re.IGNORECASE,
)
"""A rebuke that looks like a need, `could a human being read this`, and the half of a sentence."""
_OPENS_ASKING = re.compile(
    r"(?:may|can|could|might|darf|dürfte|kann) (?:i|we|ich|wir) (?:(?:just|also|you|sie|kurz|noch) )*"
    r"(?:(?:suggest|ask|point out) (?:you )?"
    r"(?:something|some things|(?:one|two) (?:more )?things?|a (?:quick )?question|a favour)"
    r"|make a suggestion|etwas (?:fragen|vorschlagen|anregen)|was fragen|einen vorschlag machen)\b",
    re.IGNORECASE,
)
"""A courtesy before what is asked: `May I suggest one thing for the website?`."""
_FREE_RELATIVE = re.compile(
    r"(?:what|was)(?:\b[^?]{0,200}?\b(?:is|are|was|were|ist|sind|war)){2}\b",
    re.IGNORECASE,
)
"""`What is left on my account is 61 euros` asks nothing."""
_LIKELY = 0.58
"""How likely a need is that is named without its question mark: below, two of three were remarks."""
_LED = (IssueKind.QUESTION, IssueKind.REQUEST)


def leads_in(
    needs: Mapping[int, Issue], channel: Channel, speech: Speech, *, said: Container[int] | None = None
) -> frozenset[int]:
    """The numbers of the issues whose answers begin with the customer's own words for them.

    A single one needs that only where it is not among those that the listening has `said` back. In public, only
    short questions are named.
    """
    if not speech.lead or (len(needs) < 2 and (said is None or next(iter(needs), 0) in said)):
        return frozenset()
    # A complaint that is quoted back sounds like a reproach, and a cry for help like mockery.
    led = [number for number, issue in needs.items() if issue.kind in _LED and may_lead(issue.sentence)]
    if channel.manner is Manner.POST:
        led = [number for number in led if said_in_public(needs[number].sentence)][:_MOST_IN_PUBLIC]
    return frozenset(led)


def lead_words(sentence: str, *, public: bool) -> str:
    """The sentence of a need as it is quoted before its answer."""
    return said_in_public(sentence) if public else shortened(sentence)


def said_in_public(sentence: str) -> str:
    """A question as a public answer names it: short, without whom it calls and without a second half, which may joke.

    Empty where it does not ask from its first word on.
    """
    asked = shortened(" ".join(_HANDLE.sub("", sentence).split()))
    for said in () if _JOKES.search(asked) else (asked, *asking_ends(asked)):
        plain, *jokes = _OR_ELSE.split(said, maxsplit=1)
        words = plain.split()
        if asks_at_once(plain) and _SHORTEST_LEAD <= len(words) <= _LONGEST_PUBLIC_LEAD:
            return " ".join(words) + (" \u2026" if jokes else "")
    return ""


def may_be_quoted(issue: Issue) -> bool:
    """Whether a need is sure enough to stand before its answer in the customer's own words.

    Without its mark it has to ask or to tell somebody to do something from its first word on: others are remarks.
    """
    said = shortened(issue.sentence)
    if (
        _OPENS_ASKING.match(said)
        or _FEARS.search(said)
        or _REBUKES.search(said)
        or ("?" not in issue.sentence and _FREE_RELATIVE.match(said))
    ):
        return False
    lows = (word.strip("?!.,;:").lower() for word in said.split())
    if not any(len(word) >= _TELLING and not _EMPTY.fullmatch(word) for word in lows):
        return False
    asks = needs_at_once(said) or needs_at_once(issue.sentence) or asks_at_its_end(said)
    return issue.sentence.rstrip().endswith("?") or (issue.chance >= _LIKELY and asks)


def rebukes(sentence: str) -> bool:
    """Whether what looks like a wish is a rebuke, `a day on which a human being stands at my door`."""
    return _REBUKES.search(sentence) is not None


def may_lead(sentence: str) -> bool:
    """Whether a sentence stands well before its answer: calm, and long enough to say what is asked."""
    words, said = sentence.split(), shortened(sentence)
    loud = sum(word.isupper() and len(word) > 2 for word in words) > 1 or bool(_LOUD.search(sentence))
    short = len(said.split()) < _SHORTEST_LEAD
    cut = said.endswith("\u2026") and not asks_at_once(said)
    return len(words) >= _SHORTEST_LEAD and not (short or cut or loud or in_quotes(sentence, len(sentence)))


def shortened(sentence: str) -> str:
    """An issue's sentence, short enough to be quoted before its answer."""
    sentence = _ASKED_TWICE.sub("?", _FACES.sub("", _MARK.sub("", _CALLED.sub("", sentence))))
    announced, _colon, said = sentence.partition(": ")
    longest = _LONGEST_PREAMBLE if _COUNTS.match(_JOINS.sub("", announced)) else _LONGEST_ANNOUNCEMENT
    if len(announced.split()) <= longest and len(said.split()) >= _SHORTEST_LEAD:
        sentence = said
    words = _words(sentence)
    announces = _ANNOUNCES.match(sentence) is not None
    for end in asking_ends(sentence) if len(words) > _LONGEST_LEAD or announces else ():
        # A long sentence asks at its end, and the answer needs no more of it.
        last = _words(end)
        if announces and len(words) - len(last) > _LONGEST_PREAMBLE:
            break
        if _SHORTEST_ASKED <= len(last) <= _LONGEST_LEAD:
            return " ".join(last)
    if len(words) <= _LONGEST_LEAD:
        return " ".join(words)
    kept = " ".join(words[:_LONGEST_LEAD])
    clauses = [match.start() for match in _CLAUSE.finditer(kept) if len(kept[: match.start()].split()) >= _CLAUSE_FROM]
    return kept[: clauses[-1] if clauses else len(kept)].rstrip(",;:") + " \u2026"


def _words(sentence: str) -> list[str]:
    return _JOINED_ON.sub("", _JOINS.sub("", sentence).rstrip(" .!,;:")).split()
