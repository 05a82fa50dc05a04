"""Units of measure: the words people write, and sums of things that cannot be added."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.engine.formulas import ONE, FormulaError, UnitOfMeasure, check_units, evaluate, parse, parse_unit

UNITS = {
    code: parse_unit(text)
    for code, text in {
        "revenue": "EUR",
        "cost": "EUR",
        "budget": "kEUR",
        "sales_us": "USD",
        "people": "people",
        "orders": "count",
        "plain": "",
        "share": "%",
        "hours": "hours",
        "days": "days",
        "per_head": "EUR/person",
        "widgets": "widgets",
    }.items()
}


@pytest.mark.parametrize(
    ("text", "exponents", "scale"),
    [
        ("", (), 1),
        ("%", (), 0.01),
        ("percent", (), 0.01),
        ("percentage points", (), 0.01),
        ("bps", (), 0.0001),
        ("EUR", (("EUR", 1),), 1),
        ("eur", (("EUR", 1),), 1),
        ("€", (("EUR", 1),), 1),
        ("Euros", (("EUR", 1),), 1),
        ("kEUR", (("EUR", 1),), 1e3),
        ("million USD", (("USD", 1),), 1e6),
        ("USD bn", (("USD", 1),), 1e9),
        ("M€", (("EUR", 1),), 1e6),
        ("days", (("time", 1),), 24),
        ("hours", (("time", 1),), 1),
        ("min", (("time", 1),), 1 / 60),
        ("people", (("person", 1),), 1),
        ("FTE", (("person", 1),), 1),
        ("count", (("count", 1),), 1),
        ("#", (("count", 1),), 1),
        ("thousand", (("count", 1),), 1e3),
        ("EUR/person", (("EUR", 1), ("person", -1)), 1),
        ("EUR per person per day", (("EUR", 1), ("person", -1), ("time", -1)), 1 / 24),
        ("person-days", (("person", 1), ("time", 1)), 24),
        ("1/hour", (("time", -1),), 1),
        ("per day", (("time", -1),), 1 / 24),
        ("widgets", (("widget", 1),), 1),
        ("NPS points", (("nps point", 1),), 1),
        ("person", (("person", 1),), 1),
        ("tickets / agent", (("agent", -1), ("ticket", 1)), 1),
        ("EUR/EUR", (), 1),
    ],
)
def test_words_for_units(text, exponents, scale):
    unit = parse_unit(text)
    assert unit.exponents == exponents
    assert unit.scale == pytest.approx(scale, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("(revenue - cost) / revenue", ""),
        ("ratio(revenue, people)", "EUR/person"),
        ("per_head * people + cost", "EUR"),
        ("revenue * share", "EUR"),
        ("share + share", "%"),
        ("pct_change(revenue)", ""),
        ("rolling(revenue, 3) + ytd(cost) - lag(delta(abs(round(-revenue, 2))), 1)", "EUR"),
        ("sum(revenue, cost)", "EUR"),
        ("max(0, revenue)", "EUR"),
        ("coalesce(revenue, 5)", "EUR"),
        ("if(revenue > 100, cost, 0)", "EUR"),
        ("if(people > 3, revenue, cost)", "EUR"),
        ("orders + plain", "count"),
        ("plain + share", ""),
        ("revenue / orders + cost", "EUR/count"),
        ("unheard_of + revenue", "EUR"),
        ("1 + 2", ""),
        ("budget + revenue", "kEUR"),
    ],
)
def test_units_of_results(text, unit):
    assert check_units(parse(text), UNITS) == parse_unit(unit)


@pytest.mark.parametrize(
    ("text", "sides", "position"),
    [
        ("revenue + people", ("revenue is in EUR", "people is in person"), 8),
        ("revenue - sales_us", ("revenue is in EUR", "sales_us is in USD"), 8),
        ("revenue + plain", ("EUR", "plain is in one (no unit)"), 8),
        ("min(revenue, days)", ("EUR", "days is in time"), 0),
        ("sum(1, hours, per_head)", ("hours is in time", "per_head is in EUR/person"), 0),
        ("coalesce(revenue, people)", ("EUR", "person"), 0),
        ("if(revenue > people, 1, 2)", ("EUR", "person"), 11),
        ("if(1 > 2, revenue, people)", ("EUR", "person"), 0),
        ("1 + abs(revenue / people + revenue)", ("revenue / people is in EUR/person", "revenue is in EUR"), 25),
        ("widgets + orders", ("widget", "count"), 8),
        ("share + revenue", ("share is in %", "EUR"), 6),
        ("revenue * cost + revenue", ("EUR^2", "EUR"), 15),
    ],
)
def test_what_cannot_be_added_is_refused_naming_both_sides(text, sides, position):
    with pytest.raises(FormulaError) as caught:
        check_units(parse(text), UNITS)
    assert caught.value.code == "unit_mismatch"
    assert caught.value.position == position
    assert all(side in caught.value.message for side in sides)
    assert "one unit" in caught.value.hint


def test_one_dimension_in_two_scales_is_computed_in_the_first():
    values = {"hours": np.array([[10.0]]), "days": np.array([[2.0]])}
    values |= {"budget": np.array([[3.0]]), "revenue": np.array([[500.0]])}
    formulas = {
        "in_hours": parse("hours + days"),
        "in_days": parse("days + hours"),
        "asked": parse("days * 1"),
        "money": parse("max(budget, revenue)"),
        "longer": parse("if(days > hours, 1, 0)"),
    }
    result = evaluate(formulas, values, units={**UNITS, "asked": parse_unit("hours")}).values
    found = {code: array.item() for code, array in result.items()}
    assert found == pytest.approx(
        {"in_hours": 58.0, "in_days": 2 + 10 / 24, "asked": 48.0, "money": 3.0, "longer": 1.0}
    )


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("e / k", "", 0.25),
        ("e / k", "%", 25.0),
        ("e / k * 100", "%", 25.0),
        ("1 - e / k", "", 0.75),
        ("1 - e / k", "%", 75.0),
        ("e / k / 1000", "", 0.25),
        ("max(e / k, 0.5)", "", 0.5),
        ("if(e / k > 0.3, 1, 2)", "", 2.0),
        ("k / e * e", "EUR", 2000.0),
        ("p * 2", "", 150.0),
        ("p / 2", "%", 37.5),
    ],
)
def test_units_that_cancel_out_leave_a_plain_number(text, unit, value):
    units = {code: parse_unit(name).counted() for code, name in (("e", "EUR"), ("k", "kEUR"), ("p", "%"))}
    units |= {"own": parse_unit(unit).counted()} if unit else {}
    values = {"e": np.array([[500.0]]), "k": np.array([[2.0]]), "p": np.array([[75.0]])}
    assert evaluate({"own": parse(text)}, values, units=units).values["own"].item() == pytest.approx(value)


def test_percentages_are_fractions_and_never_rescaled():
    values = {"share": np.array([[0.2]]), "revenue": np.array([[100.0]]), "plain": np.array([[0.5]])}
    formulas = {"part": parse("revenue * share + revenue"), "mix": parse("plain + share")}
    result = evaluate(formulas, values, units={**UNITS, "mix": parse_unit("%")}).values
    assert result["part"].item() == pytest.approx(120.0)
    assert result["mix"].item() == pytest.approx(0.7)


@given(st.text(max_size=30))
def test_every_word_names_some_unit_and_has_a_name(text):
    unit = parse_unit(text)
    assert isinstance(unit, UnitOfMeasure)
    assert unit.scale > 0
    assert str(unit)


@given(*[st.sampled_from(sorted(UNITS))] * 2)
def test_dividing_undoes_multiplying(left, right):
    back = UNITS[left].times(UNITS[right]).times(UNITS[right], -1)
    assert back.exponents == UNITS[left].exponents
    assert back.stored_scale == pytest.approx(UNITS[left].stored_scale)
    assert UNITS[left].times(UNITS[left], -1) == ONE
