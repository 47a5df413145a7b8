"""Meaning: an article is found though it shares no word with what is asked; without the model, words remain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from kb.articles.library import load_library
from kb.articles.status import Status
from kb.catalogue.stored_library import find_library
from kb.meaning.meaning import Meaning
from kb.meaning.parts import PartOf, parts_of
from kb.meaning.weights import INSTALLED, LAYOUT, find_weights, load_model, meaning_folder
from kb.meaning.wordpiece import WordPiece
from kb.search.answers import Confidence, answers_for
from kb.search.index import open_index
from kb.search.search import Hit, Search
from tests.conftest import write_files

np = pytest.importorskip("numpy", reason="numpy, the extra `meaning`, is not installed")

FILES = {
    "delivery/late.md": "---\ntitle: My parcel has not arrived\nstatus: public\ntags: [delivery]\n---\n"
    "Wait until the evening of the promised day.\n\n## Ask the carrier\n\nThe carrier looks for a lost shipment "
    "and tells you where it was last seen.\n\n## Get the money back\n\nAfter ten days we refund the whole price.\n",
    "account/password.md": "---\ntitle: Reset a password\nstatus: public\nkeywords: [locked out]\n---\n"
    "Follow the link in the mail and choose a new secret.\n\n::: internal\nSupport can send the link again.\n:::\n",
    "plants/lamp.md": "---\ntitle: The lamp stays dark\nstatus: public\n---\nTurn the switch, then change the bulb.\n",
    "plants/frost.md": "---\ntitle: Protect olive trees in winter\nstatus: draft\n---\nWrap the trunk before frost.\n",
    "team/limits.md": "---\ntitle: Refund limits\nstatus: internal\n---\nUp to 60 euros at once.\n",
}
REFERENCE = {
    "The parcel has not arrived.": [
        0.004,
        0.0254,
        0.0236,
        0.0029,
        0.0453,
        -0.041,
        -0.0462,
        -0.0631,
        0.0112,
        0.0069,
        0.1126,
        -0.032,
    ],
    "Where is my order?": [
        -0.0009,
        -0.0276,
        0.0732,
        0.0484,
        0.0062,
        0.0237,
        -0.0395,
        -0.0227,
        0.0679,
        0.0403,
        0.0438,
        0.0095,
    ],
}
"""The first numbers of vectors, by another implementation (Flax, in 32 bits)."""


def write(folder: Path, files: dict[str, str] = FILES) -> Path:
    return write_files(folder, files)


def search_of(articles: Path, cache: Path, model: Path, language: str = "en") -> Search:
    library = load_library(articles)
    return Search(library, open_index(cache, library, language), language, Meaning(model, cache, language))


def slugs(hits: list[Hit]) -> list[str]:
    return [hit.article.slug for hit in hits]


class Counted:
    """Counts the texts that the model reads."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        from kb.meaning.minilm import MiniLM

        self.texts: list[str] = []
        whole = MiniLM.vectors_of

        def counting(model: MiniLM, texts: list[str]) -> object:
            self.texts += texts
            return whole(model, texts)

        patch.setattr(MiniLM, "vectors_of", counting)


@pytest.fixture(scope="module")
def search(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    place = tmp_path_factory.mktemp("meaning")
    made = search_of(write(place / "articles"), place / "cache", model)
    yield made
    made.index.close()


def test_words_are_taken_apart_by_the_longest_known_beginning() -> None:
    vocabulary = ["[UNK]", "[CLS]", "[SEP]", "un", "##like", "##ly", "like", "a", "!", "e"]
    pieces = WordPiece(vocabulary)
    assert pieces.numbers_of("Unlikely A!") == [1, 3, 4, 5, 7, 8, 2]
    assert pieces.numbers_of("\u00e9 zzz \x07a") == [1, 9, 0, 7, 2]
    assert pieces.numbers_of("a " * 600, longest=5) == [1, 7, 7, 7, 2]
    assert pieces.numbers_of("") == [1, 2]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Where is my order?", [101, 2073, 2003, 2026, 2344, 1029, 102]),
        ("xr-200 don't   click\ttwice\x07!", [101, 1060, 2099, 1011, 3263, 2123, 1005, 1056, 11562, 3807, 999, 102]),
        (
            "Gr\u00f6\u00dfe \u201cquoted\u201d \u65e5\u672c",
            [101, 24665, 2080, 17499, 1523, 9339, 1524, 1864, 1876, 102],
        ),
    ],
)
def test_texts_have_the_numbers_that_the_model_was_trained_with(model: Path, text: str, numbers: list[int]) -> None:
    weights = find_weights(model)
    assert weights is not None
    assert load_model(weights).pieces.numbers_of(text) == numbers


