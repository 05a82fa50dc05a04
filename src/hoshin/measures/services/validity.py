"""What must be true of a measure, a target or a value beyond its columns, as problems with a way out."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models.functions import Upper

from hoshin.base.errors import Invalid, Problem
from hoshin.base.periods import Frequency, NotAPeriod, Period
from hoshin.base.wordings import Said, sentence
from hoshin.measures.assembly import check_formulas, per_one
from hoshin.measures.fields import NUMBERS, TEXTS
from hoshin.measures.models import AcrossUnits, Actual, Aggregation, Measure, Window
from hoshin.measures.rows import ActualRow, MeasureRow

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def raise_problems(problems: Sequence[Problem]) -> None:
    if problems:
        raise Invalid(problems)


def measure_problems(measure: MeasureRow | Measure) -> list[Problem]:
    """What is wrong with one definition by itself; formulas are looked at together, by `formula_problems`."""
    texts = {name: getattr(measure, name) for name in ("code", "name", "description", "unit_of_measure", "source")}
    found = _unreadable(texts, measure.code)
    if _CONTROL.search(measure.code) or measure.code != measure.code.strip():
        found.append(
            Problem(
                "A code is one line without spaces around it.", field="code", value=measure.code, remedy="Shorten it."
            )
        )
    if measure.window == Window.ROLLING and not measure.window_length:
        found.append(
            Problem(
                Said("%(measure)s rolls over periods, but not how many.", measure=measure.code),
                field="window_length",
                remedy="Say how many periods, for example 12.",
            )
        )
    if measure.across_units == AcrossUnits.RATIO and measure.aggregation != Aggregation.RATIO:
        found.append(
            Problem(
                Said("%(measure)s has no numerators and denominators to be summed over units.", measure=measure.code),
                field="across_units",
                value=str(measure.across_units),
                remedy="Choose sum or mean, or ratio as its aggregation.",
            )
        )
    if measure.starts_on and measure.due_on and measure.due_on < measure.starts_on:
        found.append(
            Problem(
                Said("%(measure)s is due before it starts.", measure=measure.code),
                field="due_on",
                value=measure.due_on.isoformat(),
                remedy=Said("Choose a day after %(day)s.", day=measure.starts_on.isoformat()),
            )
        )
    if measure.natural_limit is not None and not (math.isfinite(measure.natural_limit) and measure.natural_limit > 0):
        found.append(
            Problem(
                Said("The natural limit of %(measure)s must be a number above 0.", measure=measure.code),
                field="natural_limit",
                value=str(measure.natural_limit),
                remedy="Write 100 for a percentage that cannot exceed it, or leave it empty.",
            )
        )
    return found


def frequency_problems(rows: Sequence[MeasureRow], before: Mapping[str, str]) -> list[Problem]:
    """Rows, counted from 1, that would change how often a measure is observed that has values already.

    `before`: how often measures are observed now, by their casefolded codes.
    """
    moved = {
        code: number
        for number, row in enumerate(rows, start=1)
        if before.get(code := row.code.casefold(), row.frequency) != row.frequency
    }
    if not moved:
        return []
    named = Measure.objects.alias(folded=Upper("code")).filter(folded__in=[code.upper() for code in moved])
    observed = named.filter(actuals__isnull=False).values_list("code", "frequency").distinct()
    return [
        Problem(
            Said(
                "%(measure)s has values recorded %(frequency)s, which do not fit %(wanted)s periods.",
                measure=row.code,
                frequency=sentence(frequency),
                wanted=sentence(row.frequency),
            ),
            field="frequency",
            value=str(row.frequency),
            remedy=Said("Write %(frequency)s, or give the measure a new code.", frequency=sentence(frequency)),
            row=moved[code.casefold()],
        )
        for code, frequency in sorted(observed, key=lambda one: moved[one[0].casefold()])
        for row in [rows[moved[code.casefold()] - 1]]
    ]


def any_formula() -> bool:
    """Whether any measure is computed by a formula."""
    return Measure.objects.exclude(formula="").exists()


def formula_problems(changed: Iterable[MeasureRow | Measure], *, renamed_from: str = "") -> list[Problem]:
    """What is wrong with the formulas of all measures once these definitions are as given."""
    changed = list(changed)
    new = {measure.code.casefold() for measure in changed} | {renamed_from.casefold()}
    others = Measure.objects.exclude(formula="").values_list("code", "formula")
    formulas = {code: formula for code, formula in others if code.casefold() not in new}
    formulas |= {measure.code: measure.formula for measure in changed if measure.formula.strip()}
    if not formulas:
        return []
    units = {
        code: unit
        for code, unit in Measure.objects.values_list("code", "unit_of_measure")
        if code.casefold() not in new
    }
    units |= {measure.code: measure.unit_of_measure for measure in changed}
    return check_formulas(formulas, units.keys(), units)


def first_day_problems(code: str, day: date, frequency: Frequency, field: str) -> list[Problem]:
    """Whether a day begins a period of that length."""
    period = Period.containing(day, frequency)
    if period.start == day:
        return []
    return [
        Problem(
            Said(
                "%(code)s is %(frequency)s, and no such period begins on that day.",
                code=code,
                frequency=sentence(frequency),
            ),
            field=field,
            value=str(day),
            remedy=Said("Write %(period)s, which begins on %(day)s.", period=str(period), day=period.start.isoformat()),
        )
    ]


def period_of(measure: Measure, period: Period | str) -> Period:
    """The period, if it is one of the measure's; Invalid otherwise, with how to write it."""
    if isinstance(period, str):
        try:
            period = Period.parse(period)
        except NotAPeriod as error:
            remedy = Said(error.remedy, **error.facts)
            raise Invalid(Said(error.sentence, **error.facts), field="period", remedy=remedy) from None
    if period.frequency is not measure.period_frequency:
        like = Period.containing(period.start, measure.period_frequency)
        raise Invalid(
            Said(
                "%(measure)s is observed %(frequency)s, and %(period)s is %(of_period)s.",
                measure=measure.code,
                frequency=sentence(measure.frequency),
                period=str(period),
                of_period=sentence(period.frequency),
            ),
            field="period",
            value=str(period),
            remedy=Said("Write a period such as %(period)s.", period=str(like)),
        )
    return period


