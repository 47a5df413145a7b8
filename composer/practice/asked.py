"""What drills and worksheets ask, in the language of the drill or of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

QUESTIONS = ("problem", "why", "when", "show")
"""The four questions of a worksheet, by what is kept of them."""


@dataclass(frozen=True)
class DrillPhrases:
    """The words of one language."""

    tasks: Mapping[str, str]
    """What a drill of each kind asks for."""
    sought: Mapping[str, str]
    """What a drill of the kind `spot` asks, by what it looks for."""
    questions: Mapping[str, str]


_ENGLISH = DrillPhrases(
    tasks={
        "turn": "Write the line anew, so that its findings are gone and its facts stay.",
        "listen": "Say the message back in one or two sentences, in the customer's own facts. Solve nothing yet.",
        "reply": "Write the whole answer.",
        "worksheet": "Answer four questions about the message, for yourself.",
        "role-play": "Answer the customer, who goes on from what you write.",
    },
    sought={
        "struggle": "Which parts show that somebody is stuck or troubled?",
        "fact": "Which parts hold a fact that a good answer says back?",
        "issue": "Which parts ask for something, or tell of something that needs an answer?",
    },
    questions={
        "problem": "What is the problem, in their own facts?",
        "why": "Why might they be upset about it?",
        "when": "When did I feel like that?",
        "show": "What can I say or do that shows it? One sentence.",
    },
)
_GERMAN = DrillPhrases(
    tasks={
        "turn": "Schreiben Sie die Zeile neu, sodass nichts mehr zu bemängeln ist und die Angaben bleiben.",
        "listen": "Geben Sie die Nachricht in ein oder zwei Sätzen wieder, mit ihren Angaben. Lösen Sie noch nichts.",
        "reply": "Schreiben Sie die ganze Antwort.",
        "worksheet": "Beantworten Sie vier Fragen zur Nachricht, nur für sich selbst.",
        "role-play": "Antworten Sie; das Gespräch geht mit dem weiter, was Sie schreiben.",
    },
    sought={
        "struggle": "Welche Stellen zeigen, dass jemand nicht weiterkommt oder sich Sorgen macht?",
        "fact": "Welche Stellen enthalten eine Angabe, die eine gute Antwort aufgreift?",
        "issue": "Welche Stellen bitten um etwas oder erzählen etwas, das eine Antwort braucht?",
    },
    questions={
        "problem": "Was ist das Problem, mit den Angaben aus der Nachricht?",
        "why": "Warum könnte sich die Person darüber ärgern?",
        "when": "Wann ging es mir selbst so?",
        "show": "Was kann ich sagen oder tun, das es zeigt? Ein Satz.",
    },
)
_LANGUAGES = {"en": _ENGLISH, "de": _GERMAN}


def asked_in(language: str) -> DrillPhrases:
    """What is asked in a language; in English where there are no words for it."""
    return _LANGUAGES.get(language.partition("-")[0], _ENGLISH)
