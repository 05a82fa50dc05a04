"""What goals serve in the end lies ready, and is always what comes out when everything is followed and added up."""

import random
from collections import defaultdict
from datetime import date
from types import SimpleNamespace

import pytest
from tests.okrs.goals import quarter, written

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.base.errors import Conflict, Invalid
from hoshin.okrs.models import AdriftGoal, AlignedWeight, ClosingChoice, Commitment, Overload
from hoshin.okrs.rows import GoalStanding, KeyResultDraft
from hoshin.okrs.selectors.gaps import active_goals
from hoshin.okrs.services import change_goal, close_cycle, drop_goal, lining_up, loads, reopen_cycle, set_agreed
from hoshin.okrs.services.closing import goals_in
from hoshin.okrs.services.lining_up import differing_goals, differing_units
from hoshin.okrs.services.loads import differing_people
from hoshin.okrs.services.upgrading import NEW_SUMS, line_up_after
from hoshin.org.models import Person, Unit
from hoshin.org.services import add_person, add_unit, change_person, change_unit, remove_person
from hoshin.scorecards.selectors.soundness import data_findings
from hoshin.strategy.models import Contribution, Objective, Plan
from hoshin.strategy.services import (
    add_objective,
    change_objective,
    remove_contribution,
    remove_objective,
    set_contribution,
    set_weights,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(supplied_world, november, office):
    """Three tops, of which SECRET is private; three that serve them or nothing; units within units; eight people."""
    plan = Plan.objects.get(code="E")
    grow = Objective.objects.get(code="GROW")
    add_objective(office, plan=plan, code="CUT", name="Cut", perspective=grow.perspective)
    for code, above in (("MID", ("GROW", "CUT")), ("LOW", ("MID",)), ("NIL", ())):
        middle = add_objective(office, plan=plan, code=code, name=code)
        for weight, parent in enumerate(above, 1):
            set_contribution(office, parent=Objective.objects.get(code=parent), child=middle, weight=weight)
    north = Unit.objects.get(code="NORTH")
    units = [add_unit(office, code=f"T{n}", name=f"Team {n}", parent=north) for n in range(3)]
    for n in range(8):
        add_person(office, employee_id=f"X{n}", name=f"Person {n}", unit=units[n % 3] if n < 7 else None)
    return plan


def followed(plan):
    """Each unit's weights, by following each goal upwards on its own: slowly, and without any of the tables."""
    serves, weights, found = defaultdict(list), defaultdict(list), defaultdict(float)
    for row in Contribution.objects.filter(objective__isnull=False, kind="contributes"):
        serves[row.objective_id].append((row.parent_id, row.weight))
    tops = set(Objective.objects.filter(perspective__isnull=False).values_list("pk", flat=True))

    def ends(number):
        if not serves[number]:
            return {number if number in tops else None: 1.0}
        total, sums = sum(weight for _, weight in serves[number]), defaultdict(float)
        for parent, weight in serves[number] if total else ():
            for end, share in ends(parent).items():
                sums[end] += share * weight / total
        return sums or {None: 1.0}

    goals = active_goals().filter(objective__plan=plan, objective__unit=None, objective__owner__isnull=False)
    for goal in goals.select_related("objective__owner"):
        tied = sum(weight for _, weight in serves[goal.objective_id])
        weights[goal.objective.owner].append((goal.objective_id, tied or goal.objective.weight, bool(tied)))
    for person, own in weights.items():
        whole = sum(weight for _, weight, _ in own)
        for number, weight, is_tied in own:
            for end, share in (ends(number) if is_tied else {None: 1.0}).items():
                found[person.unit_id, end] += share * weight / whole if whole else 0.0
        found[person.unit_id, None] += 0.0 if whole else 1.0
    return found


class Edits:
    """Somebody of the office who changes something at random, now and then what makes no sense."""

    def __init__(self, actor, plan, seed):
        self.actor, self.plan, self.chance = actor, plan, random.Random(seed)
        self.cycle = quarter(actor)

    def any(self, rows):
        return self.chance.choice(list(rows.order_by("pk")))

    def parents(self, most=2):
        rows = list(Objective.objects.filter(plan=self.plan).order_by("pk"))
        return {one: self.weight() for one in self.chance.sample(rows, self.chance.randint(0, most))}

    def weight(self):
        return self.chance.choice((0.0, 1.0, 2.0, 3.5))

    def goal(self):
        return self.any(Commitment.objects.filter(archived_on=None, objective__removed_on=None, cycle__closed_on=None))

    def write(self):
        results = [KeyResultDraft("Steps", 0, 1)] if self.chance.random() < 0.9 else []
        person, name = self.any(Person.objects), f"G{self.chance.random()}"
        cycle = self.cycle if self.chance.random() < 0.3 and self.cycle.closed_on is None else None
        written(self.actor, person=person, name=name, serves=self.parents(), key_results=results, cycle=cycle)

    def rewrite(self):
        change_goal(self.actor, commitment=self.goal(), serves=self.parents())

    def hand_over(self):
        change_goal(self.actor, commitment=self.goal(), owner=self.any(Person.objects))

    def drop(self):
        drop_goal(self.actor, commitment=self.goal())

    def let_wait(self):
        change_goal(self.actor, commitment=self.goal(), due_date=self.chance.choice((None, date(2026, 12, 31))))

    def propose(self):
        set_agreed(self.actor, commitment=self.goal(), agreed=self.chance.choice(("proposed", "no")))

    def move(self):
        unit = self.chance.choice([None, *Unit.objects.order_by("pk")])
        change_person(self.actor, person=self.any(Person.objects), unit=unit)

    def move_unit(self):
        change_unit(self.actor, unit=self.any(Unit.objects.filter(code__startswith="T")), parent=self.any(Unit.objects))

    def leave(self):
        remove_person(self.actor, person=self.any(Person.objects.filter(employee_id__startswith="X")))

    def link(self):
        parent, child = self.any(Objective.objects), self.any(Objective.objects)
        kind = self.chance.choice(("contributes", "aligns"))
        set_contribution(self.actor, parent=parent, child=child, weight=self.weight(), kind=kind)

    def unlink(self):
        rows = Contribution.objects.filter(objective__isnull=False)
        remove_contribution(self.actor, contribution=self.any(rows))

    def weigh(self):
        parent = self.any(Objective.objects.filter(contributions__objective__isnull=False))
        rows = parent.contributions.values_list("pk", flat=True)
        set_weights(self.actor, parent=parent, weights={pk: self.weight() for pk in rows})

    def change(self):
        side = self.plan.perspectives.first()
        objective = self.any(Objective.objects.filter(code__in=("MID", "LOW", "NIL", "CUT")))
        values = self.chance.choice(({"perspective": side}, {"perspective": None}, {"weight": self.weight()}))
        change_objective(self.actor, objective=objective, **values)

    def take_out(self):
        remove_objective(self.actor, objective=self.any(Objective.objects.filter(code__in=("MID", "LOW"))))

    def close(self):
        self.cycle.refresh_from_db()
        if self.cycle.closed_on:
            reopen_cycle(self.actor, cycle=self.cycle, reason="It is not over")
        else:
            numbers = list(goals_in(self.cycle).values_list("objective_id", flat=True))
            decisions = {number: self.chance.choice((ClosingChoice.ARCHIVE, ClosingChoice.DROP)) for number in numbers}
            standings = {number: GoalStanding(None, None) for number in numbers}
            close_cycle(self.actor, cycle=self.cycle, decisions=decisions, standings=standings)
        self.cycle.refresh_from_db()

    def take_back(self):
        # The cycle stays: others than this one need it.
        undo(self.actor, change=Change.objects.exclude(verb="add_cycle").latest("id"))

    def one(self):
        kinds = [
            *[self.write] * 6, *[self.rewrite] * 3, *[self.link] * 3, *[self.move] * 3, *[self.take_back] * 3,
            self.hand_over, self.drop, self.let_wait, self.propose, self.move_unit, self.leave, self.unlink,
            self.weigh, self.change, self.take_out, self.close,
        ]  # fmt: skip
        edit = self.chance.choice(kinds)
        try:
            edit()
        except (Invalid, Conflict, IndexError):
            # A circle, a goal of a closed cycle, nobody left to choose: nothing was changed.
            return ""
        return edit.__name__


@pytest.mark.parametrize(
    ("seed", "count", "many"),
    [
        pytest.param(1, 25, 2_000, marks=pytest.mark.sql),
        pytest.param(2, 15, 2, marks=pytest.mark.sql),
        *(pytest.param(seed, 100, 2_000, marks=pytest.mark.slow) for seed in (3, 4)),
    ],
)
def test_whatever_is_changed_it_stays_what_is_found_by_following(plan, office, monkeypatch, seed, count, many):
    # The second way: of more than a few objectives everything is added up.
    monkeypatch.setattr(lining_up, "MANY", many)
    # So few that somebody has more.
    monkeypatch.setattr(loads, "MOST_GOALS", 1)
    edits, done = Edits(office, plan, seed), []
    for _ in range(count):
        done.append(edits.one())
        assert (differing_units(plan), differing_goals(plan), differing_people()) == ([], [], []), done
        expected = {key: weight for key, weight in followed(plan).items() if abs(weight) > 1e-9}
        rows = AlignedWeight.objects.filter(plan=plan).values_list("unit", "objective", "weight")
        stored = {(unit, number): weight for unit, number, weight in rows if abs(weight) > 1e-9}
        assert stored == pytest.approx(expected), done
    assert len(set(done)) > 5
    assert AlignedWeight.objects.exists()


@pytest.mark.sql
def test_a_difference_is_found_by_the_check_and_mended_by_the_next_upgrade(plan, office):
    goal = written(office, person=Person.objects.get(employee_id="X1"), serves={})
    assert AdriftGoal.objects.filter(objective=goal.objective).exists()
    assert not {one.check for one in data_findings(Actor.system())} & {"stored_alignment", "stored_orphans"}
    AlignedWeight.objects.filter(unit__code="T1").update(weight=2)
    AdriftGoal.objects.all().delete()
    Overload.objects.create(person=Person.objects.get(employee_id="X2"), goals=9)
    found = {one.check: one.codes for one in data_findings(Actor.system())}
    assert (found["stored_alignment"], found["stored_orphans"]) == (("T1",), (goal.objective.code,))
    assert found["stored_loads"] == ("X2",)
    line_up_after(plan=[(SimpleNamespace(app_label="okrs", name="0001_initial"), False)])
    assert differing_units(plan) == ["T1"]
    line_up_after(plan=[(SimpleNamespace(app_label="okrs", name=name), False) for name in NEW_SUMS])
    assert (differing_units(plan), differing_goals(plan), differing_people()) == ([], [], [])
