"""Drafts in a preview, tried to be read by a page of another origin in a real Chromium, by every road there is."""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kb.articles import ARTICLES
from kb.desk_files import SETTINGS
from kb.faq.preview import EVENTS
from kb.faq.serve import ServedDesk, Server
from tests.conftest import PATIENCE
from tests.scripted_servers import begin_serving

SECRET = "Unreleasedgreenhouse"
DRAFT = f"---\ntitle: {SECRET}\nstatus: draft\n---\nThe {SECRET} costs 900 euros.\n\n![A pot](pot.png)\n"
ROADS = {
    "script": "const s = document.createElement('script'); s.src = base + 'search/index.js'; return added(s)",
    "module": "return import(base + 'search/index.js').then(() => window.stolen)",
    "worker": """
        const own = "self.warmlineIndex = (...all) => postMessage(JSON.stringify(all)); importScripts(address)";
        const blob = new Blob([own.replace("address", JSON.stringify(base + "search/index.js"))]);
        const worker = new Worker(URL.createObjectURL(blob));
        return new Promise((done, no) => { worker.onmessage = (e) => done(e.data); worker.onerror = no; })""",
    "picture": "const i = new Image(); i.src = base + picture; return added(i)",
    "style": """
        const link = document.createElement('link');
        return added(Object.assign(link, {rel: 'stylesheet', href: base + style}))""",
    "fetch": "return fetch(base + 'search/index.js').then((r) => r.text())",
    "fetch with cookies": "return fetch(base, {credentials: 'include'}).then((r) => r.text())",
    "fetch of something opaque": "return fetch(base + 'search/index.js', {mode: 'no-cors'}).then(() => 'read')",
    "request": "const r = new XMLHttpRequest(); r.open('GET', base, false); r.send(); return r.responseText",
    "events": """
        const events = new EventSource(base + '_warmline/events');
        return new Promise((done, no) => { events.onopen = () => done('read'); events.onerror = no; })""",
    "frame": "return framed('iframe', 'src')",
    "object": "return framed('object', 'data')",
    "embed": "return framed('embed', 'src')",
    "form": "return sent('GET')",
    "form that posts": "return sent('POST')",
    "window": """
        const other = window.open(base + 'new/draft/');
        while (!other.closed && other.document) await new Promise((done) => setTimeout(done));
        throw new Error('kept out')""",
}
"""How a page might read another one; each ends with what it read, or fails."""
ATTACK = """
async ([road, base, style, picture]) => {
  window.warmlineIndex = (...all) => { window.stolen = JSON.stringify(all); };
  const added = (element, loaded = "load") => new Promise((done, no) => {
    element.addEventListener(loaded, () => done(window.stolen || "read"));
    element.addEventListener("error", () => no(new Error("kept out")));
    document.body.append(element);
  });
  const shown = (frame) => {
    if (!frame.contentDocument) throw new Error("kept out");
    return frame.contentDocument.body.innerText;
  };
  const framed = async (kind, where) => {
    const frame = document.createElement(kind);
    frame[where] = base + "new/draft/";
    await added(frame);
    return shown(frame);
  };
  const sent = async (method) => {
    const frame = Object.assign(document.createElement("iframe"), {name: "into"});
    document.body.append(frame);
    const form = Object.assign(document.createElement("form"), {action: base + "new/draft/", method, target: "into"});
    document.body.append(form);
    const loaded = new Promise((done) => frame.addEventListener("load", done));
    form.submit();
    await loaded;
    return shown(frame);
  };
  const run = Object.getPrototypeOf(async () => {}).constructor(
    "base", "style", "picture", "added", "framed", "sent", road);
  try {
    return String(await run(base, style, picture, added, framed, sent));
  } catch (error) {
    return "kept out";
  }
}
"""


PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


