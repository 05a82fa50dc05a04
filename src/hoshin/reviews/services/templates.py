"""Templates of the organisation's own."""

from collections.abc import Sequence

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.reviews.models import ReviewTemplate
from hoshin.reviews.policies import ReviewRight
from hoshin.reviews.questions import ReviewQuestion, as_rows, checked


def save_template(
    actor: Actor,
    *,
    name: str,
    questions: Sequence[ReviewQuestion],
    template: ReviewTemplate | None = None,
    version: int | None = None,
) -> ReviewTemplate:
    """Keep questions under a name. Cycles that took a copy keep theirs. Invalid: with what is wrong, by question."""
    require(actor, ReviewRight.RUN)
    rows = as_rows(checked(questions))
    with act(actor, "save_review_template", name=name.strip()):
        if template is None:
            return add_row(ReviewTemplate(name=name.strip(), questions=rows))
        return change_row(template, version=version, name=name.strip(), questions=rows)[0]


def remove_template(actor: Actor, *, template: ReviewTemplate) -> None:
    """Remove a template; cycles keep their copies."""
    require(actor, ReviewRight.RUN)
    with act(actor, "remove_review_template", name=template.name):
        remove_row(template, version=None, in_use="")
