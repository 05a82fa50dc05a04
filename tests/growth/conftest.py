"""The people of the world `team` in a framework of two roles: Carl and Vera are officers under Mia, who leads them."""

from datetime import date

import pytest
from tests.feedback.conftest import team

from hoshin.growth.services import (
    add_competency,
    add_job_role,
    add_learning_item,
    add_learning_session,
    assess_skills,
    set_career_move,
)
from hoshin.growth.services.standing import SkillSaid
from hoshin.org.services import change_person

__all__ = ["team"]
SPRING = date(2027, 3, 1)


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


@pytest.fixture
def school(framework):
    """Four entries: a day of writing, one for which it comes first, a plan a week, and safety, which expires."""
    olga = framework.as_of("olga")
    framework.day = add_learning_item(olga, code="L1", name="Conclusion first", levels={framework.writing: 2}, cost=300)
    framework.next = add_learning_item(
        olga, code="L2", name="Write for others", levels={framework.writing: 3}, requires=framework.day
    )
    framework.week = add_learning_item(olga, code="L3", name="Plan a week", levels={framework.planning: 1}, cost=0)
    framework.safety = add_learning_item(olga, code="L4", name="Safety", is_mandatory=True, valid_months=12)
    framework.session = add_learning_session(olga, item=framework.day, starts_on=SPRING, seats=1, place="Room 2")
    assess_skills(
        framework.as_of("carl"), person=framework.carl,
        said=[SkillSaid(framework.writing, 1), SkillSaid(framework.planning, 0)],
    )  # fmt: skip
    return framework
