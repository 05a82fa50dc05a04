"""Which figures of a node count in a period: the official ones where the period is closed, else those known now.

This is said here and nowhere else. Python reads what `with_shown` had the database choose.
"""

from typing import TYPE_CHECKING, TypedDict

from django.db.models import Case, F, Q, QuerySet, When

from hoshin.scorecards.models import Score
from hoshin.scorecards.rows import Figure

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class ShownFigure(TypedDict):
    """What `with_shown` adds to a row, by the names of `Figure`."""

    shown_score: float | None
    shown_coverage: float | None
    shown_status: int | None
    shown_value: float | None
    shown_target: float | None


IS_OFFICIAL = Q(closed_status__isnull=False)


def with_shown(rows: QuerySet[Score]) -> "QuerySet[WithAnnotations[Score, ShownFigure]]":
    """The same rows with the figures that count: `shown_score`, `shown_coverage`, `shown_status` and so on."""
    return rows.annotate(
        **{
            f"shown_{name}": Case(When(IS_OFFICIAL, then=F(f"closed_{name}")), default=F(name))
            for name in Figure._fields
        }
    )


def shows(of: str, is_closed: bool, **wanted: object) -> Q:
    """Rows joined as `of` whose figures that count are as wanted.

    Of a period that is not closed no figure is official; saying so lets the database take its indexes.
    """
    now = Q(**{f"{of}__{lookup}": value for lookup, value in wanted.items()})
    if not is_closed:
        return now
    then = Q(**{f"{of}__closed_{lookup}": value for lookup, value in wanted.items()})
    return Q(**{f"{of}__closed_status__isnull": False}) & then | Q(**{f"{of}__closed_status__isnull": True}) & now
