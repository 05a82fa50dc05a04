"""What may come: who sees and writes it, how it stands, and what figures make of it. It is 23 November 2026."""

from datetime import date

import pytest
from tests.risks.conftest import MONEY, OCTOBER, STEPS

from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.initiatives.services import add_initiative
from hoshin.measures.services import define_measure, record_actual
from hoshin.notices.models import Notice
from hoshin.risks.assembly import losses as losses_module
from hoshin.risks.models import FigureStanding, Risk, RiskAssessment, RiskControl, RiskIndicator
from hoshin.risks.notices import REVIEW
from hoshin.risks.policies import risks_visible_to
from hoshin.risks.selectors import (
    RisksWanted,
    heat_map,
    losses_of_category,
    mean_losses_of,
    risk_by_code,
    risks_listed,
    shown_assessments,
    shown_risk,
)
from hoshin.risks.services import (
    add_risk,
    assess_risk,
    change_category,
    change_risk,
    close_risk,
    remove_category,
    reopen_risk,
    set_controls,
    set_indicators,
    watch_indicators,
)
from hoshin.risks.services.controls import ControlSaid, IndicatorSaid


def codes(rows):
    return sorted(row.code for row in rows)


def fields(refusal):
    return [problem.field for problem in refusal.value.problems]


def test_it_is_as_open_as_all_that_it_stands_on(team, outage, waiting):
    olga = team.as_of("olga")
    both = [team.objective, team.secret]
    add_risk(olga, code="R2", name="Land is sold", objectives=both, owner=team.hans)
    add_risk(olga, code="R3", name="A quiet one", objectives=[team.objective], owner=team.mia, visibility="private")
    hidden = define_measure(olga, code="HID", name="Of nobody")
    told = add_risk(olga, code="R4", name="Told by a hidden figure", objectives=[team.objective])
    set_indicators(olga, risk=told, indicators=[IndicatorSaid(hidden, 5.0)])
    seen = {name: codes(risks_visible_to(team.as_of(name))) for name in ("olga", "vera", "hans", "carl", "mia")}
    assert seen["olga"] == ["R1", "R2", "R3", "R4"]
    assert seen["vera"] == ["R1", "R2"]
    assert seen["hans"] == ["R1", "R2"]
    assert seen["carl"] == ["R1"]
    assert seen["mia"] == ["R1", "R3"]
    with pytest.raises(NotFound):
        risk_by_code(team.as_of("carl"), "R2")
    assert [one.code for one in shown_risk(team.as_of("hans"), Risk.objects.get(code="R2")).objectives] == ["O1"]


def test_only_its_owner_heads_of_its_unit_and_the_office_write_it(team, outage):
    for name in ("mia", "vera"):
        with pytest.raises(Denied):
            change_risk(team.as_of(name), risk=outage, name="Mine now")
    with pytest.raises(Denied, match="that you own"):
        add_risk(team.as_of("carl"), code="R9", name="Of Mia", objectives=[team.objective], owner=team.mia)
    with pytest.raises(Denied):
        change_category(team.as_of("carl"), category=outage.category, appetite=25)
    change_risk(team.as_of("olga"), risk=outage, name="The hotline is down", objectives=[team.objective])
    with pytest.raises(Conflict):
        change_risk(team.as_of("carl"), risk=outage, version=outage.version, name="Down")


def test_what_is_hidden_of_what_is_at_stake_stays(team):
    olga, carl = team.as_of("olga"), team.as_of("carl")
    row = add_risk(olga, code="R2", name="Land", objectives=[team.objective, team.secret], owner=team.carl)
    change_risk(carl, risk=row, objectives=[])
    assert [stake.objective.code for stake in row.stakes.select_related("objective")] == ["O2"]
    with pytest.raises(Invalid, match="without an objective"):
        change_risk(olga, risk=row, objectives=[])


