"""Text from outside is text: hostile strings shown on every screen, and typed into every field of every screen."""

from __future__ import annotations

import datetime as dt
import json
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from composer.cases.follow_up import Promised
from composer.exchange.customer_file import load_customers
from composer.practice.exemplary import Exemplary
from composer.records.sent_reply import SentReply
from composer.tui.app import WarmlineApp
from composer.tui.screens.examples import ExamplesScreen
from composer.tui.screens.menus import AskScreen, RecoverScreen, SureScreen
from kb.yaml.tree import quote
from tests.screens.stage import press, settle

NAUGHTY = Path(__file__).parents[3] / "shared" / "data" / "naughty-strings" / "blns.json"
OWN = [
    "[bold]{{ agent.name }}\x1b[31m[/]",
    "[/",
    "[@click='app.quit']x[/]",
    "\x1b]52;c;ZXZpbA==\x07",
    "\u202egnp.exe",
    "a" * 500,
    "👩‍👩‍👧‍👦 漢字 العربية",
    "\u009b31m",
    "{% include 'x' %}",
    "$(reboot) `reboot`",
    "\ud800",
]
CHUNK = 40
MOST_FIELDS = 4
"""Of one screen: the Review screen has one for each finding."""
EVERY_SCREEN = {
    "InboxScreen": ["f2"],
    "AnswerScreen": ["enter", *["ctrl+j"] * 6, "ctrl+n", "ctrl+f", *"par"],
    "WayScreen": ["ctrl+o", "w"],
    "ReviewScreen": ["ctrl+r"],
    "CustomerScreen": ["ctrl+o", "c", *"x"],
    "HistoryScreen": ["ctrl+o", "h"],
    "JumpScreen": ["ctrl+o"],
    "CommandsScreen": ["f1"],
    "TourScreen": ["f11", "enter"],
    "PasteScreen": ["f9"],
    "LibraryScreen": ["f4", *"nau", "down", "down", "slash"],
    "AboutScreen": ["escape", "down", "ctrl+o", "a"],
    "RenameScreen": ["f1", *"another name", "enter"],
    "NewScreen": ["f9"],
    "WorksheetScreen": ["f3", "ctrl+o", "q"],
    "PracticeScreen": ["f2", "f6", "down", "down", "enter"],
    "FollowUpsScreen": ["f5", "down"],
    "DoneScreen": ["space"],
    "LaterScreen": ["ctrl+l"],
}
"""The keys that lead to each screen, one after the other; what is open in front is closed before."""


def chunks() -> list[list[str]]:
    """The strings in lots, as many as a message may well hold."""
    strings = OWN + (json.loads(NAUGHTY.read_text("utf-8")) if NAUGHTY.is_file() else [])
    some = [one for one in strings if one.strip()]
    return [some[start : start + CHUNK] for start in range(0, len(some), CHUNK)]


def written(path: Path, text: str) -> None:
    """A file with a text, half characters and all."""
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


@pytest.fixture
def hostile(acme: Path) -> Path:
    """The sample desk, with hostile strings in everything that it reads."""
    for path in (acme / "inbox").iterdir():
        path.unlink()
    rows = ["id,name,email,company,plan,note"]
    phrases = []
    for number, strings in enumerate(chunks()):
        whole = " ".join(strings)
        line = " ".join(whole.split())
        key = quote(line.encode("utf-8", "replace").decode())
        article = "\n\n".join(["Where is my parcel?", *strings, "## Steps {#x}", "1. Wait.", "~~~", *strings, "~~~"])
        title = quote(f"Naughty {line[:300]}".encode("utf-8", "replace").decode())
        written(
            acme / "articles" / "delivery" / f"naughty-{number}.md",
            f"---\ntitle: {title}\nsummary: {key}\nstatus: public\ntags: [{key}]\nkeywords: [{key}]\nowner: {key}\n"
            f"---\n{article}\n",
        )
        written(
            acme / "inbox" / f"{number}.eml",
            f"From: {line[:200]} <x{number}@y.example>\nSubject: parcel {line[:500]}\n"
            f"Date: Sat, 21 Nov 2026 09:00:00 +0000\n\nI am worried.\n"
            f"My parcel was due last Friday, and I can't seem to find it. Where is it? Order 4411.\n{whole}\n",
        )
        cells = [f"x{number}", f"x{number}@y.example", line]
        name = line.replace('"', "'").encode("utf-8", "replace").decode()
        rows.append(f'{cells[0]},"{name}",{cells[1]},"{name}","{name}","{name}"')
        say = key.replace("{", "(").replace("}", ")")
        phrases.append(f"  - id: hostile-{number}\n    step: validate\n    say: [{say}]\n")
    written(acme / "customers.csv", "\n".join(rows))
    (acme / "phrasebooks" / "en").mkdir(parents=True, exist_ok=True)
    drill = "    messages: [{text: %s, exemplary: %s}]\n"
    drills = "".join(
        f"  - id: d{number}\n    kind: reply\n    title: {say}\n" + drill % (say, say) for number in (1, 2)
    )
    (acme / "drills").mkdir()
    written(acme / "drills" / "hostile.yaml", f"title: {say}\nabout: {say}\ndrills:\n{drills}")
    written(acme / "phrasebooks" / "en" / "hostile.yaml", f"title: {say}\nlanguage: en\nphrases:\n" + "".join(phrases))
    return acme


