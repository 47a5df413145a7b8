"""Another desk on loopback, which answers from a table, and a desk of ours whose messages are those of it."""

from __future__ import annotations

import http.server
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from composer.mail.opening import allow
from composer.settings import load_settings
from tests.mail_desk import Post
from tests.scripted_servers import begin_serving

KEY = "canary-key-4419"


class OtherDesk:
    """A server that answers by path from a table, and keeps what it was asked."""

    def __init__(self) -> None:
        self.says: dict[tuple[str, str], Any] = {}
        """By method and path; a number is a status, a pair a status with headers, anything else is said as JSON."""
        self.asked: list[tuple[str, str, dict[str, list[str]], Any]] = []
        self.keys: set[str] = set()
        self.hangs_up = ""
        """A method after which the line breaks without an answer, though it was done."""
        desk = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self) -> None:
                desk.answer(self)

            do_GET = do_POST = do_PUT = answer  # noqa: N815  the base class has it so

            def log_message(self, *_words: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        begin_serving(self._server)

    def answer(self, line: http.server.BaseHTTPRequestHandler) -> None:
        parts = urlsplit(line.path)
        body = line.rfile.read(int(line.headers.get("Content-Length") or 0))
        method = line.command
        self.asked.append((method, parts.path, parse_qs(parts.query), json.loads(body) if body else None))
        self.keys.add(line.headers.get("Authorization") or line.headers.get("api_access_token") or "")
        if method == self.hangs_up:
            self.hangs_up = ""
            line.close_connection = True
            return
        said = self.says.get((method, parts.path), 404)
        if callable(said):
            said = said(parse_qs(parts.query), json.loads(body) if body else None)
        status, headers = (
            (said if isinstance(said, tuple) else (said, {})) if not isinstance(said, dict | list) else (200, {})
        )
        content = json.dumps(said if status == 200 else {"error": f"no {KEY}"}).encode()
        line.send_response(int(status))
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            line.send_header(name, value)
        line.end_headers()
        line.wfile.write(content)

    def changes(self) -> list[tuple[str, str, Any]]:
        return [(method, path, body) for method, path, _query, body in self.asked if method != "GET"]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class OtherPost(Post):
    """A desk whose messages are those of another desk."""

    def __init__(self, root: Path, other: OtherDesk, tool: str, address: str, mode: str) -> None:
        self.root, self.config, self.inbox, self._desk = root, root.parent / "config", root / "inbox", None
        key = root.parent / "key"
        key.write_text(KEY)
        (root / "warmline.yaml").write_text(
            "organisation: Acme Garden\nagent: {name: Robin Lee}\nmail:\n"
            f"  {tool}: http://127.0.0.1:{other.port}{address}\n  secret: cat {key}\n  mode: {mode}\n"
        )
        settings, problems = load_settings(root)
        assert problems == []
        allow(settings.mail, self.config)
