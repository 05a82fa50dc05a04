"""Saying where somebody stands, and what shows it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid, Problem
from hoshin.feedback.models import Recognition
from hoshin.growth.models import HIGHEST_LEVEL, AssessedBy, Competency, CompetencyEvidence, SkillAssessment
from hoshin.growth.notices import ASSESSED
from hoshin.growth.policies import require_may_write_growth_of
from hoshin.growth.validity import level_problems, text_problems, tidied
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.strategy.models import Objective


class SkillSaid(NamedTuple):
    """How well somebody has a competency: a level of 0 to 5, and why."""

    competency: Competency
    level: int
    reason: str = ""


def assess_skills(actor: Actor, *, person: Person, said: Sequence[SkillSaid]) -> list[SkillAssessment]:
    """Keep how well a person has competencies, as they themself or a manager above see it today.

    What was said on the same day before is overwritten, what was said on other days stays. The person is
    told of a manager's. Invalid names the field `level-<number of the competency>` of each fault.
    """
    own = require_may_write_growth_of(actor, person)
    problems: list[Problem] = []
    for one in said:
        problems += level_problems(f"level-{one.competency.pk}", one.level, 0, HIGHEST_LEVEL)
        problems += text_problems({f"reason-{one.competency.pk}": one.reason})
    if problems:
        raise Invalid(problems)
    source, today = AssessedBy.SELF if own == person else AssessedBy.MANAGER, clock.today()
    with act(actor, "assess_skills", count=len(said)):
        there = SkillAssessment.objects.filter(person=person, source=source, assessed_on=today)
        held = {row.competency_id: row for row in there}
        rows = [_kept(held.get(one.competency.pk), person, own, source, one) for one in said]
        if rows and source == AssessedBy.MANAGER:
            tell(actor, ASSESSED, users=[person.user_id], about=rows[0].pk, facts={})
        return rows


def add_evidence(
    actor: Actor,
    *,
    person: Person,
    competency: Competency,
    text: str,
    seen_on: date | None = None,
    recognition: Recognition | None = None,
    objective: Objective | None = None,
) -> CompetencyEvidence:
    """Keep something that shows a competency of a person. Invalid: it says nothing, or lies in the future."""
    own = require_may_write_growth_of(actor, person)
    text, day = tidied(text), seen_on or clock.today()
    problems = text_problems({"text": text}, ("text",))
    if day > clock.today():
        problems.append(Problem("This day is yet to come.", field="seen_on", remedy="Write when it was seen."))
    if recognition is not None and recognition.person_id != person.pk:
        problems.append(Problem("This recognition is of somebody else.", field="recognition"))
    if problems:
        raise Invalid(problems)
    with act(actor, "add_competency_evidence"):
        return add_row(
            CompetencyEvidence(
                person=person, competency=competency, text=text, seen_on=day, by=own, recognition=recognition,
                objective=objective,
            )
        )  # fmt: skip


def remove_evidence(actor: Actor, *, evidence: CompetencyEvidence) -> None:
    """Take evidence out."""
    require_may_write_growth_of(actor, evidence.person)
    with act(actor, "remove_competency_evidence"):
        remove_row(evidence, version=None, in_use="")


def _kept(
    held: SkillAssessment | None, person: Person, own: Person, source: AssessedBy, said: SkillSaid
) -> SkillAssessment:
    values = {"level": said.level, "reason": tidied(said.reason), "by": own}
    if held is not None:
        return change_row(held, version=None, **values)[0]
    row = SkillAssessment(person=person, competency=said.competency, source=source, assessed_on=clock.today(), **values)
    return add_row(row)
