"""How long something has gone wrong, or somebody has waited, is heard as they count it."""

from __future__ import annotations

from composer.reading.lasting import Lasting, lasting_in
from tests.rows import each_row


@each_row(
    ("sentence", "language", "lasting"),
    [
        ("Day 9 of order 6612 sitting in the depot.", "en", Lasting("nine days", waits=False)),
        ("day four of waiting for your link", "en", Lasting("four days", waits=True)),
        ("day 19 of the refund that takes five", "en", Lasting("19 days", waits=True)),
        ("The page has said packed for six days now.", "en", None),
        ('The page has said "packed" for six days now.', "en", Lasting("six days", waits=False)),
        ("Nobody has rung me for almost three weeks.", "en", Lasting("three weeks", waits=False)),
        ("Been trying to pay for half an hour, no luck.", "en", Lasting("half an hour", waits=False)),
        ("The tracking hasn't moved in a week.", "en", Lasting("a week", waits=False)),
        ("Eleven weeks and nothing.", "en", Lasting("eleven weeks", waits=False)),
        ("I have had no trouble, and I will be away for three weeks.", "en", None),
        ("I have been your customer for six years.", "en", None),
        ("It runs fine for four minutes, then it stops.", "en", None),
        ("It is day 3 of my trial.", "en", None),
        ("Day 2 of our holiday, and it rains.", "en", None),
        ("It has been 0 days, still nothing.", "en", None),
        ("Tag 9 ohne Aufzug.", "de", Lasting("neun Tagen", waits=False)),
        ("„Außer Betrieb“, Woche drei.", "de", Lasting("drei Wochen", waits=False)),
        ("Ich warte schon seit über 3 Wochen.", "de", Lasting("drei Wochen", waits=True)),
        ("Seit einer Woche kommt keine Antwort.", "de", Lasting("einer Woche", waits=True)),
        ("seit 25 minuten geht keiner ran", "de", Lasting("25 Minuten", waits=False)),
        ("Seit zwei Jahren läuft das ohne Murren.", "de", None),
        ("Ich mache das seit zwei Monaten gern.", "de", None),
        ("Jeden Tag zwei, drei Blätter.", "de", None),
        ("Day 9 of this.", "fr", None),
    ],
)
def test_how_long_it_has_lasted_is_found(sentence: str, language: str, lasting: Lasting | None) -> None:
    assert lasting_in([sentence], language) == lasting
