"""What a reader understands in a minute, and every kind of measure that the demonstration promises."""

import re
from collections import Counter
from statistics import mean

import pytest
from django.db.models import Q
from tests.scorecards.recomputation import differences

from hoshin.agreements.models import GoalAgreement, Proposal
from hoshin.agreements.selectors import agreed_within
from hoshin.base.periods import Period
from hoshin.breakdowns.models import Breakdown
from hoshin.decisions.models import Decision, DecisionReview
from hoshin.initiatives.models import Initiative
from hoshin.measures.models import Actual, Measure, Target
from hoshin.okrs.models import Commitment, Cycle, CycleResult
from hoshin.org.models import Person
from hoshin.risks.models import Risk
from hoshin.scenarios.models import Scenario
from hoshin.scorecards.models import ClosedPeriod, Score, StatusOverride
from hoshin.scorecards.selectors import scorecard
from hoshin.scorecards.statuses import STATUSES
from hoshin.signals.models import Signal, SignalEvent
from hoshin.strategy.models import CausalLink, Contribution, Objective, Plan

# Codes of people's goals and their key results.
OF_PEOPLE = re.compile(r"E\d{4}-")
LAST = Period.parse("2026-10")


def lines(system, plan, period="2026-10", depth=7, **more):
    found = scorecard(system, plan, period=period, depth=depth, **more).lines
    return {(line.code, line.unit): line for line in found}


@pytest.fixture
def now(system, own):
    """The lines of the agency's own scorecard in the last month."""
    return lines(system, own)


def values(code, unit=None):
    rows = Actual.objects.filter(measure__code=code, unit__code=unit, superseded_at=None)
    return {Period(Measure.objects.get(code=code).period_frequency, row.period): row.value for row in rows}


def test_the_published_plan_names_its_source(demo):
    plan = Plan.objects.get(code="CIF")
    assert plan.provenance == "published"
    assert plan.attribution == "Source: Statistics Canada, Canadian Indicator Framework"
    assert Contribution.objects.filter(parent__plan=plan).exclude(measure=None).count() == 36


def test_the_own_plan_says_that_it_is_generated(own):
    assert own.provenance == "generated"
    assert "do not exist" in own.attribution
    assert own.vision
    assert own.mission
    assert len(own.values) >= 3


def test_the_agency_looks_ahead(own):
    """Decisions of which three were looked at again and one was wrong in both ways, risks, scenarios, signals."""
    assert Decision.objects.count() == 6
    found = DecisionReview.objects.values_list("is_process_good", "is_outcome_good")
    assert sorted(found) == [(False, False), (True, False), (True, True)]
    assert (Risk.objects.count(), Scenario.objects.count()) == (5, 2)
    assert Initiative.objects.count() >= 5
    assert Signal.objects.values("rule").distinct().count() >= 8
    piled_up = Signal.objects.get(rule="review_bottleneck", person__user__email="manager@horizon2030.example")
    assert piled_up.facts["most"] == 5
    assert SignalEvent.objects.exclude(by="").count() >= 8, "people made something of them"
    of_goals = Contribution.objects.filter(parent__commitment__isnull=False, parent__unit=None).values("measure")
    assert not Signal.objects.filter(rule="trend", direction="favourable", measure__in=of_goals).exists()
    assert Breakdown.objects.values("measure").distinct().count() >= 8


def test_most_is_on_track_two_are_in_trouble_and_one_recovers(system, own, now):
    agency = Objective.objects.filter(plan=own, serves=None)
    assert agency.count() == 12
    assert all(objective.owner for objective in Objective.objects.filter(plan=own))
    status = {objective.code: now[objective.code, ""].status_code for objective in agency}
    assert {code for code, word in status.items() if word == "off_track"} == {"P1", "L2"}
    assert {code for code, word in status.items() if word == "at_risk"} == {"L1", "C1"}
    assert len([word for word in status.values() if word == "on_track"]) == 8
    a_year_before = lines(system, own, "2025-11")["L1", ""]
    assert a_year_before.status_code == "off_track"
    assert now["L1", ""].score > a_year_before.score + 20


def test_the_cause_can_be_seen_on_the_map_and_in_the_months(system, own):
    effects = {link.effect.code for link in CausalLink.objects.filter(cause__code="L2")}
    assert "P1" in effects
    before, after = (lines(system, own, month) for month in ("2025-07", "2025-09"))
    for code in ("L2", "P1"):
        assert before[code, ""].status_code == "on_track"
        assert after[code, ""].status_code == "off_track"
    assert "new case system" in Actual.objects.filter(measure__code="PRO-DAYS", period="2025-08-01")[0].note


