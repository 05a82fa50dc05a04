"""Somebody records a value, corrects it, takes it back; nothing that was known is lost."""

from datetime import UTC, datetime

import pytest

from hoshin.audit.models import Change
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.base.periods import Period
from hoshin.measures.models import Actual
from hoshin.measures.selectors import actuals_as_of, current_actuals, history_of_actual, restatements
from hoshin.measures.services import change_measure, define_measure, record_actual, withdraw_actual
from hoshin.org.models import Person

OCTOBER = Period.parse("2026-10")


def at(hour):
    return clock.fixed(datetime(2026, 11, 23, hour, tzinfo=UTC))


def test_a_value_is_recorded_with_who_and_through_which_face(office, revenue):
    actual = record_actual(office, measure=revenue, period="2026-10", value=12.5, note="from the ledger").actual
    assert (actual.value, actual.period.isoformat(), actual.superseded_at) == (12.5, "2026-10-01", None)
    change = Change.objects.get(pk=actual.change_id)
    assert (change.actor_name, change.face, change.verb) == ("Olga Office", "web", "record_actual")
    assert change.text == "Recorded Revenue for October 2026: 12.5\u00a0EUR"


def test_a_correction_keeps_what_was_known(office, revenue):
    with at(9):
        record_actual(office, measure=revenue, period=OCTOBER, value=10)
    with at(11):
        record_actual(office, measure=revenue, period=OCTOBER, value=12, note="restated")
    assert [row.value for row in current_actuals(office, revenue)] == [12]
    assert [row.value for row in actuals_as_of(office, revenue, datetime(2026, 11, 23, 10, tzinfo=UTC))] == [10]
    assert not actuals_as_of(office, revenue, datetime(2026, 11, 23, 8, tzinfo=UTC)).exists()
    history = history_of_actual(office, revenue, OCTOBER)
    assert [(v.value, v.recorded_by, v.face) for v in history] == [
        (12, "Olga Office", "web"),
        (10, "Olga Office", "web"),
    ]
    assert history[1].superseded_at == history[0].recorded_at
    assert [row.value for row in restatements(office, revenue)] == [12]


def test_the_same_again_changes_nothing(office, revenue):
    first = record_actual(office, measure=revenue, period=OCTOBER, value=10, note="n")
    changes = Change.objects.count()
    again = record_actual(office, measure=revenue, period=OCTOBER, value=10, note=" n ", expected_id=0)
    assert again.actual.pk == again.replaced == first.actual.pk
    assert (Actual.objects.count(), Change.objects.count()) == (1, changes)


def test_whoever_saw_an_older_value_is_told_whose_came_first(office, system, revenue):
    shown = record_actual(office, measure=revenue, period=OCTOBER, value=10)
    record_actual(system, measure=revenue, period=OCTOBER, value=11)
    with pytest.raises(Conflict, match=r"Command line recorded 11 of REV for October 2026 at"):
        record_actual(office, measure=revenue, period=OCTOBER, value=12, expected_id=shown.actual.pk)
    with pytest.raises(Conflict, match="recorded 11"):
        record_actual(office, measure=revenue, period=OCTOBER, value=12, expected_id=0)
    assert current_actuals(office, revenue).get().value == 11


def test_a_value_is_withdrawn_and_can_come_back(office, revenue):
    record_actual(office, measure=revenue, period=OCTOBER, value=10)
    withdraw_actual(office, measure=revenue, period=OCTOBER, note="wrong month")
    assert not current_actuals(office, revenue).exists()
    assert [version.is_withdrawn for version in history_of_actual(office, revenue, OCTOBER)] == [True, False]
    record_actual(office, measure=revenue, period=OCTOBER, value=10)
    assert current_actuals(office, revenue).get().value == 10
    with pytest.raises(NotFound):
        withdraw_actual(office, measure=revenue, period="2026-09")


def test_a_ratio_is_computed_from_its_parts(office, on_time):
    assert record_actual(office, measure=on_time, period=OCTOBER, numerator=45, denominator=50).actual.value == 90
    with pytest.raises(Invalid, match="denominator is 0"):
        record_actual(office, measure=on_time, period=OCTOBER, numerator=45, denominator=0)
    with pytest.raises(Invalid, match="no denominator"):
        record_actual(office, measure=on_time, period=OCTOBER, numerator=45)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), None])
def test_what_is_no_number_is_refused(office, revenue, value):
    with pytest.raises(Invalid, match="REV"):
        record_actual(office, measure=revenue, period=OCTOBER, value=value)
    assert not Actual.objects.exists()


@pytest.mark.parametrize(
    ("period", "message"),
    [
        ("2026-Q3", r"observed monthly, and 2026-Q3 is quarterly.*2026-07"),
        ("2026-13", "no period"),
        ("soon", "not a period"),
    ],
)
def test_a_period_must_be_one_of_the_measure(office, revenue, period, message):
    with pytest.raises(Invalid, match=message):
        record_actual(office, measure=revenue, period=period, value=1)


def test_a_computed_measure_cannot_be_recorded(office, revenue):
    double = define_measure(office, code="DOUBLE", name="Twice", formula="REV * 2", unit_of_measure="EUR")
    with pytest.raises(Invalid, match="computed by a formula"):
        record_actual(office, measure=double, period=OCTOBER, value=1)


def test_units_have_values_of_their_own(office, revenue, north):
    record_actual(office, measure=revenue, period=OCTOBER, value=10)
    record_actual(office, measure=revenue, period=OCTOBER, value=3, unit=north)
    rows = current_actuals(office, revenue)
    assert sorted((row.unit.code if row.unit else "", row.value) for row in rows) == [("", 10), ("NORTH", 3)]


def test_a_contributor_records_what_they_own_or_supply_and_nothing_else(office, carl_acts, vera_acts, revenue):
    with pytest.raises(Denied, match="REV is not one of them"):
        record_actual(carl_acts, measure=revenue, period=OCTOBER, value=1)
    carl = Person.objects.get(employee_id="C1")
    revenue = change_measure(office, measure=revenue, version=revenue.version, supplier=carl)
    assert record_actual(carl_acts, measure=revenue, period=OCTOBER, value=1).actual.value == 1
    with pytest.raises(Denied):
        record_actual(vera_acts, measure=revenue, period=OCTOBER, value=2)
