"""What a definition says is valid by date: a change never rewrites a past score unless one says so."""

from datetime import date

import pytest
from tests.scorecards.conftest import measured
from tests.scorecards.recomputation import differences
from tests.worlds import OCTOBER, SEPTEMBER

from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.base.errors import Invalid
from hoshin.base.periods import Period
from hoshin.exchange.workbook import export, import_workbook
from hoshin.measures.definitions import DatedDefinition, SaidUntil, said_since
from hoshin.measures.models import Measure, PastDefinition
from hoshin.measures.rows import MeasureRow
from hoshin.measures.services import change_measure, record_actual, upsert_measures
from hoshin.org.models import Unit
from hoshin.scorecards.models import Score
from hoshin.scorecards.selectors import explanation, node_of
from hoshin.strategy.services import change_plan

pytestmark = pytest.mark.django_db
NOVEMBER = Period.parse("2026-11")
A, B, C = (DatedDefinition(direction, "last", "sum", "", "auto") for direction in ("higher", "lower", "band"))


def day(month, number=1):
    return date(2026, month, number)


def score(code, period):
    return Score.objects.get(node__measure__code=code, node__unit=None, period=period.start).score


def stored(plan):
    return list(Score.objects.filter(node__plan=plan, period__lte=OCTOBER.start).order_by("node", "period").values())


@pytest.fixture
def with_november(enterprise, system):
    record_actual(system, measure=Measure.objects.get(code="k1"), period=NOVEMBER, value=30)
    return enterprise


@pytest.mark.parametrize(
    ("spans", "since", "changes", "expected"),
    [
        ([(None, A)], day(3), {"direction": "lower"}, [(day(3), A), (None, B)]),
        ([(None, A)], None, {"direction": "lower"}, [(None, B)]),
        ([(day(3), A), (None, B)], day(3), {"direction": "higher"}, [(None, A)]),
        ([(day(3), A), (None, B)], day(5), {"direction": "band"}, [(day(3), A), (day(5), B), (None, C)]),
        ([(day(3), A), (day(5), B), (None, C)], day(4), {"direction": "higher"}, [(day(3), A), (day(4), B), (None, A)]),
        ([(day(3), A), (None, B)], None, {"direction": "band"}, [(None, C)]),
    ],
)
def test_spans_follow_each_other_and_never_say_the_same_twice(spans, since, changes, expected):
    found = said_since([SaidUntil(*span) for span in spans], since, changes)
    assert [(span.until, span.said) for span in found] == expected


def test_another_direction_holds_from_now_on_and_the_past_stays_to_the_bit(with_november, system):
    past = stored(with_november)
    change_measure(system, measure=Measure.objects.get(code="k1"), direction="lower", method="percent_of_target")
    assert stored(with_november) == past
    assert score("k1", NOVEMBER) == 100.0
    assert differences(with_november) == []
    record_actual(system, measure=Measure.objects.get(code="k1"), period=SEPTEMBER, value=90)
    assert score("k1", SEPTEMBER) == 90.0
    assert differences(with_november) == []


def test_a_change_from_an_earlier_day_or_from_the_beginning_is_asked_for(with_november, system):
    k1 = Measure.objects.get(code="k1")
    before = score("k1", SEPTEMBER)
    k1 = change_measure(system, measure=k1, method="unscored", valid_from=day(10, 15))
    assert (score("k1", SEPTEMBER), score("k1", OCTOBER), score("k1", NOVEMBER)) == (before, None, None)
    assert list(PastDefinition.objects.values_list("valid_to", "method")) == [(day(10), "auto")]
    assert differences(with_november) == []
    change_measure(system, measure=k1, method="unscored", direction="lower", is_from_beginning=True)
    assert list(PastDefinition.objects.values_list("method", "direction")) == [("auto", "lower")]
    assert differences(with_november) == []
    with pytest.raises(Invalid, match="day to come"):
        change_measure(system, measure=k1, method="auto", valid_from=day(12))


def test_what_was_never_observed_and_what_is_taken_back_at_once_leave_no_trace(with_november, system):
    new = measured(with_november_objective(with_november), system, "new")
    change_measure(system, measure=new, direction="lower")
    k1 = change_measure(system, measure=Measure.objects.get(code="k1"), direction="lower")
    change_measure(system, measure=k1, direction="higher")
    assert not PastDefinition.objects.exists()
    assert differences(with_november) == []


def with_november_objective(plan):
    plan.objectives.filter(code="OF").update(code="O")
    return plan