class _Elsewhere(BaseHTTPRequestHandler):
    """A page of another origin, with no policy that would keep it from anything."""

    def do_GET(self) -> None:
        self.give(b"<!doctype html><title>Elsewhere</title><body>", "text/html", {})

    def give(self, content: bytes, kind: str, headers: dict[str, str]) -> None:
        self.send_response(200)
        for name, value in (headers | {"Content-Type": kind, "Content-Length": str(len(content))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  the library's name
        pass


class _Careless(_Elsewhere):
    """The same preview from a server that answers everybody."""

    desk: ServedDesk

    def do_GET(self) -> None:
        path = self.path.removeprefix(self.desk.prefix)
        kind = mimetypes.guess_type(path)[0] or "text/html"
        content = self.desk.content(path + ("index.html" if not path or path.endswith("/") else ""))
        if path == EVENTS:
            content, kind = b"event: change\ndata:\n\n", "text/event-stream"
        origin = self.headers.get("Origin", "*")
        allowed = {"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true"}
        self.give(content or b"", kind, allowed)

    do_POST = do_GET  # noqa: N815  the library's name


@contextmanager
def running(server: ThreadingHTTPServer) -> Iterator[int]:
    begin_serving(server)
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("preview")
    (folder / "desk" / ARTICLES / "new").mkdir(parents=True)
    (folder / "desk" / SETTINGS).write_text("organisation: Acme Garden\n")
    (folder / "desk" / ARTICLES / "new" / "draft.md").write_text(DRAFT)
    (folder / "desk" / ARTICLES / "new" / "pot.png").write_bytes(PNG)
    desk = ServedDesk(folder / "desk", folder / "cache")
    desk.look()
    server = Server(desk, 0)
    with running(server):
        yield server


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[int]:
    with running(ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)) as port:
        yield port


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE * 1_000)
    yield context
    context.close()


def test_the_writer_reads_and_searches_the_draft(preview: Server, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(address(preview.desk, preview.server_port))
    page.get_by_role("searchbox").first.fill(SECRET[:6])
    expect(page.get_by_role("link", name=SECRET).first).to_be_visible()
    page.goto(f"{address(preview.desk, preview.server_port)}new/draft/")
    expect(page.get_by_role("heading", level=1)).to_have_text(SECRET)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_another_origin_gets_nothing_though_it_knows_the_address(
    preview: Server, elsewhere: int, context: BrowserContext, host: str
) -> None:
    """By another port of the same name, which a browser calls the same site, and by another name."""
    page = context.new_page()
    with answers_of(preview) as answers:
        for road in ROADS:
            read = tried(page, f"http://{host}:{elsewhere}/", preview.desk, preview.server_port, road)
            refusal = 501 if road == "form that posts" else 403
            assert (read, answers.get(timeout=PATIENCE)) == ("kept out", refusal), road
    assert {answers.get() for _each in range(answers.qsize())} <= {403}


def test_a_server_that_answers_everybody_is_read_by_every_road(
    preview: Server, elsewhere: int, context: BrowserContext
) -> None:
    """A page can never look into a window of another origin; there it counts that the draft is sent."""
    handler = type("_Careless", (_Careless,), {"desk": preview.desk})
    careless = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    page = context.new_page()
    with running(careless) as port, answers_of(careless) as answers:
        for road in ROADS:
            read = tried(page, f"http://localhost:{elsewhere}/", preview.desk, port, road)
            sent = road in ("frame", "object", "embed", "form", "form that posts", "window")
            assert (read == "kept out", answers.get(timeout=PATIENCE)) == (sent, 200), road


@contextmanager
def answers_of(server: ThreadingHTTPServer) -> Iterator[SimpleQueue[int]]:
    """The status of each answer of a server, as it is given."""
    found: SimpleQueue[int] = SimpleQueue()
    handler: Any = server.RequestHandlerClass
    noting = {"log_request": lambda _self, code="-", _size="-": found.put(int(code))}
    server.RequestHandlerClass = type("_Noting", (handler,), noting)
    yield found
    server.RequestHandlerClass = handler


def tried(page: Page, start: str, desk: ServedDesk, port: int, road: str) -> str:
    """What a page at `start`, loaded anew, reads of a preview by one road."""
    page.goto(start)
    found = str(page.evaluate(ATTACK, [ROADS[road], address(desk, port), *assets(desk)]))
    for one in page.context.pages:
        if one != page:
            one.close()
    return found


def address(desk: ServedDesk, port: int) -> str:
    return f"http://localhost:{port}{desk.prefix}"


def assets(desk: ServedDesk) -> list[str]:
    style = next(path for path in desk.preview.makers if path.startswith("assets/") and path.endswith(".css"))
    return [style, next(path for path in desk.preview.makers if path.startswith("media/"))]
