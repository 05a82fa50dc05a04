"""Goals that were all but certain when they were set, and weights that an owner moved: questions before a calibration."""

import time
from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reviews.test_results import client_of
from tests.reviews.test_review_pay_and_groups import closed, group_of

from hoshin.audit.services import act
from hoshin.engine.forecasting import forecast
from hoshin.measures.models import Measure, Target
from hoshin.okrs.models import Commitment, Cycle, CycleResult
from hoshin.org.evidence import evidence_sources
from hoshin.reviews.assembly.own_weights import weight_effect
from hoshin.scorecards.assembly.likelihoods import SetGoal, likelihoods_within
from hoshin.scorecards.models import Node, Score
from hoshin.strategy.models import Contribution, Objective, Plan

__all__ = ["closed"]
MONTHS = [date(2024 + month // 12, month % 12 + 1, 1) for month in range(34)]


@pytest.fixture
def north(staff, closed):
    return group_of(staff, closed, "North", "Ada", "Ben")


@pytest.fixture
def goal(staff):
    """Ada's objective of two visits, each measured by her each month until October 2026, on a plan of three years."""
    with act(staff.olga, "generate"):
        plan = Plan.objects.create(code="E", name="Plan", starts_on=date(2024, 1, 1), ends_on=date(2026, 12, 31))
        objective = Objective.objects.create(plan=plan, code="O1", name="Be near", owner=staff.people["Ada"])
        for code in ("M1", "M2"):
            measure = Measure.objects.create(code=code, name=code, owner=staff.people["Ada"], frequency="monthly")
            Contribution.objects.create(measure=measure, parent=objective, weight=1.0)
            Node.objects.get_or_create(plan=plan, kind="measure", measure=measure)
    return objective


def scored(code, values, **said):
    node = Node.objects.get(kind="measure", measure__code=code)
    Score.objects.bulk_create(
        [Score(node=node, period=day, value=value, **said) for day, value in zip(MONTHS, values, strict=False)]
    )


def target_of(staff, code, target, written):
    with act(staff.olga, "generate"):
        row = Target.objects.create(measure=Measure.objects.get(code=code), target=target)
    Target.objects.filter(pk=row.pk).update(created_at=written)
    return row


def asked(staff, group):
    return client_of(staff, "Mia").get(f"/reviews/groups/{group.pk}/questions").content.decode()


LEVEL = [100 + (month * 7 % 5) for month in range(34)]
NEW_YEAR = datetime(2026, 1, 1, 9, tzinfo=UTC)


def test_goals_that_were_certain_when_they_were_set_are_a_question(staff, north, goal):
    scored("M1", LEVEL, target=60.0)
    target = target_of(staff, "M1", 60.0, NEW_YEAR)
    assert "Of 10 goals 10 were reached that had been all but certain when they were set." in asked(staff, north)
    assert "easy" not in asked(staff, north)
    # What was changed since says nothing of how likely it was then, and what was written after the fact was no goal.
    Target.objects.filter(pk=target.pk).update(version=2)
    assert "all but certain" not in asked(staff, north)
    Target.objects.filter(pk=target.pk).update(version=1, created_at=datetime(2026, 11, 1, tzinfo=UTC))
    assert "all but certain" not in asked(staff, north)


def test_goals_that_were_a_stretch_or_of_which_little_was_known_are_none(staff, north, goal):
    scored("M1", LEVEL, target=103.0)
    target_of(staff, "M1", 103.0, NEW_YEAR)
    scored("M2", [None] * 18 + [100.0] * 16, target=60.0)
    target_of(staff, "M2", 60.0, NEW_YEAR)
    assert "all but certain" not in asked(staff, north)


def test_less_is_better_is_read_the_other_way_round(staff, north, goal):
    Measure.objects.filter(code="M1").update(direction="lower")
    scored("M1", LEVEL, target=150.0)
    target_of(staff, "M1", 150.0, NEW_YEAR)
    assert "Of 10 goals 10 were reached" in asked(staff, north)
    Score.objects.update(target=60.0)
    assert "all but certain" not in asked(staff, north)


@pytest.mark.parametrize(("who", "is_asked"), [("Ada", True), ("Olga", False)])
def test_weights_are_a_question_where_the_owner_moved_them(staff, north, goal, who, is_asked):
    for code, score in (("M1", 90.0), ("M2", 30.0)):
        scored(code, [1.0] * 34, score=score)
    with act(staff.as_of(who), "generate"):
        Contribution.objects.filter(measure__code="M1").update(weight=3.0)
    page = asked(staff, north)
    assert ("weights that the owner moved made +15.0 of the +15.0 points" in page) == is_asked
    assert ("/objectives/O1" in page) == is_asked
    assert "Be near" not in client_of(staff, "Sol").get(f"/reviews/groups/{north.pk}/questions").content.decode()


def test_a_score_that_rose_by_what_was_done_is_no_question(staff, north, goal):
    scored("M1", [40.0 + month for month in range(34)], score=90.0)
    Score.objects.filter(period__lt=date(2026, 6, 1)).update(score=20.0)
    scored("M2", [1.0] * 34, score=60.0)
    with act(staff.as_of("Ada"), "generate"):
        Contribution.objects.filter(measure__code="M1").update(weight=1.2)
    assert "the owner moved" not in asked(staff, north)


AGAIN = "Shorten the wait of patients in the north, first for children"


def closed_and_opened(staff, goal, name=AGAIN, opened=date(2026, 10, 12), grade=0.3, decision="archive"):
    """A goal of Ada, closed on 5 October 2026, and another that was opened on a day near it."""
    with act(staff.olga, "generate"):
        cycle = Cycle.objects.create(
            code="Q3", name="Q3", starts_on=date(2026, 7, 1), ends_on=date(2026, 9, 30), closed_on=date(2026, 10, 5)
        )
        for code, called in (("G1", "Shorten the wait of patients in the north"), ("G2", name)):
            row = Objective.objects.create(plan=goal.plan, code=code, name=called, owner=staff.people["Ada"])
            Commitment.objects.create(objective=row, cycle=cycle if code == "G1" else None)
        first = Objective.objects.get(code="G1")
        CycleResult.objects.create(cycle=cycle, objective=first, decision=decision, score=100 * grade, grade=grade)
    Objective.objects.filter(code="G1").update(created_at=datetime(2026, 7, 1, 9, tzinfo=UTC))
    Objective.objects.filter(code="G2").update(created_at=datetime.combine(opened, datetime.min.time(), UTC))


def test_a_goal_closed_far_from_done_and_opened_again_is_a_question(staff, north, goal):
    closed_and_opened(staff, goal)
    page = asked(staff, north)
    assert "much like “Shorten the wait of patients in the north”, which was closed on 5 Oct 2026 at 30\xa0%." in page
    assert "/objectives/G2" in page
    assert AGAIN not in client_of(staff, "Sol").get(f"/reviews/groups/{north.pk}/questions").content.decode()


@pytest.mark.parametrize(
    "otherwise",
    [
        {"name": "Teach two hundred nurses how to use the scanners"},
        {"opened": date(2026, 10, 20)},
        {"opened": date(2026, 9, 20)},
        {"opened": date(2026, 6, 30)},
        {"grade": 0.5},
        {"decision": "carry_over"},
        {"name": "The wait"},
    ],
)
def test_other_goals_later_ones_and_what_went_on_are_no_question(staff, north, goal, otherwise):
    closed_and_opened(staff, goal, **otherwise)
    assert "much like" not in asked(staff, north)


def test_the_questions_ask_few_statements(staff, north, goal, django_assert_max_num_queries):
    scored("M1", LEVEL, target=60.0, score=50.0)
    target_of(staff, "M1", 60.0, NEW_YEAR)
    with act(staff.as_of("Ada"), "generate"):
        Contribution.objects.filter(measure__code="M1").update(weight=3.0)
    closed_and_opened(staff, goal)
    asked(staff, north)
    client = client_of(staff, "Mia")
    client.get(f"/reviews/groups/{north.pk}/questions")
    with django_assert_max_num_queries(15):
        client.get(f"/reviews/groups/{north.pk}/questions")


def test_each_goal_is_as_likely_as_its_own_series_says_and_thousands_are_found_at_once():
    rows = [tuple(100.0 + (month * step % 7) for month in range(24)) for step in range(1, 7)]
    kinds = ((1.0, 60.0), (1.0, 103.0), (-1.0, 103.0))
    goals = [
        SetGoal(0, date.min, row, ahead, sign, target, 1.0)
        for row in rows
        for ahead in (1, 6, 12)
        for sign, target in kinds
    ]
    likely = likelihoods_within(goals, 12)
    for goal, found in zip(goals, likely, strict=True):
        below = forecast([goal.known], 12, 12).probability_below(goal.target)[0, goal.ahead - 1]
        assert found == pytest.approx(below if goal.sign < 0 else 1 - below, abs=1e-9)
    started = time.process_time()
    likelihoods_within(
        [SetGoal(0, date.min, rows[at % 6], 1 + at % 12, 1.0, 100.0 + at % 5, 1.0) for at in range(10_000)], 12
    )
    assert time.process_time() - started < 5


PART = st.tuples(st.floats(0.1, 5), st.floats(0, 100), st.floats(0.1, 5), st.floats(0, 100))


@given(st.lists(PART, min_size=1, max_size=5))
@settings(max_examples=50)
def test_the_effect_of_weights_is_what_shares_moved_times_the_mean_of_scores(parts):
    before, first, now, last = np.array(parts).T
    change, effect = weight_effect(before, first, now, last)
    moved = now / now.sum() - before / before.sum()
    assert change == pytest.approx((now * last).sum() / now.sum() - (before * first).sum() / before.sum(), abs=1e-6)
    assert effect == pytest.approx((moved * (first + last) / 2).sum(), abs=1e-6)


def test_parts_without_a_score_count_for_nothing():
    ones, none = np.array([1.0, 1.0]), np.array([40.0, np.nan])
    assert weight_effect(ones, none, np.array([1.0, 9.0]), np.array([40.0, 80.0])) == (0.0, 0.0)
    assert np.isnan(weight_effect(ones, none[1:].repeat(2), ones, ones)[0])
    assert np.isnan(weight_effect(ones * 0, ones, ones, ones)[1])


def test_evidence_says_how_likely_a_target_was_when_it_was_set(staff, goal):
    """The last target of each key result, by what was known on its day; of one that was changed since nothing is said."""
    ada = staff.people["Ada"]
    scored("M1", LEVEL, target=60.0)
    target_of(staff, "M1", 60.0, NEW_YEAR)
    scored("M2", LEVEL, target=103.5)
    changed = target_of(staff, "M2", 103.5, NEW_YEAR)
    (source,) = [one for one in evidence_sources() if one.code == "likely"]
    told = {one.key: one.text for one in source.between(staff.as_of("Ada"), ada, date(2026, 1, 1), date(2026, 11, 23))}
    easy, hard = (told[f"likely-{Measure.objects.get(code=code).pk}-2026-10-01"] for code in ("M1", "M2"))
    assert easy == "M1, October 2026: 100 % likely when its target was set, and reached"
    share = int(hard.split(": ")[1].split(" %")[0])
    known, ahead = np.array([LEVEL[:24]], float), 10
    assert share == round(100 * (1 - forecast(known, ahead, 12).probability_below(np.full((1, ahead), 103.5))[0, -1]))
    assert 5 < share < 60
    assert hard.endswith("and missed")
    Target.objects.filter(pk=changed.pk).update(version=2)
    left = list(source.between(staff.as_of("Ada"), ada, date(2026, 1, 1), date(2026, 11, 23)))
    assert [one.page_by for one in left] == ["M1"]
    assert not list(source.between(staff.as_of("Ada"), staff.people["Ben"], date(2026, 1, 1), date(2026, 11, 23)))