def test_a_formula_of_the_past_is_still_computed_from_its_inputs(plan, system, november):
    """The measures that it read once are read for its past, and a correction of theirs reaches it there."""
    one, two = (measured(plan, system, code, aggregation="sum") for code in ("one", "two"))
    both = measured(plan, system, "both", {"baseline": 0, "target": 100}, formula="one + two", aggregation="sum")
    for period in (SEPTEMBER, NOVEMBER):
        record_actual(system, measure=one, period=period, value=10)
        record_actual(system, measure=two, period=period, value=20)
    change_measure(system, measure=both, formula="one")
    assert (score("both", SEPTEMBER), score("both", NOVEMBER)) == (30.0, 10.0)
    assert differences(plan) == []
    record_actual(system, measure=two, period=SEPTEMBER, value=50)
    assert (score("both", SEPTEMBER), score("both", NOVEMBER)) == (60.0, 10.0)
    assert differences(plan) == []
    with pytest.raises(Invalid, match="what the formula of both said once"):
        change_measure(system, measure=two, code="three")


def test_formulas_of_one_day_never_run_in_a_circle(plan, system, november):
    one, other = measured(plan, system, "one"), measured(plan, system, "other")
    total = measured(plan, system, "total", formula="one + coalesce(other, 0)")
    for period in (SEPTEMBER, NOVEMBER):
        record_actual(system, measure=one, period=period, value=10)
    change_measure(system, measure=total, formula="one")
    with pytest.raises(Invalid, match="Let it hold from 2026-11-01 on"):
        change_measure(system, measure=other, formula="total * 2", is_from_beginning=True)
    change_measure(system, measure=other, formula="total * 2")
    assert differences(plan) == []


def test_units_that_were_summed_are_averaged_from_now_on(plan, system, november):
    root = Unit.objects.create(code="ROOT", name="Root")
    held = measured(plan, system, "held", {"baseline": 0, "target": 100})
    for code in ("N", "S"):
        unit = Unit.objects.create(code=code, name=code, parent=root)
        for period in (OCTOBER, NOVEMBER):
            record_actual(system, measure=held, period=period, value=40, unit=unit)
    change_measure(system, measure=Measure.objects.get(code="held"), across_units="mean")
    assert (score("held", OCTOBER), score("held", NOVEMBER)) == (80.0, 40.0)
    assert differences(plan) == []


def test_an_import_changes_definitions_from_today_on(with_november, system):
    past = stored(with_november)
    row = MeasureRow("k1", "k1", method="unscored")
    upsert_measures(system, [row])
    assert (stored(with_november), score("k1", NOVEMBER)) == (past, None)
    assert upsert_measures(system, [row]).unchanged == 1
    assert PastDefinition.objects.count() == 1


def test_past_definitions_travel_with_an_export(with_november, system, tmp_path):
    """Read back where nothing of it is, and again where it is: the same scores, to the bit."""
    change_measure(system, measure=Measure.objects.get(code="k1"), direction="lower", valid_from=day(10))
    change_measure(system, measure=Measure.objects.get(code="k1"), method="percent_of_target")
    said = list(PastDefinition.objects.order_by("valid_to").values_list("valid_to", "direction", "method"))
    assert len(said) == 2
    scores = stored(with_november)
    export(system, tmp_path / "all")
    PastDefinition.objects.all().delete()
    import_workbook(system, tmp_path / "all")
    assert list(PastDefinition.objects.order_by("valid_to").values_list("valid_to", "direction", "method")) == said
    assert stored(with_november) == scores
    assert (
        sum((one.created + one.changed for one in import_workbook(system, tmp_path / "all").outcomes.values()), 0) == 0
    )
    assert differences(with_november) == []


def test_an_undo_takes_the_past_definition_with_it(with_november, office):
    before = score("k1", NOVEMBER)
    change_measure(office, measure=Measure.objects.get(code="k1"), direction="lower", method="percent_of_target")
    undo(office, change=Change.objects.latest("id"))
    assert not PastDefinition.objects.exists()
    assert score("k1", NOVEMBER) == before
    assert differences(with_november) == []


def test_why_says_until_when_another_definition_held_and_what_the_change_did(with_november, system):
    change_measure(system, measure=Measure.objects.get(code="k1"), method="percent_of_target")
    node = node_of(system, "k1", kind="measure")
    assert explanation(system, node, period="2026-10").inputs.said_until == day(11)
    found = explanation(system, node, period="2026-11", since="2026-10")
    assert found.inputs.said_until is None
    assert "rule" in {effect.kind for effect in found.effects}
    assert sum(effect.points for effect in found.effects) == pytest.approx(found.after - found.before)


def test_many_plans_and_days_see_the_definition_of_their_last_day(with_november, system):
    fresh = change_plan(system, plan=with_november, frequency="quarterly")
    change_measure(system, measure=Measure.objects.get(code="k1"), method="unscored")
    assert score("k1", Period.parse("2026-Q4")) is None
    assert score("k1", Period.parse("2026-Q3")) is not None
    assert differences(fresh) == []