def keep_hostile(app: WarmlineApp) -> None:
    """Customers with a history and promises, and searches in vain, all of hostile strings."""
    records = app.desk.records
    records.import_customers(load_customers(app.desk.root / "customers.csv"))
    sent = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
    for number, strings in enumerate(chunks()):
        whole = " ".join(strings).encode("utf-8", "replace").decode()
        promised = tuple(Promised(whole, sent + dt.timedelta(days=number + more)) for more in (1, 2))
        case, customer = f"old-{number}", f"x{number}"
        reply = SentReply(case, customer, sent, "chat", "", whole, follow_ups=promised, message=whole)
        records.keep_reply(reply)


def nothing_raw(app: WarmlineApp) -> None:
    """No control character is in what would be drawn."""
    raw = "".join(segment.text for strip in app.screen._compositor.render_strips() for segment in strip)
    assert [letter for letter in raw if ord(letter) < 32 or 127 <= ord(letter) < 160] == []


async def close_dialogs(app: WarmlineApp, pilot: Pilot[None]) -> None:
    """Back to the screen of the desk."""
    for _ in range(4):
        if len(app.screen_stack) > 1:
            await press(app, pilot, "escape")
    assert len(app.screen_stack) == 1, app.screen_stack


async def hostile_words(app: WarmlineApp, pilot: Pilot[None], text: str) -> int:
    """Put a text into every field of a screen and take it; how many fields there are."""
    screen = app.screen
    fields = [*screen.query(Input), *screen.query(TextArea)][:MOST_FIELDS]
    for field in fields:
        if isinstance(field, Input):
            field.value = text
        else:
            field.text = text
        await settle(app, pilot)
        nothing_raw(app)
    for field in fields:
        # In these two the text would be looked for among commands, and the first one found is run.
        if isinstance(field, Input) and type(screen).__name__ != "CommandsScreen":
            app.screen.set_focus(field if field.is_attached else None)
            await press(app, pilot, "enter")
            nothing_raw(app)
            field.value = ""
    return len(fields)


def test_hostile_text_is_text_on_every_screen_and_in_every_field(hostile: Path, play: Any) -> None:
    fields: dict[str, int] = {}

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        keep_hostile(app)
        everything = " ".join(" ".join(strings) for strings in chunks())
        # A field draws all that is in it again and again: each gets our own strings and one of the lots.
        texts = cycle(" ".join([*OWN, *strings]) for strings in chunks())
        for name, keys in EVERY_SCREEN.items():
            await press(app, pilot, *keys)
            assert type(app.screen).__name__ == name
            nothing_raw(app)
            fields[name] = await hostile_words(app, pilot, next(texts))
            await close_dialogs(app, pilot)
        assert app.drafts.left() != []
        examples = ExamplesScreen([Exemplary("a", everything, everything, everything, everything)])
        left = RecoverScreen(app.drafts.left())
        for screen in (AskScreen(everything, everything), SureScreen(everything), left, examples):
            await app.push_screen(screen)
            await settle(app, pilot)
            nothing_raw(app)
            fields[type(screen).__name__] = await hostile_words(app, pilot, next(texts))
            await close_dialogs(app, pilot)
        assert app.is_running

    play(hostile, story)
    # The Review screen has some as well where a finding blocks the reply.
    assert {name for name, number in fields.items() if number} - {"ReviewScreen"} == {
        "InboxScreen",
        "AnswerScreen",
        "AskScreen",
        "CustomerScreen",
        "CommandsScreen",
        "PasteScreen",
        "LibraryScreen",
        "RenameScreen",
        "NewScreen",
        "PracticeScreen",
        "WorksheetScreen",
        "DoneScreen",
        "FollowUpsScreen",
        "LaterScreen",
    }
