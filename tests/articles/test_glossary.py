"""Letters in another language than the articles: word by word in theirs, and found by it."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from kb.articles.article import Article
from kb.articles.category import Category
from kb.articles.library import Library
from kb.articles.status import Status
from kb.search.answers import answers_for
from kb.search.index import open_index
from kb.search.search import Search
from kb.text import fold
from kb.words.glossary import glossary, glossed

LANGUAGES = sorted(file.name.removesuffix(".txt") for file in (resources.files("kb.words") / "glossaries").iterdir())


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Rechnung", "invoice"),
        ("Rechnungen", "invoice"),
        ("bestellt", "order"),
        ("abzuholen", "pick up collect"),
        ("abgeholt", "pick up collect"),
        ("zurueckschicken", "return send back"),
        ("Gartenschlauch", "garden hose"),
        ("WLAN-Router", "wi-fi router"),
    ],
)
def test_a_word_is_known_by_its_forms_and_its_parts(german: str, english: str) -> None:
    assert glossed(german, "de", "en") == english


def test_names_numbers_and_marks_stay_where_they_are() -> None:
    told = glossed("Guten Tag,\nmein XR-200 (Nr. 4411) von Quelvar ist kaputt!", "de-AT", "en-GB")
    assert told == "good day,\nmy XR-200 (Nr. 4411) from Quelvar is broken!"


def test_the_same_words_lead_the_other_way() -> None:
    assert glossed("Where is my invoice?", "en", "de") == "wo wohin ist mein meine rechnung rechnungen?"


@pytest.mark.parametrize(("spoken", "articles"), [("en", "en"), ("de", "fr"), ("xx", "en"), ("../de", "en")])
def test_without_a_glossary_a_text_stays_as_it_is(spoken: str, articles: str) -> None:
    assert glossed("Wo ist die Rechnung?", spoken, articles) == "Wo ist die Rechnung?"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_what_ships_has_both_sides(language: str) -> None:
    file = resources.files("kb.words") / "glossaries" / f"{language}.txt"
    lines = file.read_text("utf-8").splitlines()
    assert [line for line in lines if not all(side.strip() for side in line.partition(": ")[::2])] == []
    keys = [line.partition(": ")[0] for line in lines]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []
    known = glossary(language, "en")
    assert known is not None
    assert all(known.words[fold(word)] for line in lines for word in line.partition(": ")[2].split())


LETTERS = {
    "de": ("Guten Tag, mein Schlauch ist undicht, da tropft es.", "Hallo, wo finde ich die Rechnung?"),
    "nl": (
        "Goedemiddag, mijn tuinslang lekt bij de kraan.",
        "Beste winkel, waar staat de factuur van mijn bestelling?",
    ),
    "pl": ("Witam, wąż przecieka przy kranie.", "Gdzie znajdę fakturę za moje zamówienie?"),
}


@pytest.mark.parametrize("spoken", LETTERS)
def test_a_letter_finds_its_article_in_another_language(tmp_path: Path, spoken: str) -> None:
    texts = {
        "late": ("My parcel is late", "Wait two days, then write to the carrier."),
        "invoice": ("Where is my invoice?", "It is in your account under orders."),
        "hose": ("The hose is leaking", "Fasten the screw at the tap."),
    }
    articles = tuple(
        Article(path=f"{slug}.md", slug=slug, title=title, status=Status.PUBLIC, body=body, source_hash=slug)
        for slug, (title, body) in texts.items()
    )
    library = Library(Path(), articles, {"": Category("", "")}, ())
    search = Search(library, open_index(tmp_path, library, "en"), "en")
    letters = LETTERS[spoken]
    told = [glossed(letter, spoken, "en") for letter in letters]
    found = [answers_for(search, letter, [letter])[0] for letter in told]
    assert [one.candidates[0].article.slug for one in found] == ["hose", "invoice"]
    assert not any(one.candidates for one in answers_for(search, letters[1], letters))
    search.index.close()
