"""`warmline serve`: the FAQ on this machine while it is being written; pages reload when a file is saved."""

from __future__ import annotations

import contextlib
import hmac
import mimetypes
import os
import queue
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from kb.desk_files import SETTINGS
from kb.errors import CannotRead, CannotServe, KBError, reason
from kb.faq.addresses import PAGE
from kb.faq.cache import Kept, kept_file
from kb.faq.preview import EVENTS, Preview, failed_page, preview_of
from kb.files import read_text, write_text
from kb.folders import make_private_folder
from kb.guard import guarded
from kb.words.synonyms import SYNONYMS

HOST = "127.0.0.1"
_LOOK_AGAIN = 0.1
"""Seconds between two looks at the files, for which nobody who writes has to wait."""
_SHARE = 20
"""Looking takes at most one part in so many of the time, however many files there are."""
_HEARTBEAT = 20
"""Seconds after which a silent reader is written to, to learn whether it is still there."""
_WATCHED = ("articles", "theme")
_NAMES = ("127.0.0.1", "localhost")
"""What a browser may call this machine; a page of another site that was led here calls it differently."""
_KEY = re.compile(r"[A-Za-z0-9_-]{22}")
_OURS = ("", "same-origin", "none")
"""Where a request may come from by `Sec-Fetch-Site`: a page of ours, the address bar, or a browser too old to say."""
_NOT_FOR_OTHERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
"""Headers of every answer: no page of another origin may show it, load it, or learn its address."""
_REFUSED = """\
This preview shows drafts, so it answers only to its own pages and its own address.
Copy the whole address that `warmline serve` printed into the address bar of your browser.
"""


def preview_key(folder: Path) -> str:
    """The unguessable part of the preview's address, the same each time, so that open pages work after a new start.

    It is kept in a private folder; where nothing can be kept, it is a new one.
    """
    file = folder / "preview-key"
    with contextlib.suppress(KBError):
        make_private_folder(folder)
        with contextlib.suppress(CannotRead):
            kept = read_text(file, 100)
            if _KEY.fullmatch(kept):
                return kept
        key = secrets.token_urlsafe(16)
        write_text(file, key, 0o600)
        return key
    return secrets.token_urlsafe(16)


class ServedDesk:
    """A desk that is being written in: its preview, and who waits for the next."""

    def __init__(self, root: Path, cache: Path) -> None:
        self.root = root
        self.kept_file = kept_file(cache, root)
        self.prefix = f"/{preview_key(self.kept_file.parent)}/"
        self.state: object = None
        self.preview = Preview(prefix=self.prefix)
        self.failed = ""
        self.readers: set[queue.SimpleQueue[str]] = set()

    def look(self) -> bool:
        """Make the preview anew if a file changed; whether one did."""
        state = frozenset(self._states())
        if state == self.state:
            return False
        self.state = state
        kept = Kept(self.kept_file)
        try:
            with guarded("The FAQ"):
                self.preview, self.failed = preview_of(self.root, kept, self.prefix), ""
        except KBError as error:
            self.failed = str(error)
        finally:
            kept.close()
        for reader in self.readers.copy():
            reader.put("change")
        return True

    def content(self, path: str) -> bytes | None:
        """A file of the FAQ; None where there is none."""
        try:
            with guarded(path):
                found = self.preview.content(path)
        except KBError as error:
            return failed_page(str(error), self.prefix)
        return failed_page(self.failed, self.prefix) if self.failed and path.endswith(".html") else found

    def _states(self) -> Iterator[tuple[str, int, int]]:
        root = str(self.root)
        with contextlib.suppress(OSError):
            state = os.stat(f"{root}/{SETTINGS}")  # noqa: PTH116  at every look; a Path for each file is felt
            yield SETTINGS, state.st_size, state.st_mtime_ns
        with contextlib.suppress(OSError):
            state = os.stat(f"{root}/{SYNONYMS}")  # noqa: PTH116  as above
            yield SYNONYMS, state.st_size, state.st_mtime_ns
        for name in _WATCHED:
            yield from _states_below(f"{root}/{name}")