def test_vectors_are_those_of_another_implementation(model: Path) -> None:
    weights = find_weights(model)
    assert weights is not None
    read = load_model(weights)
    texts = [*REFERENCE]
    found = read.vectors_of([*texts, "", "a much longer text than the others, so that they are padded beside it " * 9])
    assert np.abs(found[:2, :12] - np.array([*REFERENCE.values()])).max() < 0.008
    assert float(found[0] @ found[1]) == pytest.approx(0.337, abs=0.02)
    assert np.linalg.norm(found[:2], axis=1) == pytest.approx([1, 1], abs=1e-4)
    assert not found[2].any()
    assert np.abs(read.vectors_of(texts[:1])[0] - found[0]).max() < 1e-4


def test_an_article_is_found_without_a_word_in_common(search: Search) -> None:
    asked = "The box I bought never came"
    assert "late" not in slugs(search.find(asked))
    assert slugs(search.find(asked, unfinished=False))[0] == "late"
    assert slugs(search.find_for(asked))[0] == "late"


def test_what_is_typed_asks_no_model(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(monkeypatch)
    assert slugs(search.find("lamp")) == ["lamp"]
    assert slugs(search.find("lamp ")) == ["lamp"]
    assert counted.texts == []
    search.find("lamp", unfinished=False)
    assert counted.texts == ["lamp"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("it never came tag:delivery", {"late"}),
        ("money status:internal", {"limits"}),
        ('"change the bulb" money', {"lamp"}),
    ],
)
def test_meaning_keeps_to_what_else_is_asked_for(search: Search, asked: str, found: set[str]) -> None:
    assert set(slugs(search.find(asked, unfinished=False))) == found


def test_a_left_out_word_leaves_its_articles_out(search: Search) -> None:
    assert "late" not in slugs(search.find("it never came -refund", unfinished=False))


def test_a_letter_without_a_telling_word_finds_nothing(search: Search) -> None:
    assert search.find_for("Thank you and hello!") == []


def test_each_issue_of_a_letter_has_its_article_and_section(search: Search) -> None:
    letter = "Hello,\nI bought pots and nobody brought them. Also, I am unable to log in any more.\nLee"
    box, login = answers_for(search, letter, ["I bought pots and nobody brought them.", "I am unable to log in"])
    assert box.candidates[0].article.slug == "late"
    assert login.candidates[0].article.slug == "password"
    (money,) = answers_for(search, "I want my cash back", ["I want my cash back"], most=1)
    assert (money.candidates[0].heading, money.candidates[0].anchor) == ("Get the money back", "get-the-money-back")


def test_of_the_sample_that_section_answers_which_says_it(model: Path, tmp_path: Path) -> None:
    sample = Path(str(resources.files("kb") / "sample" / "articles"))
    search = search_of(sample, tmp_path / "cache", model)
    asked = {
        "Where do I find the invoice for order 4411?": "download-it",
        "Where do I see where my parcel is?": "find-your-link",
        "The tracking page is blank.": "if-the-page-is-empty",
        "My old mail address does not exist any more, how do I get in?": "if-the-address-no-longer-exists",
    }
    found = {text: answers_for(search, text, [text])[0].candidates[0].anchor for text in asked}
    assert found == asked


@pytest.mark.parametrize(
    ("also", "found"),
    [("Besides, how do I sign in?", "password"), ("And it is dark in here.", "lamp"), ("When does it come?", "late")],
)
def test_a_short_issue_has_its_own_article_beside_a_long_one(search: Search, also: str, found: str) -> None:
    asked = "My parcel has not come."
    letter = f"{asked} The carrier promised it for Monday, then for Tuesday, and I waited at home on both days. {also}"
    answers = answers_for(search, letter, [asked, also])
    assert [one.candidates[0].article.slug for one in answers] == ["late", found]


def test_drafts_answer_no_letter(search: Search) -> None:
    (found,) = answers_for(search, "Will my olive trees survive frost?", ["Will my olive trees survive frost?"])
    assert "frost" not in [one.article.slug for one in found.candidates]
    assert slugs(search.find("olive trees in frost", unfinished=False))[0] == "frost"


