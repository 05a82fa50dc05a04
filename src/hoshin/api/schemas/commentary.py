"""Commentary: what happened, why, what next."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from hoshin.api.parameters import CODE, FORMS, PERIOD
from hoshin.api.schemas.recorded import Strict
from hoshin.commentary.models import LONGEST, TEXTS, Commentary

_Text = Annotated[str, Field(max_length=LONGEST)]


class CommentaryOut(Schema):
    """`version`: give it back to be refused where somebody was faster."""

    measure: str | None
    objective: str | None
    unit: str | None
    period: str
    happened: str
    why: str
    next_steps: str
    written_by: str
    written_at: datetime
    version: int


class CommentaryIn(Strict):
    """Without any text what stands there is taken back."""

    period: str = Field(pattern=PERIOD, max_length=10, description=f"A period: {FORMS}.", examples=["2026-10"])
    unit: str | None = Field(default=None, pattern=CODE, max_length=100, description="Code of the unit that it is of.")
    happened: _Text = ""
    why: _Text = ""
    next_steps: _Text = ""
    version: int | None = Field(
        default=None, ge=0, le=2_000_000_000, description="The version that was shown (0: none); any where left out."
    )


def commentary_out(row: Commentary) -> dict[str, Any]:
    return {
        "measure": row.measure.code if row.measure else None,
        "objective": row.objective.code if row.objective else None,
        "unit": row.unit.code if row.unit else None,
        "period": str(row.period),
        "written_by": row.written_by,
        "written_at": row.written_at,
        "version": row.version,
        **{name: getattr(row, name) for name in TEXTS},
    }
