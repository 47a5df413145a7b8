"""What is raised where bytes are not what they say they are."""

from __future__ import annotations

import struct
import zipfile
import zlib


class NotSoError(Exception):
    """The bytes are not what their beginning or their name says, or cannot be changed without breaking them."""


UNREADABLE = (
    *(NotSoError, IndexError, KeyError, ValueError, OverflowError, EOFError, RuntimeError, NotImplementedError),
    *(struct.error, zlib.error, zipfile.BadZipFile),
)
"""What readers of files raise where one is damaged, locked or nested too deep; it goes as it is, and is named."""
