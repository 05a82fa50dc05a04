"""Whether a goal is a draft is what would be decided anew, whoever changed what it rests on."""

import random

import pytest
from tests.okrs.goals import DUE, written

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.base.errors import HoshinError
from hoshin.exchange.workbook import export, import_workbook
from hoshin.measures.models import Measure
from hoshin.measures.rows import TargetEdit, TargetRow
from hoshin.measures.services import define_measure, remove_measure, set_targets
from hoshin.okrs.models import Commitment
from hoshin.org.models import Person
from hoshin.org.services import add_person, remove_person
from hoshin.scorecards.models import Edge
from hoshin.strategy.models import Contribution, Objective
from hoshin.strategy.services import change_objective, remove_contribution, set_contribution

pytestmark = pytest.mark.django_db


def decided_anew():
    """By the sentence of decision 0033: owner, due date, a measure with a target."""
    return {
        row.pk: not (
            row.objective.owner_id
            and row.objective.due_date
            and any(one.measure and one.measure.targets.exists() for one in row.objective.contributions.all())
        )
        for row in Commitment.objects.select_related("objective")
    }


def in_step():
    stored = dict(Commitment.objects.values_list("pk", "is_draft"))
    counting = set(Contribution.objects.filter(objective__isnull=False, kind="contributes").values_list("objective"))
    drafts = {(row.objective_id,) for row in Commitment.objects.filter(is_draft=True)}
    return stored == decided_anew() and not drafts & counting


def test_the_office_takes_the_day_and_gives_it_back_elsewhere(supplied_world, november, office, carl):
    goal = written(Actor.of(carl, "web"))
    assert not goal.is_draft
    change_objective(office, objective=goal.objective, due_date=None)
    goal.refresh_from_db()
    assert goal.is_draft
    edges = Edge.objects.filter(child__objective=goal.objective, valid_to=None, parent__objective__code="GROW")
    assert not edges.exists()
    undo(office, change=Change.objects.latest("id"))
    goal.refresh_from_db()
    assert (goal.is_draft, edges.exists()) == (False, True)


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_edits_a_goal_is_held_for_what_it_is(supplied_world, november, office, carl, tmp_path, seed):
    chance = random.Random(seed)
    written(Actor.of(carl, "web"))
    written(office, person=add_person(office, employee_id="P2", name="Ben Clerk"), due_date=None)

    def goal():
        return chance.choice(list(Objective.objects.filter(commitment__isnull=False)))

    def target():
        found = chance.choice(list(Measure.objects.all()))
        held = found.targets.filter(unit=None).first()
        row = TargetRow(found.pk, baseline=0.0, target=9.0)
        edit = TargetEdit(row, held.pk, held.version, is_removed=True) if held else TargetEdit(row)
        set_targets(office, measure=found, edits=[edit])

    steps = {
        "day": lambda: change_objective(office, objective=goal(), due_date=chance.choice([None, DUE])),
        "owner": lambda: change_objective(office, objective=goal(), owner=chance.choice([None, *Person.objects.all()])),
        "target": target,
        "take out": lambda: remove_contribution(
            office, contribution=chance.choice(list(Contribution.objects.filter(measure__isnull=False)))
        ),
        "take in": lambda: set_contribution(
            office, parent=goal(), child=chance.choice(list(Measure.objects.all())), weight=1.0
        ),
        "count": lambda: set_contribution(office, parent=Objective.objects.get(code="GROW"), child=goal(), weight=1.0),
        "measure": lambda: remove_measure(office, measure=chance.choice(list(Measure.objects.all()))),
        "person": lambda: remove_person(office, person=chance.choice(list(Person.objects.exclude(employee_id="P1")))),
        "new": lambda: define_measure(office, code=f"N{chance.random()}", name="New"),
        "undo": lambda: undo(office, change=Change.objects.latest("id")),
    }
    done = []
    for _ in range(24):
        name = chance.choice(list(steps))
        try:
            steps[name]()
            done.append(name)
        except (HoshinError, IndexError):
            continue
        assert in_step(), done
    export(office, tmp_path / "book")
    again = import_workbook(office, tmp_path / "book")
    assert (again.total.created, again.total.changed, in_step()) == (0, 0, True)


def test_a_file_that_says_otherwise_does_not_make_a_goal_count(supplied_world, november, office, carl, tmp_path):
    written(Actor.of(carl, "web"), due_date=None)
    export(office, tmp_path)
    sheet = tmp_path / "commitments.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8-sig").replace("yes", "no"))
    import_workbook(office, tmp_path)
    assert in_step()
    assert Commitment.objects.get().is_draft
