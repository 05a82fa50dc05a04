"""Sheet risk_categories: kinds of risks with their appetite and what is tolerated."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code, whole
from hoshin.risks.models import HIGHEST, IMPACTS, LONGEST, LONGEST_LINE
from hoshin.risks.policies import categories_visible_to
from hoshin.risks.rows import RiskCategoryRow, ToleratedPoint, point_text
from hoshin.risks.services import upsert_categories
from hoshin.risks.validity import tolerated_problems


def _stored(actor: Actor) -> Iterator[RiskCategoryRow]:
    for row in categories_visible_to(actor).order_by("pk"):
        points = tuple(point_text(ToleratedPoint(*point)) for point in row.tolerated)
        values = {name: getattr(row, name) for name in RiskCategoryRow._fields}
        yield RiskCategoryRow(**(values | {"tolerated": points}))


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """What is tolerated is stated in points that fall."""
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        points, problems = tolerated_problems(row.tolerated)
        for problem in problems:
            yield draft.problem(at, problem.field, problem.value, problem.message, problem.remedy)
        draft.rows[at] = row._replace(tolerated=tuple(point_text(point) for point in points))


RISK_CATEGORIES = Sheet(
    "risk_categories",
    "risk category",
    (
        code(required=True),
        Column("name", required=True, longest=LONGEST_LINE),
        whole("appetite", 1, HIGHEST),
        Column("tolerated", ColumnKind.LIST, longest=100),
        *(Column(name, longest=LONGEST_LINE) for name in IMPACTS),
        Column("statement", ColumnKind.TEXT, longest=LONGEST),
    ),
    ("code",),
    RiskCategoryRow,
    stored=_stored,
    check=_check,
    finish=lambda actor, draft, book: upsert_categories(actor, draft.new_rows()) if draft.new_rows() else None,
    examples=({"code": "RC1", "name": "Service", "appetite": 9, "tolerated": "50000=0.3;500000=0.05"},),
)
