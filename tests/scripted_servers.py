"""Servers that say what a script tells them: for access tokens, for a mailbox, and for what is sent."""

from __future__ import annotations

import contextlib
import http.server
import socketserver
import threading


def begin_serving(server: socketserver.BaseServer) -> None:
    """Let a server answer in a thread, which soon sees when it is to end."""
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()


class TokenServer:
    """Says whose a token is; `good` are those that it takes."""

    def __init__(self, user: str) -> None:
        self.good: set[str] = set()
        self.asked: list[str] = []
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                token = self.path.rpartition("=")[2]
                server.asked.append(token)
                body = f'{{"email": "{user}"}}'.encode() if token in server.good else b"{}"
                self.send_response(200 if token in server.good else 401)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_words: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        begin_serving(self._server)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _say(line: socketserver.StreamRequestHandler, text: str | None) -> bool:
    """Say something to a client; False where there is nothing to say, which hangs up."""
    if text is not None:
        line.wfile.write(text.encode() + b"\r\n")
    return text is not None


class ScriptedImap:
    """A mailbox that answers `beside` a command with more than the answer, in one packet; it is empty otherwise."""

    def __init__(self, patience: float) -> None:
        self.beside: dict[str, str] = {}
        server = self

        class Handler(socketserver.StreamRequestHandler):
            timeout = patience

            def handle(self) -> None:
                with contextlib.suppress(OSError):
                    server.talk(self)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        begin_serving(self._server)

    def talk(self, line: socketserver.StreamRequestHandler) -> None:
        """Answer one client until it goes, or says nothing for too long."""
        _say(line, "* OK scripted")
        while words := line.rfile.readline().decode().split():
            tag, name = words[0], " ".join(word.upper() for word in words[1:3] if word.isalpha())
            if name.startswith("AUTHENTICATE"):
                _say(line, "+ ")
                line.rfile.readline()
            if name == "IDLE":
                _say(line, f"+ idling{self.beside.get(name, '')}")
                line.rfile.readline()
            told = {
                "CAPABILITY": "* CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN\r\n",
                "SELECT": "* 2 EXISTS\r\n* OK [UIDVALIDITY 7] here\r\n",
                "UID SEARCH": "* SEARCH 1 2\r\n",
            }
            beside = "" if name == "IDLE" else self.beside.get(name, "")
            _say(line, f"{told.get(name, '')}{beside}{tag} OK done")

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class ScriptedSmtp:
    """A server that takes mail as a script says; `mails` are those that it has, each with its recipients."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], bytes]] = []
        self.say: dict[str, str | None] = {}
        """The answer to a command such as `RCPT`, `DATA` or `.`, where it is another than usual; None hangs up."""
        self.once: dict[str, str | None] = {}
        """The same for the next time alone."""
        self.keeps_before_hanging_up = True
        server = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                # Who talks to us may be killed at any moment.
                with contextlib.suppress(ConnectionError):
                    server.talk(self)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        begin_serving(self._server)

    def reset(self) -> None:
        """As at first, with no mail."""
        self.mails.clear()
        self.say.clear()
        self.once.clear()
        self.keeps_before_hanging_up = True

    def answer(self, name: str, usual: str) -> str | None:
        if name in self.once:
            return self.once.pop(name)
        return self.say.get(name, usual)

    def talk(self, line: socketserver.StreamRequestHandler) -> None:
        """Answer one client, command by command, until it goes or the script hangs up."""
        recipients: list[str] = []
        going = _say(line, self.answer("hello", "220 scripted"))
        while going and (words := line.rfile.readline()):
            name = (words.split() or [b""])[0].decode().upper()
            usual = "250-scripted\r\n250-8BITMIME\r\n250 SIZE 30000000" if name == "EHLO" else "250 fine"
            if name == "RCPT":
                recipients.append(words.decode().partition("<")[2].partition(">")[0])
            if name in ("MAIL", "RSET"):
                recipients.clear()
            if name == "DATA":
                answer = self.answer(name, "354 go on")
                going = _say(line, answer)
                if (answer or "").startswith("354"):
                    going = self._take(line, recipients)
            else:
                going = _say(line, self.answer(name, "221 bye" if name == "QUIT" else usual))

    def _take(self, line: socketserver.StreamRequestHandler, recipients: list[str]) -> bool:
        content = []
        while (part := line.rfile.readline()) not in (b".\r\n", b""):
            content.append(part.removeprefix(b".") if part.startswith(b"..") else part)
        if part == b"":
            return False  # the client went before the end, and nothing was sent
        answer = self.answer(".", "250 taken")
        if (answer is None and self.keeps_before_hanging_up) or (answer or "").startswith("250"):
            self.mails.append(([*recipients], b"".join(content)))
        return _say(line, answer)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
