"""One open index is asked by several threads at once: a letter is ranked while somebody types."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kb.search.engines.engine import Engine, EngineQuery, IndexedArticle
from kb.search.engines.tantivy import TantivyEngine
from kb.search.engines.whoosh import WhooshEngine


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads that take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("restless")
@pytest.mark.parametrize("engine", [WhooshEngine(), TantivyEngine()], ids=["whoosh", "tantivy"])
def test_threads_get_what_one_alone_would_get(engine: Engine, tmp_path: Path) -> None:
    words = [f"word{number}" for number in range(40)]
    entries = [
        IndexedArticle(f"articles/{number:03}-{'x' * (number % 60)}.md", {"body": " ".join(words[number % 7 :: 3])}, ())
        for number in range(120)
    ]
    engine.write(tmp_path, entries)
    opened = engine.open(tmp_path)
    asked = [EngineQuery(words=({word: 1.0},)) for word in words] * 4
    alone = [opened.rank(one, 60) for one in asked]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda one: opened.rank(one, 60), asked))
    opened.close()
    assert together == alone
    assert max(map(len, alone)) > 10
