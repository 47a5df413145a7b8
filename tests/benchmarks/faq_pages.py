"""Every page of a real help centre and of the sample in Chromium: what axe finds, and what a customer's phone loads.

    python tests/benchmarks/faq_pages.py

Each page is opened in light colours on a wide screen, and in dark ones on a screen of 320 pixels.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from collections import Counter
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Browser, sync_playwright

from kb.articles.library import load_library
from kb.articles.status import Status
from kb.faq.export import export_faq
from kb.settings import FaqSettings, LibrarySettings

HELP_CENTRE = Path(__file__).parents[3] / "shared" / "data" / "arduino-help-center"
SETTINGS = LibrarySettings(faq=FaqSettings(title="Help", contact="help@example.com", feedback="help@example.com"))
SCREENS = (("light", 1280), ("dark", 320))
FINDINGS = "axe.run({resultTypes: ['violations']}).then(found => found.violations.map(one => one.id))"


class Quiet(SimpleHTTPRequestHandler):
    """A server that says nothing of what it serves."""

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  the library's name
        """Nothing."""


def pages_of(site: Path) -> list[str]:
    """The pages that customers read; those that only lead on are left out."""
    every = (path for path in sorted(site.rglob("*.html")) if 'http-equiv="refresh"' not in path.read_text("utf-8"))
    return [path.relative_to(site).as_posix() for path in every]


def sweep(browser: Browser, address: str, pages: list[str]) -> Counter[str]:
    """How often each thing went wrong."""
    script = Axe().axe_script
    wrong: Counter[str] = Counter()
    for scheme, width in SCREENS:
        page = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}).new_page()  # type: ignore[arg-type]  # one of its words
        page.on("console", lambda said: wrong.update([f"console: {said.text[:80]}"]))
        for name in pages:
            page.goto(address + name)
            page.evaluate(script)
            found = page.evaluate(FINDINGS)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append("wider than the screen")
            for one in found:
                print(f"  {scheme} {width}: {one} on {name}")
            wrong.update(found)
    return wrong


def main() -> int:
    """Print what was found; 1 where it is anything."""
    browser_file = shutil.which("chromium") or shutil.which("google-chrome")
    failed = False
    with (
        tempfile.TemporaryDirectory() as place,
        resources.as_file(resources.files("kb") / "sample" / "articles") as sample,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=browser_file, args=["--no-sandbox"])
        for articles in filter(Path.is_dir, (sample, HELP_CENTRE)):
            site = Path(place, articles.name)
            missing = Status.PUBLIC if articles == HELP_CENTRE else Status.DRAFT
            export_faq(load_library(articles, missing), SETTINGS, site, None)
            server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            pages = pages_of(site)
            wrong = sweep(browser, f"http://127.0.0.1:{server.server_port}/", pages)
            print(f"{articles.name}: {len(pages)} pages on {len(SCREENS)} screens, {wrong.total()} violations")
            failed = failed or bool(wrong)
            server.shutdown()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
