"""Scores that follow from their parts by a minimum, a geometric mean, a gate: chosen, dated, explained, and not told."""

from datetime import date

import pytest
from tests.exchange.workbooks import written

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.base.errors import Invalid
from hoshin.base.periods import Period
from hoshin.exchange.workbook import export, import_workbook
from hoshin.scorecards.models import Edge, Score
from hoshin.scorecards.selectors import (
    contribution_tree,
    explanation,
    node_of,
    plan_scores_rewritten,
    roll_up_rewritten,
)
from hoshin.scorecards.selectors.soundness import data_findings
from hoshin.scorecards.services import rescore_plan
from hoshin.strategy.models import Contribution, Objective, Perspective, Plan
from hoshin.strategy.policies import tells_how_it_counts
from hoshin.strategy.services import set_contribution, set_critical, set_roll_up, set_weights

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

WAYS = ("weight", "child", "is_critical", "aggregator", "kth", "valid_from", "valid_to")
SEPTEMBER, OCTOBER = Period.parse("2026-09"), Period.parse("2026-10")


def score(code, period=OCTOBER, kind="objective"):
    wanted = {f"node__{kind}__code": code, "period": period.start, "node__unit": None}
    found = Score.objects.filter(node__kind=kind, **wanted)
    return found.values_list("score", flat=True).get()


def why(actor, code, kind="objective", period="2026-10"):
    return explanation(actor, node_of(actor, code, kind=kind), period=period)


def points(found):
    return {part.line.code: part.points for part in found.parts if part.line}


@pytest.fixture
def finance(enterprise):
    return Objective.objects.get(code="OF")


@pytest.mark.parametrize(
    ("aggregator", "kth", "expected"),
    [
        ("min", 2, 70),
        ("kth_worst", 2, 80),
        ("kth_worst", 5, 80),
        ("geomean", 2, (80 * 70) ** 0.5),
        ("product", 2, 56),
        ("gate", 2, 70),
        ("mean", 2, 75),
    ],
)
def test_an_objective_rolls_up_as_it_says_and_its_points_add_up(system, finance, aggregator, kth, expected):
    critical = Contribution.objects.get(parent=finance, measure__code="k2")
    set_roll_up(system, thing=finance, aggregator=aggregator, kth=kth, critical={critical.pk}, is_from_beginning=True)
    assert score("OF") == pytest.approx(expected)
    found = why(system, "OF")
    assert sum(points(found).values()) == pytest.approx(expected)
    assert sum(part.effective_weight for part in found.parts) == pytest.approx(1)
    assert found.before + sum(effect.points for effect in found.effects) == pytest.approx(found.after)
    assert found.making.aggregator == aggregator
    whole = contribution_tree(system, node_of(system, "E", kind="plan"), OCTOBER)
    for depth in (1, 2, 3):
        assert sum(part.points or 0 for part in whole if part.depth == depth) == pytest.approx(whole[0].points)


def test_a_change_today_leaves_the_past_alone_and_one_from_the_beginning_does_not(system, enterprise, finance):
    before = score("OF"), score("OF", SEPTEMBER), score("F", kind="perspective")
    finance = set_roll_up(system, thing=finance, aggregator="min")
    assert (score("OF"), score("OF", SEPTEMBER), score("F", kind="perspective")) == before
    finance = set_roll_up(system, thing=finance, aggregator="min", valid_from=OCTOBER.start)
    assert (score("OF"), score("OF", SEPTEMBER)) == (70, 70), "said again from an earlier day, it holds from that day"
    finance = set_roll_up(system, thing=finance, aggregator="product", valid_from=OCTOBER.start)
    assert (score("OF"), score("OF", SEPTEMBER)) == (pytest.approx(56), 70)
    found = why(system, "OF")
    (own,) = [effect for effect in found.effects if effect.kind == "roll_up"]
    assert own.line.code == "OF"
    assert found.before + sum(effect.points for effect in found.effects) == pytest.approx(found.after)
    set_roll_up(system, thing=finance, aggregator="min", is_from_beginning=True)
    assert (score("OF"), score("OF", SEPTEMBER)) == (70, 60)
    assert Edge.objects.filter(parent__objective=finance).count() == 2, "and leaves no traces"


