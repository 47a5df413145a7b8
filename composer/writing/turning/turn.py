"""Turn: one sentence of a customer, said back in the words of the organisation, or the reason why not.

What was found is kept: while a reply is written, the message stays, and each step asks for it anew.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from composer.reading.issues import IssueKind
from composer.writing.turning.courtesy import without_courtesy
from composer.writing.turning.gate import pass_gate, plain, quiet, tidied, without_asides, without_brackets
from composer.writing.turning.turned import CannotTurnError, Refused, Turned
from composer.writing.turning.turning_words import TurningWords


@lru_cache(maxsize=500)
def turn(
    sentence: str,
    words: TurningWords,
    kind: IssueKind | None = None,
    said: str = "",
    sent: date | None = None,
    today: date | None = None,
) -> Turned | Refused:
    """The sentence turned round, or why it is not.

    `said` is what the reply says before it: a pronoun may point there. `sent` and `today` are the days of the message
    and of the reply: `yesterday` becomes a day by them.
    """
    from composer.writing.turning.days import with_days
    from composer.writing.turning.english import english_of

    try:
        sentence = with_days(without_courtesy(tidied(plain(sentence), words), words), words, sent, today)
        pass_gate(sentence, words)
    except CannotTurnError as error:
        return Refused(error.reason)
    if words.language == "en":
        return english_of(words).turned(sentence, kind, said)
    if words.language == "de":
        from composer.writing.turning.german import turned_german

        return turned_german(sentence, words, kind)
    return Refused("no rules for this language")


@lru_cache(maxsize=500)
def retell(
    sentence: str,
    words: TurningWords,
    said: str = "",
    rest: str = "",
    sent: date | None = None,
    today: date | None = None,
    *,
    follows: bool = False,
) -> str:
    """A sentence that tells what happened, persons exchanged and nothing moved; empty where that may go wrong.

    `said` stands before it in the reply; `rest` follows in the message where the sentence is the first part of one;
    `follows` says that the whole sentence before it was said.
    """
    from composer.writing.turning.days import with_days
    from composer.writing.turning.english_retold import retold
    from composer.writing.turning.german_retold import retold_german

    for whole in dict.fromkeys((without_asides(sentence), without_brackets(sentence))):
        try:
            dated = with_days(quiet(tidied(plain(whole), words), words), words, sent, today)
            if words.language == "en":
                return retold(dated, words, said, plain(rest), follows=follows)
            return retold_german(dated, words, plain(rest), follows=follows) if words.language == "de" else ""
        except CannotTurnError:
            continue
    return ""
