"""What measures and plans say by date, as JSON: a property for each column that the apps declare as dated."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from django.db.models import DateField, FloatField, IntegerField
from ninja import Schema
from pydantic import AfterValidator, Field, create_model

from hoshin.api.parameters import Finite, within_centuries
from hoshin.api.schemas.recorded import Strict
from hoshin.base.dated import SaidUntil
from hoshin.base.keeping import Dated
from hoshin.measures.definitions import DEFINITIONS
from hoshin.strategy.definitions import PLAN_DEFINITIONS

_Day = Annotated[date, Field(strict=False), AfterValidator(within_centuries)]


def _kind(column: Any) -> Any:
    """What a column holds, in JSON."""
    if column.choices:
        return Literal[tuple(str(value) for value, _ in column.choices)]
    if isinstance(column, DateField):
        return _Day | None
    if isinstance(column, IntegerField):
        return Annotated[int, Field(ge=1, le=32767)] | None
    if isinstance(column, FloatField):
        return Finite | None if column.null else Finite
    return Annotated[str, Field(max_length=10_000, pattern=r"^[^\x00]*$")]


def _out(dated: Dated[Any]) -> dict[str, Any]:
    return {name: (_kind(dated.column(name)), Field(description=str(_words(dated, name)))) for name in dated.names}


def _in(dated: Dated[Any]) -> dict[str, Any]:
    """Every column may be left out: then it stays as it is."""
    return {name: (kind, Field(default=None, description=one.description)) for name, (kind, one) in _out(dated).items()}


def _words(dated: Dated[Any], name: str) -> str:
    return str(dated.column(name).verbose_name).capitalize() + "."


class ChangeIn(Strict):
    """From when a change holds: today, unless another day is named, or the beginning."""

    valid_from: _Day | None = Field(default=None, description="A day up to today; null: today.")
    is_from_beginning: bool = Field(default=False, description="Whether it holds for all of the past as well.")
    expected_version: int | None = Field(
        default=None, ge=1, le=2**31 - 1, description="The version that you saw; refused with 409 if another holds."
    )


class RewrittenPeriod(Schema):
    period: str
    scores: int = Field(description="How many scores of the period are others.")


class ChangedOut(Schema):
    """What came of a change, or would come of it."""

    is_saved: bool
    version: int
    rewritten: int = Field(description="How many scores of earlier periods that are not closed are others.")
    periods: list[RewrittenPeriod] = Field(description="In which periods, latest first.")


MeasureSaid = create_model("MeasureSaid", __base__=Schema, **_out(DEFINITIONS))
PlanSaid = create_model("PlanSaid", __base__=Schema, **_out(PLAN_DEFINITIONS))
_ignores_scale = (
    bool,
    Field(
        default=False,
        description="Whether its numbers stand for themselves, 0.75 for 75 % though the unit is %; for all of the past.",
    ),
)
MeasureChangeIn = create_model("MeasureChangeIn", __base__=ChangeIn, ignores_scale=_ignores_scale, **_in(DEFINITIONS))
PlanChangeIn = create_model("PlanChangeIn", __base__=ChangeIn, **_in(PLAN_DEFINITIONS))
_until = (date, Field(description="The day until which it held, exclusive."))
MeasureSaidUntil = create_model("MeasureSaidUntil", __base__=MeasureSaid, until=_until)
PlanSaidUntil = create_model("PlanSaidUntil", __base__=PlanSaid, until=_until)


class MeasureDefinition(Schema):
    version: int
    now: MeasureSaid  # type: ignore[valid-type]  # made of the columns that the apps declare
    past: list[MeasureSaidUntil] = Field(description="Oldest first.")  # type: ignore[valid-type]  # made of the columns that the apps declare


class PlanDefinition(Schema):
    version: int
    now: PlanSaid  # type: ignore[valid-type]  # made of the columns that the apps declare
    past: list[PlanSaidUntil] = Field(description="Oldest first.")  # type: ignore[valid-type]  # made of the columns that the apps declare


def definition_out(dated: Dated[Any], row: Any) -> dict[str, Any]:
    """All that a measure or a plan says and said."""
    spans: Sequence[SaidUntil[Any]] = dated.spans_of([row])[row.pk]
    past = [_columns(dated, span.said) | {"until": span.until} for span in spans[:-1]]
    return {"version": row.version, "now": _columns(dated, row), "past": past}


def _columns(dated: Dated[Any], said: Any) -> dict[str, Any]:
    return {name: getattr(said, name) for name in dated.names}


def changed_out(row: Any, rewriting: Any, *, is_saved: bool) -> dict[str, Any]:
    """What came of a change, and which scores it rewrote (None: none)."""
    periods = rewriting.periods if rewriting else ()
    return {
        "is_saved": is_saved,
        "version": row.version,
        "rewritten": rewriting.count if rewriting else 0,
        "periods": [{"period": str(period), "scores": count} for period, count in periods],
    }
