"""An export that takes over what did not change gives the same bytes as one that makes everything anew."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb import files
from kb.articles.library import load_library
from kb.articles.status import Status
from kb.cli.main import run
from kb.errors import HasProblems
from kb.faq.articles.text_cache import Texts
from kb.faq.cache import Kept, kept_file
from kb.faq.export import Exported, export_faq
from kb.markdown.plain import plain_text
from kb.settings import FaqSettings, LibrarySettings

DAY = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
SETTINGS = LibrarySettings(
    faq=FaqSettings(title="Help", base_url="https://help.example.com/", most_needed=("a", "b")),
)
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x02\x08\x02\x00\x00\x00"
NAMES = ("a.md", "one/b.md", "one/c.md", "two/d.md", "one/c.de.md")
BODIES = (
    "Words alone.",
    "See [c](/one/c.md#part) and [d](/two/d.md).",
    "![A picture](/one/pot.png)\n\n[A file](/one/form.pdf)",
    "## Part\n\nWords.\n\n```python\nx = 1\n```",
    "Words.\n\n::: internal\nNobody outside of the shop may read this line.\n:::",
    "Nobody outside of the shop may read this line.",
)
FILES: dict[str, tuple[bytes, ...]] = {
    "one/_index.md": (
        b"---\ntitle: One\n---\n",
        b"---\ntitle: First\ntranslations: {de: {title: Erste}}\n---\n",
        b"---\ntitle: First\nsummary: Nobody outside of the shop may read this line.\n---\n",
    ),
    "one/pot.png": (PICTURE, PICTURE + b"2"),
    "one/form.pdf": (b"%PDF-1", b"%PDF-2"),
}


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may be taken for unchanged at once; otherwise nothing would be, within the seconds of a test."""
    monkeypatch.setattr(files, "_SETTLED", -1)


def article(name: str, body: str) -> bytes:
    """A public article of which other pages show the same, whatever its text says."""
    return f"---\ntitle: {name}\nsummary: What it answers.\nstatus: public\n---\n{body}\n".encode()


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, bytes | None]:
    """A file and what is written into it; None where it is removed."""
    name = draw(st.sampled_from((*NAMES, *FILES)))
    if name in FILES:
        return name, draw(st.sampled_from((None, *FILES[name])))
    if draw(st.integers(0, 5)) == 0:
        return name, None
    if draw(st.booleans()):
        return name, article(name, draw(st.sampled_from(BODIES)))
    keys = {
        "title": draw(st.sampled_from(("Pots", "Seeds"))),
        "status": draw(st.sampled_from(("public", "public", "public", "draft", "internal"))),
        "tags": draw(st.sampled_from(("[]", "[pots]", "[pots, seeds]"))),
        "related": draw(st.sampled_from(("[]", "[a]", "[b, d]"))),
        "keywords": draw(st.sampled_from(("[]", "[flower pot]"))),
    }
    body = draw(st.sampled_from(BODIES))
    front = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return name, f"---\n{front}---\n{body}\n".encode()


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def write(desk: Path, name: str, content: bytes | None) -> None:
    path = desk / "articles" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(content)


def export(desk: Path, site: Path, cache: Path | None, own: LibrarySettings = SETTINGS) -> Exported:
    changed = {name: DAY + dt.timedelta(days=number) for number, name in enumerate(NAMES)}
    with Kept(kept_file(cache, site) if cache else None) as kept:
        texts = Texts(kept)
        library = texts.library(desk / "articles", Status.DRAFT)
        retired = [name.removesuffix(".md") for name in NAMES]
        return export_faq(library, own, site, desk, texts=texts, changed=changed, retired=retired)


