"""Search: the best article first, for what is typed so far and for a whole message."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.articles.article import Article
from kb.articles.article_source import parse_article
from kb.articles.library import Library, load_library
from kb.articles.status import Status
from kb.catalogue.stored_library import find_library
from kb.search.excerpt import excerpt
from kb.search.index import open_index
from kb.search.search import Hit, Search
from kb.settings import ENGINES
from kb.words.words import stem, stems_of, words_of
from tests.conftest import write_files
from tests.rows import each_row

FILES = {
    "delivery/late.md": "---\ntitle: My parcel is late\nstatus: public\ntags: [delivery]\n"
    "keywords: [where is my order]\n---\nWait until the evening.\n\n::: internal\nAsk Zephyr for a trace.\n:::\n",
    "delivery/track.md": "---\ntitle: Track a shipment\nstatus: public\ntags: [delivery, gift card]\n"
    "owner: marigold\n---\nThe parcel has a number. Do not click twice.\n",
    "plants/lamp.md": "---\ntitle: Grow lamp XR-200\nstatus: public\n---\nThe lamp has a switch.\n",
    "plants/pots.md": "---\ntitle: Pots\nstatus: public\n---\nPots for orchids, tulips and café tables.\n",
    "team/claims.md": "---\ntitle: Claims\nstatus: internal\ntags: [delivery]\n---\nA lost parcel is claimed.\n",
}


def search_in(folder: Path, engine: str, files: dict[str, str] = FILES) -> Search:
    write_files(folder / "articles", files)
    library = load_library(folder / "articles")
    return Search(library, open_index(folder / "cache", library, "en", engine=engine), "en")


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory, engine: str) -> Iterator[Search]:
    made = search_in(tmp_path_factory.mktemp("search"), engine)
    yield made
    made.index.close()


@pytest.fixture(scope="module")
def real_articles(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, Path]]:
    folder = tmp_path_factory.mktemp("cache")
    library = find_library(shared / "data" / "arduino-help-center" / "Software Support", Status.PUBLIC, folder, "en")
    yield library, folder
    library.close()


def test_writing_without_blanks_is_found_from_any_sign_on(tmp_path: Path, engine: str) -> None:
    files = {
        "tower.md": "---\ntitle: Delivery\nstatus: public\n---\n東京タワー4411号, 配送について\n",
        "other.md": "---\ntitle: Other\nstatus: public\n---\n京都の店\n",
    }
    found = search_in(tmp_path, engine, files)
    slugs = {word: [hit.article.slug for hit in found.find(word)] for word in ("タワー", "京タ", "送", "4411", "北")}
    assert slugs == {"タワー": ["tower"], "京タ": ["tower"], "送": ["tower"], "4411": ["tower"], "北": []}
    assert [hit.article.slug for hit in found.find('"タワー4411"')] == ["tower"]
    assert found.find('"ワタ"') == []
    assert [line.text for line in found.find("タワー")[0].excerpt] == ["東京タワー4411号, 配送について"]
    found.index.close()


@pytest.fixture(scope="module")
def help_centre(real_articles: tuple[Library, Path], engine: str) -> Search:
    library, folder = real_articles
    return Search(library, open_index(folder, library, "en", engine=engine), "en")


def slugs(hits: list[Hit]) -> list[str]:
    return [hit.article.slug for hit in hits]


def marked(hit: Hit) -> list[str]:
    return [line.text[start:end] for line in hit.excerpt for start, end in line.marks]


def test_a_word_in_the_title_comes_before_the_same_word_in_the_text(search: Search) -> None:
    assert slugs(search.find("parcel"))[0] == "late"
    assert set(slugs(search.find("parcel"))) == {"late", "track", "claims"}


@each_row(
    ("typed", "found"),
    [
        ("ship", ["track"]),
        ("shi", ["track"]),
        ("where is my order", ["late"]),
        ("parsel", ["late", "claims", "track"]),
        ("orchidz", ["pots"]),
        ("XR-200", ["lamp"]),
        ("xr200", ["lamp"]),
        ("xr 200", ["lamp"]),
        ("orc hids", ["pots"]),
        ("ship ment", ["track"]),
        ("CAFE", ["pots"]),
        ("Café", ["pots"]),
        ("claimed", ["claims"]),
        ("zephyr", ["late"]),
        ("marigold", []),
        ("public", []),
        ("xyzzyx", []),
    ],
)
def test_what_is_typed_finds(search: Search, typed: str, found: list[str]) -> None:
    assert slugs(search.find(typed)) == found


def test_the_word_itself_comes_before_its_completions_and_those_before_a_slip(tmp_path: Path, engine: str) -> None:
    files = {
        f"{name}.md": f"---\ntitle: {name.capitalize()}\nstatus: public\n---\nText about {word} here.\n"
        for name, word in (("begun", "cardamom"), ("exact", "card"), ("other", "dust"))
    }
    search = search_in(tmp_path, engine, files)
    assert slugs(search.find("card")) == ["exact", "begun"]
    assert slugs(search.find("cardamum")) == ["begun"]
    assert slugs(search.find("card ")) == ["exact"]
    search.index.close()


def test_only_the_last_word_may_be_unfinished(search: Search) -> None:
    assert slugs(search.find("orch lamp", unfinished=True)) == ["lamp"]
    assert slugs(search.find("lamp orch", unfinished=True)) == ["lamp", "pots"]
    assert slugs(search.find("lamp orch", unfinished=False)) == ["lamp"]


def test_an_article_with_all_the_words_comes_before_one_that_repeats_a_word(tmp_path: Path, engine: str) -> None:
    files = {
        "often.md": "---\ntitle: a\nstatus: public\n---\n" + "refund " * 30 + "\n",
        "both.md": "---\ntitle: b\nstatus: public\n---\nA refund by voucher, after a while, for the rest of it.\n",
    }
    search = search_in(tmp_path, engine, files)
    assert slugs(search.find("refund voucher")) == ["both", "often"]
    search.index.close()


def test_hits_can_be_kept_to_a_status_or_a_tag(search: Search) -> None:
    assert slugs(search.find("parcel", status="internal")) == ["claims"]
    assert slugs(search.find("parcel", tag="Gift card")) == ["track"]
    assert slugs(search.find("parcel", tag="delivery", status="public")) == ["late", "track"]
    assert slugs(search.find("parcel", tag="nothing")) == []


def test_there_are_as_many_hits_as_asked_for(search: Search) -> None:
    assert [len(search.find("parcel", limit=limit)) for limit in (-1, 0, 1, 2, 10)] == [0, 0, 1, 2, 3]
    assert [len(search.find_for("parcel", limit=limit)) for limit in (-1, 0, 1, 2)] == [0, 0, 1, 2]


ODD = [
    "", " ", '"', "'", "''", "the", "the of and", "*", "a*", "(", "NOT NOT NOT a", "AND", "title:x", "\x00", "\ud800",
    "x" * 600, "parcel " * 500, "a b c d e f g h " * 60, "-" * 600, "a-" * 400, "🙂", "[[[", "~2", "x^9", "\\",
]  # fmt: skip


@each_row("typed", ODD)
def test_odd_queries_find_something_or_nothing_and_never_fail(search: Search, typed: str) -> None:
    assert set(slugs(search.find(typed))) <= {"late", "track", "lamp", "pots", "claims"}
    assert set(slugs(search.find_for(typed, typed))) <= {"late", "track", "lamp", "pots", "claims"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(typed=st.text(max_size=60))
def test_any_text_can_be_searched_and_its_marks_are_words_of_the_lines(search: Search, typed: str) -> None:
    for hit in search.find(typed):
        assert all(word.strip() for word in marked(hit))


def test_words_after_the_500th_character_do_not_count(search: Search) -> None:
    assert slugs(search.find("zzz " * 125 + "parcel")) == []


def test_marks_are_the_words_that_were_looked_for(search: Search) -> None:
    hit = search.find("tracing the parcels late")[0]
    assert hit.article.slug == "late"
    assert marked(hit) == ["trace"]
    assert [line.text for line in hit.excerpt] == ["Ask Zephyr for a trace."]


def test_every_mark_in_a_real_help_centre_stands_on_a_word_that_matches(help_centre: Search) -> None:
    wanted = set(stems_of("upload error on the serial port", "en"))
    hits = help_centre.find("upload error on the serial port", unfinished=False)
    assert len(hits) == 10
    for hit in hits:
        assert marked(hit)
        assert [word for word in marked(hit) if wanted.isdisjoint(stem(part, "en") for part in words_of(word))] == []


def test_front_matter_is_in_no_excerpt(help_centre: Search) -> None:
    hits = [hit for typed in ("title", "id", "draft true") for hit in help_centre.find(typed)]
    assert [line.text for hit in hits for line in hit.excerpt if line.text.startswith(("title:", "id:", "---"))] == []


def test_a_long_line_is_shortened_around_its_first_mark(search: Search) -> None:
    article = search.find("lamp")[0].article
    long = "before " * 60 + "needle " + "after " * 60
    (line,) = excerpt(_with_text(article.path, long), {"needle"})
    assert len(line.text) <= 164
    assert line.text.startswith("… ")
    assert line.text.endswith(" …")
    assert [line.text[start:end] for start, end in line.marks] == ["needle"]


def test_excerpts_are_at_most_two_lines_in_the_order_of_the_article() -> None:
    article = _with_text("x.md", "one pot\n\ntwo\n\nthree pots and a lamp\n\nfour pots")
    lines = excerpt(article, {"pot", "pots", "lamp"})
    assert [line.text for line in lines] == ["one pot", "three pots and a lamp"]


def test_an_excerpt_finds_a_word_however_its_parts_are_joined() -> None:
    article = _with_text("x.md", "The XR-200 rings\n\nThe XR 200 hums\n\nxr200")
    shown = {word: [line.text for line in excerpt(article, {word}, most=9)] for word in ("xr200", "200", "xr-200")}
    assert shown == {
        "xr200": ["The XR-200 rings", "xr200"],
        "200": ["The XR-200 rings", "The XR 200 hums"],
        "xr-200": ["The XR-200 rings"],
    }


def test_a_word_of_signs_alone_is_found_where_it_stands_and_an_empty_article_has_no_excerpt() -> None:
    article = _with_text("x.md", "one pot\n\nfill in _ here")
    assert [line.text for line in excerpt(article, {"_"})] == ["fill in _ here"]
    assert excerpt(_with_text("x.md", ""), {"_", "pot"}) == ()


def test_a_message_finds_the_article_that_its_rare_words_name(search: Search) -> None:
    message = "Hello, I hope you are well. My parcel should have come on Monday and it is late. Thank you!"
    hits = search.find_for(message)
    assert (hits[0].article.slug, hits[0].named) == ("late", 2)
    assert search.find_for("Thank you and goodbye!") == []


def test_the_focus_of_a_message_counts_more_than_the_rest(search: Search) -> None:
    assert slugs(search.find_for("The lamp is dark.", "I once asked about a pot."))[0] == "lamp"
    assert slugs(search.find_for("The pot is dark.", "I once asked about a lamp."))[0] == "pots"


def test_words_are_told_apart_as_customers_write_them() -> None:
    assert list(words_of("Robin's XR-200 can\u2019t, C++ naïve_x")) == [
        "robin", "xr-200", "xr", "200", "xr200", "can't", "c++", "naive_x", "naive", "x", "naivex",
    ]  # fmt: skip
    assert stems_of("the deliveries of parcels", "en") == ["deliveri", "parcel"]
    assert stem("bestellungen", "de-AT") == "bestell"
    assert stem("parcels", "xx") == "parcels"


def _with_text(path: str, text: str) -> Article:
    return parse_article(text, path)[0]


def test_a_letter_mends_slips_but_takes_no_name_for_one(search: Search) -> None:
    assert slugs(search.find_for("the orchidz are dry"))[0] == "pots"
    assert slugs(search.find_for("it fell down", "Regards, Parsel Potz")) == []


def test_a_letter_without_a_known_telling_word_goes_by_all_of_its_words(tmp_path: Path, engine: str) -> None:
    files = {"help.md": "---\ntitle: Get help today\nstatus: public\n---\nCall us.\n"}
    search = search_in(tmp_path, engine, files)
    assert slugs(search.find_for("Can you help me today?")) == ["help"]
    search.index.close()
