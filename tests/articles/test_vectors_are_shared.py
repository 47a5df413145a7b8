"""What the model made of articles goes to others in one file; a damaged one, or one by another model, is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.articles.library import load_library
from kb.cli.main import run
from kb.errors import CannotRead
from kb.meaning.meaning import Meaning

np = pytest.importorskip("numpy", reason="numpy, the extra `meaning`, is not installed")

FILES = {
    "late.md": "---\ntitle: My parcel has not arrived\nstatus: public\n---\nAsk the carrier for a lost shipment.\n",
    "lamp.md": "---\ntitle: The lamp stays dark\nstatus: public\n---\nTurn the switch, then change the bulb.\n",
}


@pytest.fixture
def published(model: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Some articles, and the file that one person made of them."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for name, text in FILES.items():
        (articles / name).write_text(text, "utf-8")
    mine = Meaning(model, tmp_path / "mine", "en")
    mine.prepare(load_library(articles), threads=2)
    assert mine.publish(load_library(articles), tmp_path / "vectors.bin") == 6
    return articles, tmp_path / "vectors.bin"


def test_whoever_takes_them_reads_no_article(
    model: Path, tmp_path: Path, published: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    articles, file = published
    theirs = Meaning(model, tmp_path / "theirs", "en")
    assert theirs.missing(load_library(articles)) == 6
    assert theirs.take(file) == 6
    assert theirs.take(file) == 0
    monkeypatch.setattr("kb.meaning.minilm.MiniLM.vectors_of", None)
    assert Meaning(model, tmp_path / "theirs", "en").table(load_library(articles)) is not None


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda content: content[:-1], "it is damaged"),
        (lambda content: content[:-9] + b"damaged!!", "it is damaged"),
        (lambda content: content.replace(b'{"vectors": "', b'{"vectors": "other'), "by another version"),
        (lambda content: b"[]\n" + content, "no file of `warmline meaning publish`"),
        (lambda _content: b"", "no file of `warmline meaning publish`"),
    ],
)
def test_what_cannot_be_trusted_is_refused(
    model: Path, tmp_path: Path, published: tuple[Path, Path], damage: Callable[[bytes], bytes], why: str
) -> None:
    articles, file = published
    file.write_bytes(damage(file.read_bytes()))
    theirs = Meaning(model, tmp_path / "theirs", "en")
    assert theirs.missing(load_library(articles)) == 6
    with pytest.raises(CannotRead, match=why):
        theirs.take(file)
    assert theirs.missing(load_library(articles)) == 6


def test_numbers_that_no_vector_has_are_left_out(tmp_path: Path) -> None:
    from kb.meaning.vectors import Vectors

    vectors = Vectors(tmp_path / "odd", "1")
    vectors.add(["one", "two"], np.array([[1.0] + [0.0] * 383, [float("nan")] * 384], np.float32))
    others = Vectors(tmp_path / "others", "1")
    others.take(vectors.records_of([*vectors.known]))
    assert len(others.known) == 1


def test_the_commands_say_how_many(
    model: Path,
    tmp_path: Path,
    published: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "warmline.yaml").write_text("organisation: Acme Garden\n", "utf-8")
    monkeypatch.setenv("WARMLINE_DATA", str(model))
    monkeypatch.setenv("WARMLINE_CACHE", str(tmp_path / "cache"))
    desk, file = ["--desk", str(tmp_path)], str(published[1])
    assert run(["meaning", "take", file, *desk]) == 0
    assert run(["meaning", "publish", file, *desk]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "6 vectors taken; 0 texts of the articles left to read.",
        f"6 vectors in {file}.",
    ]
