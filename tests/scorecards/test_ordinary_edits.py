"""After any ordinary edit, the stored scores are those of a full recomputation: an office works on its plan for a while."""

import random
from datetime import timedelta

import pytest
from tests.measures.a_target import set_target
from tests.scorecards.recomputation import differences
from tests.worlds import NOON, OCTOBER, SEPTEMBER

from hoshin.audit.models import Change
from hoshin.audit.services import act
from hoshin.audit.undo import undo
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.base.periods import Period
from hoshin.measures import services as measures
from hoshin.measures.models import Measure
from hoshin.org.models import Person, Unit
from hoshin.org.services import add_person, add_unit
from hoshin.scorecards.selectors.soundness import data_findings
from hoshin.strategy import services as strategy
from hoshin.strategy.models import Contribution, Objective, Perspective, Plan

pytestmark = pytest.mark.django_db

NOVEMBER = Period.parse("2026-11")
EDITS = 14


class Office:
    """Somebody who works on a plan for some months, at random but repeatably; `done` tells what they did."""

    def __init__(self, actor, seed):
        self.actor, self.chance, self.done, self.now = actor, random.Random(seed), [], NOON
        for code in ("N", "S"):
            add_unit(actor, code=code, name=code)
        add_person(actor, employee_id="1", name="Maya Dorn")

    def any_of(self, rows):
        found = list(rows.order_by("pk"))
        if not found:
            raise NotFound(rows.model.__name__)
        return self.chance.choice(found)

    def a_unit(self):
        """One of the units; as often none."""
        return self.any_of(Unit.objects) if self.chance.random() < 0.5 else None

    def a_code(self):
        return f"x{len(self.done)}"

    def one_step(self):
        """Do one thing; what a service refuses is not done."""
        what = self.chance.choice(EVERYTHING)
        self.done.append(what.__name__)
        self.now += timedelta(days=self.chance.choice((0, 0, 3, 20)))
        try:
            with clock.fixed(self.now):
                what(self)
        except (Conflict, Denied, Invalid, NotFound) as refusal:
            self.done[-1] += f" ({type(refusal).__name__})"


def new_measure(office):
    """Defined, given a target and put under an objective; with a value of last month or of this one, or without."""
    code = office.a_code()
    with act(office.actor, "edit") if office.chance.random() < 0.5 else act(office.actor, "define_measure"):
        measure = measures.define_measure(office.actor, code=code, name=code)
        set_target(office.actor, measure=measure, baseline=0, target=50)
        parent = office.any_of(Objective.objects)
        strategy.set_contribution(office.actor, parent=parent, child=measure)
        record(office, measure)


def existing_measure_serves_more(office):
    parent, child = office.any_of(Objective.objects), office.any_of(Measure.objects)
    strategy.set_contribution(office.actor, parent=parent, child=child, weight=office.chance.choice((1, 2)))


def loose_measure(office):
    measures.define_measure(office.actor, code=office.a_code(), name="Loose")


def new_objective(office):
    perspective = office.any_of(Perspective.objects) if office.chance.random() < 0.7 else None
    unit = office.a_unit()
    plan = Plan.objects.get(code="E")
    strategy.add_objective(
        office.actor, plan=plan, code=office.a_code(), name="New", perspective=perspective, unit=unit
    )


def objective_serves(office):
    parent, child = office.any_of(Objective.objects), office.any_of(Objective.objects)
    strategy.set_contribution(office.actor, parent=parent, child=child)


def new_perspective(office):
    strategy.add_perspective(office.actor, plan=Plan.objects.get(code="E"), code=office.a_code(), name="Side")


def weigh_contributions(office):
    parent = office.any_of(Objective.objects)
    weights = {row.pk: office.chance.choice((0, 1, 3)) for row in parent.contributions.all()}
    strategy.set_weights(office.actor, parent=parent, weights=weights)


def weigh_perspective(office):
    weight = office.chance.choice((0.2, 0.9))
    strategy.change_perspective(office.actor, perspective=office.any_of(Perspective.objects), weight=weight)


def move_objective(office):
    to = {"perspective": office.any_of(Perspective.objects), "unit": office.a_unit()}
    strategy.change_objective(office.actor, objective=office.any_of(Objective.objects), **to)


def target(office):
    unit = office.a_unit()
    period = office.chance.choice([None, OCTOBER, NOVEMBER])
    measure = office.any_of(Measure.objects)
    set_target(
        office.actor, measure=measure, unit=unit, period=period, baseline=0, target=office.chance.choice((60, 90))
    )


def owner(office):
    office_owner = office.any_of(Person.objects)
    measures.change_measure(office.actor, measure=office.any_of(Measure.objects), owner=office_owner)
    strategy.change_objective(office.actor, objective=office.any_of(Objective.objects), owner=office_owner)


def definition(office):
    changes = office.chance.choice(
        ({"direction": "lower"}, {"aggregation": "sum"}, {"roll_up": "score"}, {"roll_up": "raw"}, {"name": "Other"})
    )
    measures.change_measure(office.actor, measure=office.any_of(Measure.objects), **changes)


def formula(office):
    of = office.any_of(Measure.objects.filter(formula=""))
    code = office.a_code()
    measure = measures.define_measure(office.actor, code=code, name=code, formula=f"{of.code} * 2")
    strategy.set_contribution(office.actor, parent=office.any_of(Objective.objects), child=measure)


def record(office, measure=None):
    measure = measure or office.any_of(Measure.objects)
    last = Period.containing(office.now.date(), OCTOBER.frequency)
    period, value = office.chance.choice((OCTOBER, last.shift(-1), last)), office.chance.randrange(100)
    measures.record_actual(office.actor, measure=measure, period=period, unit=office.a_unit(), value=value)


def withdraw(office):
    measures.withdraw_actual(office.actor, measure=office.any_of(Measure.objects), period=SEPTEMBER)


def remove_contribution(office):
    strategy.remove_contribution(office.actor, contribution=office.any_of(Contribution.objects))


def remove_objective(office):
    strategy.remove_objective(office.actor, objective=office.any_of(Objective.objects))


def remove_measure(office):
    measures.remove_measure(office.actor, measure=office.any_of(Measure.objects))


def remove_perspective(office):
    strategy.remove_perspective(office.actor, perspective=office.any_of(Perspective.objects))


def add_unit_below(office):
    add_unit(office.actor, code=office.a_code(), name="Below", parent=office.any_of(Unit.objects))


def undo_something(office):
    undo(office.actor, change=office.chance.choice(list(Change.objects.order_by("-id")[:4])))


EVERYTHING = (
    new_measure, new_measure, existing_measure_serves_more, loose_measure, new_objective, objective_serves,
    new_perspective, weigh_contributions, weigh_perspective, move_objective, target, owner, definition, formula, record,
    record, withdraw, remove_contribution, remove_objective, remove_measure, remove_perspective, add_unit_below,
    undo_something, undo_something,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_whatever_an_office_does_a_full_recomputation_finds_nothing(enterprise, system, seed):
    office = Office(system, seed)
    for _ in range(EDITS):
        office.one_step()
        with clock.fixed(office.now):
            assert differences(Plan.objects.get(code="E")) == [], office.done
    assert [finding for finding in data_findings(system) if finding.check == "stored_scores"] == []
