"""A recovery that was drafted becomes a goal: a draft, linked to what it is to bring back, which counts for nothing yet."""

from hoshin.accounts.access import Actor
from hoshin.actions.policies import require_may_act_on
from hoshin.actions.recovery import RecoveryDraft
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.commentary.policies import readers_of
from hoshin.okrs.models import Commitment
from hoshin.okrs.rows import KeyResultDraft
from hoshin.okrs.services import write_goal
from hoshin.org.models import Person
from hoshin.strategy.choices import Visibility
from hoshin.strategy.models import Objective


def write_recovery(actor: Actor, *, draft: RecoveryDraft, person: Person | None, name: str) -> Commitment:
    """Write the chosen leaves down as key results of a draft goal, each from where it stands to what brings it back.

    It has no due date, so that it stays a draft until somebody gives it one. It is linked to the objective with weight 0:
    what it brings back counts there already. It is as open as what it is about. Invalid where nothing is chosen.
    """
    thing = draft.node.measure or draft.node.objective
    assert thing is not None, "measures and objectives alone are brought back"
    require_may_act_on(actor, thing, draft.node.unit)
    leaves = [one for one in draft.leaves if one.line.node in draft.chosen]
    if not leaves:
        raise Invalid("Choose at least one measure to bring back.", field="leaf")
    if not name.strip():
        raise Invalid("Say what is to be achieved.", field="name")
    lost = sum(one.points for one in leaves)
    results = [
        KeyResultDraft(
            name=" · ".join(part for part in (one.line.name, one.line.unit_name) if part)[:300],
            baseline=one.value,
            target=one.target,
            unit_of_measure=one.line.unit_of_measure,
            weight=round(one.points / lost, 3),
        )
        for one in leaves
    ]
    serves = {draft.node.objective: 0.0} if isinstance(draft.node.objective, Objective) else {}
    with act(actor, "write_recovery", name=thing.name):
        return write_goal(
            actor, person=person, plan=draft.node.plan, name=name, serves=serves, key_results=results,
            visibility=Visibility.PUBLIC if readers_of(thing).is_all else Visibility.PRIVATE,
        )  # fmt: skip