def test_a_risk_without_an_objective_is_none(team):
    with pytest.raises(Invalid, match="say what is at stake") as refusal:
        add_risk(team.as_of("olga"), code="R1", name="", objectives=[])
    assert fields(refusal) == ["name", "objectives"]
    assert not Risk.objects.exists()


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"likelihood": 6}, ["likelihood"]),
        ({"impact_before": 0}, ["impact_before"]),
        ({"impact": None}, ["impact"]),
        ({"likelihood": 5}, ["likelihood"]),
        ({"reason": " "}, ["reason"]),
        ({"assessed_on": date(2026, 11, 24)}, ["assessed_on"]),
        ({"frequency": 0.5}, ["loss_low"]),
        ({**MONEY, "loss_high": 5.0}, ["loss_high"]),
        ({**MONEY, "loss_low": 0.0}, ["loss_low"]),
        ({**MONEY, "frequency": 400.0}, ["frequency"]),
    ],
)
def test_an_assessment_outside_of_its_scales_is_refused(team, outage, said, named):
    with pytest.raises(Invalid) as refusal:
        assess_risk(team.as_of("carl"), risk=outage, **({"reason": "So."} | STEPS | said))
    assert fields(refusal) == named
    assert RiskAssessment.objects.count() == 1


def test_controls_may_make_an_opportunity_larger(team):
    carl = team.as_of("carl")
    row = add_risk(carl, code="O9", name="A grant", kind="opportunity", objectives=[team.objective], owner=team.carl)
    assess_risk(carl, risk=row, reason="We ask.", **(STEPS | {"likelihood": 5}))
    row.refresh_from_db()
    assert (row.level_before, row.level, row.is_above) == (16, 20, False)


@pytest.mark.parametrize(("side", "warning", "limit"), [("above", 9.0, 7.0), ("below", 7.0, 9.0)])
def test_limits_in_the_wrong_order_are_refused(team, outage, waiting, side, warning, limit):
    said = [IndicatorSaid(waiting, limit, side, warning), IndicatorSaid(waiting, 3.0)]
    with pytest.raises(Invalid, match="wrong order") as refusal:
        set_indicators(team.as_of("carl"), risk=outage, indicators=said)
    assert [(one.field, one.row) for one in refusal.value.problems] == [("warning", 1), ("measure", 2)]


def test_a_risk_moves_when_its_figures_move_and_its_owner_hears_of_it_once(team, outage, waiting):
    carl, system = team.as_of("carl"), team.as_of("olga")
    set_indicators(carl, risk=outage, indicators=[IndicatorSaid(waiting, 10.0, "above", 7.0)])
    outage.refresh_from_db()
    row = RiskIndicator.objects.get()
    # November still runs: its 40 is not judged.
    assert (row.standing, row.since, outage.level) == (FigureStanding.NEAR, OCTOBER.start, 12)
    record_actual(system, measure=waiting, period=OCTOBER, value=12.0)
    assert watch_indicators(system) == 1
    outage.refresh_from_db()
    assert (outage.likelihood, outage.level, outage.is_raised, outage.is_above) == (4, 16, True, True)
    notice = Notice.objects.get(user=team.carl.user)
    assert (notice.kind, notice.facts["level"], notice.facts["appetite"]) == ("risk_above_appetite", 16, 12)
    assert watch_indicators(system) == 0
    assert [one.level for one in shown_assessments(carl, outage)] == [12]
    figure = shown_risk(carl, outage).indicators[0]
    assert (figure.figure.value, figure.figure.period, figure.standing) == (12.0, OCTOBER, FigureStanding.BEYOND)
    record_actual(system, measure=waiting, period=OCTOBER, value=10.0)
    watch_indicators(system)
    outage.refresh_from_db()
    assert (outage.level, outage.is_raised, outage.is_above) == (12, False, False)
    assert Notice.objects.count() == 1


def test_the_value_of_a_closed_period_is_the_official_one(team, outage, waiting):
    from hoshin.scorecards.services import close_period

    olga = team.as_of("olga")
    close_period(olga, plan=team.plan, period=OCTOBER)
    record_actual(olga, measure=waiting, period=OCTOBER, value=99.0)
    set_indicators(olga, risk=outage, indicators=[IndicatorSaid(waiting, 10.0)])
    assert shown_risk(olga, outage).indicators[0].figure.value == 8.0


