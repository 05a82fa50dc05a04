"""How the team that can sign in grows: where its people stand, what shows it, and their plans."""

from datetime import timedelta

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.growth.models import Competency, JobRole
from hoshin.growth.services import (
    add_development_action,
    add_evidence,
    assess_skills,
    finish_development_action,
    set_aim,
)
from hoshin.growth.services.standing import SkillSaid
from hoshin.org.models import Person

# Of each competency: the level one says oneself, why, the level the manager says, and why.
_OWN = {
    "FAN": (3, "The March variance was traced to two late agreements, and the forecast held.",
            3, "Explains causes. The forecast of the fourth quarter came without its range."),
    "CTL": (3, "My batches came back twice this year.", 2, "Finds errors of others; has not designed a control yet."),
    "COM": (2, "My notes need a question or two.", 2, "The notes are right and long. Put the conclusion first."),
    "JUD": (3, "I look at the run of months before I call something a change.", 3, ""),
    "LED": (2, "I showed two newcomers how we close a month.", 2, "Colleagues ask for you. Take one 1:1 series next."),
}  # fmt: skip
_STEPS = (
    ("Write the next three notes to program heads with the conclusion first", "COM", 3, 24, None),
    ("Design the control on doubled payments with the payments officer, and try it on one month", "CTL", 3, 60, None),
    ("Stand in for the team lead in two weekly meetings", "LED", 3, 10, None),
    ("Read how the regional offices forecast, and note three things to take over", "FAN", None, -20,
     "Two of the three stand in our template now: ranges, and a line for what is not known."),
)  # fmt: skip


def plan_growth(manager: User, employee: User, face: str) -> None:
    """Let an employee and their manager say where the employee stands, and plan what to do about it."""
    own, above = Actor.of(employee, face), Actor.of(manager, face)
    person = Person.objects.select_related("manager").get(user=employee)
    lead, today = Person.objects.get(user=manager), clock.today()
    known = {row.code: row for row in Competency.objects.all()}
    assess_skills(own, person=person, said=[SkillSaid(known[code], it[0], it[1]) for code, it in _OWN.items()])
    assess_skills(above, person=person, said=[SkillSaid(known[code], it[2], it[3]) for code, it in _OWN.items()])
    add_evidence(
        above,
        person=person,
        competency=known["FAN"],
        text="Explained to the branch heads in two minutes why the underspending of the north is no saving.",
        seen_on=today - timedelta(days=33),
    )
    role = JobRole.objects.get(code="FIN-M")
    aim = "I want to lead analysts: our figures are only as good as we ask each other."
    set_aim(own, person=person, wanted_role=role, aim=aim)
    for text, code, level, days, outcome in _STEPS:
        step = add_development_action(
            own,
            person=person,
            text=text,
            due_on=today + timedelta(days=days),
            competency=known[code],
            from_level=_OWN[code][2] if level and level > _OWN[code][2] else None,
            to_level=level,
            mentor=lead if code == "LED" else None,
        )
        if outcome is not None:
            finish_development_action(own, action=step, outcome=outcome)
