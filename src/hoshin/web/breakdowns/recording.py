"""The sheet of members' values of a period: typed or pasted from a spreadsheet, and saved all at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import own_latest_change
from hoshin.base import clock
from hoshin.base.errors import Conflict, Invalid, NotFound
from hoshin.base.outcome import Outcome
from hoshin.base.paging import page_in_memory
from hoshin.base.periods import Period
from hoshin.base.words import folded
from hoshin.breakdowns.models import Breakdown
from hoshin.breakdowns.policies import member_values_visible_to, require_may_record_members
from hoshin.breakdowns.rows import MemberValueRow
from hoshin.breakdowns.selectors.named import breakdown_by_codes
from hoshin.breakdowns.selectors.reading import MemberPlace, tree_of
from hoshin.breakdowns.selectors.sums import differing_sums
from hoshin.breakdowns.selectors.to_record import members_to_record
from hoshin.breakdowns.services import Overlapping, record_member_values
from hoshin.measures.selectors import measure_by_code
from hoshin.measures.services.validity import period_of
from hoshin.web.access import actor_of
from hoshin.web.breakdowns.member_cells import (
    MemberCell,
    changed_rows,
    name_of,
    read,
    rows_to_fill,
    rows_typed,
    with_problems,
)
from hoshin.web.htmx import is_htmx, notice, redirect, render, toast
from hoshin.web.value_texts import has_parts
from hoshin.web.way_back import undo_since

# Three fields each, of which a form is read a thousand.
ON_A_SHEET, OFFERED = 200, 13


@dataclass(frozen=True, slots=True)
class MemberSheet:
    """Which members are shown, of which period; `find` narrows them to names and codes that have it inside."""

    breakdown: Breakdown
    period: Period
    find: str
    members: Sequence[tuple[MemberPlace, int]]

    @property
    def offered(self) -> list[Period]:
        """The latest periods to choose from; any other can be written."""
        current = Period.containing(clock.today(), self.period.frequency)
        return [current.shift(-back) for back in range(OFFERED)]


def record(request: HttpRequest, code: str, dimension: str) -> HttpResponse:
    """All members in the order of their tree, each with a value and a note; nothing is saved unless all is right."""
    actor = actor_of(request)
    measure = measure_by_code(actor, code)
    breakdown = breakdown_by_codes(actor, measure, dimension)
    breakdown.measure = measure
    require_may_record_members(actor, [measure])
    asked = _asked(request, actor, breakdown)
    if request.method == "POST":
        return _saved(request, actor, asked)
    return _sheet(request, actor, asked)


def _asked(request: HttpRequest, actor: Actor, breakdown: Breakdown) -> MemberSheet:
    wanted, find = request.GET.get("period", "").strip(), request.GET.get("find", "").strip()[:100]
    try:
        last = Period.containing(clock.today(), breakdown.measure.period_frequency).shift(-1)
        period = period_of(breakdown.measure, wanted) if wanted else last
    except Invalid as error:
        raise NotFound("period", wanted) from error
    members = list(tree_of(actor, breakdown).in_order())
    if find:
        text = folded(find)
        members = [(one, 0) for one, _depth in members if text in folded(one.name) or text in folded(one.code)]
    return MemberSheet(breakdown, period, find, members)


def _sheet(
    request: HttpRequest,
    actor: Actor,
    asked: MemberSheet,
    *,
    rows: Sequence[MemberCell] | None = None,
    recorded: Sequence[int] = (),
    problems: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """The sheet as it stands, or with rows that were typed and cannot be saved like that."""
    page = page_in_memory(asked.members, request.GET.get("page", ""), size=ON_A_SHEET)
    if rows is None:
        found = members_to_record(actor, asked.breakdown, asked.period, list(page))
        rows = rows_to_fill(asked.breakdown, asked.period, found, set(recorded))
    context = {
        "measure": asked.breakdown.measure,
        "breakdown": asked.breakdown,
        "asked": asked,
        "rows": rows,
        "page": page,
        "has_parts": has_parts(asked.breakdown.measure),
        "first": next((row.name for row in rows if row.errors), None)
        or next((row.name for row in rows if not row.value), None),
        "wrong": sum(bool(row.errors) for row in rows),
        "problems": problems,
        "differing": [] if problems else _differing(actor, asked),
    }
    return render(request, "breakdowns/record.html", "breakdowns/_record.html", context, status)


def _saved(request: HttpRequest, actor: Actor, asked: MemberSheet) -> HttpResponse:
    breakdown, period = asked.breakdown, asked.period
    named = [one for one in asked.members if f"expected-{name_of(breakdown, one[0].id, period)}" in request.POST]
    rows = rows_typed(request.POST, breakdown, period, members_to_record(actor, breakdown, period, named))
    shown = member_values_visible_to(actor).in_bulk([row.expected for row in rows if row.expected])
    sent = changed_rows(rows, shown)
    read_rows = [read(row, breakdown, period) for row in sent]
    if unread := {row.name: row for row in read_rows if isinstance(row, MemberCell)}:
        return _sheet(request, actor, asked, rows=[unread.get(row.name, row) for row in rows], status=422)
    values = [row for row in read_rows if isinstance(row, MemberValueRow)]
    before, meant = own_latest_change(actor), request.POST.get("meant", "")
    try:
        outcome = record_member_values(
            actor, values, expected=[row.expected for row in sent], refuses_overlaps=not meant
        )
    except Overlapping as found:
        said = [f"{problem.message} {problem.remedy}" for problem in found.problems]
        return _sheet(request, actor, asked, rows=rows, problems=said, status=422)
    except (Conflict, Invalid) as found:
        typed = with_problems(rows, sent, found, breakdown)
        return _sheet(request, actor, asked, rows=typed, status=422)
    text, undo = _words(outcome), undo_since(actor, before)
    if not is_htmx(request):
        notice(request, text, undo)
        return redirect(request, request.get_full_path())
    return toast(_sheet(request, actor, asked, recorded=[row.member_id for row in values]), text, undo)


def _differing(actor: Actor, asked: MemberSheet) -> list[str]:
    """Where members don't make their total in this period."""
    when = asked.period.start
    return [str(one.said()) for one in differing_sums(actor, [asked.breakdown.pk], since=when, until=when, limit=3)]


def _words(outcome: Outcome) -> str:
    count = outcome.created + outcome.changed
    if not count:
        return _("Nothing was changed.")
    return ngettext("%(count)s value recorded.", "%(count)s values recorded.", count) % {"count": count}