def refusal(desk: Path, site: Path, cache: Path | None) -> str:
    """Why an export refuses to finish; empty where it does."""
    try:
        export(desk, site, cache)
    except HasProblems as error:
        return str(error)
    return ""


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(edits(), min_size=1, max_size=3), min_size=2, max_size=4))
def test_any_edits_give_the_bytes_of_a_full_export(rounds: list[list[tuple[str, bytes | None]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        desk = place / "desk"
        for name in NAMES[:4]:
            write(desk, name, f"---\ntitle: {name}\nstatus: public\n---\n{BODIES[0]}\n".encode())
        for name, contents in FILES.items():
            write(desk, name, contents[0])
        for number, round_of_edits in enumerate([[], *rounds]):
            for name, content in round_of_edits:
                write(desk, name, content)
            full = place / f"full-{number}"
            refused = refusal(desk, full, None)
            assert refusal(desk, place / "site", place / "cache") == refused
            assert refused or files_below(place / "site") == files_below(full)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Four public articles."""
    for name in NAMES[:4]:
        write(tmp_path / "desk", name, f"---\ntitle: {name}\nstatus: public\n---\n{BODIES[0]}\n".encode())
    return tmp_path / "desk"


def inodes(site: Path) -> dict[str, int]:
    return {path.relative_to(site).as_posix(): path.stat().st_ino for path in site.rglob("*") if path.is_file()}


def test_pages_that_did_not_change_are_taken_over_and_the_others_are_named(desk: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    first = export(desk, site, cache)
    assert len(first.changes.added) == 9
    before = inodes(site)
    write(desk, "two/d.md", b"---\ntitle: two/d.md\nstatus: public\n---\nOther words.\n")
    write(desk, "one/b.md", None)
    changes = export(desk, site, cache).changes
    after = inodes(site)
    assert after["a/index.html"] == before["a/index.html"]
    assert after["two/d/index.html"] != before["two/d/index.html"]
    assert changes.removed == ("/one/b/",)
    assert "/two/d/" in changes.changed
    assert "/a/" not in changes.changed


def test_where_nothing_but_bodies_changed_every_other_page_stays(tmp_path: Path) -> None:
    desk, site, cache = tmp_path / "desk", tmp_path / "site", tmp_path / "cache"
    for name, body in zip(NAMES, (5, 2, 0, 0, 0), strict=True):
        write(desk, name, article(name, BODIES[body]))
    write(desk, "one/pot.png", PICTURE)
    write(desk, "one/form.pdf", b"%PDF-1")
    first, before = export(desk, site, cache), inodes(site)
    write(desk, "a.md", article("a.md", BODIES[4]))
    write(desk, "one/c.de.md", article("one/c.de.md", BODIES[1]))
    again, after = export(desk, site, cache), inodes(site)
    written = {path for path in after if after[path] != before.get(path) and not path.startswith((".", "media/"))}
    assert {path for path in written if "search/" not in path} == {
        f"{address}/{file}" for address in ("a", "de/one/c") for file in ("index.html", "index.md", "text.js")
    }
    assert (again.pages, again.changes.changed) == (first.pages, ("/a/", "/de/one/c/"))
    write(desk, "one/pot.png", PICTURE + b"2")
    write(desk, "two/d.md", article("two/d.md", BODIES[3]))
    last, now = export(desk, site, cache), inodes(site)
    assert last.changes.changed == ("/one/b/", "/two/d/")
    assert {path for path in now if path.endswith(".html") and now[path] != after[path]} == {
        "one/b/index.html",
        "two/d/index.html",
    }
    full = export(desk, tmp_path / "full", None)
    assert files_below(site) == files_below(tmp_path / "full")
    assert (last.pages, last.pictures, last.files) == (full.pages, full.pictures, full.files)


def test_what_changed_is_said_without_anything_kept(desk: Path, tmp_path: Path) -> None:
    export(desk, tmp_path / "site", None)
    write(desk, "two/d.md", b"---\ntitle: two/d.md\nstatus: public\n---\nOther words.\n")
    changes = export(desk, tmp_path / "site", None).changes
    assert (changes.added, changes.changed, changes.removed) == ((), ("/two/d/",), ())


def test_a_file_of_the_site_that_somebody_touched_is_made_again(desk: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    export(desk, site, cache)
    whole = files_below(site)
    (site / "a" / "index.html").write_text("defaced")
    export(desk, site, cache)
    assert files_below(site) == whole


def test_a_line_that_becomes_internal_is_looked_for_in_pages_that_did_not_change(desk: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    line = "The manager decides above sixty euros"
    index = f"---\ntitle: One\nsummary: {line}.\n---\n".encode()
    write(desk, "one/_index.md", index)
    export(desk, site, cache)
    whole = files_below(site)
    write(desk, "two/e.md", f"---\ntitle: E\nstatus: internal\n---\n{line}.\n".encode())
    with pytest.raises(HasProblems, match=r"articles/two/e\.md:5:1: leak A line for agents"):
        export(desk, site, cache)
    assert files_below(site) == whole


def test_a_line_for_agents_is_found_on_pages_though_its_article_is_not_read_again(desk: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    line = "Above sixty euros the shop manager decides"
    write(desk, NAMES[1], f"---\ntitle: b\nstatus: public\n---\nWords.\n\n::: internal\n{line}.\n:::\n".encode())
    export(desk, site, cache)
    (desk / "theme").mkdir()
    own = '{% extends "shipped/missing.html" %}{% block main %}' + line + "{% endblock %}"
    (desk / "theme" / "missing.html").write_text(own)
    leak = "articles/one/b.md:8:1: leak A line for agents would be shown in 404.html."
    assert leak in refusal(desk, tmp_path / "full", None)
    assert leak in refusal(desk, site, cache)


def test_a_line_that_no_public_text_has_any_more_is_found_on_pages_that_did_not_change(
    desk: Path, tmp_path: Path
) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    line = "The manager decides above sixty euros"
    write(desk, "one/_index.md", f"---\ntitle: One\nsummary: {line}.\n---\n".encode())
    write(desk, "two/e.md", f"---\ntitle: E\nstatus: internal\n---\n{line}.\n".encode())
    write(desk, NAMES[0], f"---\ntitle: a\nstatus: public\n---\n{line}.\n".encode())
    for _time in range(2):
        assert refusal(desk, site, cache) == ""
    write(desk, NAMES[0], b"---\ntitle: a\nstatus: public\n---\nThe manager decides.\n")
    refused = refusal(desk, tmp_path / "full", None)
    assert "articles/two/e.md:5:1: leak A line for agents would be shown in one/index.html." in refused
    assert refusal(desk, site, cache) == refused


def test_what_an_article_says_is_read_from_its_file_where_it_was_not_kept(desk: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    for name, body in zip(NAMES, BODIES, strict=False):
        write(desk, name, f"---\ntitle: {name}\nstatus: public\n---\n{body}\n".encode())
    for name, contents in FILES.items():
        write(desk, name, contents[0])
    export(desk, site, cache)
    with Kept(kept_file(cache, site)) as kept:
        assert kept.connection
        with kept.connection:
            kept.connection.execute("DELETE FROM kept WHERE kind IN ('said', 'led', 'body', 'words', 'index')")
    export(desk, site, cache)
    export(desk, tmp_path / "full", None)
    assert files_below(site) == files_below(tmp_path / "full")


def test_what_is_for_agents_is_parsed_once_and_its_words_are_not_kept(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    secret = "Above sixty euros the shop manager decides."
    write(desk, NAMES[1], f"---\ntitle: b\nstatus: internal\n---\n# {secret}\n".encode())
    export(desk, site, cache)
    assert not [path for path in cache.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]
    parsed: list[str] = []
    monkeypatch.setattr("kb.articles.article._parse", lambda text, *_more, **_named: parsed.append(text))
    export(desk, site, cache)
    assert parsed == []
    monkeypatch.undo()
    write(desk, NAMES[0], f"---\ntitle: a\nstatus: public\n---\nText.\n\n{secret}\n".encode())
    write(desk, "one/_index.md", f"---\ntitle: One\nsummary: {secret}\n---\n".encode())
    assert refusal(desk, site, cache) == ""
    write(desk, NAMES[0], b"---\ntitle: a\nstatus: public\n---\nText.\n")
    assert "A line for agents would be shown" in refusal(desk, site, cache)
    write(desk, NAMES[1], f"---\ntitle: b\nstatus: public\n---\n# {secret}\n".encode())
    assert refusal(desk, site, cache) == ""


def test_what_is_kept_may_be_broken_or_gone(desk: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    export(desk, site, cache)
    whole = files_below(site)
    (kept,) = (cache / "faq").iterdir()
    kept.write_bytes(b"no database" * 500)
    export(desk, site, cache)
    assert files_below(site) == whole
    assert oct((cache / "faq").stat().st_mode)[-3:] == "700"


def test_two_exports_to_one_folder_keep_out_of_each_others_way(desk: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    with Kept(kept_file(cache, site)) as busy:
        busy.put("text", "a.md", {})
        assert busy.connection
        busy.connection.execute("PRAGMA busy_timeout = 0")
        other = Kept(kept_file(cache, site))
        assert other.connection
        other.connection.execute("PRAGMA busy_timeout = 0")
        export_faq(load_library(desk / "articles"), SETTINGS, site, desk, texts=Texts(other))
        other.close()
    assert (site / "a" / "index.html").is_file()
    with Kept(kept_file(cache, site)) as after:
        assert after.all("text") == {}


def test_another_look_makes_every_page_again(desk: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    export(desk, site, cache)
    (desk / "theme").mkdir()
    (desk / "theme" / "missing.html").write_text('{% extends "shipped/missing.html" %}')
    (desk / "theme" / "words.en.yaml").write_text("contents: Here\nskip: Down to the words\n")
    export(desk, site, cache)
    export(desk, tmp_path / "full", None)
    assert files_below(site) == files_below(tmp_path / "full")
    assert all(b"Down to the words" in path.read_bytes() for path in site.rglob("index.html"))


def test_the_command_names_the_pages_that_changed(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WARMLINE_CACHE", str(tmp_path / "cache"))
    (desk / "warmline.yaml").write_text('faq: {title: Help, search: own, base_url: "https://help.example/"}\n')
    command = ["export", str(tmp_path / "site"), "--desk", str(desk)]
    assert run(command) == 0
    assert "new     /two/d/\n" in capsys.readouterr().err
    write(desk, "two/d.md", b"---\ntitle: two/d.md\nstatus: public\n---\nOther words.\n")
    write(desk, "two/e.md", b"---\ntitle: E\nstatus: public\n---\nWords of E.\n")
    assert run(command) == 0
    said = capsys.readouterr().err.splitlines()
    assert said[:1] == ["new     /two/e/"]
    assert "changed /two/d/" in said
    assert "changed /a/" not in said


def test_a_file_system_without_links_gets_copies(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_names: str) -> None:
        raise PermissionError(1, "Operation not permitted")

    site, cache = tmp_path / "site", tmp_path / "cache"
    export(desk, site, cache)
    whole = files_below(site)
    monkeypatch.setattr("os.link", refuse)
    for _time in range(2):
        export(desk, site, cache)
        assert files_below(site) == whole


def test_an_export_leaves_the_articles_it_was_given_as_they_are(desk: Path, tmp_path: Path) -> None:
    library = load_library(desk / "articles")
    for number in range(2):
        export_faq(library, SETTINGS, tmp_path / f"site-{number}", desk)
    assert [plain_text(article.document) for article in library.articles] == ["Words alone."] * 4


def test_the_site_before_is_filled_anew_and_nothing_that_was_put_there_comes_back(desk: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    export(desk, site, cache)
    (site / "a" / "left-by-somebody.html").write_text("x")
    (site / "a" / "deeper").mkdir()
    write(desk, NAMES[0], None)
    export(desk, site, cache)
    assert (kept_file(cache, site).with_suffix(".spare") / "a" / "left-by-somebody.html").is_file()
    export(desk, site, cache)
    export(desk, tmp_path / "full", None)
    assert files_below(site) == files_below(tmp_path / "full")
    assert sorted(path for path in site.rglob("*") if path.is_dir()) == sorted(
        site / path.relative_to(tmp_path / "full") for path in (tmp_path / "full").rglob("*") if path.is_dir()
    )
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_whatever_stands_in_the_place_of_a_page_or_its_folder_goes(desk: Path, tmp_path: Path) -> None:
    site, cache, elsewhere = tmp_path / "site", tmp_path / "cache", tmp_path / "elsewhere"
    export(desk, site, cache)
    (elsewhere / "b").mkdir(parents=True)
    (elsewhere / "b" / "index.html").write_text("somebody's own")
    for number in range(3):
        for page in (site / "index.html", site / "one" / "c" / "index.html"):
            page.unlink()
            (page / "deeper").mkdir(parents=True)
            (page / "deeper" / "left-by-somebody.txt").write_text("x")
        shutil.rmtree(site / "two")
        (site / "two").write_text("a file where a folder is to be")
        shutil.rmtree(site / "one" / "b")
        (site / "one" / "b").symlink_to(elsewhere / "b")
        write(desk, NAMES[1], f"---\ntitle: b\nstatus: public\n---\nWords {number}.\n".encode())
        export(desk, site, cache)
    export(desk, tmp_path / "full", None)
    assert files_below(site) == files_below(tmp_path / "full")
    assert files_below(elsewhere) == {"b/index.html": b"somebody's own"}


def test_a_refused_export_changes_no_byte_of_the_site_that_shares_its_files(desk: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    for number in range(3):
        write(desk, NAMES[0], f"---\ntitle: x\nstatus: public\n---\nText {number}.\n".encode())
        export(desk, site, cache)
    before = files_below(site)
    line = "Above sixty euros the shop manager decides"
    write(desk, "one/_index.md", f"---\ntitle: One\nsummary: {line}.\n---\n".encode())
    write(desk, NAMES[1], f"---\ntitle: b\nstatus: public\n---\nWords.\n\n::: internal\n{line}.\n:::\n".encode())
    assert "A line for agents would be shown" in refusal(desk, site, cache)
    assert files_below(site) == before


def test_two_sources_of_one_address_are_refused_as_long_as_they_are_there(tmp_path: Path) -> None:
    desk, site, cache = tmp_path / "desk", tmp_path / "site", tmp_path / "cache"
    article = b"---\ntitle: Pots\nstatus: public\n---\nWords.\n"
    write(desk, "shelf/a.md", article)
    export(desk, site, cache)
    write(desk, "shelf.md", article)
    first = refusal(desk, site, cache)
    assert "articles/shelf.md:1:1: name-clash This and articles/shelf/ would both become shelf/index.html" in first
    assert refusal(desk, site, cache) == first
    write(desk, "shelf/a.md", article + b"More.\n")
    assert refusal(desk, site, cache) == first
    write(desk, "shelf.md", None)
    assert refusal(desk, site, cache) == ""
