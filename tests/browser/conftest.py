"""A real Chromium for the FAQ, one for all of its tests, and a FAQ that shows everything a page can hold."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from kb.articles import ARTICLES
from kb.articles.library import load_library
from kb.faq.export import export_faq
from kb.settings import FaqSettings, LibrarySettings
from kb.words.synonyms import SYNONYMS
from tests.conftest import PATIENCE
from tests.scripted_servers import begin_serving

_PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _PROGRAMS)), None)
"""The first is the same engine without windows, and takes less than half of the time to start and to draw."""
Serve = Callable[[Path], str]
expect.set_options(timeout=PATIENCE * 1_000)
SETTINGS = LibrarySettings(
    organisation="Acme Garden",
    faq=FaqSettings(
        title="Acme Garden help",
        contact="help@acme-garden.example",
        feedback="help@acme-garden.example",
        links=(("Shop", "https://acme-garden.example/"),),
        footer="Acme Garden, an invented shop",
        most_needed=("my-parcel-is-late", "track-a-parcel"),
    ),
)
EVERYTHING = """\
---
title: Everything a page can hold
status: public
keywords: [kitchen sink]
---
Words with **strength**, *stress*, `code`, <kbd>Ctrl</kbd>, a [link](../delivery/track-a-parcel.md) and a note.[^1]

## Code

```python
# Water the plants.
for plant in garden:
    plant.water(litres=2.5, when="evening")
```

```
plain text, without a language
```

## Boxes

::: note
A note.
:::

::: warning
A warning with a [link](../delivery/track-a-parcel.md).
:::

> [!CAUTION]
> Take care.

> Somebody said this.

## Lists

- [x] Done
- [ ] Not yet

Pot
: Holds a plant.

### Tables

| Plant | Water | Price |
|---|:-:|--:|
| Olive | weekly | 29.00 |

| Tool | Price |
|---|--:|
| Spade | 19.00 |

<details><summary>More</summary>

Hidden until it is opened.

</details>

<figure><img src="pot.png" alt="A pot"><figcaption>A pot</figcaption></figure>

![A second pot](pot.png)

[^1]: The note at the foot.
"""
GERMAN = """\
---
title: Mein Paket kommt zu spät
summary: Was Sie tun können, wenn ein Paket am zugesagten Tag nicht gekommen ist.
status: public
keywords: [Wo bleibt meine Bestellung]
---
Die meisten Pakete kommen am nächsten Werktag. Sehen Sie auch: [Paket verfolgen](track-a-parcel.md).
"""


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles, one with everything, and one translation."""
    folder = tmp_path_factory.mktemp("faq-desk")
    with resources.as_file(resources.files("kb") / "sample" / "articles") as articles:
        shutil.copytree(articles, folder / ARTICLES)
    (folder / ARTICLES / "plants" / "everything.md").write_text(EVERYTHING, "utf-8")
    (folder / ARTICLES / "plants" / "pot.png").write_bytes(_png())
    (folder / SYNONYMS).write_text("kitchen sink: [soup tureen, tureen for the soup]\n", "utf-8")
    (folder / ARTICLES / "delivery" / "my-parcel-is-late.de.md").write_text(GERMAN, "utf-8")
    return folder


@pytest.fixture(scope="session")
def site(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exported FAQ, with our own search."""
    folder = tmp_path_factory.mktemp("faq") / "site"
    export_faq(load_library(desk / ARTICLES), SETTINGS, folder, desk)
    return folder


@pytest.fixture(scope="session")
def pagefind_site(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same FAQ with Pagefind's search."""
    folder = tmp_path_factory.mktemp("faq-pagefind") / "site"
    export_faq(load_library(desk / ARTICLES), SETTINGS, folder, desk, pagefind=True)
    return folder


@pytest.fixture(scope="session")
def address(site: Path, serve: Serve) -> str:
    """The FAQ on a server, below a sub-path."""
    return serve(site)


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Puts a folder on a server of this machine, at `/help/`.

    The servers last longer than every page: what a page still loads when its server ends is an error of the page.
    """
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(_served(folder))


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    begin_serving(server)
    yield f"http://127.0.0.1:{server.server_port}/help/"
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/help"))

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  the library's name
        pass


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; not for longer than this folder, because no other event loop may run beside Playwright's."""
    if not CHROMIUM:
        pytest.skip("Chromium is not installed (on Debian: apt-get install chromium-headless-shell)")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=PATIENCE * 1_000)
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new window; whatever Chromium complains about, such as the security policy, fails the test."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    context.set_default_timeout(PATIENCE * 1_000)
    page = context.new_page()
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            said.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


def _png() -> bytes:
    """A grey picture of 48 by 32 pixels."""
    import struct
    import zlib

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 48, 32, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress((b"\0" + b"\x99" * 48) * 32)) + chunk(b"IEND", b"")
    )
