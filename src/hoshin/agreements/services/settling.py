"""From terms to a goal of the plan, and back.

Whoever accepts a goal of somebody else need not be of the office: the two sides agreed, and that lends the right to edit
the plan to the services below for the rows of this one goal.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hoshin.accounts.access import Actor, Right
from hoshin.agreements.models import Proposal
from hoshin.agreements.terms import ServedTerm, Terms
from hoshin.audit.services import act
from hoshin.base.errors import Invalid, NotFound
from hoshin.base.wordings import Said
from hoshin.measures.models import Target
from hoshin.okrs.models import Agreed, Commitment, Cycle
from hoshin.okrs.policies import require_open
from hoshin.okrs.rows import KeyResultDraft
from hoshin.okrs.selectors import result_as_written
from hoshin.okrs.services import change_goal, set_agreed, write_goal
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Contribution, Objective, Plan

_SAID = ("name", "description", "start_date", "due_date", "visibility", "ambition")


class _Tried(Exception):
    """What was written to see whether it can be is taken back."""


def terms_of(commitment: Commitment) -> Terms:
    """A goal as it stands, with all that it serves, whoever may see it."""
    objective = commitment.objective
    above = Contribution.objects.filter(objective=objective, parent__removed_on=None).select_related("parent")
    below = Contribution.objects.filter(parent=objective, measure__isnull=False).select_related("measure")
    held = Target.objects.filter(measure__serves__parent=objective, unit=None).order_by("-starts_on")
    targets = {target.measure_id: target for target in held}
    return Terms(
        name=objective.name,
        plan=objective.plan.code,
        description=objective.description,
        start_date=objective.start_date,
        due_date=objective.due_date,
        cycle=commitment.cycle.code if commitment.cycle else "",
        visibility=objective.visibility,
        ambition=commitment.ambition,
        serves=tuple(ServedTerm(row.parent.code, row.parent.name, row.weight) for row in above.order_by("id")),
        key_results=tuple(
            result_as_written(row, targets.get(row.measure_id or 0)) for row in below.order_by("position", "id")
        ),
    )


def goal_of(proposal: Proposal) -> Commitment | None:
    """The goal that a proposal is about, where it stands already."""
    if proposal.objective_id is None:
        return None
    return Commitment.objects.select_related("objective__plan", "objective__owner", "objective__unit", "cycle").get(
        objective=proposal.objective_id
    )


def require_may_be_revised(commitment: Commitment) -> None:
    """Raise `Invalid` where a goal is closed: it left the plan, or stands in a cycle that is closed."""
    objective = commitment.objective
    if objective.removed_on is not None:
        raise Invalid(
            Said("“%(name)s” left the plan on %(day)s.", name=objective.name, day=objective.removed_on.isoformat()),
            field="goal",
            value=objective.code,
            remedy="Propose a new goal instead.",
        )
    require_open(commitment)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A goal as it is to be: whose (for a unit the head answers), on which terms; `commitment`: the one that stands."""

    owner: Person
    terms: Terms
    commitment: Commitment | None = None
    unit: Unit | None = None


def settle(actor: Actor, wanted: Wanted) -> Commitment:
    """Let the goal be exactly as the terms say, and be agreed. Invalid names what does not fit."""
    terms, commitment = wanted.terms, wanted.commitment
    writer = actor.lent_right(Right.EDIT_PLAN)
    serves = {_objective(served): served.weight for served in terms.serves}
    cycle = _cycle(terms.cycle)
    said = {name: getattr(terms, name) for name in _SAID}
    if commitment is None:
        results = [_anew(result) for result in terms.key_results]
        plan = Plan.objects.filter(code__iexact=terms.plan).first()
        if plan is None:
            raise NotFound("plan", terms.plan)
        commitment = write_goal(
            writer, person=wanted.owner, unit=wanted.unit, plan=plan, serves=serves, cycle=cycle, key_results=results,
            **said,
        )  # fmt: skip
    else:
        free = set_agreed(writer, commitment=commitment, agreed=Agreed.NO)
        results = [*terms.key_results, *_taken_out(free.objective, terms.key_results)]
        commitment = change_goal(writer, commitment=free, serves=serves, cycle=cycle, key_results=results, **said)
    return set_agreed(writer, commitment=commitment, agreed=Agreed.AGREED)


def note(actor: Actor, commitment: Commitment, agreed: str) -> Commitment:
    """Note that a goal is proposed, or its owner's own again, by either side."""
    return set_agreed(actor.lent_right(Right.EDIT_PLAN), commitment=commitment, agreed=agreed)


def try_terms(actor: Actor, *goals: Wanted) -> None:
    """Write goals as they would stand once agreed, and take all of it back: so all that would be refused then is now.

    To be called before the act that proposes them.
    """
    try:
        with act(actor, "try_terms"):
            for wanted in goals:
                settle(actor, wanted)
            raise _Tried
    except _Tried:
        return


def with_unseen(old: Terms, new: Terms, seen: Sequence[str]) -> Terms:
    """The new terms with what the old ones serve that whoever wrote them may not see: nobody drops what they do not know."""
    known = {code.casefold() for code in seen} | {served.objective.casefold() for served in new.serves}
    hidden = tuple(served for served in old.serves if served.objective.casefold() not in known)
    return replace(new, serves=(*new.serves, *hidden)) if hidden else new


def _objective(served: ServedTerm) -> Objective:
    found: Objective | None = Objective.objects.filter(code__iexact=served.objective).select_related("plan").first()
    if found is None:
        raise Invalid(
            Said("What it is to serve, “%(name)s”, left the plan.", name=served.name),
            field="serves",
            value=served.objective,
            remedy="Let it serve something else, or nothing.",
        )
    return found


def _cycle(code: str) -> Cycle | None:
    if not code:
        return None
    found = Cycle.objects.filter(code__iexact=code).first()
    if found is None:
        raise NotFound("cycle", code)
    return found


def _anew(result: KeyResultDraft) -> KeyResultDraft:
    """A key result of a goal that does not stand yet has no measure."""
    return replace(result, code="")


def _taken_out(objective: Objective, results: Sequence[KeyResultDraft]) -> list[KeyResultDraft]:
    """What the terms do not name any more, as a change of a goal takes it out."""
    kept = {result.code.casefold() for result in results if result.code}
    rows = Contribution.objects.filter(parent=objective, measure__isnull=False)
    codes = rows.values_list("measure__code", flat=True)
    return [KeyResultDraft("", code=code) for code in codes if code.casefold() not in kept]
