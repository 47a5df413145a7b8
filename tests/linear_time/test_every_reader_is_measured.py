"""Every function that is given a text from outside is among what is measured, a new one too."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator

from tests.forked import run_forked
from tests.linear_time.inventory import modules, name_of, tree_of
from tests.linear_time.reached import tell

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
    "composer.desk.reply_context": {"beginning_of"},
    "composer.exchange.clipboard": {"copy_text"},
    "composer.exchange.customer_file": {"read_table"},
    "composer.exchange.table_file": {"query_table"},
    "composer.front.plain": {"say", "plain"},
    "composer.phrases.phrasebook": {"check_answer_template"},
    "composer.practice.drill_source": {"drill_source"},
    "composer.reading.language_of": {"classify"},
    "composer.tui.desk_app": {"tell", "copy_reply", "edit_text"},
    "composer.tui.drawing.filters": {"one_picture"},
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
    return isinstance(annotation, ast.Name) and annotation.id in ("str", "bytes")


def _run_by_places() -> set[tuple[str, int]]:
    """The file and first line of every function that runs while each reader is given a few texts."""
    ran = run_forked(tell)
    assert (ran.returncode, ran.stderr) == (0, "")
    return {(file, line) for file, line in json.loads(ran.stdout)}


def test_every_function_that_reads_a_text_runs_in_what_is_measured() -> None:
    seen = _run_by_places()
    files = {name_of(path): str(path) for path in modules()}
    missing = [f"{module}.{name}" for module, name, line in _readers() if (files[module], line) not in seen]
    known = {f"{module}.{name}" for module, names in _OURS.items() for name in names}
    assert sorted({*missing} - known) == [], "add them to PLACES of tests/linear_time/places.py, or to _OURS here"
    assert sorted(known - {*missing}) == [], "these are measured, or gone: take them out of _OURS"
