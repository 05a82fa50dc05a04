"""Values of members by codes and periods, as the service takes them: every row that cannot be placed is named at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.api.schemas.breakdowns import MemberValueIn
from hoshin.base.errors import Invalid, Problem, did_you_mean, near_matches
from hoshin.base.outcome import Outcome
from hoshin.base.periods import Period
from hoshin.base.wordings import Said
from hoshin.breakdowns.policies import breakdowns_visible_to, members_visible_to
from hoshin.breakdowns.rows import MemberValueRow
from hoshin.breakdowns.selectors.sums import differing_sums
from hoshin.breakdowns.services import record_member_values
from hoshin.measures.fields import said_by

_MOST_COMPARED = 50


def record_rows(actor: Actor, rows: Sequence[MemberValueIn]) -> tuple[Outcome, list[str]]:
    """Record rows, all or nothing, and say where members now differ from their total. Two queries to place them, however
    many there are."""
    seen = breakdowns_visible_to(actor).select_related("measure", "dimension").order_by("pk")
    breakdowns = {(row.measure.code.casefold(), row.dimension.code.casefold()): row for row in seen}
    used = {row.dimension.casefold() for row in rows}
    named = members_visible_to(actor).order_by("pk").values_list("dimension__code", "code", "id")
    members = {(one.casefold(), code.casefold()): pk for one, code, pk in named if one.casefold() in used}
    problems: list[Problem] = []
    placed: list[MemberValueRow] = []
    for number, row in enumerate(rows, start=1):
        found = _placed(row, breakdowns, members, compares=len(problems) < _MOST_COMPARED)
        if isinstance(found, Problem):
            problems.append(Problem(found.message, "unknown", found.field, found.value, found.remedy, row=number))
        else:
            placed.append(found)
    if problems:
        raise Invalid(problems[:1000])
    shown = [row.expected_id for row in rows]
    expected = [] if all(one is None for one in shown) else [one or 0 for one in shown]
    done = record_member_values(actor, placed, expected=expected)
    periods = {row.period for row in placed}
    if not periods:
        return done, []
    used = {row.breakdown_id for row in placed}
    differing = differing_sums(actor, used, since=min(periods), until=max(periods))
    return done, [str(one.said()) for one in differing if one.period.start in periods]


def _placed(
    row: MemberValueIn, breakdowns: Mapping[Any, Any], members: Mapping[Any, int], *, compares: bool
) -> MemberValueRow | Problem:
    breakdown = breakdowns.get((row.measure.casefold(), row.dimension.casefold()))
    if breakdown is None:
        near = [measure for measure, _ in breakdowns] if compares else []
        message = Said("%(measure)s is not broken down by %(dimension)s.", measure=row.measure, dimension=row.dimension)
        return Problem(message, field="measure", value=row.measure, remedy=_hint(row.measure, near))
    member = members.get((row.dimension.casefold(), row.member.casefold()))
    if member is None:
        near = [code for one, code in members if one == row.dimension.casefold()] if compares else []
        message = Said("Dimension %(dimension)s has no member of this code.", dimension=row.dimension)
        return Problem(message, field="member", value=row.member, remedy=_hint(row.member, near))
    try:
        period = Period.parse(row.period)
    except ValueError as error:
        return Problem(str(error), field="period", value=row.period)
    if period.frequency is not breakdown.measure.period_frequency:
        like = Period.containing(period.start, breakdown.measure.period_frequency)
        facts = {"measure": row.measure, "frequency": breakdown.measure.frequency}
        message = Said("%(measure)s is observed %(frequency)s.", **facts)
        remedy = Said("Write %(period)s.", period=str(like))
        return Problem(message, field="period", value=row.period, remedy=remedy)
    return MemberValueRow(breakdown_id=breakdown.pk, member_id=member, period=period.start, **said_by(row))


def _hint(wanted: str, known: Sequence[str]) -> str:
    return did_you_mean(near_matches(wanted, known[:2_000]))
