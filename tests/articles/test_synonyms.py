"""Synonyms: what customers say finds what articles say; without a line in `synonyms.yaml` nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kb.articles.library import load_library
from kb.cli.main import run
from kb.errors import KBError
from kb.faq.site_search import index_scripts
from kb.search.index import open_index
from kb.search.search import Search
from kb.search.senses import How
from kb.settings import ENGINES
from kb.words.synonyms import SYNONYMS, Synonyms, everyday_synonyms, load_synonyms, write_synonym

FILES = {
    "sign-in.md": "---\ntitle: Sign in\nstatus: public\n---\nWrite your address.\n",
    "late.md": "---\ntitle: My parcels are late\nstatus: public\n---\nWait until the evening.\n",
    "lamp.md": "---\ntitle: The lamp\nstatus: public\n---\nThe lamp has a box for its bulb.\n",
}
OWN = Synonyms((("sign in", "log in", "login"), ("parcel", "box", "package")))


@pytest.fixture(scope="module", params=ENGINES)
def search(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    folder = tmp_path_factory.mktemp("synonyms")
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    library = load_library(folder)
    index = open_index(folder / ".cache", library, "en", engine=request.param)
    yield Search(library, index, "en", synonyms=OWN)
    index.close()


def found(search: Search, words: str) -> list[str]:
    return [hit.article.slug for hit in search.find(words)]


def test_what_a_slip_may_have_meant_counts_less_than_the_word_itself(search: Search) -> None:
    meant = search._vocabulary.meant("adress", last=False)
    assert [(sense.word, sense.weight, sense.how) for sense in meant.values()] == [
        ("adress", 1.0, How.EXACT),
        ("address", 0.3, How.SLIP),
    ]


@pytest.mark.parametrize(
    ("typed", "first"), [("log in", "sign-in"), ("login", "sign-in"), ("Packages", "late"), ("package", "late")]
)
def test_customers_words_find_the_words_of_articles(search: Search, typed: str, first: str) -> None:
    assert found(search, typed)[:1] == [first]
    assert found(replace(search, synonyms=Synonyms()), typed) == []


def test_the_word_itself_comes_first_and_the_reason_is_said(search: Search) -> None:
    assert found(search, "box") == ["lamp", "late"]
    (reason,) = search.find("box")[1].why
    assert (str(reason), reason.how) == ("box = parcels in title", How.ALIKE)


def test_several_words_count_only_one_after_the_other(search: Search) -> None:
    assert "sign-in" not in found(search, "in the log")


def test_a_letter_is_found_by_them_too(search: Search) -> None:
    letter = "Hello, nobody brought my package."
    assert [hit.article.slug for hit in search.find_for(letter)][:1] == ["late"]
    assert replace(search, synonyms=Synonyms()).find_for(letter) == []


def test_the_file_of_a_desk_is_read_and_what_is_wrong_is_named(tmp_path: Path) -> None:
    (tmp_path / SYNONYMS).write_text("parcel: [box, package]\nsign in: login\nlamp: []\n", "utf-8")
    assert load_synonyms(tmp_path) == (Synonyms((("parcel", "box", "package"), ("sign in", "login"))), ())
    (tmp_path / SYNONYMS).write_text("parcel: [where is the box that I bought]\nlamp: {a: b}\n", "utf-8")
    synonyms, problems = load_synonyms(tmp_path)
    assert synonyms == Synonyms()
    assert [(one.line, one.code) for one in problems] == [(1, "synonym-length"), (2, "wrong-type")]
    assert load_synonyms(tmp_path / "no desk") == (Synonyms(), ())


def test_a_gap_becomes_a_line_of_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "warmline.yaml").write_text("organisation: Acme Garden\n", "utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "late.md").write_text(FILES["late.md"], "utf-8")
    desk = ["--desk", str(tmp_path)]
    run(["search", "shipment", *desk])
    assert run(["misses", "--synonym", "1", "parcels", *desk]) == 0
    assert (tmp_path / SYNONYMS).read_text("utf-8").splitlines()[1:] == ['"parcels": ["shipment"]']
    capsys.readouterr()
    assert run(["search", "shipment", "--explain", *desk]) == 0
    assert "shipment = parcels in title" in capsys.readouterr().out
    assert run(["misses", "--synonym", "7", "parcels", *desk]) == 3


def test_no_line_of_the_writer_is_changed(tmp_path: Path) -> None:
    write_synonym(tmp_path, "parcel", "box")
    with pytest.raises(KBError, match="has a line for 'parcel' already"):
        write_synonym(tmp_path, "parcel", "package")
    with pytest.raises(KBError, match="write one to 5 words"):
        write_synonym(tmp_path, "parcel", "where is the box that I bought")
    write_synonym(tmp_path, "sign in", "login")
    assert load_synonyms(tmp_path)[0] == Synonyms((("parcel", "box"), ("sign in", "login")))


def test_the_faq_has_them_beside_the_everyday_words() -> None:
    assert ("refund", "reimburse", "money") in everyday_synonyms("en-GB").groups
    assert everyday_synonyms("pl") == Synonyms()
    scripts = index_scripts([], "en", with_text=True, alike=OWN.groups)
    assert '[["sign in","log in","login"],["parcel","box","package"]]' in scripts["index.js"]
