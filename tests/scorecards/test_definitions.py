"""What a definition says is valid by date: a change never rewrites a past score unless one says so."""

from datetime import date

import pytest
from tests.scorecards.conftest import measured
from tests.scorecards.recomputation import differences
from tests.worlds import OCTOBER, SEPTEMBER

from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.base.dated import SaidUntil, said_since
from hoshin.base.errors import Invalid
from hoshin.base.periods import Period
from hoshin.exchange.workbook import export, import_workbook
from hoshin.measures.definitions import DatedDefinition
from hoshin.measures.models import Measure, PastDefinition
from hoshin.measures.rows import MeasureRow
from hoshin.measures.services import change_measure, record_actual, upsert_measures
from hoshin.org.models import Unit
from hoshin.scorecards.models import Score
from hoshin.scorecards.selectors import (
    explanation,
    measure_detail,
    node_of,
    plan_scores_rewritten,
    scores_rewritten,
)
from hoshin.scorecards.services import rescore_plan
from hoshin.strategy.models import PastPlanDefinition, Plan
from hoshin.strategy.rows import PlanRow
from hoshin.strategy.services import change_plan, create_plan, upsert_plans

pytestmark = pytest.mark.django_db
NOVEMBER = Period.parse("2026-11")
A, B, C = (
    DatedDefinition(direction, "last", "sum", "raw", "", "auto", "period", None, "skip", "flat", None, None, None)
    for direction in ("higher", "lower", "band")
)


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
    assert list(PastDefinition.objects.values_list("valid_to", "method")) == [(day(10, 15), "auto")]
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
    with pytest.raises(Invalid, match="Let it hold from 2026-11-23 on"):
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


def test_units_are_scored_one_by_one_from_the_day_that_is_said(plan, system, november):
    """What is shown before saving is what saving does, the graph between the measure and its units included."""
    root = Unit.objects.create(code="ROOT", name="Root")
    held = measured(plan, system, "held", {"baseline": 0, "target": 100}, across_units="sum")
    for code, value in (("N", 60), ("S", 80)):
        unit = Unit.objects.create(code=code, name=code, parent=root)
        for period in (SEPTEMBER, OCTOBER, NOVEMBER):
            record_actual(system, measure=held, period=period, value=value, unit=unit)
    past = stored(plan)
    held = change_measure(system, measure=Measure.objects.get(code="held"), roll_up="score")
    assert (stored(plan), score("held", NOVEMBER)) == (past, 70.0)
    held = change_measure(system, measure=held, roll_up="raw")
    shown = scores_rewritten(system, held, {"roll_up": "score"}, day(10))
    held = change_measure(system, measure=held, roll_up="score", valid_from=day(10))
    assert [score("held", period) for period in (SEPTEMBER, OCTOBER, NOVEMBER)] == [100.0, 70.0, 70.0]
    assert [(one.code, one.after) for one in shown.first if one.code == "held"] == [("held", 70.0)]
    assert differences(plan) == []
    change_measure(system, measure=held, roll_up="raw", is_from_beginning=True)
    assert (stored(plan), score("held", NOVEMBER)) == (past, 100.0)
    assert differences(plan) == []


def test_what_is_observed_more_rarely_than_its_scorecard_is_kept_moves_no_earlier_month(plan, system, november):
    yearly = measured(plan, system, "yearly", {"baseline": 0, "target": 100}, frequency="annual")
    record_actual(system, measure=yearly, period="2025", value=60)
    record_actual(system, measure=measured(plan, system, "other"), period=NOVEMBER, value=1)
    past = stored(plan)
    change_measure(system, measure=Measure.objects.get(code="yearly"), direction="lower", method="percent_of_target")
    assert (stored(plan), score("yearly", NOVEMBER)) == (past, 100.0)
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
    assert explanation(system, node, period="2026-10").inputs.said_until == day(11, 23)
    found = explanation(system, node, period="2026-11", since="2026-10")
    assert found.inputs.said_until is None
    assert "rule" in {effect.kind for effect in found.effects}
    assert sum(effect.points for effect in found.effects) == pytest.approx(found.after - found.before)


