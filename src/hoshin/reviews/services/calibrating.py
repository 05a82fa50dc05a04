"""Looking at results together: changes with a reason and evidence, which somebody else approves."""

from collections.abc import Mapping, Sequence

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, locked_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid, Problem
from hoshin.base.news import tell_pages
from hoshin.base.wordings import Said
from hoshin.reviews.models import (
    CalibrationChange,
    CalibrationGroup,
    ChangeReason,
    ChangeVerdict,
    ReviewResult,
)
from hoshin.reviews.policies import require_seat, results_visible_to


def propose_change(
    actor: Actor, *, result: ReviewResult, after: float, reason: str, evidence: str, version: int | None = None
) -> CalibrationChange:
    """Propose another score. Conflict: the result was changed meanwhile. Invalid: no evidence, or off the scale."""
    own = require_seat(actor, result)
    if not evidence.strip():
        raise Invalid([_no_evidence()])
    if reason == ChangeReason.STANDARD and result.is_thin:
        raise Invalid(
            Said(
                "Too little evidence is there for this score to be held against others. Missing: %(missing)s.",
                missing=result.missing,
            ),
            field="reason",
            remedy="Name evidence that the writers did not have, circumstances, or a mistake; or leave it as it is.",
        )
    with act(actor, "propose_calibration_change", name=result.person.name):
        fresh = locked_row(result, version=version)
        if fresh.score is not None and abs(fresh.score - after) < 0.005:
            raise Invalid(Said("That is the score it has."), field="after")
        tell_pages(CalibrationGroup, [fresh.group_id])
        return add_row(
            CalibrationChange(
                result=fresh,
                before=fresh.score,
                after=after,
                reason=reason,
                evidence=evidence.strip(),
                proposed_by=own,
                proposed_at=clock.now(),
            )
        )


def decide_change(actor: Actor, *, change: CalibrationChange, is_approved: bool) -> CalibrationChange:
    """Approve a change that somebody else proposed, or decline it. The score as computed stays beside the new one."""
    own = require_seat(actor, change.result)
    if change.proposed_by_id == own.pk:
        raise Denied(Said("Whoever proposes a change does not approve it: somebody else of the group does."))
    with act(actor, "decide_calibration_change", name=change.result.person.name):
        result = locked_row(change.result, version=None)
        fresh = locked_row(change, version=None)
        if fresh.verdict != ChangeVerdict.PROPOSED:
            raise Conflict(Said("Somebody else answered this change meanwhile."))
        tell_pages(CalibrationGroup, [result.group_id])
        verdict = ChangeVerdict.APPROVED if is_approved else ChangeVerdict.DECLINED
        if is_approved:
            change_row(result, version=None, score=fresh.after)
        return change_row(change, version=None, verdict=verdict, decided_by=own, decided_at=clock.now())[0]


def _no_evidence() -> Problem:
    return Problem(Said("A change names its evidence."), field="evidence", remedy="Say what shows it, and when it was.")


def propose_changes_of_sheet(actor: Actor, *, group: CalibrationGroup, rows: Sequence[Mapping[str, str | None]]) -> int:
    """Propose what the rows of a file have under `proposed`, all or nothing; how many it were.

    Invalid: an unknown person, a score off the scale, a reason that is none, or no evidence; every fault with its row.
    """
    known = {
        one.person.employee_id.casefold(): one
        for one in results_visible_to(actor).filter(group=group).select_related("person", "cycle")
    }
    with act(actor, "propose_calibration_changes", name=group.name) as running:
        problems: list[Problem] = []
        count = 0
        for at, row in enumerate(rows, start=2):
            said = {name: (row.get(name) or "").strip() for name in ("employee_id", "proposed", "reason", "evidence")}
            if not said["proposed"]:
                continue
            try:
                _propose_row(actor, known, said)
                count += 1
            except (Invalid, Denied) as error:
                found = error.problems if isinstance(error, Invalid) else [Problem(str(error))]
                problems += [
                    Problem(one.message, field=one.field, value=one.value, remedy=one.remedy, sheet="csv", row=at)
                    for one in found
                ]
        if problems:
            raise Invalid(problems)
        running.say(count=count)
    return count


def _propose_row(actor: Actor, known: Mapping[str, ReviewResult], said: Mapping[str, str]) -> None:
    result = known.get(said["employee_id"].lstrip("'").casefold())
    if result is None:
        raise Invalid(
            Said("Nobody of this group has this employee id."),
            field="employee_id",
            value=said["employee_id"],
            remedy="Take the row out, or mend the id.",
        )
    try:
        after = float(said["proposed"].replace(",", "."))
    except ValueError:
        after = 0.0
    problems = []
    if not 1 <= after <= 5:
        problems.append(Problem(Said("A score lies between 1 and 5."), field="proposed", value=said["proposed"]))
    if said["reason"] not in ChangeReason.values:
        remedy = Said("Write one of %(names)s.", names=", ".join(ChangeReason.values))
        problems.append(Problem(Said("This is no reason."), field="reason", value=said["reason"], remedy=remedy))
    if not said["evidence"]:
        problems.append(_no_evidence())
    if problems:
        raise Invalid(problems)
    propose_change(actor, result=result, after=after, reason=said["reason"], evidence=said["evidence"])