def test_an_answer_is_sure_only_with_a_lead_and_by_meaning(search: Search) -> None:
    asked = "My parcel has not arrived yet, where is it?"
    (sure,) = answers_for(search, asked, [asked])
    assert (sure.by_meaning, sure.candidates[0].article.slug, sure.confidence) == (True, "late", Confidence.SURE)
    assert (sure.word_lead, sure.letter_lead) > (0.0, 0.0)
    (by_words,) = answers_for(Search(search.library, search.index, "en"), asked, [asked])
    assert (by_words.by_meaning, by_words.candidates[0].article.slug) == (False, "late")
    assert by_words.confidence is not Confidence.SURE
    (nothing,) = answers_for(search, "Do whales sing at night?", ["Do whales sing at night?"])
    assert nothing.confidence is Confidence.NONE


def test_an_article_without_keywords_is_sure_from_a_longer_lead_on(model: Path, tmp_path: Path) -> None:
    named = FILES["plants/lamp.md"].replace("status: public\n", "status: public\nkeywords: [darkness]\n")
    found = {}
    for name, text in (("bare", FILES["plants/lamp.md"]), ("named", named)):
        articles = write(tmp_path / name, FILES | {"plants/lamp.md": text})
        search = search_of(articles, tmp_path / f"{name}-cache", model)
        (found[name],) = answers_for(search, "Nothing glows", ["Nothing glows"])
        search.index.close()
    assert [one.candidates[0].article.slug for one in found.values()] == ["lamp", "lamp"]
    assert {name: one.confidence for name, one in found.items()} == {"bare": Confidence.MAYBE, "named": Confidence.SURE}


def test_articles_in_a_language_that_the_model_does_not_know_are_found_by_words(model: Path, tmp_path: Path) -> None:
    german = search_of(write(tmp_path / "articles"), tmp_path / "cache", model, "de")
    assert german.meaning is not None
    assert german.meaning.model() is None
    assert slugs(german.find("lamp", unfinished=False)) == ["lamp"]
    german.index.close()


def test_nothing_internal_is_part_of_a_section_and_links_answer_nothing(tmp_path: Path) -> None:
    text = (
        "---\ntitle: A title\nstatus: public\nkeywords: [other words]\n---\nThe lead.\n\n## One\n\nText of one.\n\n"
        "::: internal\nZephyr\n:::\n\n## Long\n\n"
        + "word " * 150
        + "\n\n## More\n\n- [a link](a.md)\n- [another](b.md)\n"
    )
    (article,) = load_library(write(tmp_path, {"a.md": text})).articles
    parts = parts_of(article)
    assert [part.text for part in parts if part.kind is PartOf.NAME] == ["A title", "other words"]
    assert [part.anchor for part in parts if part.kind is PartOf.SECTION] == ["one", "long", "long"]
    assert [part.text for part in parts if part.anchor == "one"] == [
        "One. Text of one.",
        "One",
    ]
    assert "Zephyr" not in str(parts)


