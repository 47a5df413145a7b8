"""Open fields: fields without a value, as they stand in a text that is not finished."""

from __future__ import annotations

import re

OPEN_FIELD = re.compile(r"\{\{\s*+([\w.]++)[^{}\n]*+\}\}")
"""A field; its name is the group."""