def test_other_cut_points_hold_from_now_on_and_the_past_stays_to_the_bit(with_november, system):
    past = stored(with_november)
    fresh = change_plan(system, plan=with_november, red_below=20.0, green_from=25.0, min_coverage=0.0)
    assert stored(with_november) == past
    assert Score.objects.get(node__measure__code="k1", period=NOVEMBER.start).status == 3
    assert list(PastPlanDefinition.objects.values_list("valid_to", "red_below")) == [(day(11, 23), 40.0)]
    assert differences(fresh) == []
    record_actual(system, measure=Measure.objects.get(code="k1"), period=SEPTEMBER, value=30)
    assert Score.objects.get(node__measure__code="k1", period=SEPTEMBER.start).status == 1
    assert differences(fresh) == []


def test_other_cut_points_from_an_earlier_day_say_first_which_scores_they_rewrite(with_november, system):
    """Both cut points hold together, and official scores stay."""
    changes = {"green_from": 90.0}
    shown = plan_scores_rewritten(system, with_november, changes, day(10))
    before = dict(Score.objects.filter(period=OCTOBER.start).values_list("node", "status"))
    past = list(Score.objects.filter(period=SEPTEMBER.start).order_by("node").values())
    fresh = change_plan(system, plan=with_november, valid_from=day(10), **changes)
    after = dict(Score.objects.filter(period=OCTOBER.start).values_list("node", "status"))
    assert [(period, count) for period, count in shown.periods] == [
        (OCTOBER, sum(before[node] != after[node] for node in after))
    ]
    assert (shown.count > 0, all(one.status_before != one.status_after for one in shown.first)) == (True, True)
    assert list(Score.objects.filter(period=SEPTEMBER.start).order_by("node").values()) == past
    fresh = change_plan(system, plan=fresh, red_below=80.0, is_from_beginning=True)
    assert not PastPlanDefinition.objects.exists()
    assert differences(fresh) == []
    with pytest.raises(Invalid, match="day to come"):
        change_plan(system, plan=fresh, red_below=10.0, valid_from=day(12))


def test_a_plan_without_a_score_has_nothing_to_keep(with_november, system):
    change_plan(system, plan=create_plan(system, code="NEW", name="New"), red_below=10.0)
    assert not PastPlanDefinition.objects.exists()


def test_what_plans_said_travels_with_an_export(with_november, system, tmp_path):
    fresh = change_plan(system, plan=with_november, green_from=60.0, valid_from=day(10))
    change_plan(system, plan=fresh, min_coverage=0.9, status_scale="progress")
    columns = ("valid_to", "status_scale", "red_below", "green_from", "min_coverage")
    said = list(PastPlanDefinition.objects.order_by("valid_to").values_list(*columns))
    assert len(said) == 2
    scores = stored(with_november)
    export(system, tmp_path / "all")
    PastPlanDefinition.objects.all().delete()
    import_workbook(system, tmp_path / "all")
    assert list(PastPlanDefinition.objects.order_by("valid_to").values_list(*columns)) == said
    assert stored(with_november) == scores
    again = import_workbook(system, tmp_path / "all").outcomes.values()
    assert sum(one.created + one.changed for one in again) == 0
    assert differences(Plan.objects.get()) == []


def test_an_import_changes_a_plan_from_today_on(with_november, system):
    past = stored(with_november)
    row = PlanRow("E", "Enterprise", red_below=10.0, position=with_november.position)
    upsert_plans(system, [row])
    assert (stored(with_november), PastPlanDefinition.objects.get().red_below) == (past, 40.0)
    assert upsert_plans(system, [row]).unchanged == 1


