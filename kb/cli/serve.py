"""`warmline serve`: the FAQ on this machine while it is written."""

from __future__ import annotations

import argparse

from kb.cli.main import add_common, cache_folder, desk_of, say, settle
from kb.faq.serve import serve_faq

PORT = 8017


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("--port", type=int, default=PORT, metavar="N", help=f"the port on this machine ({PORT})")
    add_common(parser, data=False)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve the FAQ on this machine until it is stopped, and show every change at once."""
    desk = desk_of(arguments)
    settle(desk)
    return serve_faq(desk, arguments.port, cache_folder(), say)
