"""A picture of months: where its values, its scale, its months and its events stand."""

from __future__ import annotations

import datetime as dt

from composer.figure_settings import Event
from composer.metrics.figures import Figure
from composer.metrics.measures import BY_ID
from composer.metrics.pages import picture_of
from composer.metrics.proportions import Interval

MONTHS = [dt.date(2026, month, 1) for month in (6, 7, 8)]


def share(value: float, count: int = 20) -> Figure:
    """A share of so many, with an interval a tenth wide on both sides."""
    return Figure(BY_ID["csat"], "", count, Interval(value, value - 0.1, value + 0.1))


def test_higher_values_stand_higher_on_a_scale_from_none_to_all() -> None:
    months = [(month, share(value)) for month, value in zip(MONTHS, (0.3, 0.5, 0.7), strict=True)]
    picture = picture_of(months, [])
    assert picture is not None
    none, half, whole = picture.scale
    assert [mark.words for mark in picture.scale] == ["0 %", "50 %", "100 %"]
    assert whole.y < half.y < none.y == picture.floor
    low, middle, high = picture.dots
    assert low.x < middle.x < high.x
    assert high.y < middle.y == half.y < low.y
    assert low.top < low.y < low.bottom
    assert [(mark.x, mark.words) for mark in picture.months] == [
        (low.x, "2026-06"),
        (middle.x, "2026-07"),
        (high.x, "2026-08"),
    ]


def test_an_event_stands_at_its_day_and_is_told_where_it_lies_in_the_picture() -> None:
    days = {"before": dt.date(2026, 5, 31), "training": dt.date(2026, 7, 16), "after": dt.date(2026, 9, 1)}
    picture = picture_of([(month, share(0.5)) for month in MONTHS], [Event(day, name) for name, day in days.items()])
    assert picture is not None
    assert [mark.words for mark in picture.events] == ["training"]
    assert abs(picture.events[0].x - picture.dots[1].x) < 5
    assert picture.description.endswith(" Event on 2026-07-16: training.")


def test_there_is_no_picture_of_fewer_than_two_months_that_can_be_shown() -> None:
    assert picture_of([(MONTHS[0], share(0.5)), (MONTHS[1], share(0.5, count=9))], []) is None
