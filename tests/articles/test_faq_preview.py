"""`warmline serve`: what writers see while they write, and who else may not."""

from __future__ import annotations

import contextlib
import http.client
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.errors import CannotServe
from kb.faq.serve import ServedDesk, Server, serve_faq
from tests.conftest import PATIENCE
from tests.scripted_servers import begin_serving

DRAFT = "---\ntitle: Half done\nstatus: draft\n---\nNot [yet](gone.md).\n"


@pytest.fixture
def server(desk: Path, tmp_path: Path) -> Iterator[Server]:
    (desk / "articles" / "delivery" / "half.md").write_text(DRAFT, "utf-8")
    shown = ServedDesk(desk, tmp_path / "cache")
    assert shown.look()
    found = Server(shown, 0)
    begin_serving(found)
    yield found
    found.shutdown()
    found.server_close()


def asked(server: Server, path: str, **headers: str) -> tuple[int, str]:
    """What is answered to a path below the preview's address."""
    return asked_bare(server, server.desk.prefix + path.removeprefix("/"), **headers)


def asked_bare(server: Server, path: str, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers={"Host": f"localhost:{server.server_port}"} | named)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode()
    connection.close()
    return found


def test_public_pages_are_shown_as_customers_get_them_and_reload(server: Server) -> None:
    status, text = asked(server, "/delivery/my-parcel-is-late/")
    assert status == 200
    assert "<h1>My parcel is late</h1>" in text
    assert f'<script src="{server.desk.prefix}_warmline/reload.js"></script>' in text
    assert 'class="preview"' not in text
    assert "The carrier Zephyr" not in text


def test_drafts_and_internal_articles_are_marked_with_what_is_wrong_with_them(server: Server) -> None:
    _status, draft = asked(server, "/delivery/half/")
    assert "Draft: customers do not see this page." in draft
    assert (
        "articles/delivery/half.md:5:1: link-dead warning: There is no article or file gone.md; mend the path." in draft
    )
    _status, internal = asked(server, "/team/refunds/index.html")
    assert "Internal: customers do not see this page." in internal


def test_a_page_that_is_not_there_is_the_missing_page(server: Server) -> None:
    status, text = asked(server, "/gone/")
    assert (status, "This page is not here" in text) == (404, True)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "localhost.evil.example:8017", "127.0.0.1.evil:1"])
def test_a_site_that_leads_its_name_to_this_machine_is_refused(server: Server, host: str) -> None:
    assert refused(asked(server, "/", Host=host))


def refused(answer: tuple[int, str]) -> bool:
    return answer[0] == 403 and answer[1].startswith("This preview shows drafts, so it answers only to its own pages")


@pytest.mark.parametrize(
    "path", ["/", "/search/index.js", "/delivery/half/", "/_warmline/events", "/x" * 20, "//", "//[", ""]
)
def test_who_does_not_know_the_address_is_refused(server: Server, path: str) -> None:
    assert refused(asked_bare(server, path))


def test_what_another_page_asks_for_is_refused_though_it_knows_the_address(server: Server) -> None:
    for path in ("/", "/search/index.js", "/_warmline/events", "/gone/"):
        for site in ("cross-site", "same-site", "anything"):
            assert refused(asked(server, path, Sec_Fetch_Site=site)), (path, site)
    for site in ("same-origin", "none"):
        assert asked(server, "/", Sec_Fetch_Site=site)[0] == 200


