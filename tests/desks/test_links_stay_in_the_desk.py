"""A desk may be a copy of somebody's repository: no link in it shows, publishes or changes what lies elsewhere."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.search.index import index_folder

Warmline = Callable[..., subprocess.CompletedProcess[str]]
SECRET = "Quincunx"
ARTICLE = f"---\ntitle: {SECRET}\nstatus: public\n---\n{SECRET} is nobody's business.\n"
MAIL = f"From: a@example.com\nSubject: {SECRET}\n\nWhere is the {SECRET}?\n"
SVG = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{SECRET}</title></svg>'
PHRASES = f"title: x\nphrases:\n  - id: secret\n    step: listen\n    say: [{SECRET}]\n"
SEARCHES = f'{{"on": "2026-11-20", "search": "{SECRET.lower()}", "found": []}}\n' * 3
FILES = {
    "theme/site.css": f"/* {SECRET} */",
    "theme/article.html": f"<main>{SECRET}</main>",
    "theme/own.html": f"<main>{SECRET}</main>",
    "theme/words.en.yaml": f"search: {SECRET}\n",
    "theme/icon.svg": SVG,
    "logo.svg": SVG,
    "articles/delivery/linked.md": ARTICLE,
    "articles/delivery/_index.md": f"---\ntitle: {SECRET}\n---\n",
    "articles/delivery/label.svg": SVG,
    "phrasebooks/en/own.yaml": PHRASES,
    "phrasebooks/cues.yaml": f"cues: {{{SECRET}: 1}}\n",
    "inbox/linked.eml": MAIL,
    ".warmline/searches.jsonl": SEARCHES,
    "warmline.yaml": f"organisation: {SECRET}\n",
}
FOLDERS = {
    "articles": {"linked.md": ARTICLE, "_index.md": f"---\ntitle: {SECRET}\n---\n"},
    "articles/other": {"linked.md": ARTICLE},
    "theme": {"site.css": f"/* {SECRET} */"},
    "phrasebooks": {"en/own.yaml": PHRASES},
    "phrasebooks/en": {"own.yaml": PHRASES},
    "inbox": {"linked.eml": MAIL},
    "drills": {"own/a.yaml": f"title: {SECRET}\ndrills: [{SECRET}]\n"},
    "exemplary": {"a.md": f"---\ntitle: {SECRET}\n---\n"},
    ".warmline": {"searches.jsonl": SEARCHES},
}
BESIDE = (
    "articles/delivery/linked.md", "articles/delivery/_index.md", "articles/delivery/label.svg", "articles/other",
    "phrasebooks/en/own.yaml", "phrasebooks/cues.yaml", "inbox/linked.eml", ".warmline/searches.jsonl", "drills",
    "exemplary",
)  # fmt: skip
"""Links that stop no verb, which may stand in one desk."""
VERBS = (
    ("lint",),
    ("export", "site"),
    ("search", SECRET),
    ("search", "--phrases", "parcel"),
    ("show", "linked"),
    ("inbox",),
    ("misses",),
    ("doctor",),
    ("practise", "--list"),
    ("exemplary",),
    ("drill", "new", "A new drill"),
    ("new", "article", "A new one", "--category", "other"),
    ("new", "phrase", "a-new-one", "--say", "Well."),
    ("mv", "track-a-parcel", "other/follow-a-parcel"),
)


@pytest.fixture
def desk(desk: Path) -> Path:
    """The small desk, with a logo and a picture."""
    with (desk / "warmline.yaml").open("a") as file:
        file.write("faq: {logo: logo.svg}\n")
    (desk / "logo.svg").write_text("<svg/>")
    with (desk / "articles" / "delivery" / "track-a-parcel.md").open("a") as file:
        file.write("\n![A label](label.svg)\n")
    return desk


def link_out(link: Path, outside: Path, place: str) -> dict[Path, str]:
    """Put something outside, and a link to it in the desk; the files outside with their texts."""
    contents = {outside / name: text for name, text in FOLDERS[place].items()} if place in FOLDERS else {}
    contents = contents or {outside: FILES[place]}
    for path, text in contents.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    if link.exists():
        link.rename(outside.with_name("before"))
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(outside)
    return contents


def everything(folder: Path) -> dict[str, bytes]:
    """Every file that a person or a customer may read in a folder, links not followed."""
    found: dict[str, bytes] = {}
    for root, _folders, files in os.walk(folder):
        paths = (Path(root, name) for name in files)
        found |= {str(path.relative_to(folder)): path.read_bytes() for path in paths if not path.is_symlink()}
    return found


@pytest.mark.parametrize("places", [BESIDE, *((one,) for one in (*FILES, *FOLDERS) if one not in BESIDE)], ids=" ".join)
def test_a_link_that_leads_out_shows_nothing_and_changes_nothing(
    places: tuple[str, ...], desk: Path, tmp_path: Path, warmline: Warmline
) -> None:
    outside, contents = tmp_path / "outside", dict[Path, str]()
    outside.mkdir()
    for number, place in enumerate(places):
        contents |= link_out(desk / place, outside / str(number), place)
    for words in VERBS:
        ran = warmline(*words, folder=desk)
        said = f"{ran.stdout}{ran.stderr}"
        assert said.count(SECRET) == said.count(f"Nothing found for '{SECRET}'"), words
        assert ran.returncode != 70, words
    assert {path: path.read_text() for path in contents} == contents
    there = {path for path in outside.rglob("*") if path.is_file() and not path.is_relative_to(outside / "before")}
    assert there == {*contents}
    for path, content in everything(desk).items():
        assert SECRET.encode() not in content, path
    for path, content in everything(tmp_path / "cache").items():
        assert SECRET.encode() not in content, path


@pytest.mark.parametrize(
    ("place", "words", "code", "said"),
    [
        ("theme/site.css", ("export", "site"), 4, "theme/site.css is not used: a link leads out of"),
        ("theme", ("export", "site"), 4, "theme is not used: a link leads out of"),
        ("logo.svg", ("export", "site"), 1, "logo.svg: the logo is a picture in the desk's folder"),
        ("articles", ("lint",), 1, "articles:1:1: unreadable"),
        ("phrasebooks/en/own.yaml", ("lint",), 1, "phrasebooks/en/own.yaml:1:1: unreadable"),
        ("inbox/linked.eml", ("inbox",), 0, "linked.eml: "),
        ("inbox", ("inbox",), 0, "inbox is not used: a link leads out of"),
        (".warmline", ("inbox",), 4, ".warmline is not used: a link leads out of"),
        ("warmline.yaml", ("lint",), 1, "warmline.yaml:1:1: unreadable"),
    ],
)
def test_people_are_told_where_they_look(
    place: str, words: tuple[str, ...], code: int, said: str, desk: Path, tmp_path: Path, warmline: Warmline
) -> None:
    link_out(desk / place, tmp_path / "outside", place)
    ran = warmline(*words, folder=desk)
    assert (ran.returncode, said in f"{ran.stdout}{ran.stderr}") == (code, True), ran


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("articles", ("import", "articles", "coming")),
        ("articles/own", ("import", "articles", "coming")),
        ("articles/own/label.svg", ("import", "articles", "coming")),
        ("phrasebooks", ("import", "phrases", "coming/phrases.csv")),
        ("phrasebooks/en", ("import", "phrases", "coming/phrases.csv")),
        (".schemas", ("schema", "--editors")),
        (".vscode", ("schema", "--editors")),
    ],
)
def test_nothing_is_written_through_a_link_that_leads_out(
    place: str, words: tuple[str, ...], desk: Path, tmp_path: Path, warmline: Warmline
) -> None:
    coming = desk / "coming" / "own"
    coming.mkdir(parents=True)
    (coming / "one.md").write_text("# One\n\n![A label](label.svg)\n")
    (coming / "label.svg").write_text("<svg/>")
    (desk / "coming" / "phrases.csv").write_text("title,text\nLate,It is late.\n")
    outside = tmp_path / "outside"
    if place.endswith(".svg"):
        outside.write_text(SECRET)
    else:
        outside.mkdir()
    if (desk / place).exists():
        (desk / place).rename(tmp_path / "before")
    (desk / place).parent.mkdir(exist_ok=True)
    (desk / place).symlink_to(outside)
    before = everything(desk)
    ran = warmline(*words, folder=desk)
    assert (ran.returncode, "a link leads out of" in ran.stderr) == (4, True), ran
    assert outside.read_text() == SECRET if outside.is_file() else list(outside.iterdir()) == []
    assert {path: text for path, text in everything(desk).items() if path not in before} == {}


@pytest.mark.parametrize("link", ["docs/label.svg", "docs/pictures", "docs", "docs/_category_.json", "snippet.md"])
def test_nothing_that_a_link_of_a_source_leads_to_comes_in(
    link: str, desk: Path, tmp_path: Path, warmline: Warmline
) -> None:
    """A folder of articles of somebody else may hold links to files of this person."""
    outside, source = tmp_path / "outside", tmp_path / "coming"
    outside.mkdir()
    article = '# One\n\n![1](label.svg) ![2](pictures/label.svg)\n\n--8<-- "snippet.md"\n'
    for name in ("label.svg", "_category_.json", "snippet.md", "other.md"):
        (outside / name).write_text(f'{{"label": "{SECRET}"}}')
    source.mkdir()
    (source / "mkdocs.yml").write_text("site_name: x\n")
    if link == "docs":
        (source / "one.md").write_text(article)
    else:
        (source / "docs").mkdir()
        (source / "docs" / "one.md").write_text(article)
    there = outside / Path(link).name
    (source / link).symlink_to(there if there.exists() else outside)
    ran = warmline("import", "articles", str(source), folder=desk)
    assert "1 written" in ran.stderr, ran
    assert [path for path, content in everything(desk).items() if SECRET.encode() in content] == []


def test_a_link_within_the_desk_is_followed_but_not_to_what_is_hidden_or_is_no_theme(
    desk: Path, warmline: Warmline
) -> None:
    (desk / "phrasebooks" / "en").mkdir(parents=True)
    (desk / "shared.yaml").write_text("title: x\nphrases:\n  - {id: shared, step: listen, say: [Hello parcel.]}\n")
    (desk / "phrasebooks" / "en" / "own.yaml").symlink_to("../../shared.yaml")
    assert "Hello parcel." in warmline("search", "--phrases", "parcel", folder=desk).stdout
    (desk / "theme").mkdir()
    (desk / "theme" / "site.css").symlink_to("../articles/team/refunds.md")
    assert warmline("export", "site", folder=desk).returncode == 4
    (desk / ".warmline").mkdir(exist_ok=True)
    (desk / ".warmline" / "customers.yaml").write_text("title: x\nphrases: []\n")
    (desk / "phrasebooks" / "en" / "own.yaml").unlink()
    (desk / "phrasebooks" / "en" / "own.yaml").symlink_to("../../.warmline/customers.yaml")
    assert "own.yaml:1:1: unreadable" in warmline("lint", folder=desk).stdout


def test_an_inbox_that_the_settings_name_elsewhere_is_read_and_its_own_links_are_not(
    desk: Path, tmp_path: Path, warmline: Warmline
) -> None:
    mail = tmp_path / "mail"
    for name in ("new", "cur"):
        (mail / name).mkdir(parents=True)
    (mail / "cur" / "one").write_text("From: kim@example.com\nSubject: Where is it\n\nWhere is my parcel?\n")
    (tmp_path / "outside").write_text(MAIL)
    (mail / "new" / "two").symlink_to(tmp_path / "outside")
    for named in (str(mail), "../mail"):
        (desk / "warmline.yaml").write_text(f"organisation: Acme Garden\ninbox: {named}\n")
        ran = warmline("inbox", folder=desk)
        assert "Where is it" in ran.stdout
        assert SECRET not in ran.stdout
        assert "two is not used: a link leads out of" in ran.stderr


@pytest.mark.parametrize("kind", ["pipe", "folder", "device"])
@pytest.mark.parametrize("place", ["theme/site.css", "logo.svg", "phrasebooks/en/own.yaml", "inbox/a.eml"])
def test_what_is_no_file_keeps_nobody_waiting(place: str, kind: str, desk: Path, warmline: Warmline) -> None:
    (desk / place).parent.mkdir(parents=True, exist_ok=True)
    (desk / place).unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(desk / place)
    elif kind == "folder":
        (desk / place).mkdir()
    else:
        (desk / place).symlink_to("/dev/zero")
    for words in (("lint",), ("export", "site"), ("inbox",), ("search", "parcel")):
        assert warmline(*words, folder=desk).returncode in (0, 1, 4), words


def test_what_is_no_file_among_our_own_keeps_nobody_waiting(acme: Path, tmp_path: Path, warmline: Warmline) -> None:
    kept = index_folder(tmp_path / "cache", acme)
    own = [
        *(acme / ".warmline" / name for name in ("searches.jsonl", "copies.json", "tone.jsonl", "drafts/a.json")),
        *(kept / name for name in ("current.json", "settings.json", "inbox.json", "catalogue.sqlite")),
        *(tmp_path / "config" / name for name in ("agent.yaml", "allowed-records.txt", "allowed-mail.txt")),
        *(tmp_path / "state" / "practice" / name for name in ("diary.json", "check-in.json", "worksheets/a.json")),
    ]
    message = str(next((acme / "inbox").glob("*.eml")))
    for words, code in (
        (("search", "parcel"), 0),
        (("inbox",), 0),
        (("doctor",), 1),
        (("reply", message), 1),
        (("practise", "--list"), 0),
        (("backup", str(tmp_path / "copy.sqlite")), 0),
        (("misses",), 0),
        (("customers", "forget", "c-1003"), 0),
    ):
        for path in own:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            os.mkfifo(path)
        ran = warmline(*words, folder=acme)
        assert ran.returncode == code, ran
