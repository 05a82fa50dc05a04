"""The forms and lines of one risk's page, as they stand before anybody types."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString

from hoshin.accounts.access import Actor
from hoshin.base.amounts import value_text
from hoshin.risks.models import FigureStanding, Risk
from hoshin.risks.selectors import ShownIndicator, ShownRisk
from hoshin.web.drawing import shape_svg
from hoshin.web.marks import spark
from hoshin.web.risks.forms import AssessmentForm, ControlForm, IndicatorForm
from hoshin.web.risks.words import STANDINGS, limits_in_words

_SPARE = 1
_STEPS = ("likelihood_before", "impact_before", "likelihood", "impact", "frequency", "loss_low", "loss_high")


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator as it is read: its latest value, its limits in words, and its last values as a line."""

    shown: ShownIndicator
    value: str
    limits: str
    tone: str
    mark: SafeString
    line: SafeString | None


def indicator_lines(indicators: Sequence[ShownIndicator]) -> list[IndicatorLine]:
    """How indicators are read."""
    found = []
    for one in indicators:
        measure = one.row.measure
        unit, decimals = measure.unit_of_measure, measure.decimals
        tone, figure = STANDINGS[one.standing]
        drawn = spark(one.series, _STATUS[one.standing], one.row.limit, unit, decimals) if one.series else None
        said = {
            "limit": value_text(one.row.limit, unit, decimals),
            "warning": value_text(one.row.warning, unit, decimals) if one.row.warning is not None else "",
        }
        value = value_text(one.figure.value, unit, decimals) if one.figure else ""
        found.append(IndicatorLine(one, value, limits_in_words(one.row, said), tone, shape_svg(figure), drawn))
    return found


_STATUS = {
    FigureStanding.UNKNOWN: "no_data",
    FigureStanding.WITHIN: "on_track",
    FigureStanding.NEAR: "at_risk",
    FigureStanding.BEYOND: "off_track",
}


def assessment_form(row: Risk, shown: ShownRisk, data: QueryDict | None = None) -> AssessmentForm:
    """What was assessed last, to be judged again; the reason is each time a new one."""
    said: dict[str, Any] = {"version": row.version}
    if shown.latest is not None:
        said |= {name: getattr(shown.latest.row, name) for name in _STEPS}
    return AssessmentForm(data, category=row.category, initial=said)


def control_forms(shown: ShownRisk, data: QueryDict | None = None) -> list[ControlForm]:
    """A row for each control, and one for a new one."""
    rows = [*shown.controls, *[None] * _SPARE]
    return [ControlForm(data, number=number, row=row) for number, row in enumerate(rows)]


def indicator_forms(actor: Actor, shown: ShownRisk, data: QueryDict | None = None) -> list[IndicatorForm]:
    """A row for each indicator, and one for a new one."""
    rows = [*(one.row for one in shown.indicators), *[None] * _SPARE]
    return [IndicatorForm(data, actor=actor, number=number, row=row) for number, row in enumerate(rows)]