def test_step_by_step_it_comes_to_what_a_full_pass_finds(system, enterprise, finance):
    set_roll_up(system, thing=finance, aggregator="geomean", valid_from=OCTOBER.start)
    set_roll_up(system, thing=Perspective.objects.get(code="P"), aggregator="min", is_from_beginning=True)
    set_roll_up(system, thing=enterprise, aggregator="geomean", green_from=65, is_from_beginning=True)
    stored = list(Score.objects.order_by("node", "period").values_list("node", "period", "score", "status", "reason"))
    enterprise.refresh_from_db()
    assert rescore_plan(enterprise) == 0
    assert stored == list(
        Score.objects.order_by("node", "period").values_list("node", "period", "score", "status", "reason")
    )
    f, c, p = (score(code, kind="perspective") for code in "FCP")
    assert score("E", kind="plan") == pytest.approx(f**0.4 * c**0.3 * p**0.3)


def test_the_preview_counts_what_would_be_another_score(system, enterprise, finance):
    told = roll_up_rewritten(system, finance, {"aggregator": "min"}, None)
    assert [(str(period), count) for period, count in told.periods] == [("2026-10", 3), ("2026-09", 3)]
    assert {one.code for one in told.first} == {"OF", "F", "E"}
    assert roll_up_rewritten(system, finance, {"aggregator": "mean"}, None).count == 0
    assert roll_up_rewritten(system, finance, {"aggregator": "min"}, OCTOBER.start).count == 3
    k2 = Contribution.objects.get(parent=finance, measure__code="k2")
    gate = {"aggregator": "gate", "critical_parts": {k2.pk}}
    assert roll_up_rewritten(system, finance, gate, OCTOBER.start).count == 3
    assert roll_up_rewritten(system, finance, {"aggregator": "gate"}, OCTOBER.start).count == 0
    of_plan = plan_scores_rewritten(system, enterprise, {"aggregator": "min"}, None)
    assert {one.code for one in of_plan.first} == {"E"}
    set_roll_up(system, thing=finance, aggregator="min", is_from_beginning=True)
    assert [one.after for one in told.first if one.code == "OF" and str(one.period) == "2026-10"] == [score("OF")]


def test_an_undo_brings_the_mean_back(system, office, finance):
    set_roll_up(office, thing=finance, aggregator="min", valid_from=date(2026, 11, 1))
    undo(office, change=Change.objects.latest("id"))
    assert Objective.objects.get(code="OF").aggregator == "mean"
    assert set(Edge.objects.filter(parent__objective=finance, valid_to=None).values_list("aggregator", flat=True)) == {
        0
    }


def spans(objective):
    rows = Edge.objects.filter(parent__objective=objective).order_by("child", "valid_from")
    return sorted(rows.values_list(*WAYS), key=str)


def test_an_undo_restores_the_whole_past(system, office, finance):
    """What was said from the beginning, from an earlier day, or as it was but earlier, leaves nothing behind."""
    set_roll_up(system, thing=finance, aggregator="geomean", valid_from=OCTOBER.start)
    before, scores = spans(finance), list(Score.objects.order_by("pk").values_list("pk", "score"))
    k2 = Contribution.objects.get(parent=finance, measure__code="k2")
    acts = (
        lambda: set_roll_up(office, thing=finance, aggregator="min", is_from_beginning=True),
        lambda: set_roll_up(office, thing=finance, aggregator="min", critical={k2.pk}, valid_from=SEPTEMBER.start),
        lambda: set_roll_up(office, thing=finance, aggregator="geomean", is_from_beginning=True),
        lambda: set_weights(office, parent=finance, weights={k2.pk: 3}, effective_on=SEPTEMBER.start),
        lambda: set_contribution(office, parent=finance, child=k2.measure, weight=7, effective_on=date.min),
    )
    for number, act in enumerate(acts):
        act()
        moved = spans(finance)
        assert moved != before, number
        undo(office, change=Change.objects.latest("id"))
        assert spans(finance) == before, number
        assert list(Score.objects.order_by("pk").values_list("pk", "score")) == scores, number
        undo(office, change=Change.objects.latest("id"))
        assert spans(finance) == moved, "and is done again by an undo of the undo"
        undo(office, change=Change.objects.latest("id"))
        finance.refresh_from_db()
    assert (spans(finance), rescore_plan(finance.plan)) == (before, 0)