def test_the_address_is_the_same_after_a_new_start_and_nobody_else_can_read_it(server: Server, tmp_path: Path) -> None:
    assert ServedDesk(server.desk.root, tmp_path / "cache").prefix == server.desk.prefix
    (key,) = (tmp_path / "cache").rglob("preview-key")
    assert (key.stat().st_mode & 0o777, key.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    key.write_text("guessable")
    assert len(ServedDesk(server.desk.root, tmp_path / "cache").prefix) == 24


def test_where_nothing_can_be_kept_the_address_is_a_new_one_each_time(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    prefixes = {ServedDesk(desk, tmp_path / "file").prefix for _again in range(3)}
    assert {len(prefix) for prefix in prefixes} == {24}
    assert len(prefixes) == 3


def test_the_files_of_the_desk_itself_are_not_served(server: Server) -> None:
    for path in ("/warmline.yaml", "/../warmline.yaml", "/articles/delivery/half.md", "/%2e%2e/warmline.yaml"):
        assert asked(server, path)[0] == 404


def test_a_saved_file_is_told_to_the_pages_that_are_open(server: Server) -> None:
    desk = server.desk
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE)
    connection.request("GET", f"{desk.prefix}_warmline/events", headers={"Host": "localhost:1"})
    stream = connection.getresponse()
    assert not desk.look()
    (desk.root / "articles" / "delivery" / "half.md").write_text("---\ntitle: Done\nstatus: public\n---\nNew words.\n")
    assert desk.look()
    assert stream.readline() == b"event: change\n"
    connection.close()
    assert "New words." in asked(server, "/delivery/half/")[1]


def test_a_page_is_made_when_it_is_asked_for_though_nothing_is_kept_any_more(server: Server) -> None:
    folder = server.desk.root / "articles" / "delivery"
    (folder / "pot.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "half.md").write_text(
        "---\ntitle: Half\nstatus: draft\n---\n![A pot](pot.svg) for [it](track-a-parcel.md)\n"
    )
    assert server.desk.look()
    for _again in range(2):
        assert "<h1>Half</h1>" in asked(server, "/delivery/half/")[1]


def test_an_error_of_the_theme_stands_on_the_page_until_it_is_mended(server: Server) -> None:
    desk = server.desk
    theme = desk.root / "theme"
    theme.mkdir()
    (theme / "article.html").write_text("{% extends 'shipped/article.html' %}{% block main %}", "utf-8")
    desk.look()
    assert "theme/article.html:1" in asked(server, "/delivery/half/")[1]
    (theme / "article.html").write_text("{% extends 'shipped/article.html' %}", "utf-8")
    desk.look()
    assert "<h1>Half done</h1>" in asked(server, "/delivery/half/")[1]


def test_who_connects_and_says_nothing_is_let_go(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.faq.serve._Handler.timeout", 0.01)
    for begun in (b"", b"GET /", b"GET / HTTP/1.1\r\nHost: localhost"):
        # Where it was let go before these words came, it hears of that as an error.
        with (
            socket.create_connection(("127.0.0.1", server.server_port), timeout=PATIENCE) as connection,
            contextlib.suppress(ConnectionError),
        ):
            connection.sendall(begun)
            assert connection.recv(1) == b""


def test_a_page_that_breaks_its_maker_says_so_and_the_others_are_served(
    server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    server.desk.preview.makers["broken/index.html"] = lambda: "x" * (1 // 0)
    assert (
        "broken/index.html cannot be read: its content is damaged (ZeroDivisionError)." in asked(server, "broken/")[1]
    )
    assert asked(server, "/delivery/half/")[0] == 200
    assert capfd.readouterr().err == ""


def test_a_desk_that_breaks_the_preview_is_said_until_it_is_mended(
    server: Server, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("kb.faq.serve.preview_of", lambda *_given: 1 // 0)
        (desk / "articles" / "one.md").write_text("---\ntitle: One\n---\nText.\n")
        assert server.desk.look()
        assert "The FAQ cannot be read: its content is damaged (ZeroDivisionError)." in asked(server, "/")[1]
    (desk / "articles" / "one.md").unlink()
    assert server.desk.look()
    assert asked(server, "/delivery/half/")[0] == 200


def test_a_port_that_is_taken_is_said_in_one_sentence(server: Server, desk: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotServe, match=rf"port {server.server_port}: Address already in use"):
        serve_faq(desk, server.server_port, tmp_path / "cache", print)
