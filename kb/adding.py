"""How a package is added to the Warmline that runs: by what installed it."""

from __future__ import annotations

import sys
from importlib.util import find_spec


def adding(package: str) -> str:
    """The command that adds a package, such as `pipx inject warmline tantivy`."""
    from pathlib import Path
    from shlex import quote

    home = Path(sys.prefix)
    if (home / "pipx_metadata.json").exists():
        return f"pipx inject {quote(home.name)} {quote(package)}"
    python = quote(sys.executable)
    if has_pip():
        return f"{python} -m pip install {quote(package)}"
    return f"uv pip install --python {python} {quote(package)}"


def has_pip() -> bool:
    """Whether pip stands beside Warmline; where uv installed it, as pipx may have it do, there is none."""
    return find_spec("pip") is not None
