"""What rows of both sheets are about."""

from collections.abc import Iterator

from hoshin.base.drafts import Draft
from hoshin.base.errors import Problem
from hoshin.commentary.rows import AttachmentRow, CommentaryRow
from hoshin.commentary.validity import period_problems


def about_problems(draft: Draft, at: int, row: CommentaryRow | AttachmentRow) -> Iterator[Problem]:
    """What is wrong with what a row is about: one measure or one objective, in a period that is not too far away."""
    if bool(row.measure) == bool(row.objective):
        message = "It is about one measure or about one objective."
        yield draft.problem(at, "measure", row.measure, message, "Write the code of one, in its own column.")
    for problem in period_problems(row.period) if row.period else ():
        yield draft.problem(at, "period", row.period, problem.message, problem.remedy)
