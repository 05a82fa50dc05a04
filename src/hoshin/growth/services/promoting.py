"""Promotions: opened with the evidence there is, discussed once the pack is complete, decided by people with a reason."""

from datetime import date

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, locked_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.growth.models import (
    CaseItem,
    CaseSide,
    CaseState,
    Competency,
    CompetencyEvidence,
    JobRole,
    PromotionCase,
    RoleExpectation,
)
from hoshin.growth.notices import PROMOTION_DECIDED
from hoshin.growth.policies import may_decide_case, require_may_propose
from hoshin.growth.selectors.promoting import LEAST_COMPLETE, case_pack
from hoshin.growth.validity import text_problems, tidied
from hoshin.notices.services import tell
from hoshin.org.models import Person


def open_promotion_case(actor: Actor, *, person: Person, to_role: JobRole) -> PromotionCase:
    """Propose a person for a role; the evidence of competencies that it expects comes in as it stands."""
    own = require_may_propose(actor, person)
    with act(actor, "open_promotion_case"):
        row = add_row(PromotionCase(person=person, to_role=to_role, opened_by=own, opened_on=clock.today()))
        expected = RoleExpectation.objects.filter(role=to_role).values("competency")
        for one in CompetencyEvidence.objects.filter(person=person, competency__in=expected):
            add_row(
                CaseItem(case=row, competency_id=one.competency_id, text=one.text, seen_on=one.seen_on, by_id=one.by_id)
            )
        return row


def add_case_item(
    actor: Actor,
    *,
    case: PromotionCase,
    side: str,
    text: str,
    seen_on: date,
    competency: Competency | None = None,
    by: Person | None = None,
) -> CaseItem:
    """Add something dated that speaks for or against it. `by`: who saw it; whoever writes where left out."""
    own = _require_open(actor, case)
    text = tidied(text)
    problems = text_problems({"text": text}, ("text",))
    if seen_on > clock.today():
        problems.append(Problem("This day is yet to come.", field="seen_on", remedy="Write when it was seen."))
    if by == case.person:
        remedy = "Name who saw it. What the person says themself stands in their assessment."
        problems.append(Problem("Nobody speaks for their own promotion here.", field="by", remedy=remedy))
    if problems:
        raise Invalid(problems)
    with act(actor, "add_case_item"):
        item = CaseItem(case=case, side=side, competency=competency, text=text, seen_on=seen_on, by=by or own)
        if side == CaseSide.AGAINST and not case.against_said:
            change_row(case, version=None, against_said=True)
        return add_row(item)


def remove_case_item(actor: Actor, *, item: CaseItem) -> None:
    """Take something out of an open case."""
    _require_open(actor, item.case)
    with act(actor, "remove_case_item"):
        remove_row(item, version=None, in_use="")


def say_of_case(
    actor: Actor, *, case: PromotionCase, against_said: bool, is_clear: bool | None, version: int | None = None
) -> PromotionCase:
    """Say whether somebody looked for what speaks against it, and whether no case of integrity is open."""
    _require_open(actor, case)
    with act(actor, "say_of_case"):
        return change_row(case, version=version, against_said=against_said, is_clear=is_clear)[0]


def discuss_case(actor: Actor, *, case: PromotionCase) -> PromotionCase:
    """Put a case up for discussion. Invalid while its pack is less than 60 % complete."""
    _require_open(actor, case)
    pack = case_pack(actor, case)
    if pack.completeness < LEAST_COMPLETE:
        missing = ", ".join(str(premise.label) for premise in pack.premises if not premise.is_there)
        raise Invalid(
            Said("Too much is missing to discuss it: %(missing)s.", missing=missing),
            remedy="Bring more of it in: three fifths of the parts are needed.",
        )
    with act(actor, "discuss_case"):
        return change_row(case, version=None, state=CaseState.DISCUSSED)[0]


def decide_case(actor: Actor, *, case: PromotionCase, is_promoted: bool, reason: str) -> PromotionCase:
    """Decide what was discussed, with a reason that the person reads. Whoever proposed it does not decide it."""
    own = _require_open(actor, case)
    if not may_decide_case(actor, case):
        raise Denied(Said("Whoever proposed it does not decide it: another manager above does."))
    if case.state != CaseState.DISCUSSED:
        raise Invalid("It was not discussed yet.", remedy="Put it up for discussion first.")
    reason = tidied(reason)
    if problems := text_problems({"reason": reason}, ("reason",)):
        raise Invalid(problems)
    state = CaseState.PROMOTED if is_promoted else CaseState.NOT_NOW
    with act(actor, "decide_case"):
        if not locked_row(case, version=None).is_open:
            raise Conflict(Said("Somebody else decided this meanwhile."))
        decided = {"state": state, "reason": reason, "decided_by": own, "decided_on": clock.today()}
        row = change_row(case, version=None, **decided)[0]
        tell(actor, PROMOTION_DECIDED, users=[case.person.user_id], about=row.pk, facts={"number": row.pk})
        return row


def _require_open(actor: Actor, case: PromotionCase) -> Person:
    own = require_may_propose(actor, case.person)
    if not case.is_open:
        raise Invalid("This is decided, and stays as it is.", remedy="Open another case when something is new.")
    return own