def test_only_what_changed_is_read_again(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles, cache = write(tmp_path / "articles"), tmp_path / "cache"
    meaning = Meaning(model, cache, "en")
    assert meaning.prepare(load_library(articles)) == 0
    counted = Counted(monkeypatch)
    assert Meaning(model, cache, "en").prepare(load_library(articles)) == 0
    assert counted.texts == []
    write(articles, {"plants/lamp.md": FILES["plants/lamp.md"].replace("bulb", "battery")})
    again = Meaning(model, cache, "en")
    assert again.table(load_library(articles)) is not None
    assert all("battery" in text for text in counted.texts)
    assert len(counted.texts) == 2


def test_work_that_is_stopped_goes_on_where_it_was(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.meaning.meaning._BATCH", 4)
    library, cache = load_library(write(tmp_path / "articles")), tmp_path / "cache"
    total = Meaning(model, cache, "en").missing(library)
    shown: list[tuple[int, int]] = []
    first = Meaning(model, cache, "en")
    left = first.prepare(library, lambda done, of: shown.append((done, of)), stop=lambda: len(shown) == 2)
    assert (left, shown) == (total - 6, [(4, total), (6, total)])  # the six titles and keywords first
    counted = Counted(monkeypatch)
    assert Meaning(model, cache, "en").prepare(library) == 0
    assert len(counted.texts) == left


def test_titles_alone_do_until_the_rest_is_read(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.meaning.meaning._BATCH", 6)
    library, cache = load_library(write(tmp_path / "articles")), tmp_path / "cache"
    meaning = Meaning(model, cache, "en")
    assert meaning.table(library, most=0) is None
    done: list[int] = []
    meaning.prepare(library, lambda now, _of: done.append(now), stop=lambda: bool(done))
    table = meaning.table(library, most=0)
    assert table is not None
    assert {*table.kind.tolist()} == {PartOf.NAME}


@pytest.mark.parametrize("damage", ["torn", "other bytes", "gone"])
def test_damaged_vectors_are_worked_out_again(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    library, cache = load_library(write(tmp_path / "articles")), tmp_path / "cache"
    Meaning(model, cache, "en").prepare(library)
    (file,) = cache.glob("*.vectors")
    content = file.read_bytes()
    size = 24 + 4 + 2 * 384
    damaged = {"torn": content[:-1], "other bytes": content[: size - 9] + b"damaged!!" + content[size:], "gone": b""}
    file.write_bytes(damaged[damage])
    counted = Counted(monkeypatch)
    table = Meaning(model, cache, "en").table(library)
    assert table is not None
    assert len(counted.texts) == (len(content) // size if damage == "gone" else 1)
    assert Meaning(model, cache, "en").missing(library) == 0


def test_vectors_of_texts_that_are_gone_go_when_they_are_many(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.meaning.vectors._WORTH_IT", 3)
    articles, cache = write(tmp_path / "articles"), tmp_path / "cache"
    Meaning(model, cache, "en").prepare(load_library(articles))
    (file,) = cache.glob("*.vectors")
    before = file.stat().st_size
    for name in ("delivery/late.md", "account/password.md", "plants/frost.md"):
        (articles / name).unlink()
    left = load_library(articles)
    Meaning(model, cache, "en").prepare(left)
    assert file.stat().st_size < before / 2
    assert Meaning(model, cache, "en").missing(left) == 0


def test_a_kept_library_and_a_loaded_one_are_found_alike(model: Path, tmp_path: Path) -> None:
    articles, cache = write(tmp_path / "articles"), tmp_path / "cache"
    kept = find_library(articles, Status.DRAFT, cache, "en")
    loaded = Meaning(model, cache, "en").near(load_library(articles), "it never came")
    stored = Meaning(model, cache, "en").near(kept, "it never came")
    assert loaded is not None
    assert stored is not None
    scores = [dict(zip(table.paths, near.letter.tolist(), strict=True)) for table, near in (loaded, stored)]
    assert scores[0] == scores[1]
    kept.close()


def test_a_model_may_arrive_and_go_while_the_desk_is_open(model: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    search = search_of(write(tmp_path / "articles"), tmp_path / "cache", data)
    asked = "The box I bought never came"
    assert search.meaning is not None
    assert (search.find(asked, unfinished=False), search.meaning.why_not) == ([], None)
    data.mkdir()
    meaning_folder(data).symlink_to(meaning_folder(model))
    assert slugs(search.find(asked, unfinished=False))[0] == "late"
    meaning_folder(data).unlink()
    assert search.find(asked, unfinished=False) == []
    search.index.close()


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("{", "it is damaged"),
        ('{"folder": "minilm-0", "files": {}, "layout": "0", "sha256": "0"}', "by another version of Warmline"),
        (json.dumps({"folder": "minilm-0", "files": {"vocab.txt": "1 1"}, "layout": LAYOUT, "sha256": "?"}), "another"),
    ],
)
def test_a_model_that_cannot_be_used_is_said_in_one_sentence_and_words_remain(
    tmp_path: Path, written: str, why: str
) -> None:
    meaning_folder(tmp_path / "data").mkdir(parents=True)
    (meaning_folder(tmp_path / "data") / INSTALLED).write_text(written, "utf-8")
    search = search_of(write(tmp_path / "articles"), tmp_path / "cache", tmp_path / "data")
    assert slugs(search.find("lamp", unfinished=False)) == ["lamp"]
    assert search.meaning is not None
    assert why in str(search.meaning.why_not)
    assert "warmline meaning install" in str(search.meaning.why_not)
    search.index.close()
