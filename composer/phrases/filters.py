"""Filters: what a field's value may become where it stands in a phrase."""

from __future__ import annotations

FILTERS = {
    "append": "puts words behind the value",
    "capitalize": "makes the first letter a capital",
    "date": "writes a day in the language of the reply",
    "default": "has words for a value that is not known",
    "downcase": "makes all letters small",
    "fallback": "is another name for `default`",
    "prepend": "puts words before the value",
    "remove": "takes words out of the value",
    "replace": "puts other words in the place of some",
    "strip": "takes away the spaces at both ends",
    "truncate": "cuts after so many letters",
    "truncatewords": "cuts after so many words",
    "upcase": "makes all letters capitals",
}
"""Every filter that a field may have, and what it does."""
