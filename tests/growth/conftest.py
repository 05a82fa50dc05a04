"""The people of the world `team` in a framework of two roles: Carl and Vera are officers under Mia, who leads them."""

import pytest
from tests.feedback.conftest import team

from hoshin.growth.services import add_competency, add_job_role, set_career_move
from hoshin.org.services import change_person

__all__ = ["team"]


@pytest.fixture
def framework(team):
    """Two competencies, two roles, and the way from one to the other."""
    olga = team.as_of("olga")
    team.writing = add_competency(olga, code="COM", name="Clear writing", area="Others", level_2="Writes notes.",
                                  level_3="Writes so that others decide.")  # fmt: skip
    team.planning = add_competency(olga, code="PLN", name="Planning")
    said = {"job_family": "Delivery", "purpose": "Decides."}
    team.officer = add_job_role(
        olga, code="DEL-S", name="Officer", level="Staff", levels={team.writing: 2, team.planning: 1}, **said
    )
    team.lead = add_job_role(
        olga, code="DEL-M", name="Team lead", level="Manager", levels={team.writing: 3, team.planning: 3}, **said
    )
    team.way = set_career_move(olga, from_role=team.officer, to_role=team.lead, kind="upward", note="Stand in.")
    for person, level in ((team.carl, "Staff"), (team.vera, "staff"), (team.mia, "Manager")):
        change_person(olga, person=person, job_family="delivery", level=level)
        person.refresh_from_db()
    return team
