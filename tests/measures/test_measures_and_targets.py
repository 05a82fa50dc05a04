"""The strategy office defines measures and sets targets."""

from datetime import date

import pytest
from tests.measures.a_target import set_target

from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.base.outcome import Outcome
from hoshin.base.periods import Period
from hoshin.measures.models import Measure, Target
from hoshin.measures.rows import MeasureRow, TargetEdit, TargetRow
from hoshin.measures.selectors import measure_by_code, targets_of
from hoshin.measures.services import (
    change_measure,
    define_measure,
    record_actual,
    remove_measure,
    set_targets,
    upsert_measures,
    upsert_targets,
)
from hoshin.scorecards.selectors.measure import target_holding


def test_codes_match_without_regard_to_case_and_misspelt_ones_get_near_matches(office, revenue):
    assert measure_by_code(office, "rev ") == revenue
    with pytest.raises(NotFound, match="Did you mean REV"):
        measure_by_code(office, "REVV")
    with pytest.raises(Invalid, match="code"):
        define_measure(office, code="rev", name="Again")


def test_a_stale_version_names_who_was_faster(office, system, revenue):
    change_measure(system, measure=revenue, version=1, name="Turnover")
    with pytest.raises(Conflict, match="Command line changed"):
        change_measure(office, measure=revenue, version=1, name="Sales")
    assert Measure.objects.get().name == "Turnover"


def test_viewers_define_nothing(vera_acts):
    with pytest.raises(Denied):
        define_measure(vera_acts, code="X", name="X")


def test_formulas_are_checked_with_all_others(office, revenue):
    define_measure(office, code="COST", name="Cost", unit_of_measure="EUR")
    profit = define_measure(office, code="PROFIT", name="Profit", formula="REV - COST", unit_of_measure="EUR")
    with pytest.raises(Invalid, match="Did you mean REV"):
        define_measure(office, code="A", name="A", formula="REVV * 2")
    with pytest.raises(Invalid, match=r"computed from each other|refers to itself"):
        change_measure(office, measure=revenue, formula="PROFIT + COST")
    with pytest.raises(Invalid, match="cannot be added"):
        change_measure(office, measure=revenue, unit_of_measure="days")
    with pytest.raises(Invalid, match="which is no measure"):
        change_measure(office, measure=revenue, code="SALES")
    with pytest.raises(Invalid, match="which is no measure"):
        remove_measure(office, measure=revenue)
    assert change_measure(office, measure=profit, formula="REV - 2 * COST").formula == "REV - 2 * COST"


def test_what_was_observed_cannot_be_removed_or_change_its_frequency(office, revenue):
    record_actual(office, measure=revenue, period="2026-10", value=1)
    with pytest.raises(Invalid, match=r"1 recorded value.*Take it out of its objectives"):
        remove_measure(office, measure=revenue)
    with pytest.raises(Invalid, match="do not fit annual periods"):
        change_measure(office, measure=revenue, frequency="annual")
    with pytest.raises(Invalid, match="do not fit annual periods"):
        upsert_measures(office, [MeasureRow("REV", "Revenue", frequency="annual")])


def test_a_measure_without_values_goes(office, revenue):
    remove_measure(office, measure=revenue, version=1)
    assert not Measure.objects.exists()


def test_targets_hold_until_later_ones_and_units_have_their_own(office, revenue, north):
    set_target(office, measure=revenue, target=10)
    set_target(office, measure=revenue, period=Period.parse("2026-Q3"), target=20)
    set_target(office, measure=revenue, period=Period.parse("2026"), unit=north, target=5)
    targets = list(targets_of(office, revenue))
    in_force = [target_holding(targets, Period.parse(p), None).target for p in ("2026-06", "2026-07", "2026-12")]
    assert in_force == [10, 20, 20]
    assert target_holding(targets, Period.parse("2026-12"), north.pk).target == 5


