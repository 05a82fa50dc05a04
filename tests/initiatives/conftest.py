"""The people of the world `team`, and an initiative of Carl's."""

from datetime import date

import pytest
from tests.feedback.conftest import team

from hoshin.initiatives.services import add_initiative, add_milestone

__all__ = ["team"]


@pytest.fixture
def desk(team):
    """Carl's initiative for the public objective: a step done, one that is late, and one that waits for that."""
    carl = team.as_of("carl")
    row = add_initiative(
        carl,
        code="I1",
        name="One desk for all",
        owner=team.carl,
        effects={team.objective: (0.2, 0.4)},
        start_date=date(2026, 9, 1),
        due_date=date(2027, 3, 31),
    )
    add_milestone(carl, initiative=row, name="Desk is staffed", due_date=date(2026, 10, 1), done_on=date(2026, 10, 5))
    late = add_milestone(carl, initiative=row, name="One number", due_date=date(2026, 11, 10), weight=2.0)
    last = {"start_date": date(2026, 12, 1), "due_date": date(2027, 3, 1)}
    add_milestone(carl, initiative=row, name="Letters as well", needs=[late], **last)
    return row
