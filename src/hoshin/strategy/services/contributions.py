"""What serves what, with which weight: always without a circle."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import F

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base.errors import Conflict, Invalid, Problem
from hoshin.base.events import publish
from hoshin.base.graphs import first_cycle, in_words
from hoshin.base.wordings import Said
from hoshin.measures.models import Measure
from hoshin.strategy.events import ObjectivesChanged, StructureChanged
from hoshin.strategy.models import Contribution, Objective, Plan
from hoshin.strategy.services.counting import publish_counting
from hoshin.strategy.services.ordering import next_position, set_order_among


def set_contribution(
    actor: Actor,
    *,
    parent: Objective,
    child: Objective | Measure,
    weight: float = 1.0,
    kind: str = Contribution.Kind.CONTRIBUTES,
    is_critical: bool | None = None,
    version: int | None = None,
    effective_on: date | None = None,
) -> Contribution:
    """Let a child serve a parent with a weight, or change how it does; None: it is as critical as it was.

    Invalid names the circle, where there is one.
    """
    require(actor, Right.EDIT_PLAN)
    field = "measure" if isinstance(child, Measure) else "objective"
    with act(actor, "set_contribution", child=child.name, parent=parent.name, weight=weight):
        _lock_structure(parent.plan_id)
        existing = Contribution.objects.filter(parent=parent, **{field: child}).first()
        if existing is not None:
            critical = existing.is_critical if is_critical is None else is_critical
            values = {"weight": weight, "kind": kind, "is_critical": critical}
            contribution, differs = change_row(existing, version=version, **values)
        else:
            values = {"weight": weight, "kind": kind, "is_critical": bool(is_critical)}
            contribution, differs = Contribution(parent=parent, **values, **{field: child}), True
            contribution.position = next_position(parent.contributions.all())
            _check_same_plan(parent, child)
            add_row(contribution)
            check_no_cycle(parent.plan_id)
        if differs:
            publish(ends_changed([contribution]))
        publish_counting(contribution, parent.plan, {"weight"}, differs=differs, effective_on=effective_on)
        return contribution


def remove_contribution(
    actor: Actor, *, contribution: Contribution, version: int | None = None, effective_on: date | None = None
) -> None:
    """Let a child serve a parent no longer."""
    require(actor, Right.EDIT_PLAN)
    names = {"child": contribution.child.name, "parent": contribution.parent.name}
    with act(actor, "remove_contribution", **names):
        remove_row(contribution, version=version, in_use="It is still needed.")
        publish(ends_changed([contribution]))
        publish(StructureChanged(contribution.parent.plan_id, effective_on))


def set_weights(
    actor: Actor,
    *,
    parent: Objective,
    weights: Mapping[int, float],
    versions: Mapping[int, int] | None = None,
    effective_on: date | None = None,
) -> list[Contribution]:
    """Set the weights of several children of one parent, by contribution id, in one step."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "set_weights", parent=parent.name):
        rows = {row.pk: row for row in parent.contributions.order_by("id")}
        gone = sorted(set(weights) - set(rows))
        if gone:
            raise Conflict(
                Said(
                    "%(count)s of these no longer serve %(parent)s. Load the page again.",
                    count=len(gone),
                    parent=parent.code,
                )
            )
        results = [change_row(rows[pk], version=(versions or {}).get(pk), weight=weights[pk]) for pk in sorted(weights)]
        if any(differs for _, differs in results):
            publish(StructureChanged(parent.plan_id, effective_on))
        else:
            for row, _ in results:
                publish_counting(row, parent.plan, {"weight"}, differs=False, effective_on=effective_on)
        return [row for row, _ in results]


def reorder_contributions(actor: Actor, *, parent: Objective, ids: Sequence[int]) -> None:
    """Put those contributions to an objective that are named in this order, on the places that they hold together."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "reorder_contributions", parent=parent.name):
        set_order_among(parent.contributions.all(), ids)


def let_count(objectives: Collection[int], *, counts: bool) -> None:
    """Let objectives count for what they serve, or be linked to it alone: an app above that knows why has decided so."""
    wanted, other = Contribution.Kind.CONTRIBUTES, Contribution.Kind.ALIGNS
    if not counts:
        wanted, other = other, wanted
    rows = Contribution.objects.filter(objective__in=objectives, kind=other)
    plans = sorted(set(rows.order_by().values_list("parent__plan_id", flat=True)))
    rows.update(kind=wanted, version=F("version") + 1)
    for plan_id in plans:
        publish(StructureChanged(plan_id))


def ends_changed(rows: Iterable[Contribution]) -> ObjectivesChanged:
    """The news that these contributions are new, others or gone, of the objectives at both ends."""
    ends = {end for row in rows for end in (row.parent_id, row.objective_id) if end is not None}
    return ObjectivesChanged(frozenset(ends))


def check_no_cycle(plan_id: int) -> None:
    """Invalid, naming the circle, where objectives of a plan serve each other round a circle."""
    serves: dict[str, list[str]] = defaultdict(list)
    pairs = Contribution.objects.filter(parent__plan_id=plan_id, objective__isnull=False).order_by("id")
    for child, parent in pairs.values_list("objective__code", "parent__code"):
        serves[child].append(parent)
    cycle = first_cycle(serves)
    if cycle:
        raise Invalid(
            [
                Problem(
                    Said(
                        "Objectives must not serve each other round a circle: %(circle)s.",
                        circle=in_words(cycle, "serves"),
                    ),
                    code="cycle",
                    field="serves",
                    remedy="Take one of these contributions out.",
                )
            ]
        )


def _lock_structure(plan_id: int) -> None:
    """Two people who add one half of a circle each must wait for one another."""
    Plan.objects.select_for_update().filter(pk=plan_id).first()


def _check_same_plan(parent: Objective, child: Objective | Measure) -> None:
    if isinstance(child, Objective) and child.plan_id != parent.plan_id:
        raise Invalid(
            Said("%(child)s and %(parent)s belong to different plans.", child=child.code, parent=parent.code),
            field="parent",
            value=parent.code,
            remedy="Choose an objective of the same plan.",
        )