def test_a_value_that_should_be_there_is_late(team, outage, waiting):
    olga = team.as_of("olga")
    loose = define_measure(olga, code="LOOSE", name="In no plan")
    record_actual(olga, measure=loose, period=OCTOBER.shift(-2), value=3.0)
    set_indicators(olga, risk=outage, indicators=[IndicatorSaid(waiting, 10.0), IndicatorSaid(loose, 2.0, "below")])
    one, other = shown_risk(olga, outage).indicators
    assert (one.figure.is_late, one.standing) == (False, "within")
    assert (other.figure.is_late, other.figure.period, other.standing) == (True, OCTOBER.shift(-2), "within")


def test_every_assessment_is_kept_and_the_latest_counts(team, outage):
    carl = team.as_of("carl")
    assess_risk(carl, risk=outage, reason="At first.", assessed_on=date(2026, 8, 31), **(STEPS | {"impact": 1}))
    outage.refresh_from_db()
    assert (outage.level, outage.review_on) == (12, date(2027, 2, 23))
    assess_risk(carl, risk=outage, reason="Looked again.", **(STEPS | {"likelihood": 2}))
    history = [(str(one.row.assessed_on), one.row.assessed_by, one.level) for one in shown_assessments(carl, outage)]
    assert history == [("2026-11-23", "Carl Contributor", 8), ("2026-08-31", "Carl Contributor", 3)]
    with pytest.raises(Conflict):
        assess_risk(team.as_of("olga"), risk=outage, version=99, reason="Late.", **STEPS)


def test_an_appetite_that_falls_and_an_undo_are_followed_at_once(team, outage):
    olga = team.as_of("olga")
    change_category(olga, category=outage.category, appetite=8)
    outage.refresh_from_db()
    assert outage.is_above
    assert codes(risks_listed(olga, RisksWanted(above=True))) == ["R1"]
    undo(olga, change=Change.objects.order_by("-pk").first())
    outage.refresh_from_db()
    assert not outage.is_above
    with pytest.raises(Invalid, match="give them another"):
        remove_category(olga, category=outage.category)


def test_what_is_closed_stays_to_be_read_and_is_above_nothing(team, outage):
    carl = team.as_of("carl")
    change_category(team.as_of("olga"), category=outage.category, appetite=1)
    with pytest.raises(Invalid, match="why it is closed"):
        close_risk(carl, risk=outage, because="")
    close_risk(carl, risk=outage, because="We have two hotlines now.")
    outage.refresh_from_db()
    assert (outage.is_above, outage.review_on, outage.level) == (False, None, 12)
    assert codes(risks_listed(carl, RisksWanted())) == []
    assert codes(risks_listed(carl, RisksWanted(closed=True))) == ["R1"]
    reopen_risk(carl, risk=outage)
    outage.refresh_from_db()
    assert outage.is_above


def test_a_review_is_owed_by_the_owner_from_its_day_on(team, outage):
    carl = team.as_of("carl")
    assert REVIEW.rows.owed(carl) is None
    never = add_risk(carl, code="R2", name="New", objectives=[team.objective], owner=team.carl)
    Risk.objects.filter(pk=outage.pk).update(review_on=date(2026, 11, 1))
    assert REVIEW.rows.owed(carl) == {"count": 2, "late": 1}
    assert [one.page_by for one in REVIEW.rows.owed_first(carl, 5)] == [("R1",), ("R2",)]
    assert REVIEW.rows.owed(team.as_of("mia")) is None
    assess_risk(carl, risk=never, reason="So.", **STEPS)
    assess_risk(carl, risk=outage, reason="So.", **STEPS)
    assert REVIEW.rows.owed(carl) is None


