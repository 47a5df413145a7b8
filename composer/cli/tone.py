"""`warmline tone`: say how a message really sounds, and what was learned from it."""

from __future__ import annotations

import argparse
import json

from composer.cases.step import Tone
from composer.cli.open_desk import opened_desk, read_input
from composer.desk.desk import Desk
from composer.reading.corrections import missing_for_refit
from kb.cli.main import add_common, say
from kb.text import count_of


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="the message: a text, an .eml, or -")
    parser.add_argument("tone", nargs="?", choices=[*Tone], metavar="TONE", help=f"one of {', '.join(Tone)}")
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Keep a correction, or say what the corrections are worth."""
    if arguments.file and not arguments.tone:
        say("Say how it sounds: warmline tone FILE upset")
        return 2
    with opened_desk(arguments) as desk:
        if arguments.file:
            content, source, path = read_input(arguments.file)
            case = desk.case_for(content, source, path=path)
            was = desk.hear(case.message, case.customer).tone
            desk.correct_tone(case, Tone(arguments.tone))
            say(f"Kept: it sounds {arguments.tone}. It was read as {was}.")
        _report(desk, as_json=arguments.json)
    return 0


def _report(desk: Desk, *, as_json: bool) -> None:
    corrections, learned = desk.corrections, desk.learned_tone
    missing = missing_for_refit(corrections)
    if as_json:
        scores = {"before": round(learned.before, 3), "after": round(learned.after, 3)} if learned else None
        used = learned is not None and learned.better
        print(json.dumps({"corrections": len(corrections), "missing": missing, "macro_f1": scores, "used": used}))
        return
    print(f"{count_of(len(corrections), 'correction')} kept.")
    if learned is None:
        print(f"Each is remembered for its message. Weights are learned from more of them: {missing} so far.")
        return
    verdict = "The new weights are used." if learned.better else "They are no better, so the shipped ones stay."
    print(f"Macro-F1 on them: {learned.before:.3f} as shipped, {learned.after:.3f} learned (leave one out). {verdict}")
