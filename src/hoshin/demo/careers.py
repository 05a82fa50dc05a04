"""Careers in the agency: two promotions, one of them decided, who could follow in a critical role, and an opening."""

from datetime import timedelta

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.growth.models import Competency, JobRole
from hoshin.growth.services import (
    add_case_item,
    add_critical_role,
    assess_skills,
    decide_case,
    discuss_case,
    open_promotion_case,
    post_opening,
    say_of_case,
    set_successor,
)
from hoshin.growth.services.standing import SkillSaid
from hoshin.org.models import Person, Unit

# Which way, which competency, what was seen, how many days ago, and who saw it: the manager or somebody of the team.
_OF_EMPLOYEE = (
    ("for", "FAN", "The forecast of the second quarter held within one per cent, and its range was right.", 140, 0),
    ("for", "FAN", "Asked in the branch meeting why the north underspent; the answer changed the plan.", 60, 1),
    ("for", "LED", "Two newcomers close a month alone after eight weeks.", 90, 0),
    ("for", "COL", "Settled with Procurement who checks the invoices, without a manager.", 75, 1),
    ("against", "CTL", "Two batches came back in spring; the control that was promised is not in place.", 110, 0),
)
_OF_COLLEAGUE = (
    ("for", "FAN", "Found the double count of travel that nobody had seen for three years.", 130, 0),
    ("for", "FAN", "Put the old accounts beside the new ones; the whole directorate works with that table.", 85, 1),
    ("for", "COM", "Sends what was agreed on the same day, so that nobody asks twice.", 50, 1),
    ("against", "CTL", "The file of a vendor was wrong for two weeks before we heard of it.", 100, 0),
    ("against", "CTL", "Carries controls of others out; has designed none so far.", 45, 0),
)

# Where the manager sees the others of the team, in turns: each competency of whoever leads it.
_SEEN = (
    {"FAN": 4, "CTL": 4, "COM": 4, "COL": 3, "JUD": 4, "LED": 3, "PLN": 4},
    {"FAN": 3, "CTL": 3, "COM": 3, "COL": 3, "JUD": 3, "LED": 2, "PLN": 3},
    {"FAN": 2, "CTL": 3, "COM": 2, "COL": 3, "JUD": 2, "LED": 1, "PLN": 2},
    {"FAN": 3, "CTL": 4, "COM": 3, "COL": 4, "JUD": 3, "LED": 3, "PLN": 3},
)


def _see_the_team(above: Actor, manager: User, known: dict[str, Competency]) -> None:
    """Let the manager say where each of the team stands of whom nobody said it."""
    team = Person.objects.filter(manager__user=manager, skill_assessments=None).order_by("-level", "employee_id")
    for number, one in enumerate(team):
        seen = _SEEN[number % len(_SEEN)]
        assess_skills(above, person=one, said=[SkillSaid(known[code], level) for code, level in seen.items()])


def promote(manager: User, employee: User, executive: User, face: str) -> None:
    """Let a manager propose the employee and a colleague, and the executive decide on the colleague."""
    above, top = Actor.of(manager, face), Actor.of(executive, face)
    person = Person.objects.select_related("unit").get(user=employee)
    team = list(Person.objects.filter(manager__user=manager).exclude(pk=person.pk).order_by("employee_id")[:2])
    roles = {row.code: row for row in JobRole.objects.all()}
    known = {row.code: row for row in Competency.objects.all()}
    today = clock.today()
    cases = [
        open_promotion_case(above, person=person, to_role=roles["FIN-M"]),
        open_promotion_case(above, person=team[0], to_role=roles["FIN-N"]),
    ]
    assess_skills(above, person=team[0], said=[SkillSaid(known["FAN"], 2), SkillSaid(known["CTL"], 2)])
    _see_the_team(above, manager, known)
    for case, items in zip(cases, (_OF_EMPLOYEE, _OF_COLLEAGUE), strict=True):
        seen_by = [None, team[1]]
        for side, code, text, days, by in items:
            add_case_item(
                above, case=case, side=side, text=text, seen_on=today - timedelta(days=days), competency=known[code],
                by=seen_by[by],
            )  # fmt: skip
        case.refresh_from_db()
        say_of_case(above, case=case, against_said=True, is_clear=True)
    cases[1].refresh_from_db()
    discuss_case(above, case=cases[1])
    cases[1].refresh_from_db()
    reason = (
        "Analysis is shown by two people. A control is not, and it is what a senior answers for. Design one for files of "
        "vendors, try it on a quarter, and let us look again in six months."
    )
    decide_case(top, case=cases[1], is_promoted=False, reason=reason)
    unit = Unit.objects.get(code="FIN")
    critical = add_critical_role(
        top, unit=unit, name="Team lead who closes the year", holder=Person.objects.get(user=manager), loss="medium",
        note="The year-end statements are led by one person, and the auditor asks for them in April.",
    )  # fmt: skip
    set_successor(top, role=critical, person=person, readiness="year", note="One year-end beside the lead.")
    add_critical_role(
        top, unit=unit, name="The one who knows the payment files", holder=team[1], loss="high",
        note="The bank changed the format twice, and only one person has ever mended it.",
    )  # fmt: skip
    post_opening(
        top, code="OP-FIN-1", name="Senior financial analyst, northern programs", unit=unit, role=roles["FIN-N"],
        closes_on=today + timedelta(days=35),
        text="You explain to three program heads what their money does, and travel to Yellowknife twice a year. "
        "We look for somebody who asks where a figure comes from.",
    )  # fmt: skip
