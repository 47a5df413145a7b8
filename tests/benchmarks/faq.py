"""The FAQ of a large help centre: exported in full, again with nothing changed, and again with one article changed.

    python tests/benchmarks/faq.py [ARTICLES] [--peer PYTHON]

The help centre in `../shared/data` (else the sample) is grown to ARTICLES (3,000) by copying whole trees, each with
words of its own. Each export is a process of its own; times are its CPU seconds, memory its largest resident set.
PYTHON is an interpreter that has MkDocs Material, which then builds the same Markdown in the same run: with navigation
that is pruned, reading as much of the Markdown as we do, and as it comes.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

HELP_CENTRE = Path(__file__).parents[3] / "shared" / "data" / "arduino-help-center"
MKDOCS = """\
site_name: Help
docs_dir: {articles}
site_dir: {site}
theme: {{name: material, font: false, features: [{features}]}}
plugins: [search]
markdown_extensions: [{extensions}]
"""
FLOOR = """\
import gc, pathlib, sys
from markdown_it import MarkdownIt
gc.disable()
parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
for path in pathlib.Path(sys.argv[1]).rglob("*.md"):
    parser.render(path.read_text("utf-8").partition("\\n---\\n")[2])
"""
"""What it takes to read the bodies and to make HTML of them, as CommonMark with tables: no export takes less."""
SAME_MARKDOWN = (
    "tables, footnotes, def_list, admonition, pymdownx.details, pymdownx.superfences, pymdownx.highlight, "
    "pymdownx.tasklist, {toc: {permalink: true}}"
)
"""What our articles may hold beyond what MkDocs reads as it comes."""


@dataclass(frozen=True)
class Cost:
    """What one process took."""

    cpu: float
    """Seconds, with those of its children."""
    memory: float
    """MiB."""
    wall: float
    """Seconds from its start to its end."""


def grow(source: Path, target: Path, wanted: int) -> int:
    """Copies of a tree of articles until there are enough; links lead to the article of the same copy."""
    files = sorted(path for path in source.rglob("*.md") if path.name.lower() not in ("readme.md", "license.md"))
    for number in range(wanted):
        copy, path = number // len(files) + 1, files[number % len(files)]
        text = path.read_text("utf-8")
        title = re.search(r"^title: *[\"']?(.*?)[\"']?$", text, re.MULTILINE)
        if title:
            text = text.replace(title[0], f'title: "{_plain(title[1])} ({copy})"', 1)
        text = re.sub(r"^(id|aliases): .*\n", "", text, flags=re.MULTILINE)
        made = target / f"part-{copy}" / path.relative_to(source).with_stem(f"{path.stem}-{copy}")
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(_linked(text, copy) + f"\n\nThis is part {copy}, page {number}.\n", "utf-8")
    return wanted


def _plain(title: str) -> str:
    return title.replace('"', "'").replace("\\", "")


def _linked(text: str, copy: int) -> str:
    return re.sub(r"(\]\([^):]*?)\.md\b", rf"\g<1>-{copy}.md", text)


def cost_of(command: list[str], environment: dict[str, str]) -> Cost:
    """Run a process to its end."""
    begun = time.perf_counter()
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read().decode() if child.stderr else ""
    _pid, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command[:3])} failed:\n{said[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, time.perf_counter() - begun)


def size_of(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def over_the_wire(page: Path) -> tuple[float, int]:
    """KB of a page with all that it loads at once, compressed, and in how many requests."""
    text = page.read_text("utf-8")
    loaded = re.findall(r'<(?:link rel="(?:icon|stylesheet)"[^>]* href|script[^>]* src|img[^>]* src)="([^"]*)"', text)
    files = {page, *((page.parent / address).resolve() for address in loaded if "media/" not in address)}
    packed = [
        len(path.read_bytes()) if path.suffix == ".png" else len(gzip.compress(path.read_bytes())) for path in files
    ]
    return sum(packed) / 1000, len(files)


def measure_ours(desk: Path, place: Path, articles: int) -> Cost:
    """Print the figures of Warmline; what a full export took."""
    environment = {**os.environ, "WARMLINE_CACHE": str(place / "cache")}
    # What is installed is compiled, and so is a checkout after its first run.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    site = place / "site"
    export = [str(Path(sys.executable).with_name("warmline")), "export", str(site), "--desk", str(desk)]
    floor = cost_of([sys.executable, "-c", FLOOR, str(desk / "articles")], environment)
    full = cost_of(export, environment)
    print(
        f"export in full        {full.cpu:6.2f} s CPU {full.wall:6.2f} s wall"
        f"  {articles / full.cpu:5.0f} articles/s  {full.memory:4.0f} MiB"
    )
    print(f"markdown-it-py alone  {floor.cpu:6.2f} s CPU; the export takes {full.cpu / floor.cpu:.1f} times as long")
    nothing = cost_of(export, environment)
    print(f"nothing changed       {nothing.cpu:6.2f} s CPU  {nothing.memory:23.0f} MiB")
    changed = sorted((desk / "articles").rglob("*.md"))[articles // 2]
    changed.write_text(changed.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
    one = cost_of(export, environment)
    print(f"one article changed   {one.cpu:6.2f} s CPU  {one.memory:23.0f} MiB")
    print(f"output                {size_of(site) / articles / 1000:6.1f} KB an article")
    pages = sorted(site.rglob("index.html"), key=lambda path: path.stat().st_size)
    for share, name in ((0.5, "median page"), (0.95, "95 % of pages")):
        kilobytes, requests = over_the_wire(pages[int(len(pages) * share)])
        print(f"{name:20}  {kilobytes:6.1f} KB over the wire in {requests} requests")
    return full


def measure_peer(python: str, articles: Path, place: Path, ours: Cost) -> None:
    """Print the figures of MkDocs Material on the same articles."""
    # Its default writes the whole navigation into every page: minutes and gigabytes for thousands of them.
    for features, extensions, name in (
        ("navigation.prune", "", "pruned"),
        ("navigation.prune", SAME_MARKDOWN, "pruned, our Markdown"),
        ("", "", "default"),
    ):
        config = place / "mkdocs.yml"
        site = place / "peer"
        text = MKDOCS.format(articles=articles, site=site, features=features, extensions=extensions)
        config.write_text(text, "utf-8")
        cost = cost_of([python, "-m", "mkdocs", "build", "-q", "-f", str(config)], dict(os.environ))
        print(
            f"MkDocs Material, {name:21}{cost.cpu:6.1f} s CPU = {cost.cpu / ours.cpu:4.1f} times ours,"
            f" {cost.wall:6.1f} s wall = {cost.wall / ours.wall:4.1f} times"
            f"  {cost.memory:4.0f} MiB  {size_of(site) / 1e6:6.0f} MB"
        )
        shutil.rmtree(site)


def main(arguments: list[str]) -> int:
    """Print one line for each figure."""
    peer = arguments[arguments.index("--peer") + 1] if "--peer" in arguments else ""
    wanted = next((int(one) for one in arguments if one.isdigit()), 3_000)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        desk = place / "desk"
        with resources.as_file(resources.files("kb") / "sample" / "articles") as sample:
            count = grow(HELP_CENTRE if HELP_CENTRE.is_dir() else sample, desk / "articles", wanted)
        (desk / "warmline.yaml").write_text(
            "organisation: Acme\nmissing_status: public\n"
            'faq: {title: Help, base_url: "https://help.example.com/", search: own}\n'
        )
        print(f"{count:,} articles")
        ours = measure_ours(desk, place, count)
        if peer:
            measure_peer(peer, desk / "articles", place, ours)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
