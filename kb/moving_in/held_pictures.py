"""Pictures that an article of another desk holds in its own text, taken out of it as files."""

from __future__ import annotations

import base64
import binascii
import re

from kb.files import digest

_HELD = re.compile(r"(?<=[\"'(])data:image/(png|jpe?g|gif|webp|avif);base64,([A-Za-z0-9+/=]+)", re.IGNORECASE)
PLACE = "/held-in-the-text/"
"""What stands before the name of such a picture until it has its place."""


def taken_out(text: str, pictures: dict[str, bytes]) -> str:
    """A text whose own pictures are named in it, and are in `pictures` by that name."""

    def name(found: re.Match[str]) -> str:
        try:
            content = base64.b64decode(found[2], validate=True)
        except (binascii.Error, ValueError):
            return found[0]
        kind = found[1].lower().replace("jpeg", "jpg")
        address = f"{PLACE}{digest(found[2])[:10]}.{kind}"
        pictures[address] = content
        return address

    return _HELD.sub(name, text) if "data:image" in text else text
