"""What series of measures say, held to few false alarms over all of them."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from hoshin.base.periods import Period
from hoshin.measures.rows import ActualRow
from hoshin.measures.services import define_measure, record_actuals
from hoshin.signals.assembly.statistics import WatchedSeries, series_of_measures, spoken_of
from hoshin.signals.models import Signal
from hoshin.signals.sentences import sentence_of
from hoshin.signals.services import look_at_everything
from hoshin.strategy.models import Objective
from hoshin.strategy.services import set_contribution

MONTHS = tuple(Period.parse("2026-10").shift(-back) for back in range(35, -1, -1))


def series(measure, values, *, unit=1, is_key=False):
    return WatchedSeries(measure, unit, "higher", is_key, MONTHS[-len(values) :], np.array(values, dtype=float))


def noise(count, seed, **more):
    draw = np.random.default_rng(seed)
    return [series(number, draw.normal(50, 3, 36), unit=number % 10, **more) for number in range(1, count + 1)]


def test_one_that_leaps_is_heard_among_a_hundred_that_do_not():
    calm = noise(100, 7)
    leaping = series(999, [*np.random.default_rng(3).normal(50, 3, 35), 90.0], unit=3)
    found = spoken_of([*calm, leaping])
    of_leap = [one for one in found.spoken if one.series.measure == 999]
    assert [one.family for one in of_leap if one.is_beyond] == ["unusual"]
    assert of_leap[0].direction == "up"
    assert len({one.series.measure for one in found.spoken}) <= 2


def test_noise_alone_says_hardly_anything():
    said = [len(spoken_of(noise(60, seed)).spoken) > 0 for seed in range(10)]
    # At a rate of 0.1 in each of three families, and three standard errors.
    assert sum(said) / len(said) <= 0.1 * 3 + 3 * (0.3 * 0.7 / 10) ** 0.5


def test_a_short_series_and_one_without_its_last_value_are_unknown_and_not_false():
    short, silent = series(1, [1.0, 2.0, 3.0]), series(2, [*range(20), np.nan])
    assert spoken_of([short, silent]).unknown == {1, 2}


def test_that_a_key_result_goes_where_it_should_is_no_news():
    """Of two hundred that rise to their targets nothing is said; of one that falls it is, and of a measure that rises."""
    up = [replace(one, values=one.values + 3 * np.arange(36), is_of_goal=True) for one in noise(200, 4)]
    away = replace(series(998, np.arange(36)[::-1]), is_of_goal=True)
    trends = [one for one in spoken_of([*up, away, series(999, np.arange(36))]).spoken if one.family == "trend"]
    assert {(one.series.measure, one.direction) for one in trends} == {(998, "down"), (999, "up")}


@pytest.mark.django_db
def test_a_year_that_rises_is_a_trend_for_the_better(year_world, november, system):
    look_at_everything(system)
    found = Signal.objects.filter(rule="trend", measure__code="k4")
    assert [one.direction for one in found] == ["favourable"]
    assert sentence_of(found[0]).startswith("k4 has been rising over 12 periods, by 1 a period: 75 in October 2026")
    assert 0 < found[0].p_value < 0.01


@pytest.mark.django_db
def test_few_events_are_judged_as_counts(supplied_world, november, office, system):
    """By their ranges nine after so few would be chance; a quarter of twenty cases is chance, of four hundred it is not."""
    draw = np.random.default_rng(5)
    grow = Objective.objects.get(code="GROW")
    months = MONTHS[-24:]
    events = define_measure(office, code="OUT", name="Outages", aggregation="sum", direction="lower")
    few, many = (
        define_measure(office, code=code, name=code, aggregation="ratio", unit_of_measure="%", direction="lower")
        for code in ("FEW", "MANY")
    )
    rows = [
        ActualRow(events.pk, None, month.start, value=float(count))
        for month, count in zip(months, [*draw.poisson(1.5, 23), 9], strict=True)
    ]
    for measure, cases in ((few, 20), (many, 400)):
        failed = [*draw.binomial(cases, 0.1, 23), cases // 4]
        rows += [
            ActualRow(measure.pk, None, month.start, numerator=float(count), denominator=float(cases))
            for month, count in zip(months, failed, strict=True)
        ]
    record_actuals(office, rows, meant=range(1, len(rows) + 1))
    for measure in (events, few, many):
        set_contribution(office, parent=grow, child=measure)
    found = {one.measure: one for one in series_of_measures([events.pk, few.pk, many.pk], date(2026, 11, 23))}
    assert found[events.pk].counted.cases is None
    assert found[many.pk].counted.scale == 100.0
    look_at_everything(system)
    said = Signal.objects.filter(rule="unusual").order_by("measure__code").values_list("measure__code", "direction")
    assert list(said) == [("MANY", "adverse"), ("OUT", "adverse")]
    assert "outside its usual range of 0 to 6" in sentence_of(Signal.objects.get(rule="unusual", measure=events))
