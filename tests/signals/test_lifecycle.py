"""A signal is raised once, seen again, resolved when it is false for two days, and opened again soon after."""

from datetime import timedelta

import pytest
from tests.worlds import OCTOBER

from hoshin.base import clock
from hoshin.measures.services import record_actual, withdraw_actual
from hoshin.notices.models import Notice
from hoshin.scorecards.statuses import AT_RISK, ON_TRACK
from hoshin.signals.models import Signal, SignalDirection, SignalState
from hoshin.signals.sentences import sentence_of
from hoshin.signals.services import look_at_everything, look_at_measures

pytestmark = pytest.mark.django_db


def happened(signal):
    return list(signal.events.values_list("what", flat=True))


def days_later(days):
    return clock.fixed(clock.now() + timedelta(days=days))


def test_a_fall_is_raised_once_with_the_numbers_it_compared(fallen):
    signal = fallen.signal()
    assert (signal.direction, str(signal.period), signal.severity) == (SignalDirection.ADVERSE, "2026-09", 2)
    assert signal.facts == {
        "was": ON_TRACK, "now": AT_RISK, "before": 90.0, "after": 40.0, "line": 70.0, "period": "2026-09",
    }  # fmt: skip
    assert sentence_of(signal) == (
        "Revenue fell from On track to At risk in September 2026: score 40 after 90, the line is 70"
    )
    first = {row.pk: row.count for row in Signal.objects.all()}
    with days_later(1):
        look_at_everything(fallen.worker)
    assert {row.pk: row.count for row in Signal.objects.all()} == first
    assert happened(fallen.signal()) == ["raised"]


def test_what_one_measure_explains_is_folded_under_it(fallen):
    grow = fallen.signal(measure=None, objective=fallen.grow)
    assert grow.folded_under == fallen.signal()
    assert happened(grow) == ["raised", "folded"]


def test_it_resolves_after_two_days_and_comes_back_within_its_cool_down(fallen):
    record_actual(fallen.office, measure=fallen.rev, period=OCTOBER, value=45)
    look_at_measures(fallen.worker, [fallen.rev.pk])
    assert fallen.signal(direction="favourable").state == SignalState.OPEN
    assert fallen.signal(direction="favourable").told_at is None, "what turned for the better asks nothing of anybody"
    states = []
    for days in (1, 2):
        with days_later(days):
            look_at_everything(fallen.worker)
            states.append(fallen.signal(direction="adverse").state)
    assert states == [SignalState.OPEN, SignalState.RESOLVED]
    told = Notice.objects.filter(kind="signal_raised").count()
    record_actual(fallen.office, measure=fallen.rev, period=OCTOBER, value=10)
    with days_later(3):
        look_at_everything(fallen.worker)
    again = fallen.signal(direction="adverse")
    assert (again.state, again.count, again.facts["after"]) == (SignalState.OPEN, 2, 20.0)
    assert happened(again) == ["raised", "resolved", "reopened"]
    assert Notice.objects.filter(kind="signal_raised").count() == told


def test_missing_data_resolves_nothing(fallen):
    for period in ("2026-08", "2026-09", "2026-10"):
        withdraw_actual(fallen.office, measure=fallen.rev, period=OCTOBER.parse(period))
    for days in (1, 2, 3):
        with days_later(days):
            look_at_everything(fallen.worker)
    assert fallen.signal().state == SignalState.OPEN


def test_a_score_that_trembles_around_its_line_is_no_news(fallen):
    Signal.objects.all().delete()
    for period, value in (("2026-08", 35.5), ("2026-09", 34.5), ("2026-10", 35.5)):
        record_actual(fallen.office, measure=fallen.rev, period=OCTOBER.parse(period), value=value)
    look_at_everything(fallen.worker)
    assert not Signal.objects.filter(rule="status_changed", measure=fallen.rev).exists()


def test_a_month_that_still_runs_is_not_judged(fallen):
    record_actual(fallen.office, measure=fallen.rev, period=OCTOBER.shift(1), value=1)
    look_at_measures(fallen.worker, [fallen.rev.pk])
    assert str(fallen.signal().period) == "2026-09"


def test_nobody_is_told_twice_nor_more_than_five_times_a_week(fallen):
    told = Notice.objects.filter(kind="signal_raised", user=fallen.carl.user_id)
    assert [row.facts["signal"]["rule"] for row in told] == ["status_changed"]
    from hoshin.measures.services import define_measure

    for number in range(7):
        measure = define_measure(fallen.office, code=f"m{number}", name=f"M{number}", owner=fallen.person)
        Signal.objects.create(
            rule="trend", rule_version="1", measure=measure, direction="adverse", facts={}, priority=number,
            goes_to=fallen.person, first_seen_at=clock.now(), last_seen_at=clock.now(), severity=1,
        )  # fmt: skip
    look_at_everything(fallen.worker)
    look_at_everything(fallen.worker)
    assert told.all().count() == 5
    assert Signal.objects.filter(told_at=None, state="open", folded_under=None).exclude(rule="stale").count() == 0
