"""What many objectives and measures serve, set at once: what an import calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Q

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.events import publish
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code
from hoshin.base.wordings import Said
from hoshin.measures.models import Measure
from hoshin.strategy.models import Contribution, Objective
from hoshin.strategy.rows import Served, ServesRow
from hoshin.strategy.services.bulk import publish_structure, require_known
from hoshin.strategy.services.contributions import check_no_cycle, ends_changed
from hoshin.strategy.services.removal import standing_by_code

Child = Objective | Measure
# The columns of a contribution that say in which way the child counts.
_WAY = ("weight", "kind", "is_critical")


@dataclass(slots=True)
class _Difference:
    """Contributions to write, and what they touch."""

    next_positions: dict[int, int]
    added: list[Contribution] = field(default_factory=list)
    changed: list[Contribution] = field(default_factory=list)
    removed: list[Contribution] = field(default_factory=list)

    @property
    def plan_ids(self) -> set[int]:
        return {row.parent.plan_id for rows in (self.added, self.changed, self.removed) for row in rows}

    @property
    def size(self) -> int:
        return len(self.added) + len(self.changed) + len(self.removed)

    def add(self, parent: Objective, child: Child, served: Served) -> None:
        position = self.next_positions.get(parent.pk, 0)
        self.next_positions[parent.pk] = position + 1
        row = Contribution(parent=parent, position=position, **_way(served))
        setattr(row, "measure" if isinstance(child, Measure) else "objective", child)
        self.added.append(row)


def set_serves(actor: Actor, rows: Sequence[ServesRow]) -> Outcome:
    """Let each child serve exactly the objectives named. Invalid, naming the circle, where there is one.

    The outcome counts children: changed where anything that they serve changed, else unchanged.
    """
    require(actor, Right.EDIT_PLAN)
    with act(actor, "set_serves", count=len(rows)):
        parents = standing_by_code([served.parent for row in rows for served in row.serves])
        require_known("serves", [served.parent for row in rows for served in row.serves], parents)
        children = _children(rows)
        before = _served_before(children)
        difference = _Difference(_next_positions(parents))
        touched = sum(
            _compare(row, child, parents, before.get((row.is_measure, child.pk), {}), difference)
            for row, child in zip(rows, children, strict=True)
        )
        _write(difference)
        for plan_id in sorted(difference.plan_ids):
            check_no_cycle(plan_id)
        publish_structure(difference.plan_ids)
        if difference.size:
            publish(ends_changed([*difference.added, *difference.changed, *difference.removed]))
        return Outcome(changed=touched, unchanged=len(rows) - touched)


def _compare(
    row: ServesRow,
    child: Child,
    parents: Mapping[str, Objective],
    before: dict[int, Contribution],
    difference: _Difference,
) -> bool:
    size = difference.size
    for served in row.serves:
        parent = parents[served.parent.casefold()]
        contribution = before.pop(parent.pk, None)
        if contribution is None:
            _check_place(parent, child)
            difference.add(parent, child, served)
        elif any(getattr(contribution, name) != value for name, value in _way(served).items()):
            for name, value in _way(served).items():
                setattr(contribution, name, value)
            contribution.version += 1
            difference.changed.append(contribution)
    difference.removed += before.values()
    return difference.size > size


def _way(served: Served) -> dict[str, Any]:
    return {name: getattr(served, name) for name in _WAY}


def _write(difference: _Difference) -> None:
    if difference.removed:
        Contribution.objects.filter(pk__in=[row.pk for row in difference.removed]).delete()
    Contribution.objects.bulk_create(difference.added, batch_size=5000)
    if difference.changed:
        Contribution.objects.bulk_update(difference.changed, [*_WAY, "version"], batch_size=2000)


def _children(rows: Sequence[ServesRow]) -> list[Child]:
    measures = by_code(Measure, [row.child for row in rows if row.is_measure])
    objectives = standing_by_code([row.child for row in rows if not row.is_measure])
    require_known("code", [row.child for row in rows if row.is_measure], measures)
    require_known("code", [row.child for row in rows if not row.is_measure], objectives)
    return [(measures if row.is_measure else objectives)[row.child.casefold()] for row in rows]


def _served_before(children: Sequence[Child]) -> dict[tuple[bool, int], dict[int, Contribution]]:
    measures = [child.pk for child in children if isinstance(child, Measure)]
    objectives = [child.pk for child in children if isinstance(child, Objective)]
    own = Contribution.objects.filter(Q(measure__in=measures) | Q(objective__in=objectives), parent__removed_on=None)
    before: dict[tuple[bool, int], dict[int, Contribution]] = {}
    for row in own.select_related("parent").order_by("id"):
        child_id = row.measure_id or row.objective_id
        assert child_id is not None
        before.setdefault((row.measure_id is not None, child_id), {})[row.parent_id] = row
    return before


def _next_positions(parents: Mapping[str, Objective]) -> dict[int, int]:
    ids = [parent.pk for parent in parents.values()]
    last = Contribution.objects.filter(parent__in=ids).values_list("parent").annotate(last=Max("position"))
    return {parent_id: position + 1 for parent_id, position in last.order_by()}


def _check_place(parent: Objective, child: Child) -> None:
    if not isinstance(child, Objective):
        return
    if child.pk == parent.pk:
        raise Invalid(Said("%(child)s cannot serve itself.", child=child.code), field="serves", value=child.code)
    if child.plan_id != parent.plan_id:
        raise Invalid(
            Said("%(child)s and %(parent)s belong to different plans.", child=child.code, parent=parent.code),
            field="serves",
            value=parent.code,
            remedy="Name an objective of the same plan.",
        )
