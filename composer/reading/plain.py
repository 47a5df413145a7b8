"""Plain text from bytes of any program."""

from __future__ import annotations

from kb.text import clean

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def is_text(content: bytes) -> bool:
    """Whether bytes are text at all; a picture or an office file has zeros in it and is no UTF-8."""
    if content[:2] in _UTF16 or b"\0" not in content[:8_000]:
        return True
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode(content: bytes) -> str:
    """Bytes as clean text: UTF-8, UTF-16 where it says so, else what old mail programs wrote."""
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in _UTF16 else "utf-8"):
        try:
            return clean(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return clean(content.decode("cp1252", "replace"))
