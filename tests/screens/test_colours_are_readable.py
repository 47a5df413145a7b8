"""Every word of every theme can be read on every ground it stands on, by the formula of WCAG 2.2."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from composer.tui.themes import OURS

ENOUGH = 4.5
GROUNDS = ("background", "surface", "panel", "row", "chip")
ON_EVERY_GROUND = ("foreground", "dim", "primary", "open", "error", "success", "ask", "cue", "fact", "care")
ON_THEIR_OWN = (
    ("ghost", "background"),
    ("open", "open-ground"),
    ("error", "bad-ground"),
    ("care", "care-ground"),
    ("background", "primary"),
)


def colour(theme: Theme, role: str) -> Color:
    """The colour of a role."""
    return Color.parse(theme.variables.get(role) or str(getattr(theme, role)))


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
def test_every_role_can_be_read_on_its_grounds(theme: Theme) -> None:
    """Contrast is (L1 + 0.05) / (L2 + 0.05) of the relative luminances; 4.5 is level AA for text."""
    pairs = [(role, ground) for role in ON_EVERY_GROUND for ground in GROUNDS]
    found = {pair: ratio(*(colour(theme, role) for role in pair)) for pair in (*pairs, *ON_THEIR_OWN)}
    assert {pair: round(value, 2) for pair, value in found.items() if value < ENOUGH} == {}
    # The row that is looked at stands on one of these grounds, with the focus and without.
    assert theme.variables["block-cursor-background"] == theme.variables["row"]
    assert theme.variables["block-cursor-blurred-background"] == theme.variables["chip"]


def ratio(one: Color, other: Color) -> float:
    """The contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(one: Color) -> float:
    """How light a colour is, from 0 to 1, as WCAG 2.2 defines it."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in one.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