def test_another_roll_up_from_an_earlier_day_leaves_the_weights_of_then(system, enterprise, finance):
    k2 = Contribution.objects.get(parent=finance, measure__code="k2")
    set_weights(system, parent=finance, weights={k2.pk: 3}, effective_on=OCTOBER.start)
    set_roll_up(system, thing=finance, aggregator="geomean", is_from_beginning=True)
    told = {span[0] for span in spans(finance)}
    assert told == {1.0, 3.0}
    assert score("OF", SEPTEMBER) == pytest.approx((80 * 60) ** 0.5)
    assert score("OF") == pytest.approx((80 * 70**3) ** 0.25)
    assert rescore_plan(enterprise) == 0
    # A weight that is said again from an earlier day holds from that day, and the preview of a roll-up says what moves.
    set_weights(system, parent=finance, weights={k2.pk: 3}, effective_on=SEPTEMBER.start)
    assert score("OF", SEPTEMBER) == pytest.approx((80 * 60**3) ** 0.25)
    finance = set_roll_up(system, thing=finance, aggregator="min", valid_from=OCTOBER.start)
    again = roll_up_rewritten(system, finance, {"aggregator": "min"}, SEPTEMBER.start)
    assert {str(period) for period, _count in again.periods} == {"2026-09"}
    set_roll_up(system, thing=finance, aggregator="min", valid_from=SEPTEMBER.start)
    assert [one.after for one in again.first if one.code == "OF"] == [score("OF", SEPTEMBER)] == [60]


def test_what_is_critical_caps_a_gate_alone(system, finance):
    k2 = Contribution.objects.get(parent=finance, measure__code="k2")
    assert set_critical(system, parent=finance, critical={k2.pk}, effective_on=date.min) == 1
    assert score("OF") == 75
    set_roll_up(system, thing=finance, aggregator="gate", is_from_beginning=True)
    assert score("OF") == 70
    making = why(system, "OF").making
    assert ([line.code for line in making.deciding], making.mean) == (["k2"], 75)
    set_critical(
        system,
        parent=finance,
        critical={Contribution.objects.get(parent=finance, measure__code="k1").pk},
        effective_on=date.min,
    )
    assert score("OF") == 75
    assert why(system, "OF").making.deciding == []


def test_a_gate_that_nothing_keeps_shut_is_named(system, finance):
    def named():
        return [found.codes for found in data_findings(system) if found.check == "open_gates"]

    set_roll_up(system, thing=finance, aggregator="gate")
    assert named() == [("OF",)]
    set_critical(system, parent=finance, critical={Contribution.objects.get(parent=finance, measure__code="k1").pk})
    assert named() == []


BOOK = {
    "organisation": "name,aggregator\nBank,geomean\n",
    "perspectives": "code,name,aggregator,critical\nFIN,Financial,gate,\nCUS,Customer,,yes\n",
    "objectives": "code,name,perspective,serves,aggregator,kth,critical\n"
    "F1,Grow,FIN,,kth_worst,3,yes\nF2,Save,FIN,,product,,\nC1,Please,CUS,,min,,\nC2,Answer,CUS,C1=2 critical,,,\n",
    "measures": "code,name,objective,weight,critical,serves\nM1,One,F1,2,yes,F2=3 critical;C2=1\nM2,Two,F2,1,,C2=2\n"
    "M3,Three,C1,1,,\n",
    "targets": "measure,baseline,target\nM1,0,100\nM2,0,100\nM3,0,100\n",
    "actuals": "measure,period,value\n"
    "M1,2026-09,81\nM2,2026-09,64\nM3,2026-09,90\nM1,2026-10,49\nM2,2026-10,64\nM3,2026-10,90\n",
}


def rolled():
    rows = Score.objects.exclude(node__kind="measure")
    return sorted(
        rows.values_list("node__plan__code", "node__perspective__code", "node__objective__code", "period", "score"),
        key=str,
    )


