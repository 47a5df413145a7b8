"""German: compounds are found by their parts, nouns with a slip are mended in letters, forms of a word are one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kb.articles.library import load_library
from kb.search.index import open_index
from kb.search.search import Hit, Search
from kb.settings import ENGINES
from kb.words.compounds import parts_of_compound, writes_together

FILES = {
    "rechnung.md": "---\ntitle: Rechnung zu einer Bestellung\nstatus: public\n---\nDie Kopie liegt im Konto.\n",
    "topf.md": "---\ntitle: Der Topf ist zerbrochen\nstatus: public\n---\nWir schicken einen neuen Topf.\n",
    "erde.md": "---\ntitle: Frische Erde für Blumen\nstatus: public\n---\nErde hält drei Jahre.\n",
    "lieferung.md": "---\ntitle: Die Lieferung ist zu spät\nstatus: public\n---\nWarten Sie bis zum Abend.\n",
}
KNOWN = ["rechnung", "adresse", "blume", "blumen", "topf", "garten", "haus", "tür", "bestellung"]


@pytest.fixture(scope="module", params=ENGINES)
def search(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    folder = tmp_path_factory.mktemp("german")
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    index = open_index(folder / ".cache", load_library(folder), "de", engine=request.param)
    yield Search(load_library(folder), index, "de")
    index.close()


def slugs(hits: list[Hit]) -> list[str]:
    return [hit.article.slug for hit in hits]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("rechnungsadresse", ["rechnung", "adresse"]),
        ("blumentopf", ["blumen", "topf"]),
        ("gartenhaus", ["garten", "haus"]),
        ("balkontopf", []),
        ("sammelbestellung", ["bestellung"]),
        ("rechnung", []),
        ("zeppelin", []),
        ("x" * 60, []),
    ],
)
def test_a_compound_is_taken_apart_by_known_words(word: str, parts: list[str]) -> None:
    assert parts_of_compound(word, lambda words: [one for one in words if one in KNOWN]) == parts


def test_only_some_languages_write_words_together() -> None:
    assert [code for code in ("de-AT", "nl", "en", "fr") if writes_together(code)] == ["de-AT", "nl"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Rechnungskopie", "rechnung"),
        ("Blumentopf", "topf"),
        ("Blumenerde", "erde"),
        ("Sammelbestellung", "rechnung"),
        ("Rechnungen", "rechnung"),
        ("Lieferungen", "lieferung"),
    ],
)
def test_a_compound_finds_the_article_of_its_parts(search: Search, typed: str, first: str) -> None:
    assert slugs(search.find(typed))[:1] == [first]
    assert slugs(search.find_for(f"Guten Tag, ich frage nach: {typed}. Mit freundlichen Grüßen"))[:1] == [first]


def test_the_reason_names_the_part(search: Search) -> None:
    assert [str(one) for one in search.find("Blumentopf")[0].why] == ["blumentopf with topf in title, body"]


def test_a_noun_with_a_slip_is_mended_in_a_letter(search: Search) -> None:
    assert slugs(search.find_for("Meine Leiferung fehlt."))[:1] == ["lieferung"]
    assert slugs(search.find_for("Gruß, Topp Albers")) == []


def test_what_makes_a_sentence_tells_nothing_of_its_topic(search: Search) -> None:
    assert slugs(search.find_for("Guten Tag, ich habe noch eine Frage zu der Lieferung.")) == ["lieferung"]
