"""An index that one computer made is used by others: whole, checked and as new as their articles, or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from copy import copy
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kb.articles.library import parse_guarded
from kb.desk_files import SETTINGS
from kb.search import shared_index
from kb.search.engines.engine import Engine
from kb.search.index import index_folder
from kb.search.shared_index import MANIFEST
from tests.articles.index_team import Team

pytest.importorskip("tantivy", reason="tantivy, the extra `tantivy`, is not installed")


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Team:
    """A team in which one has published and the other has an index: what is refused changes nothing of both."""
    found = Team(tmp_path_factory.mktemp("team"))
    found.publish()
    assert found.run(found.theirs, "search", "parcel") == 0
    return found


@pytest.fixture
def ready(once: Team, tmp_path: Path) -> Team:
    """The same with a publication of its own, which can be damaged."""
    found = copy(once)
    found.published = tmp_path / "published"
    shutil.copytree(once.published, found.published)
    return found


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The articles that are read and derived from here on."""
    parsed = list[str]()

    def noted(source: str, path: str, *rest: Any) -> object:
        parsed.append(path)
        return parse_guarded(source, path, *rest)

    monkeypatch.setattr("kb.catalogue.stored_library.parse_guarded", noted)
    return parsed


def test_whoever_takes_it_derives_no_article_again(
    team: Team, unread: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    team.publish()
    assert len(unread) == 3
    unread.clear()
    assert team.take() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "3 articles taken; 0 articles differed here."
    assert team.run(team.theirs, "search", "parcel", "late", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert team.run(team.mine, "search", "parcel", "late", "--json") == 0
    assert found == json.loads(capsys.readouterr().out)
    assert found[0]["slug"] == "my-parcel-is-late"
    assert unread == []


def test_what_differs_here_is_read_here(team: Team, unread: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    team.publish()
    folder = team.theirs / "articles" / "delivery"
    late = folder / "my-parcel-is-late.md"
    late.write_text(late.read_text("utf-8").replace("Ask your neighbours", "Ask the hollyhocks"), "utf-8")
    (folder / "track-a-parcel.md").unlink()
    (folder / "lockers.md").write_text("---\ntitle: Parcel lockers\n---\nText.\n", "utf-8")
    unread.clear()
    assert team.take() == 0
    assert sorted(unread) == ["delivery/lockers.md", "delivery/my-parcel-is-late.md"]
    assert capsys.readouterr().out.splitlines()[-1] == "3 articles taken; 3 articles differed here."
    for words, slugs in (("hollyhocks", {"my-parcel-is-late"}), ("neighbours", set()), ("lockers", {"lockers"})):
        assert team.run(team.theirs, "search", words, "--json") == 0
        assert {hit["slug"] for hit in json.loads(capsys.readouterr().out)} == slugs


def test_a_folder_that_is_gone_here_and_one_that_is_internal_here_count_as_here(
    team: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    extra = team.mine / "articles" / "returns"
    extra.mkdir()
    (extra / "roses.md").write_text("---\ntitle: Send roses back\nstatus: public\n---\nRoses.\n", "utf-8")
    team.publish()
    (team.theirs / "articles" / "delivery" / "_index.md").write_text("---\nstatus: internal\n---\n", "utf-8")
    assert team.take() == 0
    capsys.readouterr()
    assert team.run(team.theirs, "search", "roses", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert team.run(team.theirs, "search", "parcel", "--json") == 0
    assert {hit["status"] for hit in json.loads(capsys.readouterr().out)} == {"internal"}


def test_it_is_published_anew_in_the_same_place_and_nothing_is_left_over(team: Team) -> None:
    team.publish()
    first = team.packed
    team.publish()
    assert team.packed == first, "the same index is the same file"
    late = team.mine / "articles" / "delivery" / "my-parcel-is-late.md"
    late.write_text(late.read_text("utf-8") + "\nMore.\n", "utf-8")
    team.publish()
    assert team.packed != first
    assert sorted(file.name for file in team.published.iterdir()) == sorted([team.packed.name, MANIFEST])
    assert team.take() == 0


def test_it_is_taken_though_something_still_writes_beside_it(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an engine may, which was opened for a trial: what was unpacked cannot be cleared then."""
    team.publish()
    tried, over = shared_index._try, threading.Event()
    writers: list[threading.Thread] = []

    def keep_writing(folder: Path) -> None:
        number = 0
        while not over.is_set():
            with contextlib.suppress(OSError):
                (folder / f"late-{number}").write_text("")
            number += 1

    def try_and_write(engine: Engine, folder: Path, articles: int) -> None:
        tried(engine, folder, articles)
        writers.append(threading.Thread(target=keep_writing, args=(folder,)))
        writers[0].start()

    monkeypatch.setattr(shared_index, "_try", try_and_write)
    try:
        assert team.take() == 0
    finally:
        over.set()
        for writer in writers:
            writer.join()


def flip(team: Team) -> None:
    content = bytearray(team.packed.read_bytes())
    content[len(content) // 2] ^= 1
    team.packed.write_bytes(content)


def halve(team: Team) -> None:
    team.packed.write_bytes(team.packed.read_bytes()[:-100])


def lengthen(team: Team) -> None:
    team.packed.write_bytes(team.packed.read_bytes() + b"more")


def link(team: Team) -> None:
    packed = team.packed
    packed.rename(team.folder / "elsewhere")
    packed.symlink_to(team.folder / "elsewhere")


def pipe(team: Team) -> None:
    packed = team.packed
    packed.unlink()
    os.mkfifo(packed)


def made_with(team: Team, what: str) -> None:
    made = json.loads((team.published / MANIFEST).read_text())["made"]
    team.manifest(made=made | {what: "another"})


def holding(name: str, content: bytes = b"x") -> Callable[[Team], None]:
    """The same index with one more file in it."""

    def change(team: Team) -> None:
        with zipfile.ZipFile(team.packed) as old:
            inside = {one: old.read(one) for one in old.namelist()}

        def write(archive: zipfile.ZipFile) -> None:
            for one, text in inside.items():
                archive.writestr(one, text + content if one == name else text)
            if name not in inside:
                archive.writestr(name, content)

        team.repack(write)

    return change


def as_text(team: Team) -> None:
    content = b"not an archive"
    name = sha256(content).hexdigest()
    team.packed.unlink()
    (team.published / f"index-{name[:16]}.zip").write_bytes(content)
    team.manifest(size=len(content), sha256=name)


REFUSED: dict[str, tuple[Callable[[Team], object], str]] = {
    "a byte is another one": (flip, "it is damaged (its SHA-256 differs)"),
    "half copied": (halve, "bytes are there; it may be half copied"),
    "too long": (lengthen, "is larger than it may be"),
    "a link": (link, "cannot be read"),
    "a pipe": (pipe, "it is not a regular file"),
    "gone": (lambda team: team.packed.unlink(), f"which {MANIFEST} names, is not there"),
    "nothing published": (lambda team: (team.published / MANIFEST).unlink(), f"there is no {MANIFEST}"),
    "another Warmline": (lambda team: made_with(team, "version of Warmline"), "made with another version of Warmline;"),
    "another tantivy": (lambda team: made_with(team, "version of tantivy"), "made with another version of tantivy;"),
    "another language": (lambda team: made_with(team, "language"), "made with another language;"),
    "another status": (lambda team: made_with(team, "missing_status"), "made with another missing_status;"),
    "no manifest": (lambda team: (team.published / MANIFEST).write_text("[]"), "is none that"),
    "a deep manifest": (lambda team: (team.published / MANIFEST).write_text("[" * 9_000), "is none that"),
    "a huge manifest": (lambda team: (team.published / MANIFEST).write_text(" " * 20_000), "is larger than it may be"),
    "a size that is none": (lambda team: team.manifest(size="1"), "is none that"),
    "a huge size": (lambda team: team.manifest(size=1 << 40), "is none that"),
    "a checksum that is a path": (lambda team: team.manifest(sha256="../../../etc/passwd"), "is none that"),
    "another number of articles": (lambda team: team.manifest(articles=4), "it holds 3 articles, and should hold 4"),
    "a path upwards": (holding("files/../../evil"), "is no file of an index"),
    "a path from the root": (holding("/tmp/evil"), "it holds other files than an index"),
    "a folder": (holding("files/"), "is no file of an index"),
    "another file": (holding("run.py"), "it holds other files than an index"),
    "a damaged index": (holding("files/meta.json", b"}"), "it is damaged"),
    "a row that is none": (holding("rows.jsonl", b'["heads", 1]\n'), "it is damaged (heads: 1 values)"),
    "a row of another table": (holding("rows.jsonl", b'["about", "version", "1"]\n'), "it is damaged"),
    "a row of another status": (
        holding("rows.jsonl", b'["heads","a.md","","h","loud","loud","a","",""]\n'),
        "it is damaged (heads: 'loud')",
    ),
    "a line that is no JSON": (holding("rows.jsonl", b"\xff\n"), "it is damaged"),
    "a bomb": (holding("files/bomb", bytes(4_000_000)), "it is damaged (it is too large)"),
    "not an archive": (as_text, "it is damaged (File is not a zip file)"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_trusted_is_refused_and_changes_nothing(
    ready: Team, what: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_index, "_MOST_UNPACKED", 1_000_000)
    damage, why = REFUSED[what]
    damage(ready)
    before = kept(ready)
    assert ready.take() == 4
    said = capsys.readouterr().err
    assert why in said
    assert said.startswith(f"The index in {ready.published} is not used: ")
    assert said.endswith("The one on this computer stays as it is.\n")
    assert kept(ready) == before
    assert not list(ready.folder.rglob("evil"))
    assert not list(ready.published.parent.rglob("evil"))


def kept(team: Team) -> tuple[list[str], list[tuple[object, ...]]]:
    """The files of their index, and what their catalogue knows."""
    folder = index_folder(team.cache(team.theirs), team.theirs)
    files = sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if "sqlite" not in file.name)
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as connection:
        return files, connection.execute("SELECT * FROM heads, about ORDER BY path, name").fetchall()


def test_an_index_of_whoosh_is_neither_published_nor_taken(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    for desk in (team.mine, team.theirs):
        (desk / SETTINGS).write_text("organisation: Acme Garden\n", "utf-8")
    assert (team.run(team.mine, "index", "publish", str(team.published)), team.take()) == (3, 3)
    assert capsys.readouterr().err.count("opening it would run what is in it") == 2


@pytest.mark.parametrize("place", ["articles", "warmline.yaml/below"])
def test_where_nothing_can_be_written_nothing_is_published(
    team: Team, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = team.mine / place
    if blocked.is_dir():
        (blocked / MANIFEST).mkdir()
    assert team.run(team.mine, "index", "publish", str(blocked)) == 5
    assert capsys.readouterr().err.startswith(f"The index cannot be published in {blocked}: ")
    assert [file.name for file in blocked.glob(".*")] == []


class Server(ThreadingHTTPServer):
    """A server that keeps files for whoever knows the secret."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.secret = ""
        self.elsewhere = ""
        """Where it sends everybody on to."""
        self.most = 1 << 30
        """Bytes that it sends before it breaks off."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/team/index"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def allowed(self) -> bool:
        right = not self.server.secret or self.headers.get("Authorization") == f"Bearer {self.server.secret}"
        if not right:
            self.answer(401)
        return right

    def answer(self, status: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: self.server.most])
        self.close_connection = True

    def do_GET(self) -> None:
        if self.server.elsewhere:
            self.answer(302, Location=self.server.elsewhere)
        elif self.allowed():
            content = self.server.files.get(self.path)
            self.answer(404 if content is None else 200, content or b"")

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if self.allowed():
            self.server.files[self.path] = content
            self.answer(201)

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()
    thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    found.shutdown()
    thread.join()
    found.server_close()


def test_an_address_is_published_to_and_taken_from(
    team: Team, server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server.secret = "sesame"
    assert team.run(team.mine, "index", "publish", server.address) == 5
    assert "the server answers 401" in capsys.readouterr().err
    monkeypatch.setenv("WARMLINE_INDEX_TOKEN", "sesame")
    assert team.run(team.mine, "index", "publish", f"{server.address}/") == 0
    assert f"/team/index/{MANIFEST}" in server.files
    assert team.take(server.address) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "3 articles taken; 0 articles differed here."


UNREACHED: dict[str, tuple[Callable[[Server], object], str]] = {
    "it breaks off": (lambda server: setattr(server, "most", 500), "may be half copied"),
    "it knows nothing of it": (lambda server: server.files.clear(), f"there is no {MANIFEST}"),
    "it wants a secret": (lambda server: setattr(server, "secret", "sesame"), "the server answers 401"),
    "it sends us on": (
        lambda server: setattr(server, "elsewhere", "http://shop.example/index"),
        "sends us on to an address that is not encrypted",
    ),
    "it sends us to a file": (
        lambda server: setattr(server, "elsewhere", "file:///etc/passwd"),
        "the server answers 302",
    ),
}


@pytest.mark.parametrize("what", UNREACHED)
def test_a_server_that_fails_is_told_apart(
    once: Team, server: Server, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change, why = UNREACHED[what]
    server.files = {f"/team/index/{file.name}": file.read_bytes() for file in once.published.iterdir()}
    change(server)
    assert once.take(server.address) == 4
    assert why in capsys.readouterr().err


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("http://shop.example/index", "an address begins with https://"),
        ("ftp://shop.example/index", "an address begins with https://"),
        ("file:///etc", "an address begins with https://"),
        ("http://localhost:1/index", "the server cannot be reached, or breaks off (Connection refused)"),
        ("https://localhost:notaport/", "the server cannot be reached, or breaks off"),
        ("https://[oops/index", "the server cannot be reached, or breaks off"),
    ],
)
def test_an_address_that_cannot_be_asked_says_why(
    once: Team, place: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert once.take(place) == 4
    assert why in capsys.readouterr().err
    assert once.run(once.mine, "index", "publish", place) == 5
    assert why in capsys.readouterr().err