def test_it_is_found_by_what_one_knows_and_stands_on_the_map(team, outage):
    olga, carl = team.as_of("olga"), team.as_of("carl")
    add_risk(olga, code="R2", name="Unjudged", objectives=[team.objective], unit=team.mia.unit)
    assert codes(risks_listed(carl, RisksWanted(text="hotl"))) == ["R1"]
    assert codes(risks_listed(carl, RisksWanted(mine=True))) == ["R1"]
    assert codes(risks_listed(carl, RisksWanted(unit=team.mia.unit))) == ["R2"]
    assert codes(risks_listed(carl, RisksWanted(cell=(3, 4), category=outage.category))) == ["R1"]
    assert codes(risks_listed(carl, RisksWanted(kind="opportunity"))) == []
    assert codes(risks_listed(carl, RisksWanted(objective=team.objective))) == ["R1", "R2"]
    found = heat_map(risks_listed(carl, RisksWanted()))
    assert [(one.likelihood, one.impact, one.count) for one in found.before] == [(4, 4, 1)]
    assert [(one.likelihood, one.impact, one.count) for one in found.after] == [(3, 4, 1)]
    assert (found.above, found.unassessed) == (0, 1)


def test_what_is_done_about_it_is_set_as_a_whole(team, outage):
    carl = team.as_of("carl")
    desk = add_initiative(
        carl, code="I1", name="A second line", owner=team.carl, effects={team.objective: (None, None)}
    )
    change_risk(carl, risk=outage, initiatives=[desk])
    said = [ControlSaid("Calls are rerouted", "limits", "partly"), ControlSaid("Tested each month")]
    set_controls(carl, risk=outage, controls=said)
    set_controls(carl, risk=outage, controls=[said[0]._replace(works="yes")])
    shown = shown_risk(carl, risk_by_code(carl, "R1"))
    assert [(one.name, one.works) for one in shown.controls] == [("Calls are rerouted", "yes")]
    assert [one.code for one in shown.initiatives] == ["I1"]
    with pytest.raises(Conflict):
        set_controls(carl, risk=outage, controls=[], version=1)
    with pytest.raises(Invalid) as refusal:
        set_controls(carl, risk=outage, controls=[ControlSaid(""), said[0], said[0]])
    assert [(one.field, one.row) for one in refusal.value.problems] == [("name", 1), ("name", 3)]
    assert RiskControl.objects.count() == 1


def test_losses_stand_against_what_is_tolerated(team, outage):
    carl = team.as_of("carl")
    losses = shown_risk(carl, risk_by_code(carl, "R1")).losses
    assert losses == losses_of_category(carl, outage.category)
    assert losses.expected == pytest.approx(mean_losses_of(carl, [outage])[outage.pk])
    assert losses.expected == pytest.approx(34_000, rel=0.1)
    assert [(point.amount, point.tolerated) for point in losses.stated] == [(50_000.0, 0.3), (500_000.0, 0.05)]
    shares = [point.share for point in losses.points]
    assert shares == sorted(shares, reverse=True)
    assert losses.more == ()
    # What was drawn once is drawn again only where it rests on something else; others see no more of it.
    drawn = losses_module._years_of.cache_info().misses
    assert losses_of_category(team.as_of("olga"), outage.category).p95 == losses.p95
    assert losses_module._years_of.cache_info().misses == drawn
    change_category(team.as_of("olga"), category=outage.category, tolerated=["50000=1%"])
    risk = risk_by_code(carl, "R1")
    assert [point.amount for point in shown_risk(carl, risk).losses.more] == [50_000.0]
    assert losses_module._years_of.cache_info().misses == drawn
    assess_risk(carl, risk=risk, reason="Twice as often.", **STEPS, **MONEY | {"frequency": 2 * MONEY["frequency"]})
    assert shown_risk(carl, risk).losses.expected == pytest.approx(2 * losses.expected)
    assert losses_module._years_of.cache_info().misses == drawn + 1
    assess_risk(carl, risk=risk, reason="No money in it.", **STEPS)
    assert shown_risk(carl, risk).losses is None
    assert mean_losses_of(carl, [risk]) == {}


def test_of_very_many_risks_fewer_years_are_drawn():
    money = tuple((key, 0.5, 100.0, 900.0) for key in range(1, 401))
    years = losses_module._years_of(money)
    assert len(years) == losses_module.MOST_YEARS // 400
    expected = losses_module.expected_loss([0.5] * 400, [100.0] * 400, [900.0] * 400).sum()
    assert years.mean() == pytest.approx(expected, rel=0.01)