def _states_below(folder: str) -> Iterator[tuple[str, int, int]]:
    pending = [folder]
    while pending:
        # What goes away meanwhile is seen at the next look.
        with contextlib.suppress(OSError), os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    state = entry.stat(follow_symlinks=False)
                    yield entry.path, state.st_size, state.st_mtime_ns


class Server(ThreadingHTTPServer):
    """Answers on this machine only."""

    daemon_threads = True

    def __init__(self, desk: ServedDesk, port: int) -> None:
        self.desk = desk
        super().__init__((HOST, port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing is said of a browser that has gone away in the middle of an answer."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 30
    """Seconds after which a connection that says nothing, or takes nothing, is closed."""

    def do_GET(self) -> None:
        """One page or file, or the stream of changes; nothing to anybody but our own pages and our own address."""
        name, _, _port = self.headers.get("Host", "").rpartition(":")
        path = unquote(self.path.partition("?")[0])
        prefix = self.server.desk.prefix
        known = hmac.compare_digest(path[: len(prefix)].encode(), prefix.encode())
        if name not in _NAMES or not known or self.headers.get("Sec-Fetch-Site", "") not in _OURS:
            self.answer(HTTPStatus.FORBIDDEN, _REFUSED.encode(), "text/plain")
            return
        path = path.removeprefix(prefix)
        if path == EVENTS:
            self.tell_changes()
            return
        path += PAGE if not path or path.endswith("/") else ""
        found = self.server.desk.content(path)
        status = HTTPStatus.OK if found is not None else HTTPStatus.NOT_FOUND
        content = found if found is not None else self.server.desk.content("404.html") or b""
        kind = mimetypes.guess_type(path)[0] if found is not None else "text/html"
        self.answer(status, content, kind or "application/octet-stream")

    def begin(self, status: HTTPStatus, headers: dict[str, str]) -> None:
        """The status and the headers of an answer, with those that keep other origins out."""
        self.send_response(status)
        for name, value in (_NOT_FOR_OTHERS | headers).items():
            self.send_header(name, value)
        self.end_headers()

    def answer(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        """A whole answer."""
        kind = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        self.begin(status, {"Content-Type": kind, "Content-Length": str(len(content))})
        self.wfile.write(content)

    def tell_changes(self) -> None:
        """One line for each change, until the reader is gone."""
        waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.server.desk.readers.add(waiting)
        self.begin(HTTPStatus.OK, {"Content-Type": "text/event-stream"})
        self.close_connection = True
        try:
            while True:
                try:
                    event = f"event: {waiting.get(timeout=_HEARTBEAT)}\ndata:\n\n"
                except queue.Empty:
                    event = ": still here\n\n"
                self.wfile.write(event.encode())
                self.wfile.flush()
        except OSError:
            self.server.desk.readers.discard(waiting)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  the library's name
        """Nothing is logged: what went wrong stands on the page."""


def serve_faq(root: Path, port: int, cache: Path, say: Callable[[str], None]) -> int:
    """Serve until the person stops it."""
    desk = ServedDesk(root, cache)
    try:
        server = Server(desk, port)
    except (OSError, OverflowError) as error:
        raise CannotServe(port, reason(error) if isinstance(error, OSError) else "no such port") from error
    desk.look()
    threading.Thread(target=server.serve_forever, args=(_LOOK_AGAIN,), daemon=True).start()
    say(f"The FAQ with its drafts is at http://localhost:{server.server_port}{desk.prefix} (Ctrl+C ends it).")
    try:
        while True:
            begun = time.process_time()
            changed = desk.look()
            took = 0 if changed else time.process_time() - begun
            time.sleep(max(_LOOK_AGAIN, _SHARE * took))
    except KeyboardInterrupt:
        say("Ended.")
    finally:
        server.shutdown()
        server.server_close()
    return 0
