"""Values as texts that people type, and what is said where somebody else was faster."""

from datetime import datetime
from typing import Protocol

from django.utils.translation import gettext as _

from hoshin.audit.models import Change
from hoshin.base.amounts import value_text
from hoshin.base.formats import as_typed
from hoshin.measures.assembly import scale_of
from hoshin.measures.models import Aggregation, Measure
from hoshin.web.number_field import NumberField
from hoshin.web.wording import clock_time

_WITH_PARTS = (Aggregation.RATIO, Aggregation.WEIGHTED_MEAN)
_DIVIDED = ("/", "÷", ":")


class HeldValue(Protocol):
    """A value as it was recorded: of a measure, or of a member of a breakdown."""

    @property
    def value(self) -> float | None: ...
    @property
    def numerator(self) -> float | None: ...
    @property
    def denominator(self) -> float | None: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def change(self) -> Change: ...


def has_parts(measure: Measure) -> bool:
    """Whether its value may be written as something divided by something."""
    return measure.aggregation in _WITH_PARTS


def text_of(held: HeldValue | None) -> str:
    """A value as it stands in a field: exactly, so that what nobody changed reads as the same number."""
    if held is None:
        return ""
    if held.numerator is not None and held.denominator is not None:
        return f"{as_typed(held.numerator)} / {as_typed(held.denominator)}"
    return as_typed(held.value) if held.value is not None else ""


def numbers_typed(text: str, measure: Measure) -> dict[str, float | None]:
    """The value that was typed, or what is divided by what where the measure is a ratio of two sums. ValidationError."""
    mark = next((mark for mark in _DIVIDED if mark in text), None) if has_parts(measure) else None
    if mark is None:
        unit = measure.unit_of_measure
        return {"value": NumberField(unit=unit, scale=scale_of(unit, measure.ignores_scale)).clean(text)}
    above, _mark, below = text.partition(mark)
    read_part = NumberField(required=True).clean
    return {"numerator": read_part(above), "denominator": read_part(below)}


def overtaken(measure: Measure, held: HeldValue | None) -> str:
    """What is said beside a value that somebody else recorded meanwhile."""
    if held is None or held.value is None:
        return _("Somebody withdrew the value meanwhile. Save again to record yours.")
    return _("%(who)s recorded %(value)s at %(at)s. Save again to put yours in its place.") % {
        "who": held.change.who,
        "value": value_text(held.value, measure.unit_of_measure, measure.decimals),
        "at": clock_time(held.recorded_at),
    }
