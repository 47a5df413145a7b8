"""Articles as text on a screen: every kind of block, at a width, readable without colour."""

from __future__ import annotations

import pytest

from composer.tui.drawing.article import article_pieces
from composer.tui.drawing.page import CURRENT, FOUND, find_places, marked
from kb.markdown.parser import parse_markdown

WIDTH = 40
CASES = {
    "a list hangs under its markers, however deep": (
        "- one is longer than a line and hangs under itself\n  1. two\n\n     more\n- [x] done\n- [ ] open",
        "•  one is longer than a line and hangs\n   under itself\n   1. two\n\n      more\n\n•  [x] done\n•  [ ] open",
    ),
    "a box says in words what it is": (
        "::: internal\nOnly agents see this, and it hangs as well.\n:::\n\n> [!NOTE]\n> Hi.\n\n> Said.",
        "▎ INTERNAL - for agents only\n▎ Only agents see this, and it hangs as\n▎ well.\n\n▎ Note\n▎ Hi.\n\n▎ Said.",
    ),
    "links show where they lead, pictures what they are": (
        "[Track](a.md) or <https://a.example> ![A map](m.png)",
        "Track (→ a.md) or https://a.example\n[picture: A map]",
    ),
    "a table that fits": (
        "| A | Bee |\n|---|---|\n| one | **two** |",
        "A   │ Bee\n────┼────\none │ two",
    ),
    "a table whose cells are broken": (
        "| A | Bee |\n|---|---|\n| one | two words and so many more that they never fit |\n| 日本 | x |",
        (
            "A    │ Bee\n─────┼──────────────────────────────────\n"
            "one  │ two words and so many more that\n     │ they never fit\n"
            "┈┈┈┈┈┼┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈\n日本 │ x"
        ),
    ),
    "a table that has no room is a list": (
        (
            "| Country | Days until there | Costs | Who pays |\n|---|---|---|---|\n"
            "| Germany and islands | two to three | nothing at all | nobody does |"
        ),
        "Country: Germany and islands\nDays until there: two to three\nCosts: nothing at all\nWho pays: nobody does",
    ),
    "code, rules, terms and footnotes": (
        "Text[^a].\n\n```\nx = 1\n\ty\n```\n\n---\n\nTerm\n: What it means\n\n[^a]: Below.",
        "Text[1].\n\n  x = 1\n      y\n\n────────────────────\n\nTerm\n   What it means\n\n[1] Below.",
    ),
    "right-to-left and wide characters keep their place": (
        "שלום עולם\n\n漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字",
        "שלום עולם\n\n漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字\n漢字",
    ),
    "markup of the terminal is text": ("a [bold]b[/] {{ c }}", "a [bold]b[/] {{ c }}"),
    "an empty quotation is nothing": (">", ""),
}


@pytest.mark.parametrize(("source", "expected"), CASES.values(), ids=CASES.keys())
def test_a_text_at_forty_columns(source: str, expected: str) -> None:
    pieces = article_pieces(parse_markdown(source, public=False), lambda address: address)
    rows = [row for piece in pieces for row in piece.rows(WIDTH)]
    assert "\n".join(row.plain.rstrip() for row in rows) == expected
    assert all(row.cell_length <= WIDTH for row in rows)


def test_what_is_looked_for_is_marked_without_colour_whatever_its_case_and_accents() -> None:
    pieces = article_pieces(
        parse_markdown("A **Café** and a\n\n| CAFE | x |\n|---|---|\n| x | cafe\u0301s |", public=False)
    )
    places = find_places(pieces, "café")
    assert [(place.piece, place.text, place.start, place.end) for place in places] == [
        (0, 0, 2, 6),
        (2, 0, 0, 4),
        (2, 3, 0, 5),
    ]
    drawn = marked(pieces[2], places[1:], places[1])
    spans = [(str(span.style), span.start, span.end) for row in drawn.rows(WIDTH) for span in row.spans]
    assert (CURRENT, 0, 4) in spans
    assert any(style == FOUND for style, _start, _end in spans)
    assert find_places(pieces, "  ") == []
