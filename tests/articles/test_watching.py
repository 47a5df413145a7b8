"""A change of the desk's files is told while the app is open."""

from __future__ import annotations

import contextlib
import queue
import threading
from itertools import count
from pathlib import Path

from kb.articles.watch import watch
from tests.conftest import PATIENCE


def test_a_burst_of_changes_is_told_and_what_is_not_ours_is_not(desk: Path) -> None:
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
    (desk / "articles" / ".track-a-parcel.md.swp").write_text("an editor's own file")
    (desk / "articles" / "notes.txt").write_text("no article")
    stop.set()
    watching.join(PATIENCE)
    left = [told.get_nowait() for _ in range(told.qsize())]
    assert left[-1] == "ended"
    assert len(left) <= 2


def test_without_folders_there_is_nothing_to_watch(tmp_path: Path) -> None:
    assert list(watch(tmp_path, threading.Event())) == []