def test_a_file_from_before_columns_were_dated_says_that_they_held_all_along(with_november, system, tmp_path):
    k1 = change_measure(system, measure=Measure.objects.get(code="k1"), window="rolling", window_length=3)
    change_measure(system, measure=k1, direction="lower", is_from_beginning=True)
    PastDefinition.objects.all().delete()
    (tmp_path / "past_definitions.csv").write_text("measure,until,direction\nk1,2026-10-01,higher\n")
    import_workbook(system, tmp_path)
    said = PastDefinition.objects.values_list("valid_to", "direction", "window", "window_length", "method")
    assert list(said) == [(day(10), "higher", "rolling", 3, "auto")]


def test_an_undo_takes_what_the_plan_said_with_it(with_november, office):
    before = list(Score.objects.order_by("node", "period").values())
    change_plan(office, plan=with_november, red_below=20.0)
    assert list(Score.objects.order_by("node", "period").values()) != before
    undo(office, change=Change.objects.latest("id"))
    assert not PastPlanDefinition.objects.exists()
    assert list(Score.objects.order_by("node", "period").values()) == before


def test_many_plans_and_days_see_the_definition_of_their_last_day(with_november, system):
    fresh = change_plan(system, plan=with_november, frequency="quarterly")
    change_measure(system, measure=Measure.objects.get(code="k1"), method="unscored")
    assert score("k1", Period.parse("2026-Q4")) is None
    assert score("k1", Period.parse("2026-Q3")) is not None
    assert differences(fresh) == []


def test_why_says_which_cut_points_held(with_november, system):
    change_plan(system, plan=with_november, green_from=90.0, min_coverage=0.1)
    node = node_of(system, "E", kind="plan")
    then, now = (explanation(system, node, period=str(period)).rule for period in (OCTOBER, NOVEMBER))
    assert (then.green_from, then.min_coverage, then.until) == (70.0, 0.5, day(11, 23))
    assert (now.green_from, now.min_coverage, now.until) == (90.0, 0.1, None)
    k1 = Measure.objects.get(code="k1")
    detail = measure_detail(system, k1, period="2026-11")
    assert [zone.green_from for zone in detail.zones[-2:]] == [70.0, 90.0]
    assert [zone.green_from for zone in detail.score_zones[-2:]] == [70.0, 90.0]
    found = explanation(system, node_of(system, "k1", kind="measure"), period="2026-11", since="2026-10")
    assert sum(effect.points for effect in found.effects) == pytest.approx(found.after - found.before)


def test_what_is_said_as_it_is_from_an_earlier_day_holds_from_that_day(system, enterprise):
    """Of measures and of plans, shown before, and taken back whole by an undo."""
    k1 = Measure.objects.get(code="k1")
    k1 = change_measure(system, measure=k1, method="percent_of_target", direction="lower")
    kept = list(PastDefinition.objects.values_list("valid_to", "method"))
    assert len(kept) == 1
    said = {"direction": "lower", "method": "percent_of_target"}
    told = scores_rewritten(system, k1, said, OCTOBER.start)
    assert {str(period) for period, _count in told.periods} == {"2026-10"}
    k1 = change_measure(system, measure=k1, valid_from=OCTOBER.start, **said)
    assert list(PastDefinition.objects.values_list("valid_to", "method")) == [(OCTOBER.start, "auto")]
    after = [one.after for one in told.first if one.code == "k1"]
    assert after == [Score.objects.get(node__measure=k1, node__unit=None, period=OCTOBER.start).score]
    assert scores_rewritten(system, k1, said, OCTOBER.start).count == 0
    undo(system, change=Change.objects.latest("pk"))
    assert list(PastDefinition.objects.values_list("valid_to", "method")) == kept
    plan = change_plan(system, plan=enterprise, red_below=75.0, green_from=90.0)
    told = plan_scores_rewritten(system, plan, {"red_below": 75.0}, None)
    assert told.count > 0
    plan = change_plan(system, plan=plan, red_below=75.0, is_from_beginning=True)
    assert not PastPlanDefinition.objects.exists()
    assert rescore_plan(plan) == 0
