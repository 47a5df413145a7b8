"""The direction of imports, and which library is used in which one place."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from composer import __version__
from tests.conftest import PATIENCE
from tests.linear_time.inventory import MADE, makers, tree_of

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for top in ("kb", "composer", "phrasebooks") for path in (ROOT / top).rglob("*.py"))
HOMES = {
    "yaml": ("kb/yaml/",),
    "markdown_it": ("kb/markdown/",),
    "mdit_py_plugins": ("kb/markdown/",),
    "whoosh": ("kb/search/engines/whoosh.py",),
    "tantivy": ("kb/search/engines/tantivy.py",),
    "numpy": ("kb/meaning/",),
    "sqlite3": ("kb/catalogue/", "kb/faq/cache.py", "composer/cli/doctor.py", "composer/records/"),
    "jinja2": ("kb/faq/pages/templates.py",),
    "nh3": ("kb/faq/articles/clean.py",),
    "snowballstemmer": ("kb/words/words.py",),
    "py3langid": ("composer/reading/language_of.py",),
    "hunspell": ("composer/writing/spelling.py",),
    "liquid": ("composer/phrases/templates.py",),
    "sqlalchemy": ("composer/records/",),
    "alembic": ("composer/records/migrations.py",),
    "charset_normalizer": ("composer/exchange/table_file.py",),
    "fsrs": ("composer/practice/spacing.py",),
    "icalendar": ("composer/exchange/calendar_file.py",),
    "textual": ("composer/tui/",),
    "rich": ("composer/tui/",),
    "pagefind_bin": ("kb/faq/site_search.py",),
    "pygments": ("kb/faq/articles/highlight.py",),
    "watchfiles": ("kb/articles/watch.py",),
    "imapclient": ("composer/mail/",),
    "smtplib": ("composer/mail/",),
    "subprocess": ("kb/faq/site_search.py", "kb/git.py", "kb/meaning/installing.py", "composer/exchange/"),
}
"""The only places that may import a library."""
READS = {"read_text", "read_bytes", "read_given", "copyfile", "copy", "copy2", "copytree", "copyfileobj"}
READERS = {
    "kb/files.py": "the reading itself",
    "kb/folders.py": "a folder is opened to be locked or looked through",
    "kb/desk_files.py": "the one door to files of a desk",
    "kb/changes.py": "folders, to lock them and to have them on disk",
    "kb/search/index.py": "generations in the person's own cache",
    "kb/catalogue/cache_file.py": "the code that ships",
    "kb/search/shared_index.py": "generations in the person's own cache",
    "kb/search/published.py": "the folder that the person named",
    "kb/search_settings.py": "what a search keeps in the person's own cache",
    "kb/faq/site_search.py": "the index that Pagefind has just made in a folder of its own",
    "kb/faq/folder.py": "the folder of the FAQ, which the person named",
    "kb/faq/output.py": "the folder of the FAQ",
    "kb/faq/serve.py": "the preview's key in the person's own cache",
    "kb/faq/pages/look.py": "the theme that ships",
    "composer/reading/weights.py": "the weights that ship",
    "kb/moving_in/": "the folder or the export that the person named, and what is there already",
    "kb/words/glossary.py": "words that ship",
    "kb/meaning/": "the model and what was read by it, in the person's own folders",
    "composer/cli/completion.py": "scripts that ship",
    "composer/desk/inbox_cache.py": "what is known of an inbox, in the person's own cache",
    "composer/desk/drills.py": "drills that ship",
    "composer/desk/exemplaries.py": "the guide that ships",
    "composer/desk/language.py": "phrasebooks that ship",
    "composer/reading/language_of.py": "words that ship",
    "composer/reading/mail_words.py": "words that ship",
    "composer/reading/name_words.py": "words that ship",
    "composer/practice/check_in.py": "what the person said today",
    "composer/manual/": "the manual that ships",
    "composer/practice/diary.py": "the person's own diary and worksheets",
    "composer/settings.py": "the person's own agent.yaml",
    "composer/desk/new_desk.py": "what ships, and the folder that the person named for a new desk",
    "composer/cli/demo.py": "the sample's own message",
    "composer/cli/doctor.py": "the lists of what is installed",
    "composer/cli/exemplary.py": "the example that an editor has just written",
    "composer/cli/open_desk.py": "the file that the person named",
    "composer/desk/forget.py": "copies of records, wherever the person put them",
    "kb/streams.py": "the null device and the standard streams",
    "composer/exchange/phrase_file.py": "the export that the person named",
    "composer/exchange/customer_file.py": "the file that the person named",
    "composer/metrics/pages.py": "the template that ships",
    "composer/cli/ratings.py": "the file that the person named",
    "composer/exchange/mail_body.py": "the files that the person attaches",
    "composer/mail/opening.py": "the person's own list of what they allowed",
    "composer/records/": "files of the private folder, which is looked at when a desk is opened",
    "composer/tui/desk_app.py": "the draft that an editor has just written",
}
"""The only places that read files otherwise than through `kb.desk_files`, and what they read."""
FLOORS = {
    "kb": "adding addresses problem text databases | errors | folders | files clock streams guard processes"
    " | desk_files git conflicts unseen | changes | yaml markdown | articles | settings words"
    " | search_settings catalogue | meaning | search | lint | faq | moving_in | cli | __main__",
    "composer": "errors mail_errors | cases | keys | figure_settings mail_settings | settings | reading phrases"
    " | writing | records exchange practice | mail metrics | front | desk | manual | tui | cli | __main__",
}
"""The folders and modules of each house from the ground up; each may import itself and what is below it."""


@pytest.fixture(autouse=True, scope="module")
def forget_trees() -> Iterator[None]:
    """Hundreds of parsed modules would slow down whatever is tested after them."""
    yield
    tree_of.cache_clear()
    nodes_of.cache_clear()


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Imports and calls, wherever they are in a module."""
    return tuple(one for one in ast.walk(tree_of(path)) if isinstance(one, (ast.Import, ast.ImportFrom, ast.Call)))


