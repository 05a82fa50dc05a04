"""Reviews as programs see them: cycles, forms that wait, and results."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from hoshin.reviews.models import ReviewCycle, ReviewForm, ReviewResult
from hoshin.reviews.selectors import CycleProgress


class ReviewCycleOut(Schema):
    code: str
    name: str
    state: str = Field(description="draft, launching, writing, calibrating or released.")
    starts_on: date
    ends_on: date
    nominate_until: date | None
    write_until: date
    release_on: date
    unit: str | None = Field(description="Code of the unit that it is about with all below; null: everybody.")
    names_peers: bool = Field(description="Whether a person reads who of their peers and reports wrote what.")
    people: int = Field(description="Of these counts as much as you may know.")
    forms: int
    done: int


class ReviewFormOut(Schema):
    id: int
    cycle: str
    about: str = Field(description="An employee id.")
    source: str = Field(description="self, manager, other, peer or report.")
    write_until: date


class ReviewResultOut(Schema):
    """Of people below you and of your HR, once writing ended; your own once it is released."""

    cycle: str
    person: str = Field(description="An employee id.")
    unit: str | None
    raw: float | None = Field(description="The score as it was computed, which never changes.")
    error: float | None = Field(description="Its standard error.")
    adjusted: float | None = Field(
        description="The score without the leniency of its raters, where these can be told apart; it counts for nothing."
    )
    score: float | None = Field(description="The score after calibration and appeal.")
    reason: str = Field(description="Why there is no score.")
    potential: float | None
    sources: list[dict[str, Any]] = Field(description="By source n, mean, sd, low, high, trimmed and weight.")
    acknowledged_at: datetime | None


def cycle_out(cycle: ReviewCycle, progress: CycleProgress) -> dict[str, Any]:
    """A cycle with how far it is."""
    names = (
        "code",
        "name",
        "state",
        "starts_on",
        "ends_on",
        "nominate_until",
        "write_until",
        "release_on",
        "names_peers",
    )
    said = {name: getattr(cycle, name) for name in names}
    counts = {"people": progress.people, "forms": progress.forms, "done": progress.done}
    return said | counts | {"unit": cycle.unit.code if cycle.unit else None}


def form_out(form: ReviewForm) -> dict[str, Any]:
    """A form that waits."""
    return {
        "id": form.pk,
        "cycle": form.cycle.code,
        "about": form.about.employee_id,
        "source": form.source,
        "write_until": form.cycle.write_until,
    }


def result_out(result: ReviewResult) -> dict[str, Any]:
    """A result, without words."""
    names = ("raw", "error", "adjusted", "score", "reason", "potential", "sources", "acknowledged_at")
    said = {name: getattr(result, name) for name in names}
    of = {"cycle": result.cycle.code, "person": result.person.employee_id}
    return said | of | {"unit": result.unit.code if result.unit else None}
