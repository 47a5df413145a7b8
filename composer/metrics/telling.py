"""Telling: what became of an event, in sentences that claim no more than the numbers show."""

from __future__ import annotations

import math
from collections.abc import Iterator

from composer.metrics.before_after import GuardResult, MeasureChange, Result
from composer.metrics.differences import Difference
from composer.metrics.measures import FigureUnit
from composer.metrics.proportions import Interval
from composer.metrics.saying import amount
from composer.metrics.words import WordsUse
from kb.text import count_of

NARROW = (
    "Intervals of weekly figures are somewhat too narrow in all methods (Turner and others 2021). An event beside "
    "others says what came after it, not why."
)


def change_words(change: MeasureChange) -> str:
    """A change with its limits, its counts and what may be said of it."""
    measure, verdict = change.measure, change.verdict
    before, after = change.before, change.after
    if min(before.count, after.count) < 10:
        return f"{measure.title}: {_few(before.count)} before and {_few(after.count)} after, too few to compare."
    limits = _limits(change)
    values = f"{amount(before.interval.value, measure.unit)} → {amount(after.interval.value, measure.unit)}"
    counts = f"{before.count:,} and {after.count:,} {measure.counts}s"
    said = f"{measure.title} {values} ({limits}{counts})."
    return f"{said} {judgement(change)}".rstrip() if min(verdict.before, verdict.after) >= 30 else said


def judgement(change: MeasureChange) -> str:
    """Whether it is more than chance, and by what that is seen."""
    verdict = change.verdict
    placebo = verdict.placebo
    dates = f"{placebo.as_much} of {placebo.dates} other dates moved as much" if placebo.dates else ""
    low = " A bad month is often followed by a better one, and this one was." if change.after_a_low else ""
    if change.more_than_chance:
        return f"This is more than chance: it stands out from the trend{f', and {dates}' if dates else ''}.{low}"
    why = verdict.why_not
    if not why:
        why = (
            "among so many measures, one moves as much by chance" if change.raised is not None else "times vary as much"
        )
    if why.startswith("there are fewer"):
        return f"Whether this is chance cannot be told: {why}.{low}"
    return f"This can be chance: {why}{f'; {dates}' if dates else ''}.{low}"


def _limits(change: MeasureChange) -> str:
    verdict = change.verdict
    if change.measure.unit is FigureUnit.TIME:
        if change.ratio is None:
            return ""
        value, low, high = (f"{limit:.2f}" for limit in change.ratio)
        return f"{value} times as long, between {low} and {high}; "
    interval = verdict.interval
    if interval is None:
        return ""
    value, low, high = (_points(limit) for limit in interval)
    return f"{value} like for like, between {low} and {high}; "


def _points(value: float) -> str:
    return f"{math.floor(100 * value + 0.5):+d}".replace("-", "\N{MINUS SIGN}").replace("+0", "0")


def _few(count: int) -> str:
    return "fewer than 5" if 0 < count < 5 else str(count)


def result_lines(result: Result) -> Iterator[str]:
    """What became of an event, line by line."""
    event = result.event
    washout = f", {count_of(event.washout.days, 'day')} after it left out" if event.washout else ""
    yield f"{event.on}  {event.name} (to change: {result.primary.measure.title}{washout})"
    yield f"  {change_words(result.primary)}"
    for guard, change, held in result.guards:
        verb = "grow" if guard.change >= 0 else "fall"
        unit = "%" if change.measure.unit is FigureUnit.TIME else "points"
        words = f"{change.measure.title} must not {verb} by more than {abs(guard.change) * 100:g} {unit}"
        mark = {
            GuardResult.YES: "It held",
            GuardResult.NO: "It did not hold",
            GuardResult.OPEN: "Whether it held cannot be told yet",
        }[held]
        yield f"  Guard: {words}. {mark}. {change_words(change)}"
    for change in result.others:
        yield f"  Also: {change_words(change)}"
    if result.others:
        yield "  “Also” was not the aim. Of many measures some always move; Holm's rule counts that in."
    for other in result.also:
        yield f"  Beside it: {other.name} on {other.on}, so that the two cannot be told apart."


