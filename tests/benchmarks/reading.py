"""Reading and checking, measured in one run beside VADER where it is installed: milliseconds, and who hears trouble.

    python tests/benchmarks/reading.py

CPU time. Messages are the golden set's; the classes of its final half were never tuned on.
"""

from __future__ import annotations

import importlib
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from composer.cases.message import Message
from composer.cases.step import Tone
from composer.desk.language import Language, _lexicon, _manners, load_language
from composer.reading.reading import Hearing, read_message
from composer.writing.checks import check_reply
from composer.writing.checks.context import Checking
from composer.writing.draft import Draft

GOLDEN = Path(__file__).parents[1] / "replies" / "golden"
REPLY = """\
Hello Ana,

Your order 4411 was due on Friday, and on Sunday there was still no parcel and no word from us. I am sorry: I sent it to
the old address, although you had changed it in your account two days before. Anyone would be worried about roots that
travel for a week.

I have asked the carrier to turn the box round, and I have packed a second one with the same four plants, which leaves
us today. You need not send anything back. If the first box reaches you all the same, keep it.

1. Open the box as soon as it comes.
2. Put the roots into water for two hours.
3. Plant them in the evening.

I will write to you on Thursday by 16:00 to say where the second box is, also if there is no news yet.

Kind regards,
Robin, Acme Garden
"""


def cpu(work: Callable[[], object]) -> float:
    """Milliseconds of CPU that something takes."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def per_message(texts: list[str], work: Callable[[str], object]) -> tuple[float, float]:
    """Median and 95th percentile over all texts, each measured five times."""
    times = sorted(cpu(lambda text=text: work(text)) for text in texts for _ in range(5))  # type: ignore[misc]  # a default in a lambda
    return statistics.median(times), times[int(0.95 * len(times))]


def f1(pairs: list[tuple[bool, bool]]) -> float:
    """F1 of pairs of what is true and what was said."""
    hits = sum(true and said for true, said in pairs)
    return 2 * hits / max(1, sum(true for true, _said in pairs) + sum(said for _true, said in pairs))


def upset_f1(rows: list[dict[str, str]], says: Callable[[str], bool]) -> float:
    """F1 of `upset` on the messages that are not sarcastic."""
    told = [row for row in rows if row["class"] != "sarcastic"]
    return f1([(row["class"] == "upset", says(row["text"])) for row in told])


def load() -> Language:
    """Everything of a language from its files, nothing kept from before."""
    _lexicon.cache_clear()
    _manners.cache_clear()
    return load_language(Path(), "en")


def main() -> None:
    """Print the figures."""
    loading = cpu(load)
    language = load_language(Path(), "en")
    hearing = Hearing(language.cues, language.speech, language.lexicon, language.manners)
    rows = [json.loads(line) for line in (GOLDEN / "final.jsonl").read_text("utf-8").splitlines()]
    texts = [row["text"] for row in rows]
    joined = [" ".join((text + " " + texts[i - 1]).split())[:500] for i, text in enumerate(texts)]
    first = cpu(lambda: [read_message(Message(text), hearing) for text in joined])
    read, read_late = per_message(joined, lambda text: read_message(Message(text), hearing))
    reading = read_message(Message(texts[0]), hearing)

    def check() -> object:
        return check_reply(Checking(Draft(REPLY), language.wording, language.speech, texts[0], reading=reading))

    check()
    checked = statistics.median(cpu(check) for _ in range(50))
    ours = upset_f1(rows, lambda text: read_message(Message(text), hearing).tone in (Tone.UPSET, Tone.WORRIED))
    print(f"loading phrases, cues, rules and weights   {loading:7.1f} ms")
    print(f"reading a message of up to 500 characters  {read:7.2f} ms (p95 {read_late:.2f}; first {first / 100:.2f})")
    print(f"all checks on a reply of {len(REPLY.split())} words         {checked:7.2f} ms")
    print(f"upset, F1 on the final half                {ours:7.2f}")
    try:
        vader = importlib.import_module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer()
    except ImportError:
        print("VADER is not installed here, so it is not measured (pip install vaderSentiment).")
        return
    theirs, _late = per_message(joined, vader.polarity_scores)
    heard = upset_f1(rows, lambda text: vader.polarity_scores(text)["compound"] <= -0.05)
    print(f"VADER, reading                             {theirs:7.2f} ms: ours takes {read / theirs:.1f} x")
    print(f"VADER, upset, F1 on the final half         {heard:7.2f}")


if __name__ == "__main__":
    main()
