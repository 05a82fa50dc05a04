"""Writes values of members through the services of breakdowns; what people said of dimensions and members stays."""

from collections.abc import Mapping, Sequence

from hoshin.accounts.access import Actor
from hoshin.base.outcome import Outcome
from hoshin.base.wordings import Said
from hoshin.breakdowns.models import Composition
from hoshin.breakdowns.policies import breakdowns_visible_to, dimensions_visible_to, members_visible_to
from hoshin.breakdowns.rows import BreakdownRow, DimensionRow, MemberRow, MemberValueRow
from hoshin.breakdowns.selectors.sums import differing_sums
from hoshin.breakdowns.services import record_member_values, upsert_breakdowns, upsert_dimensions, upsert_members
from hoshin.breakdowns.services.places import places_of
from hoshin.exchange.series.members import MemberSeries, parents_among

_MOST_SUMS = 10


def write_members(actor: Actor, series: Sequence[MemberSeries]) -> tuple[dict[str, Outcome], list[Said]]:
    """Bring dimensions, members and their values to what was read; counts, and warnings of sums that differ."""
    if not series:
        return {}, []
    outcomes = {
        "dimensions": upsert_dimensions(actor, _dimension_rows(actor, series)),
        "members": upsert_members(actor, _member_rows(actor, series)),
        "breakdowns": upsert_breakdowns(actor, _breakdown_rows(actor, series)),
    }
    places = places_of({(one.definition.code, one.dimension.code) for one in series})
    rows: list[MemberValueRow] = []
    for one in series:
        for code, (_, observations) in one.members.items():
            breakdown, member = places.ids(one.definition.code, one.dimension.code, code)
            for found in observations:
                said = {"value": found.value, "note": found.note}
                rows.append(MemberValueRow(breakdown_id=breakdown, member_id=member, period=found.period, **said))
    outcomes["member_values"] = done = record_member_values(actor, rows)
    # What was told once of the same figures need not be told again.
    differing = differing_sums(actor, places.breakdowns, limit=_MOST_SUMS) if done.created or done.changed else []
    return outcomes, [one.said() for one in differing]


def _dimension_rows(actor: Actor, series: Sequence[MemberSeries]) -> list[DimensionRow]:
    known = {row.code.casefold(): row for row in dimensions_visible_to(actor)}
    used = {one.dimension.code: one.dimension for one in series}
    return [
        DimensionRow(code, known[code.casefold()].name, known[code.casefold()].position)
        if code.casefold() in known
        else DimensionRow(code, dimension.name, position)
        for position, (code, dimension) in enumerate(used.items())
    ]


def _member_rows(actor: Actor, series: Sequence[MemberSeries]) -> list[MemberRow]:
    """Only those that are new: where people moved or renamed one, it stays so."""
    fields = ("dimension__code", "code", "name")
    known = {(one.casefold(), code): name for one, code, name in members_visible_to(actor).values_list(*fields)}
    rows = []
    for dimension in {one.dimension.code: one.dimension for one in series}.values():
        own = [one for one in series if one.dimension.code == dimension.code]
        names = {code: name for one in own for code, (name, _) in one.members.items()}
        held = {code: name for (other, code), name in known.items() if other == dimension.code.casefold()}
        parents = parents_among(dimension, [*held.values(), *names.values()])
        new = [code for code in names if code not in held]
        rows += [
            MemberRow(dimension.code, code, names[code], parents.get(code, ""), len(held) + position)
            for position, code in enumerate(new)
        ]
    return rows


def _breakdown_rows(actor: Actor, series: Sequence[MemberSeries]) -> list[BreakdownRow]:
    """Whether members add up is said by the mapping once, where a measure is not broken down so yet."""
    known: Mapping[tuple[str, str], str] = {
        (measure.casefold(), dimension.casefold()): together
        for measure, dimension, together in breakdowns_visible_to(actor).values_list(
            "measure__code", "dimension__code", "together"
        )
    }
    rows = []
    for one in series:
        key = (one.definition.code.casefold(), one.dimension.code.casefold())
        proposed = Composition.SUM if key[0] in one.dimension.sums else Composition.NONE
        rows.append(BreakdownRow(one.definition.code, one.dimension.code, known.get(key, proposed.value)))
    return rows
