"""What the HTML of another desk hides from its readers, which must not be read here either."""

from __future__ import annotations

from kb.moving_in.enclosed import elements
from kb.unseen import hides


def without_hidden(html: str) -> tuple[str, list[str]]:
    """HTML without its hidden elements, and what stands in them; one that nothing closes goes on to the end."""
    kept: list[str] = []
    hidden: list[str] = []
    after = 0
    for opening, inside, end in elements(html, hides):
        kept.append(html[after : opening.start()])
        hidden.append(html[opening.end() : inside])
        after = end
    return " ".join([*kept, html[after:]]), [one for one in hidden if one.strip()]