def test_objectives_of_units_serve_those_above_over_three_levels(own):
    chain = Objective.objects.get(plan=own, code="ONT-1")
    codes = [chain.unit.code]
    while above := Contribution.objects.filter(objective=chain).first():
        chain = above.parent
        codes.append(chain.unit.code)
    assert codes == ["ONT", "REG", "H30"]
    assert Contribution.objects.filter(objective__code="FIN-1").count() == 2
    assert Contribution.objects.filter(measure__code="FIN-PAY").count() == 2


def test_availability_shifts_to_another_level(demo):
    months = values("TOO-UP")
    assert len(months) == 36
    before = [v for month, v in months.items() if month < Period.parse("2025-08")]
    after = [v for month, v in months.items() if month >= Period.parse("2025-08")]
    assert min(before) > max(after) + 1
    assert mean(before) - mean(after) > 2.5


def test_visits_follow_the_seasons(demo):
    months = values("CUS-WEB")
    assert months[Period.parse("2026-07")] > months[Period.parse("2026-01")] * 1.3


def test_a_month_is_missing_and_is_not_zero(system, own):
    months = values("PRO-SITE")
    assert len(months) == 35
    assert Period.parse("2026-05") not in months
    line = lines(system, own, "2026-05")["PRO-SITE", ""]
    assert (line.score, line.value, bool(line.reason)) == (None, None, True)


def test_the_latest_value_of_one_measure_is_late_and_not_red(now):
    late = {key for key, line in now.items() if line.status_code == "late"}
    assert {key for key in late if not OF_PEOPLE.match(key[0])} == {("FIN-PAY", "")}
    assert now["FIN-PAY", ""].score is None
    assert now["FIN-1", ""].score is not None
    assert now["FIN-1", ""].coverage < 1


def test_nobody_is_named_among_what_needs_attention(system, own):
    attention = scorecard(system, own, period="2026-10", has_attention=True).attention
    assert attention.total.late == 1
    assert attention.total.off_track < 10
    assert not any(OF_PEOPLE.match(need.line.code) for need in attention.needs)


def test_a_month_was_corrected_after_it_was_closed(system, own):
    versions = Actual.objects.filter(measure__code="FIN-LEV", period="2026-02-01").order_by("recorded_at")
    first, second = versions
    assert first.superseded_at == second.recorded_at
    assert second.value < first.value
    assert second.note
    closed = ClosedPeriod.objects.get(plan=own, period="2026-02-01")
    assert first.recorded_at < closed.closed_at < second.recorded_at
    february = lines(system, own, "2026-02")
    assert {code for (code, _), line in february.items() if line.restated} == {"FIN-LEV", "F3", "FI"}
    assert february["FIN-LEV", ""].restated < -5


def test_older_months_are_closed_and_the_latest_are_open(own):
    closed = {Period(own.period_frequency, row.period) for row in ClosedPeriod.objects.filter(plan=own)}
    assert closed == set(LAST.shift(-35).until(LAST.shift(-2)))


def test_nothing_else_was_restated(own):
    rows = Score.objects.filter(node__plan=own).exclude(closed_status=None)
    changed = [row for row in rows if row.score != row.closed_score]
    assert {row.period.isoformat() for row in changed} == {"2026-02-01"}


def test_one_status_was_set_by_hand_with_a_reason(own, now):
    override = StatusOverride.objects.get()
    assert override.reason
    assert override.expires_on > override.starts_on
    line = now["NIP-VIS", ""]
    assert STATUSES[line.computed_status].code == "on_track"
    assert line.status_code == "at_risk"
    assert line.override.reason == override.reason


def test_units_hold_measures_that_roll_up_by_value_and_by_score(system, own, now):
    held = Measure.objects.filter(actuals__unit__isnull=False).distinct()
    assert {measure.roll_up for measure in held} == {"raw", "score"}
    decided = [values("PRO-DEC", code)[LAST] for code in ("ATL", "QUE", "ONT", "PRA", "PAC")]
    assert now["PRO-DEC", ""].value == sum(decided)
    scores = [line.score for (code, unit), line in now.items() if code == "CUS-SAT" and unit]
    assert len(scores) == 5
    assert now["CUS-SAT", ""].score == pytest.approx(mean(scores))
    ontario = lines(system, own, unit="ONT")
    assert ontario["PRO-DAYS", "ONT"].value > now["PRO-DAYS", ""].value


