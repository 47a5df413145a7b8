"""What a terminal sends as a paste is text, wherever the terminal cuts it, and what is typed around it are keys."""

from __future__ import annotations

import pytest
from textual.events import Key, Paste

from composer.tui.paste import PasteParser

SENT = "a\x1b[200~Dear \x1b z\x1b[31m\x11\n bye\x1b[20\x1b[201~b"


@pytest.mark.parametrize("size", [*range(1, 12), len(SENT)])
def test_nothing_in_a_paste_is_a_key_and_nothing_of_it_is_lost(size: int) -> None:
    parser = PasteParser()
    got = [event for at in range(0, len(SENT), size) for event in parser.feed(SENT[at : at + size])]
    assert [
        event.text if isinstance(event, Paste) else event.key for event in got if isinstance(event, (Key, Paste))
    ] == [
        "a",
        "Dear  z[31m\x11\n bye[20",
        "b",
    ]


def test_an_escape_outside_of_a_paste_is_a_key_at_once() -> None:
    parser = PasteParser()
    assert [event.key for event in (*parser.feed("\x1b"), *parser.feed("")) if isinstance(event, Key)] == ["escape"]
