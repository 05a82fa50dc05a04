"""Moving milestones, and with them what waits for them."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from hoshin.accounts.access import Actor
from hoshin.audit.editing import change_row
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.initiatives.assembly import MovedStep
from hoshin.initiatives.models import Milestone
from hoshin.initiatives.notices import SLIPPED
from hoshin.initiatives.policies import require_may_write, written_by
from hoshin.initiatives.selectors.milestones import plan_around
from hoshin.initiatives.services.milestones import hold_dependencies
from hoshin.notices.services import tell
from hoshin.org.models import Person


def move_milestones(
    actor: Actor,
    *,
    moves: Mapping[Milestone, int],
    with_dependants: bool = True,
    versions: Mapping[int, int] | None = None,
) -> list[Milestone]:
    """Move milestones by days, later or earlier, and what waits for them just as far as it must be; says what moved.

    What waits belongs perhaps to somebody else: where the actor may not change it, it stays, and its owner is told.
    Invalid: a milestone that is done or cancelled.
    """
    for row in moves:
        require_may_write(actor, row.initiative)
        if row.done_on is not None or row.is_cancelled:
            message = Said("%(code)s is done or cancelled: it does not move any more.", code=row.code)
            raise Invalid(message, field="due_date", value=str(row.due_date))
    first = next(iter(moves))
    with act(actor, "move_milestones", name=first.name, initiative=first.initiative.name) as running:
        hold_dependencies()
        linked, plan = plan_around([row.pk for row in moves])
        moved = plan.moved({row.pk: days for row, days in moves.items()})
        own = set(written_by(actor).filter(milestones__in=moved).values_list("pk", flat=True))
        asked = {row.pk for row in moves}
        pushed = [pk for pk in moved if pk not in asked]
        taken = [pk for pk in pushed if with_dependants and linked[pk].initiative_id in own]
        changed = [
            _moved(linked[pk], moved[pk], (versions or {}).get(pk))
            for pk in sorted(moved)
            if pk in asked or pk in taken
        ]
        running.say(pushed=len(taken) or None)
        _tell_owners(actor, first, [linked[pk] for pk in pushed], moved, taken)
    return changed


def _moved(row: Milestone, to: MovedStep, version: int | None) -> Milestone:
    shift = timedelta(days=to.days)
    starts = row.start_date + shift if row.start_date else None
    return change_row(row, version=version, start_date=starts, due_date=row.due_date + shift)[0]


def _tell_owners(
    actor: Actor,
    first: Milestone,
    pushed: Collection[Milestone],
    moved: Mapping[int, MovedStep],
    taken: Collection[int],
) -> None:
    for row in pushed:
        owner: Person | None = row.owner or row.initiative.owner
        if owner is None:
            continue
        facts = {
            "milestone": first.name,
            "initiative": first.initiative.name,
            "own": row.name,
            "code": row.initiative.code,
            **({"due": moved[row.pk].due.isoformat()} if row.pk in taken else {}),
        }
        tell(actor, SLIPPED, users=[owner.user_id], about=row.initiative_id, facts=facts)