def test_formulas_give_what_their_parts_say(now):
    assert now["FIN-CPD", ""].value == pytest.approx(now["FIN-COST", ""].value / now["PRO-DEC", ""].value)
    assert now["PEO-TURN", ""].value is not None


def test_every_kind_of_measure_is_there(own):
    measures = Measure.objects.filter(serves__parent__plan=own).exclude(code__regex=OF_PEOPLE.pattern).distinct()
    assert 30 <= measures.count() <= 45
    assert {m.frequency for m in measures} == {"monthly", "quarterly", "annual"}
    assert {m.direction for m in measures} == {"higher", "lower", "band", "milestone"}
    assert {m.aggregation for m in measures} >= {"sum", "mean", "last", "ratio", "weighted_mean"}
    assert {m.trajectory for m in measures} == {"flat", "linear", "seasonal"}
    assert all(m.owner_id and m.supplier_id and m.description and m.unit_of_measure for m in measures)
    targets = Target.objects.filter(measure__in=measures)
    assert targets.exclude(red=None).exists()
    assert targets.exclude(baseline=None).exists()
    assert targets.exclude(low=None).exists()
    assert targets.filter(starts_on="2026-04-01", measure__code="FIN-LEV").exists()
    assert len(set(Contribution.objects.filter(parent__plan=own).values_list("weight", flat=True))) > 2


def test_everybody_has_a_goal_that_serves_their_unit_and_26_weeks_of_values(system, own, now):
    taken = Commitment.objects.filter(objective__plan=own)
    running, closed = Cycle.objects.get(code="2026-H2"), Cycle.objects.get(code="2026-H1")
    assert Person.objects.exclude(objectives__commitment__cycle=running).count() == 0
    assert taken.filter(cycle=closed).count() > 50
    assert closed.closed_on is not None
    assert CycleResult.objects.filter(cycle=closed, grade__gte=0.7).count() > 20
    assert not taken.filter(objective__serves=None).exists()
    weeks = Actual.objects.filter(measure__serves__parent__commitment__in=taken)
    assert weeks.dates("period", "week").count() == 26
    statuses = Counter(line.status_code for (code, _), line in now.items() if OF_PEOPLE.match(code) and "." not in code)
    assert min(statuses[status] for status in ("on_track", "at_risk", "off_track")) > 20


def test_most_expectations_are_agreed_and_one_team_still_talks(system, own):
    (before, people), (agreed, of) = (
        agreed_within(system, Cycle.objects.get(code=code)) for code in ("2026-H1", "2026-H2")
    )
    assert 0.25 < before / people < 0.45, "in the first half only some had goals"
    assert 0.6 < agreed / of < 0.95
    states = Counter(Proposal.objects.values_list("state", flat=True))
    assert states == {"open": 3, "agreed": 2, "ended": 1}
    waiting = set(Proposal.objects.exclude(waits_for=None).values_list("waits_for__user__email", flat=True))
    assert {"manager@horizon2030.example", "employee@horizon2030.example"} < waiting
    kept = GoalAgreement.objects.select_related("objective").exclude(proposal=None).earliest("agreed_at")
    assert kept.terms["name"] == kept.objective.name == "Close the month in five days"


def test_every_node_has_a_score_or_a_stated_reason(own):
    of_people = Q(objective__code__regex=OF_PEOPLE.pattern) | Q(measure__code__regex=OF_PEOPLE.pattern)
    nodes = own.nodes.filter(is_active=True).exclude(of_people)
    rows = Score.objects.filter(node__in=nodes)
    # Three years, and the month that runs, in which people have checked in.
    assert rows.count() == nodes.count() * 37
    assert not Score.objects.filter(node__plan=own, score=None, reason=0).exists()
    latest = rows.filter(period=LAST.start)
    assert latest.filter(score=None).count() == 1


@pytest.mark.parametrize("code", ["H30-PLAN", "CIF"])
def test_stored_scores_equal_a_full_recomputation(demo, code):
    assert differences(Plan.objects.get(code=code)) == []


def test_a_value_kept_from_an_earlier_year_says_so(demo, client, olga):
    client.force_login(olga)
    page = " ".join(client.get("/measures/3.4.1?plan=CIF").content.decode().split())
    assert "(of 2024), at most 8" in page
