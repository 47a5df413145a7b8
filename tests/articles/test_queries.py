"""What can be typed into a search field: words, phrases, what must not be there, and labels; nothing is an error."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.articles.library import load_library
from kb.search.index import open_index
from kb.search.query import Query, parse_query
from kb.search.search import Search
from kb.settings import ENGINES
from kb.words.typos import one_slip_from
from tests.rows import each_row

FILES = {
    "delivery/late.md": "title: My parcel is late\nstatus: public\ntags: [Late delivery]\nowner: Robin Lee",
    "delivery/abroad/customs.md": "title: Customs abroad\nstatus: public\ntags: [delivery]\nowner: kim",
    "store & co/prices.md": "title: Prices of a parcel\nstatus: internal\nkeywords: [what does it cost]",
}
TEXTS = {
    "delivery/late.md": "Wait until the evening of the promised day.\n\nThen ask for a naïve trace.",
    "delivery/abroad/customs.md": "The day that was promised is no promise abroad. Parcels wait at the border.",
    "store & co/prices.md": "A day costs nothing.",
}


@pytest.fixture(scope="module", params=ENGINES)
def search(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    folder = tmp_path_factory.mktemp("queries")
    for name, front in FILES.items():
        (folder / "articles" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "articles" / name).write_text(f"---\n{front}\n---\n{TEXTS[name]}\n", "utf-8")
    library = load_library(folder / "articles")
    made = Search(library, open_index(folder / "cache", library, "en", engine=request.param), "en")
    yield made
    made.index.close()


@each_row(
    ("typed", "found"),
    [
        ('"promised day"', ["late"]),
        ('"day that was promised"', ["customs"]),
        ('"PROMISED  Day', ["late"]),
        ('"promised da', ["late"]),
        ('"promised da"', []),
        ('"naive trace"', ["late"]),
        ('"what does it cost"', ["prices"]),
        ('parcel "border"', ["customs"]),
        ("parcel -customs", ["late", "prices"]),
        ("parcel -parcel", []),
        ('-"late"', ["customs", "prices"]),
        ("tag:delivery", ["customs"]),
        ('tag:"late delivery" parcel', ["late"]),
        ("Tag:LATE-delivery", ["late"]),
        ("tag:lat", ["late"]),
        ("tag:lat parcel", []),
        ("-tag:delivery parcel", ["late", "prices"]),
        ("status:internal", ["prices"]),
        ("status:pub", ["customs", "late"]),
        ("category:delivery", ["customs", "late"]),
        ("category:delivery/abroad", ["customs"]),
        ("category:abroad", ["customs"]),
        ("category:store-co", ["prices"]),
        ("owner:kim", ["customs"]),
        ('owner:"robin lee" day', ["late"]),
        ("owner:nobody", []),
        ("status:public status:internal", []),
        ("tag:", []),
        ("-", []),
        ('"', []),
        ("", []),
    ],
)
def test_what_is_typed_finds(search: Search, typed: str, found: list[str]) -> None:
    assert sorted(hit.article.slug for hit in search.find(typed)) == found


@given(st.text(alphabet='ab -":tagstatus\\()*?[]{}^~AND', max_size=40))
def test_no_input_is_an_error(search: Search, typed: str) -> None:
    for hit in search.find(typed):
        assert all(str(reason) for reason in hit.why)


def test_a_query_is_taken_apart_in_order() -> None:
    typed = 'late "in the post" parc -abroad -tag:x tag:"a b" e-mail'
    assert parse_query(typed) == Query(
        words="late parc e-mail",
        phrases=("in the post",),
        without=("abroad",),
        labels=("tag:a-b",),
        without_labels=("tag:x",),
        unfinished="e-mail",
    )


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("parcels", [["parcels in title"], ["parcels in title"], ["parcels in body"]]),
        ("cust", [["cust… customs in title"]]),
        ("bordre", [["bordre ~ border in body"]]),
        ("late evenin", [["late in title, tags", "evenin… evening in body"]]),
    ],
)
def test_a_hit_says_why_it_was_found(search: Search, typed: str, why: list[list[str]]) -> None:
    assert [[str(reason) for reason in hit.why] for hit in search.find(typed)] == why


def test_a_slip_is_one_letter_more_less_other_or_exchanged() -> None:
    assert one_slip_from("ab", "abc") == [
        "a", "aa", "aab", "aba", "abb", "abc", "ac", "acb", "b", "ba", "bab", "bb", "cab", "cb",
    ]  # fmt: skip
