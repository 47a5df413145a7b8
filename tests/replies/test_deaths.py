"""A death is heard where only a name tells of it, and not where it was long ago."""

from __future__ import annotations

from pathlib import Path

from composer.cases.message import Message
from composer.cases.step import Care
from composer.desk.language import load_language
from composer.reading.reading import Hearing, read_message
from tests.rows import each_row


@each_row(
    ("language", "text", "mourns"),
    [
        ("en", "Alan died on 8 November, two days after he had chosen them.", True),
        ("en", "Margaret passed away last week. Can the order go back?", True),
        ("en", "My father chose that frame, and he died fifteen years ago.", False),
        ("en", "It is the frame my father chose the year before he died.", False),
        ("en", "The battery died on Monday.", False),
        ("en", "He was nineteen, and had been with me since the week my wife died.", False),
        ("en", "The letters have come since the week my wife died.", True),
        ("en", "Biscuit was put to sleep on Tuesday evening.", True),
        ("de", "Horst ist am 14. November gestorben. Was geschieht mit dem Vertrag?", True),
        ("de", "Mein Vater ist vor zwanzig Jahren gestorben.", False),
        ("en", "When my grandfather died he left me his watch, and the strap is gone.", False),
        ("en", "When my grandfather died in September he left a contract with you.", True),
        ("de", "Die Lampe habe ich von meiner Oma geerbt, als sie gestorben ist.", False),
        ("en", "My dad, Fergus Brannigan in Dublin, died on the 14th.", True),
        ("en", "My husband (Tom, your customer for years) has passed away.", True),
        ("en", "Our aunt, who ordered this, has since passed.", True),
        ("en", "My sister, the one in Leeds, died laughing.", False),
        ("en", "My father is dead set against it.", False),
        ("en", "My mother is no longer alive, so please close it.", True),
        ("en", "My friend, a doctor, passed the exam.", False),
        ("en", "My mother has passed on your message.", False),
        ("en", "My wife chose it. Since she is no longer here any more I water it.", True),
        ("de", "Meine Frau hat sie ausgesucht. Seit sie nicht mehr lebt, gieße ich.", True),
        ("de", "Seit mein Mann nicht mehr ist, mache ich alles allein.", True),
        ("de", "Meine Freundin ist fort, seit sie nicht mehr ist wie früher.", False),
        ("de", "Um die gestohlene Zeit trauere ich bis heute.", False),
        ("de", "Wir trauern um unseren Kollegen.", True),
        ("en", "My sister is being buried on Tuesday.", True),
        ("en", "My colleague set it up. Since he is no longer with us nobody knows the password.", False),
        ("de", "Mein Sohn will die Schwarze Witwe sehen, ist die Spinne noch da?", False),
        ("de", "Ich bin seit August Witwe.", True),
        ("en", "The cable is being buried on Tuesday.", False),
    ],
)
def test_a_death_of_now_is_mourned(language: str, text: str, *, mourns: bool) -> None:
    found = load_language(Path(), language)
    hearing = Hearing(found.cues, found.speech, found.lexicon, found.manners, issue_words=found.issue_words)
    assert (Care.BEREAVEMENT in read_message(Message(text), hearing).care) is mourns


@each_row(
    ("text", "ill"),
    [
        ("Mein Mann liegt auf der Intensivstation.", True),
        ("Mein Freund war letztes Jahr deswegen auf der Intensivstation.", False),
        ("Ich lag zwölf Tage im Krankenhaus, dann war ich zur Reha.", False),
        ("Ich lag bis gestern im Krankenhaus, und es geht mir noch schlecht.", True),
    ],
)
def test_an_illness_of_last_year_is_none_of_now(text: str, *, ill: bool) -> None:
    found = load_language(Path(), "de")
    hearing = Hearing(found.cues, found.speech, found.lexicon, found.manners, issue_words=found.issue_words)
    assert any(one.cue.id in ("illness", "injury") for one in read_message(Message(text), hearing).cues) is ill