def test_numbers_of_a_target_must_make_sense(office, revenue):
    for numbers, message in [
        ({"low": 5.0, "high": 5.0}, "low must lie below high"),
        ({"red": 5.0, "green": 4.0}, "red line lies below the green"),
        ({"target": float("nan")}, "not a number"),
        ({"tolerance": -1.0, "target": 1.0}, "negative"),
    ]:
        with pytest.raises(Invalid, match=message):
            set_target(office, measure=revenue, **numbers)
    assert not Target.objects.exists()


def test_a_sheet_of_targets_is_saved_as_a_whole(office, revenue):
    def month(number, **numbers):
        return TargetRow(revenue.pk, None, date(2026, number, 1), "monthly", **numbers)

    sheet = [TargetEdit(month(n, target=float(n))) for n in (1, 2, 3)]
    assert set_targets(office, measure=revenue, edits=[*sheet, TargetEdit(month(4))]) == Outcome(created=3)
    first, second, third = revenue.targets.order_by("starts_on")
    edits = [
        TargetEdit(month(1, target=1.0), first.pk, 1),
        TargetEdit(month(2, target=2.5), second.pk, 1),
        TargetEdit(month(3), third.pk, 1),
        TargetEdit(month(3, target=9.0)),
    ]
    assert set_targets(office, measure=revenue, edits=edits) == Outcome(created=1, changed=2, unchanged=1)
    assert list(revenue.targets.order_by("starts_on").values_list("target", flat=True)) == [1.0, 2.5, 9.0]
    with pytest.raises(Conflict):
        set_targets(office, measure=revenue, edits=[TargetEdit(month(2, target=3.0), second.pk, 1)])
    with pytest.raises(Invalid, match="lines 1 and 2") as error:
        set_targets(office, measure=revenue, edits=[TargetEdit(month(7, target=1.0)), TargetEdit(month(7, target=2.0))])
    assert error.value.problems[0].row == 2
    february = revenue.targets.get(starts_on="2026-02-01")
    set_targets(office, measure=revenue, edits=[TargetEdit(month(2), february.pk, 2, is_removed=True)])
    assert revenue.targets.count() == 2


def test_many_measures_and_targets_at_once_are_idempotent(office):
    rows = [MeasureRow(f"M{n}", f"Measure {n}", unit_of_measure="EUR") for n in range(50)]
    rows.append(MeasureRow("SUM", "Sum", formula="M1 + M2", unit_of_measure="EUR"))
    assert upsert_measures(office, rows) == Outcome(created=51)
    assert upsert_measures(office, rows) == Outcome(unchanged=51)
    changed = [MeasureRow("m0", "Other name", unit_of_measure="EUR"), *rows[1:]]
    assert upsert_measures(office, changed) == Outcome(changed=1, unchanged=50)
    assert Measure.objects.get(name="Other name").code == "M0"
    ids = Measure.objects.values_list("pk", flat=True)
    targets = [TargetRow(pk, target=1.0) for pk in ids]
    assert upsert_targets(office, targets) == Outcome(created=51)
    assert upsert_targets(office, targets) == Outcome(unchanged=51)


def test_all_faults_of_a_batch_are_named(office):
    rows = [
        MeasureRow("A", "a", window="rolling"),
        MeasureRow("B", "b", natural_limit=float("inf")),
        MeasureRow("a", "again"),
        MeasureRow("C", "c", starts_on=date(2026, 1, 1), due_on=date(2025, 1, 1)),
    ]
    with pytest.raises(Invalid) as error:
        upsert_measures(office, rows)
    assert [(p.row, p.field) for p in error.value.problems] == [
        (1, "window_length"),
        (2, "natural_limit"),
        (3, "code"),
        (4, "due_on"),
    ]
    with pytest.raises(Invalid, match=r"no such choice|not a valid choice"):
        upsert_measures(office, [MeasureRow("D", "d", direction="sideways")])
    assert not Measure.objects.exists()
