"""How often each check is right, on the labelled replies of this project; run it by hand.

    python tests/benchmarks/checks.py [--write composer/manual/measured.tsv] [FILE.jsonl ...]

A finding on a bad reply is right where it stands on the marked words, and a finding on a good reply is false. A step
of a good reply is found where its check is silent. Without files it takes `replies.jsonl`, from which weights and words
were learned, and `fresh_replies.jsonl`, which was written later: no weights were learned from it, and words from its
set `h-dev` alone. The check `talks-past` has learned from these replies, and no fault of them is a claim (`claim-own`
was measured on the sentences of `tests/replies/cases/claims.tsv`), so the rows of these two are not written anew.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from composer.cases.message import Message
from composer.cases.step import Channel
from composer.desk.language import Language, load_language
from composer.reading.reading import Hearing, Reading, read_message
from composer.writing.checks import check_reply
from composer.writing.checks.context import Checking
from composer.writing.draft import Draft
from composer.writing.finding import Finding
from kb.problem import Level

HERE = Path(__file__).parent
_WHOLE = {
    "unanswered-need": {"issue-open", "answer-missing"},
    "evasion": {"issue-open", "answer-missing", "points-elsewhere"},
    "other-language": {"language-other"},
    "wrong-name": {"name-wrong", "name-invented"},
}
"""Faults of a reply as a whole, with the rules that find them; who evades leaves a need open."""
_BY_HAND = ("talks-past", "claim-own")
"""Rules that these replies cannot measure: their rows are by hand, from what they had not seen."""
_TODAY = dt.date(2026, 11, 26)
_UNCOUNTED = {"promise-past", "promise-no-such-day"}
"""Rules that look at a calendar: the replies were written for many days."""


@cache
def language_of(name: str) -> Language:
    """The shipped words of a language."""
    return load_language(Path(), name)


def reading_of(kept: dict[str, Any], language: Language) -> Reading:
    """What is read in the message."""
    hearing = Hearing(
        language.cues, language.speech, language.lexicon, language.manners, issue_words=language.issue_words
    )
    return read_message(Message(kept["message"], sender_name=kept["sender"]), hearing)


def findings_on(kept: dict[str, Any]) -> list[Finding]:
    """What the checks find in a reply."""
    language = language_of(kept["language"])
    checking = Checking(
        Draft(kept["reply"], channel=Channel(kept["channel"])),
        language.wording,
        language.speech,
        kept["message"],
        sender=kept["sender"],
        reading=reading_of(kept, language),
        language=kept["language"],
        today=_TODAY,
        claiming=language.claiming,
    )
    return [one for one in check_reply(checking) if one.rule not in _UNCOUNTED]


def is_right(kept: dict[str, Any], finding: Finding) -> bool | None:
    """Whether a finding on a bad reply finds what is marked; None for a step where steps were not marked."""
    if finding.rule.startswith("step-"):
        return None if kept["steps"] is None else finding.rule[5:].replace("-", "_") not in kept["steps"]
    if any(finding.rule in _WHOLE.get(fault, ()) for fault in kept["faults"]):
        return True
    places = [(kept["reply"].find(words), len(words)) for words in kept["words"]]
    return any(finding.start < begin + size and begin < finding.end for begin, size in places)


def _row(rule: str, level: Level, right: Counter[tuple[str, Level]], false: Counter[tuple[str, Level]]) -> str:
    """A row of the table; a step that no bad reply was marked to lack says nothing of how often the rule is right."""
    known = right[rule, level] or not rule.startswith("step-")
    return "" if rule in _BY_HAND else f"{rule}\t{level}\t{right[rule, level] if known else '-'}\t{false[rule, level]}"


def main() -> None:
    """Count, print, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("replies", type=Path, nargs="*")
    parser.add_argument("--write", type=Path, help="the table to write")
    arguments = parser.parse_args()
    right, false = Counter[tuple[str, Level]](), Counter[tuple[str, Level]]()
    found, marked, good = Counter[str](), Counter[str](), Counter[str]()
    steps, covered = Counter[str](), Counter[str]()
    files = arguments.replies or [HERE / "replies.jsonl", HERE / "fresh_replies.jsonl"]
    for kept in [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]:
        findings = findings_on(kept)
        heavy = [one for one in findings if one.level is not Level.HINT]
        if not kept["faults"]:
            false.update({(one.rule, one.level) for one in findings})
            good.update(["replies", *(["blocked"] if any(one.blocks for one in findings) else [])])
            good.update(["more than one warning"] if len(heavy) > 1 else [])
            lacks = {one.rule[5:].replace("-", "_") for one in findings if one.rule.startswith("step-")}
            steps.update(kept["steps"])
            covered.update(step for step in kept["steps"] if step not in lacks)
            continue
        right.update({(one.rule, one.level) for one in findings if is_right(kept, one)})
        seen = any(is_right(kept, one) for one in heavy if not one.rule.startswith("step-"))
        marked.update(kept["faults"][:1])
        found.update(kept["faults"][:1] if seen else [])
    print(", ".join(f"{kind} {found[kind]} of {count}" for kind, count in sorted(marked.items())))
    print(", ".join(f"{name} {count}" for name, count in good.items()))
    print(", ".join(f"{step} {covered[step]} of {count}" for step, count in steps.items()))
    rows = [row for rule, level in sorted({*right, *false}) if (row := _row(rule, level, right, false))]
    if arguments.write:
        kept_rows = [row for row in arguments.write.read_text("utf-8").splitlines() if row.startswith(_BY_HAND)]
        rows = sorted([*kept_rows, *rows])
        arguments.write.write_text("\n".join(["rule\tlevel\tfound\tfalse", *rows, ""]), "utf-8")
    print(*rows, sep="\n")


if __name__ == "__main__":
    main()
