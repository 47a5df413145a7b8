"""How often somebody has written, or it has gone wrong, is heard as they count it."""

from __future__ import annotations

from composer.reading.counted import Counted, contacts_in, counted_in
from tests.rows import each_row


@each_row(
    ("text", "counted"),
    [
        ("This is the FOURTH time I am writing.", Counted("fourth", writes=True)),
        ("I write now for the third time about it. After the second mail nobody came.", Counted("third", writes=True)),
        ("Third message about 6420.", Counted("third", writes=True)),
        ("Second time I'm asking.", Counted("second", writes=True)),
        ("For the third time: can we have a code?", Counted("third", writes=True)),
        ("Das ist meine dritte Mail.", Counted("dritte", writes=True)),
        ("Zum 3. Mal: Wo ist das Geld?", Counted("dritte", writes=True)),
        ("That's the third replacement pot in bits.", Counted("third", writes=False)),
        ("Down again, 3rd time since Monday.", Counted("third", writes=False)),
        ("4th lesson running where her face freezes.", Counted("fourth", writes=False)),
        ("Zum dritten Mal diese Woche besetzt.", Counted("dritte", writes=False)),
        ("2th time I'm writing to you.", None),
        ("5nd message, 3th mail.", None),
        ("I pressed the button a second time.", None),
        ("Third time lucky with this solicitor.", None),
        ("We live on the third floor.", None),
        ("Should I pay a third time?", None),
        ("I am writing this for the third time and delete it again.", None),
        ("Das schreibe ich jetzt zum vierten Mal und lösche es immer wieder.", None),
        ("This is my first time here.", None),
        ("Ich wohne im dritten Stock.", None),
        ("This is the third time and counting.", Counted("third", writes=False)),
        ("Third hinge in fourteen months.", Counted("third", writes=False)),
        ("Die zweite Frage: Gibt es ihn in Rot?", None),
        ("This is the second time. In May it was another lens.", Counted("second", writes=False)),
        ("This is the second time I buy from you.", None),
        ("Das ist jetzt schon das zweite Mal.", Counted("zweite", writes=False)),
        ("@acme zweites mal urlaub genommen, zweites mal kam niemand", Counted("zweite", writes=False)),
        ("Kann ich die Lampe ein zweites Mal bestellen?", None),
    ],
)
def test_what_a_message_counts_is_found(text: str, counted: Counted | None) -> None:
    assert counted_in(text) == counted


@each_row(
    ("text", "said"),
    [
        ("I've rung twice and got the music.", "twice"),
        ("I have written to you four times about this.", "four times"),
        ("Dreimal hab ich angerufen und jedes Mal eine andere Geschichte gehört.", "dreimal"),
        ("Dreimal über euer Formular gemeldet, dreimal in Bearbeitung.", "dreimal"),
        ("Ich habe schon 3x bei euch nachgefragt.", "3x"),
        ("I called my bank three times and they say the card is fine.", ""),
        ("Ich habe zweimal beim Arzt angerufen.", ""),
        ("Twice this week a parent has rung to ask why.", ""),
        ("I pressed it three times.", ""),
    ],
)
def test_how_often_somebody_turned_to_us_is_heard(text: str, said: str) -> None:
    assert contacts_in(text) == said
