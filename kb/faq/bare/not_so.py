"""What is raised where bytes are not what they say they are."""

from __future__ import annotations


class NotSoError(Exception):
    """The bytes are not what their beginning or their name says, or cannot be changed without breaking them."""
