"""`warmline serve`: the FAQ on this machine while it is being written; pages reload when a file is saved."""

from __future__ import annotations

import contextlib
import mimetypes
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kb.errors import CannotServe, KBError, reason
from kb.faq.addresses import PAGE
from kb.faq.cache import Kept, kept_file
from kb.faq.preview import EVENTS, Preview, failed_page, preview_of
from kb.settings import SETTINGS

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


class Desk:
    """A desk that is being written in: its preview, and who waits for the next."""

    def __init__(self, root: Path, cache: Path) -> None:
        self.root = root
        self.kept_file = kept_file(cache, root)
        self.state: object = None
        self.preview = Preview()
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
            self.preview, self.failed = preview_of(self.root, kept), ""
        except KBError as error:
            self.failed = str(error)
        finally:
            kept.close()
        for reader in self.readers.copy():
            reader.put("change")
        return True

    def content(self, path: str) -> bytes | None:
        """A file of the FAQ; None where there is none."""
        found = self.preview.content(path)
        return failed_page(self.failed) if self.failed and path.endswith(".html") else found

    def _states(self) -> Iterator[tuple[str, int, int]]:
        root = str(self.root)
        with contextlib.suppress(OSError):
            state = os.stat(f"{root}/{SETTINGS}")  # noqa: PTH116  at every look; a Path for each file is felt
            yield SETTINGS, state.st_size, state.st_mtime_ns
        for name in _WATCHED:
            yield from _states_below(f"{root}/{name}")


def _states_below(folder: str) -> Iterator[tuple[str, int, int]]:
    # What goes away meanwhile is seen at the next look.
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _states_below(entry.path)
            else:
                state = entry.stat(follow_symlinks=False)
                yield entry.path, state.st_size, state.st_mtime_ns


class Server(ThreadingHTTPServer):
    """Answers on this machine only."""

    daemon_threads = True

    def __init__(self, desk: Desk, port: int) -> None:
        self.desk = desk
        super().__init__((HOST, port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """One page or file, or the stream of changes."""
        name, _, _port = self.headers.get("Host", "").rpartition(":")
        if name not in _NAMES:
            self.answer(HTTPStatus.FORBIDDEN, b"This preview answers to localhost only.\n", "text/plain")
            return
        path = unquote(urlsplit(self.path).path).lstrip("/")
        if path == EVENTS:
            self.tell_changes()
            return
        path += PAGE if not path or path.endswith("/") else ""
        found = self.server.desk.content(path)
        status = HTTPStatus.OK if found is not None else HTTPStatus.NOT_FOUND
        content = found if found is not None else self.server.desk.content("404.html") or b""
        kind = mimetypes.guess_type(path)[0] if found is not None else "text/html"
        self.answer(status, content, kind or "application/octet-stream")

    def answer(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        """A whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(content)

    def tell_changes(self) -> None:
        """One line for each change, until the reader is gone."""
        waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.server.desk.readers.add(waiting)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
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
    desk = Desk(root, cache)
    try:
        server = Server(desk, port)
    except (OSError, OverflowError) as error:
        raise CannotServe(port, reason(error) if isinstance(error, OSError) else "no such port") from error
    desk.look()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"The FAQ with its drafts is at http://localhost:{server.server_port}/ (Ctrl+C ends it).")
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
