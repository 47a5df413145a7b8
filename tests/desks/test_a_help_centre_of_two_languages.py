"""A help centre whose articles do not say their language is searched in the language of whoever writes."""

from __future__ import annotations

import json
from pathlib import Path

from tests.desks.conftest import Warmline

ARTICLES = {
    "find-your-invoice": "Every invoice is in your account. Open the account and choose the invoice you need.",
    "pay-by-card": "We take the cards of every bank. A Rechnung, as our friends in Graz say, can be paid by card, too.",
    "rechnung-und-mahnung": "Eine Rechnung finden Sie in Ihrem Konto. Haben Sie sie bezahlt, müssen Sie nichts tun.",
}


def first_of(warmline: Warmline, desk: Path, text: str) -> list[str]:
    letter = desk / "letter.txt"
    letter.write_text(text, encoding="utf-8")
    read = json.loads(warmline("read", str(letter), "--json", folder=desk).stdout)
    return [one["slug"] for one in read["issues"][0]["articles"]]


def test_articles_in_the_customers_language_come_first(warmline: Warmline, acme: Path) -> None:
    for file in (acme / "articles").rglob("*.md"):
        file.unlink()
    for name, body in ARTICLES.items():
        page = f"---\ntitle: {name.replace('-', ' ')}\nstatus: public\n---\n{body}\n"
        (acme / "articles" / f"{name}.md").write_text(page, encoding="utf-8")
    assert first_of(warmline, acme, "Guten Tag, wo finde ich bitte meine Rechnung?")[0] == "rechnung-und-mahnung"
    assert first_of(warmline, acme, "Hello, I cannot find the invoice. Where is it?")[0] == "find-your-invoice"
    card = first_of(warmline, acme, "Guten Tag, kann ich die Rechnung noch mit der Karte zahlen, pay by card?")
    assert card[0] == "rechnung-und-mahnung"
