"""Many dimensions, members and breakdowns at once by their codes: what an import calls."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.errors import Invalid, Problem
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, reserved_ids, upsert
from hoshin.base.wordings import Said
from hoshin.breakdowns.models import Breakdown, Composition, Dimension, Member
from hoshin.breakdowns.rows import BreakdownRow, DimensionRow, MemberRow
from hoshin.breakdowns.services.proposing import proposed_together
from hoshin.breakdowns.services.trees import check_member_trees, hold_dimensions
from hoshin.measures.models import Measure


def upsert_dimensions(actor: Actor, rows: Sequence[DimensionRow]) -> Outcome:
    """Create or change dimensions by code."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_dimensions", count=len(rows)):
        existing = by_code(Dimension, [row.code for row in rows])
        wanted = [(existing.get(row.code.casefold()), row._asdict()) for row in rows]
        return upsert(Dimension, [(known, _but_code(values, known)) for known, values in wanted]).outcome


def upsert_members(actor: Actor, rows: Sequence[MemberRow]) -> Outcome:
    """Create or change members by dimension and code; a parent may come later in the rows.

    Invalid: a dimension or a parent that is not there, a member that stands twice, a circle.
    """
    require(actor, Right.IMPORT)
    with act(actor, "upsert_members", count=len(rows)):
        dimensions = by_code(Dimension, {row.dimension for row in rows})
        _refuse(_unknown(rows, "dimension", dimensions, "dimension"))
        touched = sorted({one.pk for one in dimensions.values()})
        hold_dimensions(touched)
        members = {(m.dimension_id, m.code.casefold()): m for m in Member.objects.filter(dimension__in=touched)}
        keys = [(dimensions[row.dimension.casefold()].pk, row.code.casefold()) for row in rows]
        _refuse(_twice(rows, keys))
        new = [key for key in keys if key not in members]
        ids = {key: member.pk for key, member in members.items()}
        ids |= dict(zip(new, reserved_ids(Member, len(new)), strict=True)) if new else {}
        _refuse(_unknown_parents(rows, keys, ids))
        wanted: list[tuple[Member | None, dict[str, Any]]] = []
        for row, key in zip(rows, keys, strict=True):
            values = {
                "name": row.name,
                "parent_id": ids[key[0], row.parent.casefold()] if row.parent else None,
                "position": row.position,
            }
            if key not in members:
                values |= {"id": ids[key], "dimension_id": key[0], "code": row.code}
            wanted.append((members.get(key), values))
        done = upsert(Member, wanted)
        if done.touched:
            check_member_trees(touched)
        return done.outcome


def upsert_breakdowns(actor: Actor, rows: Sequence[BreakdownRow]) -> Outcome:
    """Break measures down by dimensions, both by their codes; what is not said of `together` stays, or is proposed."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_breakdowns", count=len(rows)):
        measures = by_code(Measure, {row.measure for row in rows})
        dimensions = by_code(Dimension, {row.dimension for row in rows})
        _refuse(
            [*_unknown(rows, "measure", measures, "measure"), *_unknown(rows, "dimension", dimensions, "dimension")]
        )
        ids = {measure.pk for measure in measures.values()}
        existing = {(b.measure_id, b.dimension_id): b for b in Breakdown.objects.filter(measure__in=ids)}
        wanted: list[tuple[Breakdown | None, dict[str, Any]]] = []
        for row in rows:
            measure, dimension = measures[row.measure.casefold()], dimensions[row.dimension.casefold()]
            known = existing.get((measure.pk, dimension.pk))
            together = row.together or (known.together if known else proposed_together(measure.aggregation))
            values: dict[str, Any] = {"together": Composition(together).value}
            if known is None:
                values |= {"measure_id": measure.pk, "dimension_id": dimension.pk}
            wanted.append((known, values))
        return upsert(Breakdown, wanted).outcome


def _but_code(values: dict[str, Any], known: Dimension | None) -> dict[str, Any]:
    """Codes match without regard to case and keep it."""
    return {name: value for name, value in values.items() if known is None or name != "code"}


def _refuse(problems: Iterable[Problem]) -> None:
    if found := list(problems):
        raise Invalid(found)


def _unknown(rows: Sequence[Any], field: str, known: Mapping[str, Any], thing: str) -> list[Problem]:
    return [
        Problem("There is nothing of this code.", "unknown", thing, code, "Add it first.", row=number)
        for number, row in enumerate(rows, start=1)
        if (code := getattr(row, field)).casefold() not in known
    ]


def _unknown_parents(
    rows: Sequence[MemberRow], keys: Sequence[tuple[int, str]], ids: Mapping[tuple[int, str], int]
) -> list[Problem]:
    return [
        Problem("The dimension has no member of this code.", "unknown", "parent", row.parent, "Add it first.", row=at)
        for at, (row, key) in enumerate(zip(rows, keys, strict=True), start=1)
        if row.parent and (key[0], row.parent.casefold()) not in ids
    ]


def _twice(rows: Sequence[MemberRow], keys: Sequence[tuple[int, str]]) -> Iterable[Problem]:
    firsts: dict[tuple[int, str], int] = {}
    for at, (row, key) in enumerate(zip(rows, keys, strict=True), start=1):
        if (first := firsts.setdefault(key, at)) != at:
            yield Problem(
                Said("%(code)s stands in rows %(first)s and %(row)s.", code=row.code, first=str(first), row=str(at)),
                "duplicate",
                "code",
                row.code,
                "Keep one of them: a member lies under one parent.",
                row=at,
            )
