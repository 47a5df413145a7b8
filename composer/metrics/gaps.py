"""Gaps: by topic, what was looked for in vain, struggled with, asked again and rated badly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from composer.metrics.figures import Stretch
from composer.metrics.measures import Evidence

SILENT = (
    "For each bad rating, {silent:g} more who said nothing {verb} counted (figures: {{silent: {silent:g}}}). "
    "Nobody knows this number: that 26 stay silent for each who complains is misquoted; its author says that about "
    "half complain to the people in front of them (John Goodman, Quality Progress, 2005)."
)


@dataclass(frozen=True)
class Gap:
    """What customers struggle with, with the raw counts."""

    topic: str
    """Empty where no article is near it."""
    words: tuple[str, ...]
    """In which it was looked for in vain."""
    in_vain: int = 0
    struggled: int = 0
    again: int = 0
    badly: int = 0

    def weight(self, silent: float) -> float:
        """By which the largest comes first."""
        return self.in_vain + self.struggled + self.again + self.badly * (1 + silent)


def gaps_of(evidence: Evidence, stretch: Stretch, missed: Iterable[tuple[str, str, int]], silent: float) -> list[Gap]:
    """The gaps in some days, the largest first; `missed` are the topic, the words and the times of each miss."""
    start, end = stretch.bounds
    struggled, again, badly = Counter[str](), Counter[str](), Counter[str]()
    for case in evidence.kept.cases:
        if case.struggle and case.received is not None and start <= case.received < end:
            struggled[case.group.topic] += 1
    for matter in evidence.matters:
        reply = matter.first.first_reply
        if start <= matter.received < end and reply and matter.came_back(reply, evidence.rules.window):
            again[matter.first.group.topic] += 1
    for one in evidence.kept.ratings:
        bad = one.value is not None and (one.value <= 6 if one.kind == "nps" else one.positive is False)
        if bad and one.at is not None and start <= one.at < end:
            badly[one.group.topic] += 1
    words: dict[str, list[str]] = {}
    in_vain, alone = Counter[str](), []
    for topic, said, times in missed:
        if topic:
            words.setdefault(topic, []).append(said)
            in_vain[topic] += times
        else:
            alone.append(Gap("", (said,), times))
    topics = {*struggled, *again, *badly, *in_vain} - {""}
    found = [
        Gap(one, tuple(words.get(one, ())), in_vain[one], struggled[one], again[one], badly[one]) for one in topics
    ]
    return sorted([*found, *alone], key=lambda gap: (-gap.weight(silent), gap.topic, gap.words))


def articles_behind(used: Iterable[tuple[str, tuple[str, ...]]], topics: Mapping[str, str]) -> dict[str, str]:
    """The article that was quoted most in the cases of each topic."""
    quoted: dict[str, Counter[str]] = {}
    for case, articles in used:
        if case in topics:
            quoted.setdefault(topics[case], Counter()).update(articles)
    return {topic: counts.most_common(1)[0][0] for topic, counts in quoted.items() if counts}
