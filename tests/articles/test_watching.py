"""A change of the desk's files is told while the app is open."""

from __future__ import annotations

import contextlib
import queue
import threading
from itertools import count
from pathlib import Path

from kb.articles.watch import is_watched, watch
from tests.conftest import PATIENCE


def test_a_burst_of_changes_is_told_until_nobody_listens(desk: Path) -> None:
    told: queue.Queue[str] = queue.Queue()
    stop = threading.Event()

    def tell() -> None:
        for folders in watch(desk, stop):
            told.put(", ".join(folders))
        told.put("ended")

    watching = threading.Thread(target=tell)
    watching.start()
    article = desk / "articles" / "delivery" / "track-a-parcel.md"
    first = ""
    for number in count():  # until the watch is set up, nothing is seen
        article.write_text(f"---\ntitle: Change {number}\n---\n")
        with contextlib.suppress(queue.Empty):
            first = told.get(timeout=0.2)
            break
    assert first == "articles"
    stop.set()
    watching.join(PATIENCE)
    assert [told.get_nowait() for _ in range(told.qsize())][-1] == "ended"


def test_articles_phrasebooks_and_folders_are_watched_and_what_editors_keep_for_themselves_is_not() -> None:
    names = ("a.md", "de.yaml", "delivery", ".a.md.swp", "a.md~", "notes.txt")
    assert [name for name in names if is_watched(name)] == ["a.md", "de.yaml", "delivery"]


def test_without_folders_there_is_nothing_to_watch(tmp_path: Path) -> None:
    assert list(watch(tmp_path, threading.Event())) == []
