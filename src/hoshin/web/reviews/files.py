"""Results of a cycle as files for whoever reads them anyway: one table as CSV, or a workbook with sources and changes."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Actor
from hoshin.base.sheets import Column, ColumnKind, Sheet
from hoshin.reviews.models import ReviewCycle, ReviewResult
from hoshin.reviews.selectors import changes_listed, cycle_by_code, results_listed
from hoshin.web.access import actor_of
from hoshin.web.spreadsheets import inert, workbook_file

_WORDS, _NUMBER = ColumnKind.TEXT, ColumnKind.NUMBER
_WHO = (Column("employee_id"), Column("name"))
RESULTS = (
    *_WHO,
    Column("unit"),
    Column("computed", _NUMBER),
    Column("error", _NUMBER),
    Column("without_leniency", _NUMBER),
    Column("score", _NUMBER),
    Column("reason"),
    Column("potential", _NUMBER),
    Column("evidence", _NUMBER),
    Column("acknowledged", ColumnKind.DATE),
)
SOURCES = (*_WHO, Column("source"), *(Column(name, _NUMBER) for name in ("people", "mean", "low", "high", "weight")))
CHANGES = (
    *_WHO,
    Column("before", _NUMBER),
    Column("after", _NUMBER),
    Column("verdict"),
    Column("reason"),
    Column("evidence", _WORDS),
)


@never_cache
@require_safe
def results_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The results of a cycle that the reader sees, as a file."""
    actor = actor_of(request)
    cycle = cycle_by_code(actor, code)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.name for column in RESULTS])
    for row in _results(actor, cycle):
        writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in row])
    answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="reviews-{cycle.code}.csv"'
    return answer


@never_cache
@require_safe
def results_xlsx(request: HttpRequest, code: str) -> HttpResponse:
    """The results of a cycle that the reader sees, by which sources they came about, and what was changed, as a workbook."""
    from hoshin.exchange.workbook.write_xlsx import write_xlsx

    actor = actor_of(request)
    cycle = cycle_by_code(actor, code)

    def write(path: Path) -> None:
        write_xlsx(
            path,
            (
                _sheet("results", RESULTS, _results(actor, cycle)),
                _sheet("sources", SOURCES, _sources(actor, cycle)),
                _sheet("changes", CHANGES, _changes(actor, cycle)),
            ),
        )

    return workbook_file(f"reviews-{cycle.code}.xlsx", write)


def _sheet(name: str, columns: tuple[Column, ...], rows: Iterator[list[Any]]) -> tuple[Sheet, list[str], Any]:
    return Sheet(name, name, columns, (), tuple), [column.name for column in columns], rows


def _results(actor: Actor, cycle: ReviewCycle) -> Iterator[list[Any]]:
    for one in results_listed(actor, cycle):
        said = localtime(one.acknowledged_at).date().isoformat() if one.acknowledged_at else ""
        unit = one.unit.code if one.unit else ""
        scores = (one.raw, one.error, one.adjusted, one.score, one.reason, one.potential, one.completeness)
        yield [*_who(one), unit, *scores, said]


def _sources(actor: Actor, cycle: ReviewCycle) -> Iterator[list[Any]]:
    for one in results_listed(actor, cycle):
        for source in one.sources:
            yield [*_who(one), source["source"], *(source[name] for name in ("n", "mean", "low", "high", "weight"))]


def _changes(actor: Actor, cycle: ReviewCycle) -> Iterator[list[Any]]:
    """Who proposed and who approved stands on the page of the group, for those who look at it together."""
    for change in changes_listed(actor, cycle):
        yield [
            *_who(change.result), change.before, change.after, change.verdict, change.reason, change.evidence,
        ]  # fmt: skip


def _who(result: ReviewResult) -> tuple[str, str]:
    return result.person.employee_id, result.person.name
