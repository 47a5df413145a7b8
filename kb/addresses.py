"""Web addresses in their parts; what people write as one may be none."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def parts_of_address(address: str) -> SplitResult:
    """The parts of an address; a broken one, such as `https://[a`, is a path and nothing else."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", address, "", "")