def value_problems(row: ActualRow | Actual, *, aggregation: str, code: str) -> list[Problem]:
    """What is wrong with the numbers of one value."""
    found = _unreadable({name: getattr(row, name) for name in TEXTS}, code)
    for name in NUMBERS:
        number = getattr(row, name)
        if number is not None and not math.isfinite(number):
            found.append(
                Problem(
                    Said("%(code)s: %(name)s is not a number.", code=code, name=name),
                    field=name,
                    value=str(number),
                    remedy="Write a finite number, or leave it empty where there is none.",
                )
            )
    return found or _ratio_problems(row, aggregation, code)


def _ratio_problems(row: ActualRow | Actual, aggregation: str, code: str) -> list[Problem]:
    """What is wrong with numbers that are numbers: one is missing, or the ratio is none."""
    # 0 of 0 says that there were no cases, and leaves the sums of a year as they are.
    is_nothing = row.denominator == 0 and row.numerator == 0 and row.value is None
    if row.denominator == 0 and not is_nothing and (row.numerator is not None or aggregation == Aggregation.RATIO):
        return [
            Problem(
                Said("%(code)s: the denominator is 0, so there is no ratio.", code=code),
                field="denominator",
                value="0",
                remedy="Correct the denominator; where there were no cases, the numerator is 0 as well.",
            )
        ]
    if row.numerator is not None and row.denominator is None:
        return [
            Problem(
                Said("%(code)s: the numerator has no denominator.", code=code),
                field="denominator",
                remedy="Fill it in.",
            )
        ]
    if row.value is None and row.numerator is None:
        needed = sentence("a numerator and a denominator" if aggregation == Aggregation.RATIO else "a value")
        return [
            Problem(
                Said("%(code)s: there is no value.", code=code),
                field="value",
                remedy=Said("Write %(needed)s, or withdraw the value if there was one.", needed=needed),
            )
        ]
    ratio = ratio_of(row.value, row.numerator, row.denominator)
    if ratio is not None and not math.isfinite(ratio):
        return [
            Problem(
                Said("%(code)s: the ratio is too large to be a number.", code=code),
                field="denominator",
                value=str(row.denominator),
            )
        ]
    return []


def _unreadable(texts: dict[str, str], code: str) -> list[Problem]:
    return [
        Problem(
            Said("%(code)s: the %(name)s holds a character that is no text.", code=code, name=name),
            field=name,
            remedy="Type it again.",
        )
        for name, text in texts.items()
        if "\x00" in text
    ]


def ratio_of(
    value: float | None, numerator: float | None, denominator: float | None, scale: float = 1.0
) -> float | None:
    """The value as given, or numerator by denominator where only those are, in a unit of that scale: 75 for % of 0.75."""
    if value is None and numerator is not None and denominator:
        return numerator / denominator if scale == 1.0 else numerator * per_one(scale) / denominator
    return value
