"""Pictures that are shown on a light or on a dark ground alone, as GitHub, MkDocs and HTML say it."""

from __future__ import annotations

import re

_ONLY = re.compile(r"#(?:only|gh)-(light|dark)(?:-mode-only)?\Z")
_PICTURE = re.compile(r"<picture\b[^<>]*>((?:(?!</?picture\b).)*+)</picture>", re.IGNORECASE | re.DOTALL)
_DARK = re.compile(r"<source\b[^<>]*prefers-color-scheme:\s*dark[^<>]*>", re.IGNORECASE)
_FILES = re.compile(r"\bsrcset=[\"']\s*([^\"'<>\s,]+)", re.IGNORECASE)
_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_SOURCE = re.compile(r"(\bsrc=)[\"']([^\"'<>]+)[\"']", re.IGNORECASE)


def ground_of(address: str) -> str:
    """`light` or `dark` for a picture that is shown on such a ground alone; empty for one that always is."""
    only = _ONLY.search(address)
    return only[1] if only else ""


def for_two_grounds(html: str) -> str:
    """HTML in which a picture with a version for dark screens is two, each marked for its ground."""
    return _PICTURE.sub(_as_two, html) if "<picture" in html.lower() else html


def _as_two(picture: re.Match[str]) -> str:
    dark, image = _DARK.search(picture[1]), _IMAGE.search(picture[1])
    file = _FILES.search(dark[0]) if dark else None
    if file is None or image is None:
        return picture[0]
    light = _SOURCE.sub(r'\1"\2#only-light"', image[0])
    return light + _SOURCE.sub(lambda own: f'{own[1]}"{file[1]}#only-dark"', image[0])
