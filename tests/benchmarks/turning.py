"""What a reply would say back of single sentences, one a line.

    python tests/benchmarks/turning.py SENTENCES

A line has the language, the channel (mail, chat or post), the kind and the sentence, with tabs between them. Below each
sentence stands what is offered: `Q+` a question, a request or a wish that is put in by itself, `Q` one that the agent
may take, `S+` a statement that is put in by itself, `-` nothing, with the reason in brackets. At the end stand the
counts. Each sentence is a message by itself, of a Friday, answered the same day in a chat and the next day elsewhere.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections import Counter
from pathlib import Path

from composer.cases.message import Message
from composer.desk.language import Language, load_language
from composer.reading.reading import Hearing, read_message
from composer.reading.sentences import whole_sentences
from composer.writing.quoting import Quoting, without_asides
from composer.writing.turning.listening import may_mock, sarcastic
from composer.writing.turning.saying import as_sentence, said_back
from composer.writing.turning.told import Heard
from composer.writing.turning.turn import retell, turn
from composer.writing.turning.turned import PartKind, Turned

_SENT = dt.date(2026, 11, 20)


def heard_of(found: Language, channel: str, text: str) -> Heard:
    """A sentence as a message of its own."""
    hearing = Hearing(found.cues, found.speech, found.lexicon, found.manners, issue_words=found.issue_words)
    sentences = tuple(whole_sentences(text, found.issue_words, found.speech))
    today = _SENT if channel == "chat" else _SENT + dt.timedelta(days=1)
    return Heard(text, read_message(Message(text), hearing), sentences, found.turning, found.speech, _SENT, today)


def offered(heard: Heard, channel: str) -> tuple[list[str], str]:
    """What is offered of a message, and why nothing is."""
    if sarcastic(heard) or (channel == "post" and may_mock(heard)):
        return [], "meant the other way round"
    found: list[str] = []
    before, reason = "", ""
    quoting = Quoting(heard.text, heard.reading, heard.words, heard.speech)
    for unit in heard.sentences:
        turned = turn(unit.text, heard.words, None, "", heard.sent, heard.today)
        if isinstance(turned, Turned) and any(one.kind is not PartKind.STATEMENT for one in turned.parts):
            found.append(f"{'Q+' if turned.safe else 'Q '} {said_back(turned.parts, heard.words)}")
            continue
        reason = reason or (turned.reason if not isinstance(turned, Turned) else "only a statement")
        if isinstance(turned, Turned) and turned.safe:
            told = turned.parts[0].text
        else:
            plain = without_asides(unit.text)
            told = retell(plain, heard.words, before, "", heard.sent, heard.today, follows=bool(before))
        if told and any(quoting.tellable(unit)):
            found.append(f"S+ {as_sentence(told)}")
            before = f"{before} {told}"
    return found, reason


def main() -> None:
    """Print what is offered of every sentence of a file, and how much of each kind."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sentences", type=Path)
    languages = {code: load_language(Path("no-desk"), code) for code in ("en", "de")}
    every, some = Counter[tuple[str, str]](), Counter[tuple[str, str, str]]()
    for number, line in enumerate(parser.parse_args().sentences.read_text("utf-8").splitlines(), 1):
        language, channel, kind, text = line.split("\t")
        found, reason = offered(heard_of(languages[language], channel, text), channel)
        every[language, kind] += 1
        some.update({(language, kind, one[0]) for one in found})
        print(f"{number} {language} {channel} {kind}: {text}", *(f"    {one}" for one in found), sep="\n")
        if not found:
            print(f"    - ({reason})")
    for (language, kind), count in sorted(every.items()):
        asked, told = some[language, kind, "Q"], some[language, kind, "S"]
        print(f"{language} {kind}: {count} sentences, {asked} turned, {told} told")


if __name__ == "__main__":
    main()
