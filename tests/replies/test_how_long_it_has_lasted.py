"""How long something has gone wrong, or somebody has waited, is heard as they count it."""

from __future__ import annotations

from pathlib import Path

from composer.desk.language import load_language
from composer.reading.facts import find_facts
from composer.reading.lasting import Lasting, lasting_in
from composer.reading.sentences import Unit
from tests.rows import each_row


@each_row(
    ("sentence", "language", "lasting"),
    [
        ("Day 9 of order 6612 sitting in the depot.", "en", Lasting("9 days", waits=False)),
        ("day four of waiting for your link", "en", Lasting("four days", waits=True)),
        ("day 19 of the refund that takes five", "en", Lasting("19 days", waits=True)),
        ("The page has said packed for six days now.", "en", None),
        ('The page has said "packed" for six days now.', "en", Lasting("six days", waits=False)),
        ("Nobody has rung me for almost three weeks.", "en", Lasting("three weeks", waits=False)),
        ("The tracking has not moved for a week.", "en", Lasting("a week", waits=False)),
        ("I need it in a week, and not later.", "en", None),
        ("Eleven weeks and nothing.", "en", Lasting("eleven weeks", waits=False)),
        ("I have had no trouble, and I will be away for three weeks.", "en", None),
        ("I have been your customer for six years.", "en", None),
        ("It runs fine for four minutes, then it stops.", "en", None),
        ("It is day 3 of my trial.", "en", None),
        ("I am told no water for twelve weeks at the very least.", "en", None),
        ("Nothing has come for three weeks at the very least.", "en", None),
        ("Nothing has come for at least three weeks.", "en", None),
        ("Ich darf nicht baden, seit drei Wochen.", "de", None),
        ("Day 2 of our holiday, and it rains.", "en", None),
        ("It has been 0 days, still nothing.", "en", None),
        ("Tag 9 ohne Aufzug.", "de", Lasting("9 Tagen", waits=False)),
        ("„Außer Betrieb“, Woche drei.", "de", Lasting("drei Wochen", waits=False)),
        ("Ich warte schon seit über 3 Wochen.", "de", Lasting("3 Wochen", waits=True)),
        ("Seit einer Woche kommt keine Antwort.", "de", Lasting("einer Woche", waits=True)),
        ("seit zwei tagen geht keiner ran", "de", Lasting("zwei Tagen", waits=False)),
        ("Seit zwei Jahren läuft das ohne Murren.", "de", None),
        ("Ich mache das seit zwei Monaten gern.", "de", None),
        ("Jeden Tag zwei, drei Blätter.", "de", None),
        ("Day 9 of this.", "fr", None),
        ("I'm on day 410 and do not want to lose it.", "en", None),
        ("I tried your Plus for one week and it was not my thing.", "en", None),
        ('Day 17 of my glasses "Being cut".', "en", Lasting("17 days", waits=False)),
        ("FIVE WEEKS of stone cold showers at the pool.", "en", Lasting("five weeks", waits=False)),
        ("Two weeks of holiday are left.", "en", None),
        ("Drei Tage ohne Netz.", "de", Lasting("drei Tagen", waits=False)),
        ("Vier Wochen keine Heizung.", "de", Lasting("vier Wochen", waits=False)),
        ("Zwei Wochen Urlaub waren schön.", "de", None),
        ("Die Klingel hängt erst seit zwei Wochen und hat nur noch 12 %.", "de", None),
    ],
)
def test_how_long_it_has_lasted_is_found(sentence: str, language: str, lasting: Lasting | None) -> None:
    facts = find_facts(sentence, load_language(Path(), language).speech)
    unit = Unit(sentence, 0, len(sentence), 0, listed=False)
    assert lasting_in(sentence, [unit], facts, language) == lasting