def imports_of(path: Path) -> Iterator[str]:
    """The dotted names that a module imports, wherever it does."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            yield node.module or ""


def needed_by(path: Path) -> Iterator[str]:
    """The modules that a module names anywhere, be it only for types or when something runs."""
    for node in nodes_of(path):
        if isinstance(node, ast.ImportFrom) and node.module:
            whole = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name if name in NAMES else node.module for name in whole)


def module_of(path: Path) -> str:
    return place_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def place_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


NAMES = frozenset(map(module_of, MODULES))


def floor_of(name: str) -> tuple[str, int]:
    """The house of a dotted name and its floor there; -1 for the house alone."""
    house, _, rest = name.partition(".")
    floors = FLOORS.get(house, "").split(" | ")
    return house, next((number for number, floor in enumerate(floors) if rest.partition(".")[0] in floor.split()), -1)


def test_a_library_is_imported_in_its_one_place_only() -> None:
    assert [
        (place_of(path), library)
        for path in MODULES
        for library in {name.partition(".")[0] for name in imports_of(path)} & HOMES.keys()
        if not place_of(path).startswith(HOMES[library])
    ] == []


def reads_of(path: Path) -> Iterator[str]:
    """What a module calls to read files, other than through the door to files of a desk."""
    for node in nodes_of(path):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id="open" | "opened") | ast.Attribute(value=ast.Name(id="os" | "io"), attr="open"):
                yield "open"
            case ast.Attribute(attr="open") if any(isinstance(one, ast.Constant) for one in node.args):
                yield "open"
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in READS:
                yield name


def test_files_of_a_desk_are_read_through_one_door() -> None:
    read = {place_of(path): list(reads_of(path)) for path in MODULES if not place_of(path).startswith(tuple(READERS))}
    assert {place: calls for place, calls in read.items() if calls} == {}


def test_our_own_files_are_read_by_the_function_that_waits_for_no_pipe() -> None:
    """`Path.read_text` and `open` wait for ever where something else than a file has the name."""
    waiting = {
        place_of(path)
        for path in MODULES
        for node in nodes_of(path)
        if isinstance(node, ast.Call) and _reads_by_itself(node)
    }
    assert waiting - {place for place, what in READERS.items() if "ship" in what} == {
        "kb/files.py",
        "kb/faq/output.py",  # the pages that it has just written
        "kb/faq/site_search.py",  # the index that Pagefind has just made in a folder of its own
        "kb/meaning/installing.py",  # the wheel that it has just fetched
        "kb/meaning/tensors.py",  # it writes
        "kb/streams.py",
        "composer/cli/demo.py",
        "composer/cli/doctor.py",
        "composer/manual/pages.py",
        "composer/manual/reference.py",
    }


def _reads_by_itself(node: ast.Call) -> bool:
    match node.func:
        case ast.Attribute(attr="read_text" | "read_bytes") | ast.Name(id="open"):
            return True
        case ast.Attribute(value=ast.Name(id="os"), attr="open"):
            return False
        case ast.Attribute(attr="open"):
            return any(isinstance(one, ast.Constant) for one in node.args)
    return False


def test_every_other_reader_does_read() -> None:
    """Who no longer reads is not left on the list."""
    reading = [place_of(path) for path in MODULES if list(reads_of(path))]
    assert [one for one in READERS if not any(place.startswith(one) for place in reading)] == []


def test_imports_lead_down() -> None:
    above = []
    for path in MODULES:
        house, own = floor_of(place_of(path).removesuffix(".py").replace("/", "."))
        for name in imports_of(path):
            other, floor = floor_of(name)
            if (house == other and floor > own >= 0) or (house == "kb" and other in ("composer", "phrasebooks")):
                above.append((place_of(path), name))
    assert above == []


@pytest.mark.parametrize("house", FLOORS)
def test_every_room_has_a_floor(house: str) -> None:
    names = {path.stem for path in (ROOT / house).iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert names - {*FLOORS[house].replace("|", "").split()} - {"__init__", "sample"} == set()


@pytest.mark.parametrize("words", [["search", "parcel"], ["show", "track-a-parcel"], ["new", "article", "A title"]])
def test_a_verb_of_the_library_loads_no_screens_records_or_templates(
    desk: Path, tmp_path: Path, words: list[str]
) -> None:
    code = (
        "import sys\nfrom composer.cli.main import run\n"
        f"assert run({[*words, '--desk', str(desk)]!r}) == 0\n"
        "heavy = {'textual', 'rich', 'sqlalchemy', 'alembic', 'icalendar', 'liquid', 'jinja2', 'babel', 'nh3'}\n"
        "heavy.add('numpy')\n"
        "print('loaded:', *sorted(heavy & sys.modules.keys()))\n"
    )
    environment = {"WARMLINE_CACHE": str(tmp_path / "cache"), "PATH": "", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, check=False, env=environment
    )
    assert (done.returncode, done.stdout.splitlines()[-1:], done.stderr[-200:].count("Error")) == (0, ["loaded:"], 0)


def test_a_search_loads_nothing_for_meaning_letters_or_several_processes(desk: Path, tmp_path: Path) -> None:
    pytest.importorskip("tantivy", reason="tantivy, the extra `tantivy`, is not installed")
    (desk / "warmline.yaml").write_text("search: tantivy\n", encoding="utf-8")  # Whoosh loads some of these itself
    heavy = {"multiprocessing", "socket", "subprocess", "threading", "lzma", "yaml", "markdown_it", "snowballstemmer"}
    heavy |= {"kb.meaning.meaning", "kb.search.learned"}
    code = (
        "import sys\nimport kb.files\nfrom composer.cli.main import run\n"
        "kb.files._SETTLED = -1\n"  # what was just written would be read again
        f"assert run(['search', 'parcel', '--desk', {str(desk)!r}]) == 0\n"
        f"print('loaded:', *sorted({heavy!r} & sys.modules.keys()))\n"
    )
    environment = {"WARMLINE_CACHE": str(tmp_path / "cache"), "PATH": "", "PYTHONPATH": str(ROOT)}
    said = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, check=True, env=environment
        ).stdout.splitlines()[-1]
        for _time in range(2)
    ]
    assert "markdown_it" in said[0], "the first time, the articles are read"
    assert said[1] == "loaded:"


def test_a_reading_loads_no_templates(desk: Path, tmp_path: Path) -> None:
    """Shipped phrases have fields and nothing else that Liquid would have to look at."""
    letter = tmp_path / "letter.txt"
    letter.write_text("Hello, my order 4411 has not arrived.", encoding="utf-8")
    code = (
        "import sys\nfrom composer.cli.main import run\n"
        f"assert run(['read', {str(letter)!r}, '--desk', {str(desk)!r}]) == 0\n"
        "print('loaded:', *sorted({'textual', 'rich', 'liquid', 'babel', 'numpy'} & sys.modules.keys()))\n"
    )
    places = {f"WARMLINE_{name}": str(tmp_path / name) for name in ("CACHE", "CONFIG", "STATE", "DATA")}
    environment = {**places, "PATH": "", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, check=False, env=environment
    )
    assert (done.returncode, done.stdout.splitlines()[-1:], done.stderr) == (0, ["loaded:"], "")


def test_the_version_is_said_before_anything_is_loaded() -> None:
    code = (
        "import atexit, sys\nfrom composer.__main__ import start\nsys.argv = ['warmline', '--version']\n"
        "heavy = {'argparse', 'dataclasses', 'importlib.metadata', 'composer.cli.main', 'kb.settings'}\n"
        "atexit.register(lambda: print('loaded:', *sorted(heavy & sys.modules.keys())))\nstart()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert done.stdout == f"warmline {__version__}\nloaded:\n"


def test_the_first_frame_of_the_app_waits_for_no_desk() -> None:
    """What only an open desk needs is loaded behind the first frame."""
    code = (
        "import sys\nimport composer.tui.app\n"
        "heavy = {'composer.desk.desk', 'composer.desk.open_case', 'composer.tui.screens.answer'}\n"
        "heavy |= {'sqlalchemy', 'liquid', 'yaml', 'composer.settings', 'composer.reading'}\n"
        "heavy |= {'textual.widgets._text_area'}\n"
        "print('loaded:', *sorted(heavy & sys.modules.keys()))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert done.stdout == "loaded:\n"


def test_no_modules_import_each_other_in_a_circle_not_even_for_types_or_later() -> None:
    """The table of verbs alone is made of the verbs, some of which show it."""
    needs = {module_of(path): {*needed_by(path)} for path in MODULES}
    while free := {name for name, others in needs.items() if not others & needs.keys() - {name}}:
        needs = {name: others for name, others in needs.items() if name not in free}
    while ends := needs.keys() - {name for others in needs.values() for name in others}:
        needs = {name: others for name, others in needs.items() if name not in ends}
    assert needs.keys() <= {f"composer.cli.{name}" for name in ("answer", "app", "main", "man_page", "manual", "table")}


def test_every_place_that_makes_an_expression_is_measured() -> None:
    """A regular expression that is put together while the product runs has an example that its time is measured by."""
    assert makers() == set(MADE), "write new places into MADE of tests/linear_time/inventory.py, with an example"


def test_no_path_is_taken_for_an_address_by_sqlite() -> None:
    """SQLite reads `file:a?mode=ro` as an address, unless more stands before it."""
    calls = [
        f"{place_of(path)}: {ast.unparse(node.args[0])}"
        for path in MODULES
        for node in nodes_of(path)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "sqlite3.connect"
        if "absolute()" not in ast.unparse(node.args[0]) and ast.unparse(node.args[0]) != "':memory:'"
    ]
    assert calls == []


def test_links_are_followed_by_a_call_that_does_not_break_on_one_that_leads_to_itself() -> None:
    calls = [
        place_of(path)
        for path in MODULES
        for node in nodes_of(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr == "resolve" and not node.args
    ]
    assert calls == [], "use kb.files.real_path"


def test_what_somebody_brings_in_is_looked_at_and_read_in_one_place() -> None:
    """An export that the person named is one file, wherever it lies; pictures are copied and not read."""
    names = {"walk", "rglob", "glob", "iterdir", "scandir", "listdir"}
    looked, read = set[tuple[str, str]](), set[tuple[str, str]]()
    for path in (one for one in MODULES if place_of(one).startswith("kb/moving_in/")):
        calls = [one.func for one in nodes_of(path) if isinstance(one, ast.Call)]
        looked |= {(path.stem, one.attr) for one in calls if isinstance(one, ast.Attribute) and one.attr in names}
        read |= {(path.stem, name) for name in reads_of(path)}
    assert (looked, read) == (set(), {("exports", "read_text"), ("move_in", "copyfile")}), "use kb.moving_in.found"


def test_a_count_stands_before_no_verb_of_many() -> None:
    """`1 phrase are` is no English: a sentence with a count has its verb elsewhere, or one for each number."""
    many = re.compile(r"count_of\([^{}]*\)\}? (?:are|were|have|do|wait|need|stand|come|make|lead|break)\b")
    said = [
        f"{path.relative_to(ROOT)}: {found[0]}" for path in MODULES for found in many.finditer(path.read_text("utf-8"))
    ]
    assert said == []
