"""`python -m composer` is `warmline`."""

from __future__ import annotations

import sys

from composer import __version__


def start() -> None:
    """The console command; the version is said before anything else is loaded."""
    if sys.argv[1:] == ["--version"]:
        from kb.streams import end_output, prepare_streams

        prepare_streams()
        sys.stdout.write(f"warmline {__version__}\n")
        sys.exit(end_output(0))
    from composer.cli.main import entry

    entry()


if __name__ == "__main__":
    start()
