"""Figures of a desk: what was kept, in the days and groups that are asked for; never of one agent but oneself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from composer.desk.desk import Desk
from composer.metrics.before_after import Result, against, cells_of, result_of
from composer.metrics.courses import Rules
from composer.metrics.differences import Difference
from composer.metrics.figures import Figure, Stretch, by_month, figure_of, parted, start_of, values_in
from composer.metrics.measures import BY_ID, MEASURES, Evidence, Measure
from composer.metrics.verdict import WEEKS
from composer.records.outcome_rows import NO_GROUP, Group, RatingTally
from composer.records.outcomes import KINDS, load_outcomes

_EARLIEST = dt.datetime(1, 1, 1)  # noqa: DTZ001  in UTC, as every moment that is kept
_BEFORE = dt.timedelta(days=60)
"""How long before the days that are asked for a conversation may have begun."""


@dataclass(frozen=True)
class FiguresWanted:
    """What a person wants to see."""

    stretch: Stretch
    by: str = ""
    """`topic`, `channel`, `language`, `tone`; empty for all together."""
    only: Group = NO_GROUP
    """The group that is looked at; what is empty in it is any."""
    months: bool = False
    """Whether each month is looked at as well."""
    mine: bool = False
    """Only of the agent who asks."""
    measures: tuple[str, ...] = ()
    """All where none is named."""

    def keep(self, group: Group) -> bool:
        """Whether something of a group is asked for."""
        return all(not wanted or wanted == has.lower() for wanted, has in zip(self.only, group, strict=True))


@dataclass(frozen=True)
class FiguresPart:
    """One measure: of all, by group where that was asked for, and by month."""

    measure: Measure
    whole: Figure
    groups: list[Figure] = field(default_factory=list)
    months: list[tuple[dt.date, Figure]] = field(default_factory=list)


def stretch_until(desk: Desk, now: dt.datetime, days: int) -> Stretch:
    """The last days, today among them, in the team's time zone."""
    zone = zone_of(desk, now)
    today = now.astimezone(zone).date()
    return Stretch(today - dt.timedelta(days=days - 1), today, zone)


def zone_of(desk: Desk, now: dt.datetime) -> dt.tzinfo:
    """The team's time zone; that of `now` where it names none."""
    name = desk.settings.time_zone
    return ZoneInfo(name) if name else now.tzinfo or dt.UTC


def evidence_of(desk: Desk, now: dt.datetime, since: dt.date | None = None, *, mine: bool = False) -> Evidence:
    """What was kept from a day on, and some time before it; of one's own cases alone where that is asked for."""
    return _evidence(desk, now, since, desk.settings.agent.name if mine else "")


def evidence_for(desk: Desk, now: dt.datetime, asked: FiguresWanted) -> Evidence:
    """What the figures need that are asked for, and no more; ratings only as far as they are told apart there."""
    stretch = asked.stretch
    start, end = stretch.bounds
    months = [start_of(month, stretch.zone) for month in stretch.months[1:]] if asked.months else []
    parts = frozenset(name for name, wanted in asked.only._asdict().items() if wanted or name == asked.by)
    tally = RatingTally(parts, (_since(stretch.first) or _EARLIEST, start, *months, end))
    kinds = {one.kind for one in MEASURES if not asked.measures or one.id in asked.measures}
    return _evidence(desk, now, stretch.first, desk.settings.agent.name if asked.mine else "", kinds, tally)


def _since(day: dt.date | None) -> dt.datetime | None:
    """From when on what matters to some days is looked at; None where that is from the beginning."""
    return dt.datetime.combine(day - _BEFORE, dt.time()) if day is not None and day > dt.date(1971, 1, 1) else None


def _evidence(
    desk: Desk,
    now: dt.datetime,
    since: dt.date | None,
    agent: str,
    kinds: Collection[str] = KINDS,
    tally: RatingTally | None = None,
) -> Evidence:
    kept = load_outcomes(desk.records.store, _since(since), agent, kinds, tally)
    settings = desk.settings.figures
    targets = {str(name): one.reply_within for name, one in desk.settings.channels.items()}
    rules = Rules(targets, settings.fcr_window, settings.silence)
    return Evidence(kept, rules, now.astimezone(dt.UTC).replace(tzinfo=None), tally)


def figures_of(evidence: Evidence, asked: FiguresWanted) -> list[FiguresPart]:
    """The figures that are asked for; a measure of which nothing is known is left out."""
    parts = []
    for measure in MEASURES:
        if asked.measures and measure.id not in asked.measures:
            continue
        values = values_in(measure, evidence, asked.stretch, asked.keep)
        whole = figure_of(measure, values)
        if not whole.count and not whole.left_out and not asked.measures:
            continue
        groups = parted(measure, values, asked.by) if asked.by else []
        months = by_month(measure, values, asked.stretch) if asked.months else []
        parts.append(FiguresPart(measure, whole, groups, months))
    return parts


def results_of(
    desk: Desk, now: dt.datetime, keep: Callable[[Group], bool], untouched: tuple[str, str] | None = None
) -> list[tuple[Result, Difference | None]]:
    """What became of every event until now, the first one first.

    `untouched` is a part and a name: the group that no event touched; then the difference of both changes is told.
    """
    zone, events = zone_of(desk, now), desk.settings.figures.events
    past = sorted((one for one in events if one.on <= now.astimezone(zone).date()), key=lambda one: one.on)
    if not past:
        return []
    evidence = evidence_of(desk, now, past[0].on - dt.timedelta(weeks=WEEKS))

    def other(group: Group) -> bool:
        return untouched is not None and getattr(group, untouched[0]).lower() == untouched[1]

    found = []
    for event in past:
        result = result_of(event, evidence, zone, past, lambda group: keep(group) and not other(group))
        measure = BY_ID[event.primary]
        groups = (lambda group: keep(group) and not other(group), lambda group: keep(group) and other(group))
        sides = [cells_of(measure, event, evidence, zone, group) for group in groups] if untouched else []
        found.append((result, against(*sides) if sides else None))
    return found


def unknown_of(evidence: Evidence) -> Sequence[str]:
    """What cannot be counted at all, in words."""
    old = evidence.kept.undated
    undated = sum(one.number for one in evidence.kept.ratings if one.at is None)
    said = []
    if old:
        many = "case says" if old == 1 else "cases say"
        said.append(f"{old:,} {many} no moment of coming (older records, or no mail), and no time is counted of it.")
    if undated:
        many = "rating says" if undated == 1 else "ratings say"
        said.append(f"{undated:,} {many} no day, and stand in no period.")
    return said
