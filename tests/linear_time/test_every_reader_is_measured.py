"""Every function that is given a text from outside is among what is measured, a new one too."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from types import FrameType

from tests.linear_time.inventory import modules, name_of, tree_of
from tests.linear_time.measuring import forget_texts
from tests.linear_time.nasty import ATOMS, TOGETHER
from tests.linear_time.places import PLACES

_NAMES = frozenset({
    "body", "cell", "content", "folded", "html", "letter", "line", "markdown", "message", "reply", "sentence", "source",
    "template", "text",
})  # fmt: skip
"""How a text is called where one is read."""
_ELSEWHERE = ("/cli/", "/tui/screens/", "/tui/widgets/", "errors.py", "/manual/")
"""What is given texts that were read before, or our own."""
_OURS = {
    "composer.desk.exemplaries": {"checked_exemplary", "keep_exemplary", "write_drill"},
    "composer.desk.mail_out": {"outgoing_for", "file_missing"},
    "composer.desk.raw_case": {"raw_case"},
    "composer.exchange.clipboard": {"copy_text"},
    "composer.exchange.customer_file": {"read_table"},
    "composer.exchange.table_file": {"query_table"},
    "composer.front.plain": {"say", "plain"},
    "composer.phrases.phrasebook": {"check_answer_template"},
    "composer.practice.drill_source": {"drill_source"},
    "composer.reading.language_of": {"classify"},
    "composer.tui.desk_app": {"tell", "copy_reply", "edit_text"},
    "composer.tui.drawing.reply": {"edited"},
    "composer.writing.sounding": {"features_in"},
    "kb.faq.pages.look": {"hashed"},
    "kb.faq.pages.templates": {"place_of"},
    "kb.faq.serve": {"answer"},
    "kb.files": {"write_given", "write_new", "add_line"},
    "kb.git": {"object_of"},
    "kb.meaning.meaning": {"near"},
    "kb.meaning.vectors": {"take"},
    "kb.streams": {"write"},
}
"""By module, what only hands a text on to something that is measured, copies it, or writes it."""
_ENGLISH = """Dear team,

my name is Dr. Ana Silva. Where is order 4411 of 1 May? I was charged 20 € twice!

Best,
Ana
--\x20
Ana Silva

On Mon, 20 Nov 2026 at 09:00, Help <help@acme.example> wrote:
> Hello
"""
_GERMAN = """Guten Tag,
ich habe meine Bestellung 4411 am 1. Mai storniert. Wann bekomme ich mein Geld?
Mein Konto ist DE89 3704 0044 0532 0130 00, die Karte 4111 1111 1111 1111.
Mit freundlichen Grüßen
Max

Am Mo., 20. Nov. 2026 um 09:00 Uhr schrieb Hilfe <help@acme.example>:
Es ist unterwegs.
"""
_ABOVE = """It is still not here.

-----Original Message-----

From: Help <help@acme.example>
Sent: Monday, 20 November 2026 09:00
To: Ana Silva
Subject: Your order

It is on its way.

On Mon, 20 Nov 2026 at 09:00, Ana wrote:
Where is it?
"""
_MIXED = tuple("hello".join(ATOMS[first::3]) for first in range(3))
_TEXTS = (_ENGLISH, _GERMAN, _ABOVE, "".join(TOGETHER), *_MIXED)


def _readers() -> Iterator[tuple[str, str, int]]:
    """Every public function that takes a text: its module, its name, and its first line."""
    for path in modules():
        if any(part in path.as_posix() for part in _ELSEWHERE):
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                given = {one.arg for one in node.args.args if one.annotation and _is_text(one.annotation)}
                if given & _NAMES:
                    yield name_of(path), node.name, min([node.lineno, *(one.lineno for one in node.decorator_list)])


def _is_text(annotation: ast.expr) -> bool:
    return ast.unparse(annotation) in ("str", "bytes")


def _run_by_places() -> set[tuple[str, int]]:
    """The file and first line of every function that runs while each reader is given a few texts."""
    seen: set[tuple[str, int]] = set()

    def note(frame: FrameType, event: str, _value: object) -> None:
        if event == "call":
            seen.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))

    sys.setprofile(note)
    try:
        for place in PLACES.values():
            for text in _TEXTS:
                forget_texts()
                place.run(text[: place.most])
    finally:
        sys.setprofile(None)
    return seen


def test_every_function_that_reads_a_text_runs_in_what_is_measured() -> None:
    seen = _run_by_places()
    files = {name_of(path): str(path) for path in modules()}
    missing = [f"{module}.{name}" for module, name, line in _readers() if (files[module], line) not in seen]
    known = {f"{module}.{name}" for module, names in _OURS.items() for name in names}
    assert sorted({*missing} - known) == [], "add them to PLACES of tests/linear_time/places.py, or to _OURS here"
    assert sorted(known - {*missing}) == [], "these are measured, or gone: take them out of _OURS"
