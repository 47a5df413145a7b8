"""Harmless: dangers, injuries and illnesses that are only asked about, are over, or are said of a thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from composer.cases.step import Care
from composer.reading.cues import CueKind, FoundCue
from composer.reading.praise import COMES_TO_THANK
from composer.reading.spans import sentence_round

_JUST_BEFORE, _BESIDE = 25, 100
"""Characters before what was found that are looked at."""
_MIGHT_IT = re.compile(
    r"\b(?:will|would|can|could|might|kann|k\u00f6nnte|wird) (?:it|this|that|they|the \w+|es|das|der|die)(?: \w+)?\s*$",
    re.IGNORECASE,
)
"""A danger that is only asked about: `will it go up in smoke?`."""
_ASKED = re.compile(r"[^.!?\n]{0,60}\?")
_OVER = re.compile(
    r"\b(?:lag|war|lagen|waren|was|were)\b[^.!?\n]{0,40}\b(?:krankenhaus|klinik|reha|hospital|rehab)\b"
    r"(?![^.!?\n]{0,80}\b(?:still|again|now|yesterday|today|last week|this week|noch|wieder|gestern|heute|seit"
    r"|letzte woche)\b)",
    re.IGNORECASE,
)
"""Somebody who lay in a hospital, and lies there no more."""
_LAST_YEAR = re.compile(r"\b(?:last year|(?:letzte[ns]|vorige[ns]) jahr|as a child|als kind)\b", re.IGNORECASE)
"""When somebody was ill who is not ill now."""
_ILL = frozenset({"illness", "injury"})
_IN_HOSPITAL = frozenset({"health", "treated"})
_UNHURT = re.compile(
    r"\b(?:cat|dog|puppy|kitten|he|she|we|they|everyone|everybody|all|both)['\u2019\s]{1,2}(?:s|re|is|are|was|were)?\s?"
    r"(?:(?:all|perfectly|absolutely|now|is|are|safe and)\s){0,3}"
    r"(?:fine|unhurt|unharmed|back to normal|right as rain)\b"
    r"|\b(?:wohlauf|unverletzt)\b|\bgeht es (?:\w+ )?(?:wieder )?gut\b",
    re.IGNORECASE,
)
"""Who is well again: `the cat is fine`."""
_MENDED = re.compile(
    r"\b(?:found|fixed|sealed|stopped|repaired|mended) (?:the|that|our) (?:\w+ )?(?:leak|fault|crack|pipe|valve)\b"
    r"|\bmade (?:it|everything|the \w+) safe\b|\ball clear\b"
    r"|\bentwarnung\b|\bgut (?:aus)?gegangen\b"
    r"|\b(?:leck|undichte \w+|fehler|defekt)\b[^.!?\n]{0,30}\b(?:gefunden|abgedichtet|repariert|behoben|gestopft)\b",
    re.IGNORECASE,
)
"""What did harm and does none any more: `he found the leak`. That somebody is safe does not say that."""
_STILL = re.compile(
    r"\b(?:still|again|keeps?)\s(?:\w+\s){0,2}?(?:smell|leak|hiss|spark|smok|hot|hurt|sick|ill|swollen|bleed|limp)"
    r"|\b(?:smell|leak|hiss|spark|smok|hurt|bleed|limp)\w*[^.!?\n]{0,20}\b(?:still|again)\b|\bimmer noch\b"
    r"|\b(?:riecht|stinkt|zischt|raucht|qualmt|leckt|blutet|hinkt|tut)\b[^.!?\n]{0,20}\b(?:noch|wieder)\b",
    re.IGNORECASE,
)
"""What has not ended: `but it still smells of gas`."""
_SWALLOWED = re.compile(r"swallow|verschluck|poison|vergift|batter|knopfzelle", re.IGNORECASE)
"""What may do harm hours later, however well somebody is now."""
_AT_WORK = re.compile(
    r"\b(?:works?|working|shifts?|nurse|volunteers?)\s(?:\w+\s){0,2}?(?:at|in|for)\s(?:the|a|our)\s(?:\w+\s)?"
    r"(?:hospital|clinic)\b"
    r"|\b(?:arbeite\w*|\w*dienst|\w*schicht|pfleger\w*)\s(?:\w+\s){0,2}?(?:im|in der|am)\s(?:\w+\s)?"
    r"(?:krankenhaus|klinik\w*)\b",
    re.IGNORECASE,
)
"""Somebody who works where the ill lie: `I am on the early shift at the hospital`."""
_PACKED = re.compile(
    r"\b(?:lens(?:es)?|foil|pills?|tablets?|empty|plastic)\s(?=blister)|\bblister\s?packs?", re.IGNORECASE
)
"""Blisters that something is packed in."""
_ANOTHER_THING = re.compile(
    r"\b(?:and|but|und|aber)\s(?:wherever|whenever|wo|(?:the|a|an|der|die|das|ein|eine)\s(?!\w{0,12}\s?"
    r"(?:skin|eyes?|hands?|face|haut|augen?|hand|gesicht))\w+)\s[^.!?\n]{0,40}\b(?:red|rot|rote[nrs]?)\b",
    re.IGNORECASE,
)
"""What begins another clause between a part of the body and what is red: `the right eye, and the field turns red`."""
_STRAINED = re.compile(
    r"\b(?:press|push|click|typ|tap|scroll|h[eo]ld|turn|dr\u00fcck|klick|tipp|gedr\u00fcckt|geklickt|getippt)\w*\b[^.!?\n]{0,60}"
    r"\b(?:until|till|til|that|bis|dass)\s(?:my |mir |schon )*(?:(?:der|die|das) )?$",
    re.IGNORECASE,
)
"""What says how long somebody tried: `I pressed it so long that my finger was hurting`."""

_OF_THE_LIVING = re.compile(
    r"(?:is|was|been|being) sick|hard to wake|(?:won['\u2019]?t|can['\u2019]?t) wake|unresponsive", re.IGNORECASE
)
"""What is told of people and animals, and as often of what somebody uses: `my tablet won't wake up`."""
_A_THING = re.compile(
    r"\b(?:scanner|printer|tablet|phone|screen|display|laptop|computer|pc|macbook|ipad|console|box|bike|car|van|router"
    r"|hub|app|site|website|page|server|boards?|camera|monitor|watch|tv|drone|speaker|machine|engine|motor|battery)\b"
    r"(?:(?!\b(?:and|i|he|she|we|they|dog|cat|son|daughter|child|baby|kitten|puppy)\b)[^,.!?\n]){0,25}$",
    re.IGNORECASE,
)
_PRETENDS = re.compile(
    r"\b(?:will|would|pretends?) (?:(?:to )?(?:say|claim|be) )?(?:that )?(?:he|she|they)?\s*$", re.IGNORECASE
)
"""Who only will say so: `He will say he is sick`."""
_POWERED = re.compile(r"\b(?:sauerstoff\w*|konzentrator|beatmung\w*|pumpe|ger\u00e4t)\b", re.IGNORECASE)
_WET = re.compile(r"\b(?:tropf\w*|wasser|nass|feucht|regnet?s?|leck\w*|rinnt)\b", re.IGNORECASE)
"""Beside what only runs off a socket nothing is wet: `das Sauerstoffger\u00e4t l\u00e4uft \u00fcber die Steckdose`."""
_FIGURE = re.compile(
    r"\b(?:zeit|abend|stunden?|pause|sommer|urlaub|geld|chance)\b[^.!?\n]{0,20}\btrauer\w*"
    r"|\btrauer\w*[^.!?\n]{0,20}\b(?:zeit|abend|stunden?|pause|sommer|geld|chance|alten? (?:version|app|seite))\b",
    re.IGNORECASE,
)
"""What somebody mourns who has lost nobody: `um die gestohlene Zeit trauere ich`."""

_OF_SOMEBODY_ELSE = re.compile(
    r"\s(?:from|vom|von)\s(?:(?:the|my|our|his|her|a|dem|der|meine\w?|unsere\w?|ihre\w?|seine\w?)\s)?"
    r"(?:doctor\w*|gp|surgery|dentist|hospital|clinic|specialist|consultant|orthop\w*|arzt\w*|\u00e4rzt\w*|zahn\w*|praxis"
    r"|klinik|krankenhaus|bank|police|polizei|school|schule|landlord|landlady|vermieter\w*|insurance|insurer|versicherung"
    r"|lawyer|solicitor|anwalt\w*|anw\u00e4ltin|employer|arbeitgeber\w*|boss|chef\w*)\b",
    re.IGNORECASE,
)
"""Whose answer somebody waits for that is not ours: `waits for the call back from the doctor`."""
_CHOSE = re.compile(
    r"\b(?:order(?:ed)?|bought|chosen?|pick(?:ed)?|click(?:ed)?|press(?:ed)?|select(?:ed)?|tick(?:ed)?|typed|entered|wrote"
    r"|written|dialled|tapped|hit)\b[^.,;!?\n]{0,20}$",
    re.IGNORECASE,
)
"""What somebody did themselves before `the wrong one`."""
_REACHES_US = re.compile(
    r"\b(?:der|die|das|er|sie) (?:uns|mich)\b(?![^.!?\n]{0,60}\b(?:hat|haben|habe)\b)", re.IGNORECASE
)
"""`Der uns ja nun nicht erreicht`: somebody else has tried to reach them."""
_SHOCK = re.compile(r"(?<!electric )\bshock\b|\bschlag\b|\bschock\b", re.IGNORECASE)
_OF_A_BILL = re.compile(
    r"\b(?:(?:saw|seen|opened|read|sah|gesehen|ge\u00f6ffnet|gelesen)\b[^.!?\n]{0,40}"
    r"|(?:at|about|over|\u00fcber|wegen) (?:the|my|your|this|der|die|den|das|meine\w?|ihre\w?|diese\w?) )"
    r"\b(?:bills?|invoice|prices?|statement|amount|total|letter|quote|rechnung|preis\w*|betrag|summe|brief|abbuchung"
    r"|nachzahlung)\b|\b(?:rechnung|preis|betrag|summe|brief|abbuchung|nachzahlung)\s(?:sah|gesehen|ge\u00f6ffnet|gelesen)\b",
    re.IGNORECASE,
)
"""What gives a shock that hurts nobody: `I got a shock when I saw the bill`."""
_OF_JOY = re.compile(
    r"\b(?:tears|crying|cried|weep\w*|wept)\b[^.!?\n]{0,30}"
    r"\b(?:of (?:joy|laughter|happiness|relief)|with (?:joy|laughter))\b"
    r"|\b(?:happy|joyful) tears\b|\bthe good sort\b|\bfreudentr\u00e4ne\w*|\bvor (?:freude|lachen|gl\u00fcck)\b",
    re.IGNORECASE,
)
"""Tears that nobody has to be pitied for: `she rang me in tears of joy`."""
_LATE_THEMSELVES = re.compile(
    r"\b(?:i['\u2019]?m|i am|we['\u2019]?re|we are) (?:\w+ )?late\b|\bi (?:have )?missed\b", re.IGNORECASE
)
"""Who owes something that was due: `It was due on the 10th, so I am late.`"""
_NEVER_MADE_FEEL = re.compile(r"\b(?:never|nie)\b[^.!?\n]{0,20}\b(?:made?|makes|let|gave)\b", re.IGNORECASE)
"""Who never made somebody feel small is praised: `she never once made me feel like the fool I was`."""
_LOST = re.compile(
    r"\b(?:left|lost|forgot\w*|stolen|gone|missing|never (?:came|arrived)|hasn['\u2019]?t (?:come|arrived)"
    r"|weg|verloren|vergessen|gestohlen|liegen ?gelassen|verschwunden|nicht (?:da|angekommen))\b",
    re.IGNORECASE,
)
"""What happened to a bag whose medicine is at risk: who packs one for a journey says only what is inside."""
_WITHOUT = re.compile(r"\b(?:ohne|without|no more|keinen?|nie (?:mehr|wieder)) (?:einen? |any |an? )?$", re.IGNORECASE)
"""Before what hurts no more: `I wake up without a stiff neck`."""
_BUT = re.compile(r",?\s(?:any ?more |else )?(?:but|except|apart from|other than|beyond|from you)\b", re.IGNORECASE)
"""Behind `I don't need anything`: what they do need."""
_HAVE_RUNG = re.compile(r"(?:\b(?:have|has|had|was|were)|['\u2019](?:ve|d|s)) $", re.IGNORECASE)
"""Before `rung` that is no part of a ladder: `I've rung three times about the cracked pot`."""
_SAID_BESIDE = {
    "rude-people": _NEVER_MADE_FEEL,
    "was-due": _LATE_THEMSELVES,
    "event-spoilt": _OF_JOY,
    "hard-time": _OF_JOY,
    "mourning": _FIGURE,
}
"""Cues that say nothing in a sentence like that."""
_SAID_BEHIND = {"unanswered": _OF_SOMEBODY_ELSE, "wants-nothing": _BUT}
"""Cues that say something else where that stands right behind them."""


def without_harmless(text: str, found: Sequence[FoundCue]) -> list[FoundCue]:
    """What was found, without what nobody need be warned of, or pitied for, as the words round it say."""
    over = _over(text, found) if any(one.cue.kind is CueKind.THANKFUL for one in found) else ()
    kept = [one for one in found if one.cue.care not in over]
    return [
        one for one in kept if not (_is_only_asked(one, text) or _is_past(one, text) or _is_another_thing(one, text))
    ]


def _over(text: str, found: Sequence[FoundCue]) -> tuple[Care, ...]:
    """What ended well, as whoever thanks says."""
    if _STILL.search(text) or _SWALLOWED.search(text):
        return ()
    # Who was ill or hurt then, is told of to say who was kind.
    if any(one.cue.id in COMES_TO_THANK for one in found) and "?" not in text:
        return (Care.HEALTH,)
    mended = _MENDED.search(text) is not None
    return (Care.DANGER, Care.HEALTH) if mended else (Care.HEALTH,) if _UNHURT.search(text) else ()


def _is_only_asked(found: FoundCue, text: str) -> bool:
    if found.cue.care is not Care.DANGER:
        return False
    before = text[max(found.start - _JUST_BEFORE, 0) : found.start]
    return bool(_MIGHT_IT.search(before)) and _ASKED.match(text, found.end) is not None


def _is_past(found: FoundCue, text: str) -> bool:
    if found.cue.id not in _ILL:
        return False
    said = sentence_round(text, found.start, found.end)
    return bool(_LAST_YEAR.search(said) or _OVER.search(said))


def _is_another_thing(found: FoundCue, text: str) -> bool:
    said, words = sentence_round(text, found.start, found.end), found.words.lower()
    if found.cue.id in _IN_HOSPITAL and _AT_WORK.search(said):
        return True
    if found.cue.care in (Care.DANGER, Care.HEALTH) and _SHOCK.search(words) and _OF_A_BILL.search(said):
        return True
    if found.cue.id == "wrong-item":
        return _CHOSE.search(text, max(found.start - _BESIDE, 0), found.start) is not None
    if found.cue.id in _SAID_BEHIND:
        return _SAID_BEHIND[found.cue.id].match(text, found.end) is not None
    if found.cue.id == "medicine-left":
        return _LOST.search(text) is None
    if found.cue.id == "danger-around" and words.startswith("rung ") and _HAVE_RUNG.search(text, 0, found.start):
        return True
    if found.cue.id == "danger-around":
        return bool(_POWERED.search(said)) and "steckdose" in words and not _WET.search(said)
    if found.cue.id == "no-reply":
        return words.endswith("erreicht") and _REACHES_US.search(said) is not None
    if found.cue.id in _SAID_BESIDE:
        return _SAID_BESIDE[found.cue.id].search(said) is not None
    return found.cue.care is Care.HEALTH and _harms_nobody(found, text, said)


def _harms_nobody(found: FoundCue, text: str, said: str) -> bool:
    """Whether what was found of somebody's health is told of a thing, a packing or of trying hard."""
    begins = text[max(found.start - _BESIDE, 0) : found.start]
    if _OF_THE_LIVING.match(found.words) and (_A_THING.search(begins) or _PRETENDS.search(begins)):
        return True
    if _WITHOUT.search(begins):
        return True
    packed = "blister" in found.words.lower() and _PACKED.search(said)
    return bool(packed or _ANOTHER_THING.search(found.words) or _STRAINED.search(begins))
