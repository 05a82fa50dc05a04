"""A value is a number in the unit of its measure: 42 in a measure of % is 42 %, however it comes in."""

import pytest

from hoshin.engine.formulas import evaluate, parse
from hoshin.measures.assembly import counted_unit, scale_of
from hoshin.measures.models import Measure
from hoshin.measures.services import define_measure, record_actual
from hoshin.web.number_field import NumberField

SHARE, MILLE, EURO, THOUSANDS = (counted_unit(unit) for unit in ("%", "‰", "EUR", "kEUR"))


@pytest.mark.parametrize(
    ("unit", "typed", "stored"),
    [
        ("%", "75 %", 75.0), ("%", "75", 75.0), ("%", "0.75", 0.75), ("%", "57%", 57.0), ("‰", "7.5 %", 75.0),
        ("% of revenue", "75 %", 75.0), ("per cent", "75 %", 75.0), ("Anteil (%)", "75 %", 75.0),
        ("in ‰", "7.5 %", 75.0), ("procent av BNP", "75 %", 75.0), ("percentage points", "75 %", 75.0), ("cent", "75", 75.0),
        ("", "75 %", 0.75), ("EUR", "75 EUR", 75.0), ("percent", "75 %", 75.0), ("h", "−3 h", -3.0),
    ],
)  # fmt: skip
def test_a_typed_percent_sign_is_read_in_the_unit(unit, typed, stored):
    assert NumberField(unit=unit, scale=scale_of(unit)).clean(typed) == stored


@pytest.mark.parametrize(
    ("formula", "own", "units", "values", "result"),
    [
        ("a / b", SHARE, {"a": EURO, "b": EURO}, (3, 4), 75),
        ("a / b", SHARE, {}, (3, 4), 75),
        ("ratio(a, b)", MILLE, {}, (3, 4), 750),
        ("100 * a / b", SHARE, {}, (3, 4), 75),
        ("round(a / b * 100, 1)", SHARE, {}, (3, 4), 75),
        ("a / b", None, {}, (3, 4), 0.75),
        ("a * b", EURO, {"a": SHARE, "b": EURO}, (75, 200), 150),
        ("a + 5", SHARE, {"a": SHARE}, (70, 0), 75),
        ("if(a > 50, a, b)", SHARE, {"a": SHARE, "b": SHARE}, (60, 1), 60),
        ("a - b", SHARE, {"a": SHARE, "b": SHARE}, (60, 10), 50),
        ("avg(a, b)", SHARE, {}, (70, 80), 75),
        ("a + b", THOUSANDS, {"a": EURO, "b": THOUSANDS}, (500, 1), 1.5),
        ("(a + b) / 1000", THOUSANDS, {"a": EURO, "b": EURO}, (500, 1000), 1.5),
        ("a / b", SHARE, {"a": THOUSANDS, "b": EURO}, (1, 4000), 25),
    ],
)
def test_a_formula_reckons_with_the_scales_of_its_units(formula, own, units, values, result):
    given = dict(zip("ab", ([[float(value)]] for value in values), strict=True))
    known = units | ({"own": own} if own else {})
    found = evaluate({"own": parse(formula)}, given, units=known).values["own"]
    assert found.item() == pytest.approx(result)


@pytest.mark.django_db
def test_numerator_by_denominator_is_a_number_in_the_unit(office):
    for code, unit, value in (("P", "%", 57.0), ("M", "per mille", 570.0), ("R", "", 0.57)):
        measure = define_measure(office, code=code, name=code, unit_of_measure=unit, aggregation="ratio")
        assert (
            record_actual(office, measure=measure, period="2026-10", numerator=57, denominator=100).actual.value
            == value
        )
    Measure.objects.filter(code="P").update(ignores_scale=True)
    measure = Measure.objects.get(code="P")
    again = record_actual(office, measure=measure, period="2026-09", numerator=57, denominator=100)
    assert again.actual.value == 0.57, "what counted in fractions before goes on to"
