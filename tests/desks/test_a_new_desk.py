"""A new desk: with starter content, bare, or around Markdown that exists; whole, or not there at all."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Warmline = Callable[..., subprocess.CompletedProcess[str]]


def names_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_starter_desk_has_no_problems(warmline: Warmline, tmp_path: Path) -> None:
    ran = warmline("init", "shop")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert ran.stderr.splitlines() == [
        f"A desk with 15 articles, 6 customers, 7 messages is in {tmp_path / 'shop'}.",
        "It is a sample, the invented shop Acme Garden; --bare leaves that out.",
        "Next: cd shop and warmline, or warmline lint.",
    ]
    linted = warmline("lint", folder=tmp_path / "shop")
    assert (linted.returncode, linted.stdout) == (0, "")
    doctor = warmline("doctor", folder=tmp_path / "shop")
    assert doctor.returncode == 0
    assert "6 customers; integrity ok" in doctor.stdout


def test_a_bare_desk_has_settings_and_empty_folders(warmline: Warmline, tmp_path: Path) -> None:
    assert warmline("init", "shop", "--bare").returncode == 0
    assert [name for name in names_in(tmp_path / "shop") if not name.startswith(".")] == ["warmline.yaml"]
    assert sorted(path.name for path in (tmp_path / "shop").glob("[!.]*") if path.is_dir()) == [
        "articles",
        "inbox",
        "phrasebooks",
    ]
    assert warmline("lint", folder=tmp_path / "shop").returncode == 0


@pytest.mark.parametrize(("status", "public"), [("", 0), ("public", 2), ("internal", 0)])
def test_a_desk_around_markdown_that_exists(warmline: Warmline, tmp_path: Path, status: str, public: int) -> None:
    notes = tmp_path / "notes"
    (notes / "deep").mkdir(parents=True)
    (notes / ".git").mkdir()
    (notes / ".git" / "config").write_text("secret")
    (notes / "a.md").write_text("# A\n\nText.\n")
    (notes / "deep" / "b.md").write_text("# B\n\nText.\n")
    (notes / "linked.md").symlink_to("/etc/passwd")
    words = ("--status", status) if status else ()
    ran = warmline("init", "shop", "--articles", "notes", *words)
    assert ran.returncode == 0
    assert ("Articles without a status are drafts here" in ran.stderr) is (status == "")
    assert names_in(tmp_path / "shop" / "articles") == ["a.md", "deep/_index.md", "deep/b.md"]
    doctor = warmline("doctor", folder=tmp_path / "shop")
    assert f"2 articles, {public} public" in doctor.stdout


@pytest.mark.parametrize(
    ("words", "language", "folders"),
    [
        ("Sie k\u00f6nnen das Paket an jeder Filiale abgeben und bekommen dort eine Quittung.", "de", ["de", "en"]),
        ("You can leave the parcel at every shop and get a receipt for it there.", "en", ["en"]),
        ("Vous pouvez d\u00e9poser le colis dans chaque magasin et recevoir un re\u00e7u sur place.", "en", ["en"]),
    ],
)
def test_a_desk_speaks_the_language_of_its_articles(
    warmline: Warmline, tmp_path: Path, words: str, language: str, folders: list[str]
) -> None:
    (tmp_path / "old").mkdir()
    for name in ("one", "two"):
        (tmp_path / "old" / f"{name}.md").write_text(f"# {name}\n\n{words}\n", "utf-8")
    assert warmline("init", "desk", "--articles", "old", "--status", "public").returncode == 0
    settings = (tmp_path / "desk" / "warmline.yaml").read_text("utf-8")
    shipped = sorted(path.name for path in (tmp_path / "desk" / "phrasebooks").iterdir())
    assert (f"language: {language}\n" in settings, shipped) == (True, folders)


def test_a_folder_with_something_in_it_is_left_alone(warmline: Warmline, tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "mine.txt").write_text("mine")
    ran = warmline("init", "shop")
    assert (ran.returncode, ran.stderr) == (
        7,
        f"{tmp_path / 'shop'} is there already and not empty. Nothing was changed there; choose another folder.\n",
    )
    assert names_in(tmp_path) == ["shop/mine.txt"]


def test_a_desk_that_could_not_be_made_leaves_nothing(warmline: Warmline, tmp_path: Path) -> None:
    assert warmline("init", "shop", "--articles", "nowhere").returncode == 4
    assert list(tmp_path.iterdir()) == []


def test_the_demo_prints_the_whole_job(warmline: Warmline) -> None:
    ran = warmline("demo", "--text")
    assert (ran.returncode, ran.stderr) == (0, "")
    titles = [
        line
        for line, rule in zip(ran.stdout.splitlines(), ran.stdout.splitlines()[1:], strict=False)
        if rule and set(rule) == {"-"}
    ]
    assert titles == ["The message", "What Warmline reads in it", "The reply so far", "What is still missing"]
    assert "It may not be sent yet." in ran.stdout


def test_an_agent_signs_with_their_own_name(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "agent.yaml").write_text('name: Maya Lund\nsignature: "Maya"\n')
    reply = warmline("reply", "inbox/3-invoice.eml", folder=acme)
    assert reply.stdout.endswith("\nMaya\n")
