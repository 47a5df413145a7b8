"""Icons of categories: strokes on a field of 24 by 24, by the names that `icon:` of a category may have."""

from __future__ import annotations

from markupsafe import Markup, escape

from kb.faq.pages.page import PageLink

ICONS = {
    "account": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-5 8-5s7 1 8 5",
    "bag": "M5 8h14l1 13H4zM9 8V6a3 3 0 0 1 6 0v2",
    "bell": "M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4",
    "book": "M4 5c3-1 6-1 8 1 2-2 5-2 8-1v14c-3-1-6-1-8 1-2-2-5-2-8-1zM12 6v14",
    "box": "m12 3 9 4v10l-9 4-9-4V7zM3 7l9 4 9-4M12 11v10",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
    "card": "M3 6h18v12H3zM3 10h18M7 15h3",
    "cart": "M3 4h3l2 11h10l2-8H7M9 20h.01M17 20h.01",
    "chart": "M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6",
    "chat": "M4 5h16v11H9l-5 4z",
    "chip": "M7 7h10v10H7zM10 3v4M14 3v4M10 17v4M14 17v4M3 10h4M3 14h4M17 10h4M17 14h4",
    "cloud": "M7 18a4 4 0 0 1 0-8 5 5 0 0 1 10-1 4.500 4.500 0 0 1 0 9z",
    "code": "m8 7-5 5 5 5M16 7l5 5-5 5",
    "gear": "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 3v3M12 18v3M3 12h3M18 12h3M6 6l2 2M16 16l2 2M18 6l-2 2M8 16l-2 2",
    "gift": "M4 9h16v4H4zM6 13v8h12v-8M12 9v12M12 9c-5 0-5-6-2-5 2 1 2 5 2 5s0-4 2-5c3-1 3 5-2 5z",
    "heart": "M12 20C4 14 3 10 4 7c2-4 6-3 8 0 2-3 6-4 8 0 1 3 0 7-8 13z",
    "home": "m3 11 9-8 9 8M6 9v11h12V9",
    "key": "M8 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 12h9v4M17 12v3",
    "leaf": "M5 19C4 9 10 4 20 4c0 10-5 16-15 15zM5 19c3-6 6-8 10-10",
    "lock": "M6 11h12v10H6zM9 11V8a3 3 0 0 1 6 0v3",
    "phone": "M8 3h8v18H8zM11 18h2",
    "return": "M9 5 4 10l5 5M4 10h10a6 6 0 0 1 0 12h-3",
    "star": "m12 3 3 6 6 1-4.500 4.500 1 6.500-5.500-3-5.500 3 1-6.500L3 10l6-1z",
    "truck": "M2 6h12v11H2zM14 10h4l4 4v3h-8M6 20a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM17 20a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
    "wrench": "M20 7a5 5 0 0 1-7 6l-7 7-3-3 7-7a5 5 0 0 1 6-7l-3 3 4 4z",
}


def icon_of(category: PageLink) -> Markup:
    """A category's icon, or the first letter of its title where it has none."""
    stroke = ICONS.get(category.icon)
    if stroke:
        return Markup('<svg viewBox="0 0 24 24"><path d="{}"/></svg>').format(stroke)
    return escape(category.title[:1].upper())