def compared_words(result: Result, more: Difference | None, name: str) -> str:
    """How much more the primary measure changed than in the group that the event did not touch."""
    title = result.primary.measure.title
    if more is None:
        return f"Against {name}: too little of it on both sides to compare."
    value, low, high = more.interval()
    end = "" if low > 0 or high < 0 else " That there is no difference is among the likely values."
    if result.primary.measure.unit is FigureUnit.TIME:
        times = f"{math.exp(value):.2f} times, between {math.exp(low):.2f} and {math.exp(high):.2f},"
        return f"Against {name}: {title} became {times} as long as it did there.{end}"
    points = f"{_points(value)} points, between {_points(low)} and {_points(high)}"
    return f"Against {name}: {title} changed by {points}, compared with the change there.{end}"


def result_data(result: Result, more: Difference | None = None) -> dict[str, object]:
    """What became of an event, as data; and how much `more` it changed than in a group that it did not touch."""
    limits = more.interval() if more else None
    if limits and result.primary.measure.unit is FigureUnit.TIME:
        limits = Interval(*map(math.exp, limits))
    return {
        "more_than_there": [_finite(limit) for limit in limits] if limits else None,
        "on": result.event.on.isoformat(),
        "event": result.event.name,
        "primary": change_data(result.primary),
        "guards": [
            {"measure": guard.measure, "at_most": guard.change, "held": str(held), "change": change_data(change)}
            for guard, change, held in result.guards
        ],
        "others": [change_data(change) for change in result.others],
        "beside": [one.name for one in result.also],
    }


def change_data(change: MeasureChange) -> dict[str, object]:
    """A change as data; what rests on too few is left empty."""
    verdict, few = change.verdict, min(change.before.count, change.after.count) < 10
    interval = change.ratio if change.measure.unit is FigureUnit.TIME else verdict.interval
    return {
        "measure": change.measure.id,
        "before": None if few else _finite(change.before.interval.value),
        "after": None if few else _finite(change.after.interval.value),
        "counts": None if few else [change.before.count, change.after.count],
        "change": None if interval is None else [_finite(limit) for limit in interval],
        "times_as_long": change.measure.unit is FigureUnit.TIME,
        "more_than_chance": change.more_than_chance,
        "why_not": verdict.why_not,
        "other_dates": [verdict.placebo.as_much, verdict.placebo.dates],
        "sentence": change_words(change),
    }


def _finite(value: float) -> float | None:
    return round(value, 6) if math.isfinite(value) else None


def words_line(one: WordsUse) -> str:
    """What became of an article or a phrase, on one line."""
    share = amount(one.satisfied.value, FigureUnit.SHARE)
    limits = f"{100 * one.satisfied.low:.0f} to {100 * one.satisfied.high:.0f}"
    usual = "nothing like it to compare" if math.isnan(one.usual) else f"others {amount(one.usual, FigureUnit.SHARE)}"
    mark = "more than chance" if one.differs else ""
    parts = (
        one.what.ljust(8), one.name.ljust(30), f"used {one.used:,}".ljust(11), f"rated {one.rated:,}".ljust(12),
        f"{share} ({limits}), drawn to all {amount(one.estimate, FigureUnit.SHARE)}; {usual}", mark,
    )  # fmt: skip
    return "  ".join(parts).rstrip()


def words_data(one: WordsUse) -> dict[str, object]:
    """The same as data."""
    return {
        "what": one.what,
        "name": one.name,
        "used": one.used,
        "rated": one.rated,
        "satisfied": [_finite(limit) for limit in one.satisfied],
        "estimate": _finite(one.estimate),
        "usual": _finite(one.usual),
        "p": _finite(one.p),
        "more_than_chance": one.differs,
    }
