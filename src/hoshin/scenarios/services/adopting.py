"""Adopting a scenario as targets, by the ways in which targets change anyway and by no other.

The target of a key result changes by catchball: it is proposed to the other side of the goal, which answers. All other
targets are the plan's, and are set from the scenario's period on by whoever may edit the plan.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from hoshin.accounts.access import Actor, Right
from hoshin.agreements.models import Proposal
from hoshin.agreements.policies import AgreementRight, people_agreed_with_by
from hoshin.agreements.services import propose_goal
from hoshin.agreements.services.settling import terms_of
from hoshin.audit.services import act
from hoshin.base.errors import Denied, Invalid
from hoshin.base.wordings import Said
from hoshin.measures.models import Measure, Target
from hoshin.measures.policies import measures_visible_to
from hoshin.measures.rows import TargetEdit, TargetRow
from hoshin.measures.services import set_targets
from hoshin.okrs.models import Commitment
from hoshin.org.models import Person, Unit
from hoshin.org.selectors import person_of
from hoshin.scenarios.assembly.overlaying import SupposedPart, parts_of, target_to_set
from hoshin.scenarios.models import Scenario
from hoshin.scenarios.policies import assumptions_visible_to, scenarios_visible_to
from hoshin.scenarios.rows import Assumption, ChangeKind
from hoshin.scorecards.assembly.specs import spec_of
from hoshin.scorecards.assembly.targets import target_rows

PROPOSE, SET, OFFICE, NONE = "propose", "set", "office", "none"
_PLACE = 4


@dataclass(frozen=True, slots=True)
class Adoption:
    """One number of a target that a scenario would change: `now`, `wanted`, and in which way.

    "propose": to `counterpart`, for the goal of `commitment`; "set": by whoever adopts; "office": by the strategy office
    alone; "none": not by adopting, for `reason`.
    """

    key: str
    name: str
    code: str
    way: str
    wanted: float
    now: float | None = None
    column: str = "target"
    measure: Measure | None = None
    unit: Unit | None = None
    commitment: Commitment | None = None
    counterpart: Person | None = None
    reason: str = ""

    @property
    def is_possible(self) -> bool:
        return self.way in (PROPOSE, SET)


@dataclass(frozen=True, slots=True)
class Adopted:
    """What came of it: proposals that wait for an answer, and how many targets were set."""

    proposals: tuple[Proposal, ...]
    targets: int


def adoptions_of(actor: Actor, scenario: Scenario) -> list[Adoption]:
    """What adopting a scenario would propose or set, one number of a target at a time, before anything is.

    A value that is assumed becomes the target; so does what the effect of an initiative brings a measure to.
    """
    rows = assumptions_visible_to(actor).filter(scenario=scenario)
    names = ("measure", "unit", "objective", "perspective", "parent", "initiative")
    said = [row.said() for row in rows.select_related(*names)]
    found, seen = list[Adoption](), set[tuple[int, int, str]]()
    for one, part in zip(said, parts_of(scenario.plan, scenario.period, said).parts):
        if one.kind == ChangeKind.WEIGHT:
            reason = "weight"
            found.append(
                Adoption(f"weight-{one.thing.pk}", one.thing.name, one.thing.code, NONE, one.number, reason=reason)
            )
            continue
        for measure, unit, column, wanted in _wanted(actor, one, part):
            key = (measure.pk, unit.pk if unit else 0, column)
            if key not in seen:
                seen.add(key)
                found.append(_adoption(actor, scenario, measure, unit, column, wanted))
    return found


def adopt_scenario(actor: Actor, *, scenario: Scenario, keys: Collection[str], text: str = "") -> Adopted:
    """Propose and set what was chosen, all or nothing: proposals wait for the answer of the other side.

    Denied where the strategy office alone may; Invalid where nothing was chosen, where something cannot be adopted by the
    actor, or where a proposal is open already.
    """
    if not scenarios_visible_to(actor).filter(pk=scenario.pk).exists():
        raise Invalid("This scenario is not shared with you.")
    rows = adoptions_of(actor, scenario)
    chosen = [one for one in rows if one.key in keys]
    refused = next((one for one in chosen or rows if one.way == OFFICE), None)
    if refused is not None and not any(one.is_possible for one in chosen):
        raise Denied(Said("The target of %(code)s is set by the strategy office.", code=refused.code))
    wrong = next((one for one in chosen if not one.is_possible), None)
    if not chosen or wrong is not None:
        raise Invalid(
            Said("%(code)s cannot be adopted by you.", code=wrong.code) if wrong else Said("Nothing was chosen."),
            field="keys",
            remedy="Choose what is to be proposed or set.",
        )
    # Proposing tries terms in an act of its own and takes that back, so it is part of no other act.
    with transaction.atomic():
        proposals = tuple(_propose(actor, scenario, goal, text) for goal in _by_goal(chosen))
        with act(actor, "adopt_scenario", code=scenario.code):
            count = _set(actor, scenario, [one for one in chosen if one.way == SET])
    return Adopted(proposals, count)


def _wanted(actor: Actor, one: Assumption, part: SupposedPart) -> list[tuple[Measure, Unit | None, str, float]]:
    if one.kind == ChangeKind.EFFECT:
        measures = measures_visible_to(actor).in_bulk([measure for measure, _unit in part.closing])
        return [
            (measures[measure], None, "target", value + share * (target - value))
            for (measure, _unit), (value, target, share) in part.closing.items()
            if measure in measures
        ]
    assert one.measure is not None
    return [(one.measure, one.unit, one.column if one.kind == ChangeKind.TARGET else "target", one.number)]


def _adoption(
    actor: Actor, scenario: Scenario, measure: Measure, unit: Unit | None, column: str, wanted: float
) -> Adoption:
    stored = target_rows(measure.targets.all())
    row, _key = target_to_set(
        spec_of(measure).on(scenario.period.end), unit.pk if unit else None, scenario.period, stored
    )
    now = row[_PLACE + Target.VALUES.index(column)] if row else None
    key = f"{measure.pk}-{unit.pk if unit else 0}-{column}"
    one = Adoption(key, measure.name, measure.code, OFFICE, wanted, now, column, measure, unit)
    if row is not None and now is None and column == "target":
        return replace(one, way=NONE, reason="no_target")
    if now == wanted:
        return replace(one, way=NONE, reason="same")
    goal = _goal_of(measure) if unit is None else None
    if goal is not None:
        return _of_goal(actor, one, goal)
    return replace(one, way=SET if actor.has(Right.EDIT_PLAN) else OFFICE)


def _goal_of(measure: Measure) -> Commitment | None:
    """The open goal whose key result a measure is."""
    goals = Commitment.objects.filter(
        objective__contributions__measure=measure, objective__removed_on=None, archived_on=None
    )
    return goals.select_related("objective__plan", "objective__owner", "objective__unit__head", "cycle").first()


def _of_goal(actor: Actor, one: Adoption, goal: Commitment) -> Adoption:
    """A key result: its owner proposes to whom they agree with, and somebody above to the owner."""
    own, owner = person_of(actor), _owner_of(goal)
    if own is None or owner is None or not actor.has(AgreementRight.TAKE_PART):
        return replace(one, way=NONE, commitment=goal, reason="goal")
    above = sorted(people_agreed_with_by(owner), key=lambda person: (person.pk != owner.manager_id, person.name))
    if own == owner and above:
        return replace(one, way=PROPOSE, commitment=goal, counterpart=above[0])
    if own in above:
        return replace(one, way=PROPOSE, commitment=goal, counterpart=owner)
    return replace(one, way=NONE, commitment=goal, reason="goal")


def _owner_of(goal: Commitment) -> Person | None:
    """Who answers for a goal: of a unit its head."""
    unit = goal.objective.unit
    return (unit.head if unit else None) or goal.objective.owner


def _by_goal(chosen: Sequence[Adoption]) -> list[list[Adoption]]:
    goals: dict[int, list[Adoption]] = {}
    for one in chosen:
        if one.way == PROPOSE and one.commitment is not None:
            goals.setdefault(one.commitment.pk, []).append(one)
    return list(goals.values())


def _propose(actor: Actor, scenario: Scenario, chosen: Sequence[Adoption], text: str) -> Proposal:
    goal, other, own = chosen[0].commitment, chosen[0].counterpart, person_of(actor)
    owner = _owner_of(goal) if goal else None
    assert goal, "`_of_goal` found it"
    assert owner, "`_of_goal` asked for one"
    assert other, "`_of_goal` found it"
    assert own, "`_of_goal` asked for one"
    wanted = {one.code.casefold(): one.wanted for one in chosen}
    terms = terms_of(goal)
    results = tuple(
        replace(result, target=wanted[result.code.casefold()]) if result.code.casefold() in wanted else result
        for result in terms.key_results
    )
    counterpart = other if own == owner else own
    return propose_goal(
        actor,
        owner=owner,
        counterpart=counterpart,
        terms=replace(terms, key_results=results),
        commitment=goal,
        text=text or f"{scenario.code}: {scenario.name}",
    )


def _set(actor: Actor, scenario: Scenario, chosen: Sequence[Adoption]) -> int:
    """Targets from the scenario's period on, measure by measure; the other numbers of a target stay."""
    count = 0
    for measure in {one.measure.pk: one.measure for one in chosen if one.measure is not None}.values():
        own = [one for one in chosen if one.measure == measure]
        edits = [_edit(scenario, measure, unit, own) for unit in dict.fromkeys(one.unit for one in own)]
        set_targets(actor, measure=measure, edits=edits)
        count += len(edits)
    return count


def _edit(scenario: Scenario, measure: Measure, unit: Unit | None, chosen: Sequence[Adoption]) -> TargetEdit:
    known = list(measure.targets.all())
    spec, unit_id = spec_of(measure).on(scenario.period.end), unit.pk if unit else None
    row, (_measure, _unit, start, frequency) = target_to_set(spec, unit_id, scenario.period, target_rows(known))
    numbers = dict(zip(Target.VALUES, row[_PLACE:], strict=True)) if row else {}
    numbers |= {one.column: one.wanted for one in chosen if one.unit == unit}
    place = (unit_id, start, frequency)
    held = next((one for one in known if (one.unit_id, one.starts_on, one.frequency) == place), None)
    wanted = TargetRow(measure.pk, *place, **numbers)
    return TargetEdit(wanted, held.pk if held else None, held.version if held else None)
