"""The desk's own colour, in shades that can be read.

Contrast is that of WCAG 2.2: (lighter + 0.05) / (darker + 0.05) of two relative luminances.
"""

from __future__ import annotations

LEAST_CONTRAST = 5.5
"""Above the 4.5 of WCAG AA, because links also stand on washes of the paper."""
LIGHT_PAPER, DARK_PAPER = "#f5e9da", "#2b231d"
"""The darkest and the lightest ground that a link stands on, in either scheme; from the style sheet."""
_STEPS = 50


def shades_of(colour: str) -> str:
    """The style that puts a colour in the place of the theme's own, for light and for dark."""
    light, dark = _readable(colour, LIGHT_PAPER, "#000000"), _readable(colour, DARK_PAPER, "#ffffff")
    day = f"--accent: {light}; --accent-deep: {_mixed(light, '#000000', 0.2)};"
    night = f"--accent: {dark}; --accent-deep: {_mixed(dark, '#ffffff', 0.3)};"
    return (
        f":root {{ {day} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root:not([data-theme=light]) {{ {night} }} }}\n"
        f":root[data-theme=dark] {{ {night} }}\n"
    )


def contrast(one: str, other: str) -> float:
    """How well one colour stands out against another, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _readable(colour: str, paper: str, towards: str) -> str:
    """The nearest shade, on the way to black or white, that can be read on a paper."""
    shades = (_mixed(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next(shade for shade in shades if contrast(shade, paper) >= LEAST_CONTRAST)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (one / 255 for one in _parts(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