def test_a_workbook_says_it_and_comes_back_as_it_went_out(office, november, tmp_path):
    import_workbook(office, written(tmp_path / "in", BOOK))
    assert score("F1") == 49
    assert score("F2") == pytest.approx(49 * 64 / 100)
    assert score("FIN", kind="perspective") == pytest.approx((49 + 49 * 64 / 100) / 2)
    assert score("C1") == pytest.approx((49 + 2 * 64) / 3), "the lower of C2 and M3"
    assert score("PLAN", kind="plan") == pytest.approx(
        (score("FIN", kind="perspective") * score("CUS", kind="perspective")) ** 0.5
    )
    before, objectives = rolled(), (tmp_path / "in" / "objectives.csv").read_text()
    assert objectives
    set_roll_up(office, thing=Objective.objects.get(code="C1"), aggregator="geomean", valid_from=OCTOBER.start)
    after = rolled()
    assert after != before
    export(office, tmp_path / "out")
    text = (tmp_path / "out" / "measures.csv").read_text()
    assert "F2=3.0 critical;C2=1.0" in text
    again = import_workbook(office, tmp_path / "out")
    assert (again.total.created, again.total.changed) == (0, 0)
    for model in (Contribution, Objective, Perspective, Plan):
        model._base_manager.all().delete()
    import_workbook(office, tmp_path / "out")
    assert rolled() == after
    assert Objective.objects.get(code="F1").kth == 3
    assert Contribution.objects.filter(is_critical=True).count() == 3


def test_a_file_without_these_columns_leaves_them_alone(office, november, tmp_path):
    import_workbook(office, written(tmp_path / "in", BOOK))
    import_workbook(
        office,
        written(
            tmp_path / "more",
            {"measures": "code,name,objective,weight\nM1,One,F1,4\n", "objectives": "code,name\nF1,Grow\n"},
        ),
    )
    tie = Contribution.objects.get(measure__code="M1", parent__code="F1")
    assert (tie.weight, tie.is_critical) == (4, True)
    assert Objective.objects.get(code="F1").aggregator == "kth_worst"
    with pytest.raises(Invalid) as caught:
        import_workbook(
            office, written(tmp_path / "bad", {"objectives": "code,name,aggregator,kth\nF1,Grow,median,0\n"})
        )
    assert {problem.field for problem in caught.value.problems} == {"aggregator", "kth"}


@pytest.fixture
def hide(system, enterprise, finance):
    """Add a private objective below OF that scores 40 in September and 12 in October."""
    from tests.measures.a_target import set_target

    from hoshin.measures.services import define_measure, record_actual
    from hoshin.strategy.services import add_objective, set_contribution

    def add(code):
        day = {"effective_on": date.min}
        added = add_objective(system, plan=enterprise, code=code, name=code, visibility="private", **day)
        set_contribution(system, parent=finance, child=added, **day)
        measure = define_measure(system, code=f"m{code}", name=f"Measure of {code}")
        set_target(system, measure=measure, baseline=0, target=100)
        set_contribution(system, parent=added, child=measure, **day)
        for period, value in (("2026-09", 40), ("2026-10", 12)):
            record_actual(system, measure=measure, period=Period.parse(period), value=value)
        return Contribution.objects.get(parent=finance, objective=added).pk

    return add


@pytest.mark.parametrize(("aggregator", "hidden"), [("min", 1), ("product", 2), ("gate", 2), ("kth_worst", 1)])
def test_who_may_not_see_a_part_is_not_told_how_the_parts_count(
    system, vera, office, finance, hide, aggregator, hidden, tmp_path
):
    viewer = Actor.of(vera, "web")
    ties = {hide(f"S{number}") for number in range(hidden)}
    finance = set_roll_up(system, thing=finance, aggregator="geomean", critical=ties, is_from_beginning=True)
    set_roll_up(system, thing=finance, aggregator=aggregator, kth=1, valid_from=OCTOBER.start)
    assert not tells_how_it_counts(viewer, finance)
    assert tells_how_it_counts(office, finance)
    found = why(viewer, "OF")
    assert found.making is None
    assert {(part.effective_weight, part.points) for part in found.parts} == {(None, None)}
    (effect,) = found.effects
    assert effect.kind == "unseen"
    tree = contribution_tree(viewer, node_of(viewer, "OF", kind="objective"), OCTOBER)
    assert {(part.share, part.points) for part in tree[1:]} == {(None, None)}
    assert why(office, "OF").making.aggregator == aggregator
    for actor, is_told in ((viewer, False), (office, True)):
        export(actor, tmp_path / actor.name)
        written_there = "".join(path.read_text() for path in (tmp_path / actor.name).iterdir())
        assert "plan,parent_kind" in written_there, "the history of weights is there"
        for word in (aggregator, "geomean"):
            assert (f",{word}," in written_there) == is_told
