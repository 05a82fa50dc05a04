"""Formulas computed over whole arrays: each function, each reason, and a slow reference beside it."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.reference_formulas import Reference, trees

from hoshin.engine.formulas import FormulaError, affected_by, evaluate, explain, parse, parse_unit
from hoshin.engine.formulas.tree import Binary, Call, Formula, Number, Ref
from hoshin.engine.reasons import Reason

NAN = np.nan
NO_DATA, DIV_ZERO, FEW = Reason.NO_DATA, Reason.DIV_ZERO, Reason.TOO_FEW_POINTS
BEYOND = Reason.NOT_APPLICABLE


def computed(text: str, year_index=None, **series):
    values = {code: np.atleast_2d(np.asarray(row, dtype=float)) for code, row in series.items()}
    result = evaluate({"result": parse(text)}, values, year_index=year_index)
    return result.values["result"][0], result.reasons["result"][0]


def test_margin_of_1200_and_900_is_a_quarter():
    value, reason = computed("(revenue - cost) / revenue", revenue=[1200], cost=[900])
    assert value.tolist() == [0.25]
    assert reason.tolist() == [0]


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("a + b", [11, NAN, NAN, 4], [0, NO_DATA, NO_DATA, 0]),
        ("a - b", [-9, NAN, NAN, 4], [0, NO_DATA, NO_DATA, 0]),
        ("a * b", [10, NAN, NAN, 0], [0, NO_DATA, NO_DATA, 0]),
        ("a / b", [0.1, NAN, NAN, NAN], [0, NO_DATA, NO_DATA, DIV_ZERO]),
        ("ratio(a, b)", [0.1, NAN, NAN, NAN], [0, NO_DATA, NO_DATA, DIV_ZERO]),
        ("-a", [-1, -2, NAN, -4], [0, 0, NO_DATA, 0]),
        ("sum(a, b)", [11, 2, 30, 4], [0, 0, 0, 0]),
        ("sum(a, a)", [2, 4, NAN, 8], [0, 0, NO_DATA, 0]),
        ("avg(a, b)", [5.5, 2, 30, 2], [0, 0, 0, 0]),
        ("min(a, b)", [1, NAN, NAN, 0], [0, NO_DATA, NO_DATA, 0]),
        ("max(a, b, 5)", [10, NAN, NAN, 5], [0, NO_DATA, NO_DATA, 0]),
        ("abs(a - 3)", [2, 1, NAN, 1], [0, 0, NO_DATA, 0]),
        ("if(a > 1, a, -1)", [-1, 2, NAN, 4], [0, 0, NO_DATA, 0]),
        ("if(a >= 2, 7, b)", [10, 7, NAN, 7], [0, 0, NO_DATA, 0]),
        ("if(1 < 2, 1, b)", [1, 1, 1, 1], [0, 0, 0, 0]),
        ("if(b, 1, 2)", [1, NAN, 1, 2], [0, NO_DATA, 0, 0]),
        ("coalesce(a, b)", [1, 2, 30, 4], [0, 0, 0, 0]),
        ("coalesce(a / b, lag(a, 9), b)", [0.1, NAN, 30, 0], [0, NO_DATA, 0, 0]),
        ("coalesce(a, 0)", [1, 2, 0, 4], [0, 0, 0, 0]),
        ("lag(a)", [NAN, 1, 2, NAN], [FEW, 0, 0, NO_DATA]),
        ("lag(a, 9)", [NAN] * 4, [FEW] * 4),
        ("delta(a)", [NAN, 1, NAN, NAN], [FEW, 0, NO_DATA, NO_DATA]),
        ("delta(a, 3)", [NAN, NAN, NAN, 3], [FEW, FEW, NO_DATA, 0]),
        ("pct_change(a)", [NAN, 1, NAN, NAN], [FEW, 0, NO_DATA, NO_DATA]),
        ("pct_change(-a)", [NAN, -1, NAN, NAN], [FEW, 0, NO_DATA, NO_DATA]),
        ("ytd(b)", [10, NAN, NAN, NAN], [0, NO_DATA, NO_DATA, NO_DATA]),
        ("ytd(coalesce(b, 0))", [10, 10, 40, 40], [0, 0, 0, 0]),
        ("rolling(a, 2)", [NAN, 3, NAN, NAN], [FEW, 0, NO_DATA, NO_DATA]),
        ("rolling(a, 1)", [1, 2, NAN, 4], [0, 0, NO_DATA, 0]),
        ("rolling(a, 5)", [NAN] * 4, [FEW] * 4),
        ("round(a / 4)", [0, 1, NAN, 1], [0, 0, NO_DATA, 0]),
        ("round(-a / 4, 1)", [-0.3, -0.5, NAN, -1], [0, 0, NO_DATA, 0]),
        ("round(a * 26, -1)", [30, 50, NAN, 100], [0, 0, NO_DATA, 0]),
        ("1e308 * a", [1e308, NAN, NAN, NAN], [0, BEYOND, NO_DATA, BEYOND]),
        ("a / 1e-308 / 1e-10", [NAN] * 4, [BEYOND, BEYOND, NO_DATA, BEYOND]),
        ("sum(a * 9e307, a * 9e307)", [NAN] * 4, [BEYOND, BEYOND, NO_DATA, BEYOND]),
        ("a / 0", [NAN] * 4, [DIV_ZERO, DIV_ZERO, NO_DATA, DIV_ZERO]),
        ("1 / 0 + a", [NAN] * 4, [DIV_ZERO] * 4),
    ],
)
def test_each_operation_on_values_and_gaps(text, value, reason):
    found, why = computed(text, a=[1, 2, NAN, 4], b=[10, NAN, 30, 0])
    np.testing.assert_allclose(found, value, rtol=1e-12)
    assert why.tolist() == [int(r) for r in reason]


@pytest.mark.parametrize(
    ("sign", "expected"),
    [("<", [1, 0, 0]), ("<=", [1, 1, 0]), (">", [0, 0, 1]), (">=", [0, 1, 1]), ("=", [0, 1, 0]), ("<>", [1, 0, 1])],
)
def test_each_comparison(sign, expected):
    assert computed(f"if(a {sign} 2, 1, 0)", a=[1, 2, 3])[0].tolist() == expected


def test_year_to_date_starts_anew_with_each_year():
    value, _ = computed("ytd(a)", year_index=np.array([2024, 2025, 2025, 2026]), a=[1, 2, 3, 4])
    assert value.tolist() == [1, 2, 5, 4]
    quarters = {"a": np.ones((1, 6))}
    by_quarter = evaluate({"y": parse("ytd(a)")}, quarters, periods_per_year=4).values["y"]
    assert by_quarter.tolist() == [[1, 2, 3, 4, 1, 2]]


def test_a_gap_ends_year_to_date_until_the_next_year():
    value, reason = computed("ytd(a)", year_index=np.array([1, 1, 1, 2]), a=[1, NAN, 3, 4])
    np.testing.assert_array_equal(value, [1, NAN, NAN, 4])
    assert reason.tolist() == [0, NO_DATA, NO_DATA, 0]


@pytest.mark.parametrize("text", ["ytd(ratio(good, made))", "rolling(ratio(good, made), 3)"])
def test_the_total_of_a_ratio_is_the_ratio_of_totals_not_a_sum_or_mean(text):
    value, _ = computed(text, good=[45, 8, 120], made=[50, 20, 150])
    assert value[2] == pytest.approx(0.7864, rel=1e-3)


def test_a_measure_that_is_a_ratio_counts_as_one_when_totalled():
    values = {"good": np.array([[45.0, 8, 120]]), "made": np.array([[50.0, 20, 150]])}
    formulas = {"yield": parse("ratio(good, made)"), "alias": parse("yield"), "so_far": parse("ytd(alias)")}
    assert evaluate(formulas, values).values["so_far"][0, 2] == pytest.approx(173 / 220)


def test_a_long_chain_of_ratios_is_not_multiplied_out():
    formulas = {f"r{i}": parse(f"ratio(r{i + 1}, r{i + 1})") for i in range(31)}
    formulas["top"] = parse("ytd(r0)")
    assert evaluate(formulas, {"r31": np.full((2, 3), 2.0)}).values["top"].tolist() == [[1.0] * 3] * 2


def test_totals_of_ratios_that_swell_a_formula_are_a_clean_error():
    wide = {"r": parse(f"ratio({'+'.join(['a'] * 99)}, a)"), "x": parse("+".join(["ytd(r)"] * 60))}
    long_sum = "+a" * 80
    deep = {"x": parse(f"ytd(r){long_sum}"), "r": parse(f"ratio(ytd(s){long_sum}, a)")}
    deep["s"] = parse(f"ratio(a{long_sum}, a)")
    for formulas, code in ((wide, "too_many_nodes"), (deep, "too_deep")):
        with pytest.raises(FormulaError) as caught:
            evaluate(formulas, {"a": np.ones((1, 2))})
        assert caught.value.code == code


def test_an_explanation_of_totalled_ratios_agrees_with_the_result():
    chain = {f"r{i}": parse(f"ratio(r{i + 1} + 1, r{i + 1})") for i in range(20)}
    chain["r20"] = parse("ratio(a, b)")
    chain["top"] = parse("ytd(r0) + rolling(r20, 2)")
    values = {"a": np.array([[1.0, 2.0, 4.0]]), "b": np.array([[3.0, 5.0, 2.0]])}
    result = evaluate(chain, values)
    shown = explain(chain["top"], {**values, **result.values}, row=0, period=2, formulas=chain)
    assert shown.value == result.values["top"][0, 2]
    assert shown.parts[1].text == "rolling(r20, 2)"
    assert [part.text for part in shown.parts[1].parts] == ["rolling(a, 2)", "rolling(b, 2)"]
    assert shown.parts[1].value == pytest.approx(6 / 7)


def test_an_explanation_in_two_scales_shows_the_conversion():
    values = {"h": np.array([[10.0]]), "d": np.array([[2.0]])}
    units = {"h": parse_unit("hours"), "d": parse_unit("days")}
    shown = explain(parse("h + d"), values, row=0, period=0, units=units)
    assert (shown.text, shown.value) == ("h + d * 24", 58.0)


def test_a_measure_that_carries_its_own_past_is_computed_period_by_period():
    value, _ = computed("coalesce(lag(result), 100) + came - left", came=[5, 0, 10], left=[1, 2, 3])
    assert value.tolist() == [104, 102, 109]
    every_other, reason = computed("coalesce(lag(result, 2), a)", a=[1, 2, NAN, NAN])
    assert every_other.tolist() == [1, 2, 1, 2]
    assert not reason.any()


def test_without_a_beginning_a_carried_measure_has_too_few_points():
    value, reason = computed("lag(result) + a", a=[1, 2, 3])
    assert np.isnan(value).all()
    assert (reason == FEW).all()


def test_reasons_given_with_the_values_are_carried():
    values = {"a": np.array([[NAN, 1.0]]), "b": np.array([[2.0, NAN]])}
    reasons = {"a": np.array([[Reason.SUPPRESSED, 0]], dtype=np.uint8)}
    result = evaluate({"c": parse("A + b")}, values, reasons=reasons)
    assert result.reasons["c"].tolist() == [[Reason.SUPPRESSED, NO_DATA]]
    assert result.reasons["c"].dtype == np.uint8


@pytest.mark.parametrize(
    ("text", "value"), [("round(2.675, 2)", 2.68), ("round(-2.5)", -3), ("round(1.005, 2)", 1.01), ("round(-0.2)", 0)]
)
def test_rounding_takes_halves_away_from_zero(text, value):
    found = evaluate({"r": parse(text)}, {}, shape=(1, 1)).values["r"].item()
    assert found == value
    assert str(found) == str(float(value))


@given(st.integers(-10_000_000, 10_000_000), st.integers(0, 3))
def test_rounding_agrees_with_decimal_arithmetic(thousandths, digits):
    number = thousandths / 1000
    found = computed(f"round(a, {digits})", a=[number])[0][0]
    step = Decimal(1).scaleb(-digits)
    assert found == float(Decimal(repr(number)).quantize(step, rounding=ROUND_HALF_UP))


def test_bad_input_is_refused_by_name():
    formulas = {"x": parse("a")}
    with pytest.raises(ValueError, match=r"a is infinite at \(0, 1\)"):
        evaluate(formulas, {"a": np.array([[0.0, np.inf]])})
    with pytest.raises(ValueError, match=r"b has shape \(1, 2\), not \(1, 1\)"):
        evaluate(formulas, {"a": np.zeros((1, 1)), "b": np.zeros((1, 2))})
    with pytest.raises(ValueError, match="not \\(units, periods\\)"):
        evaluate(formulas, {"a": np.zeros(3)})
    with pytest.raises(ValueError, match="year_index has shape"):
        evaluate(formulas, {"a": np.zeros((1, 3))}, year_index=np.array([1]))
    with pytest.raises(ValueError, match="shape must be given"):
        evaluate({"x": parse("1")}, {})
    with pytest.raises(FormulaError, match="no measure"):
        evaluate(formulas, {"b": np.zeros((1, 1))})
    with pytest.raises(ValueError, match="y is a formula not to be computed"):
        evaluate({"x": parse("y"), "y": parse("a")}, {"a": np.zeros((1, 1))}, only=["x"])


def test_no_units_and_no_periods_are_no_trouble():
    formulas = {"x": parse("ytd(a) + rolling(a, 2) + lag(a)"), "y": parse("coalesce(lag(y), a)")}
    for shape in ((0, 3), (3, 0), (0, 0)):
        result = evaluate(formulas, {"a": np.zeros(shape)})
        assert {array.shape for array in result.values.values()} == {shape}


CELL = st.one_of(st.just(NAN), st.integers(-5, 20).map(float), st.sampled_from([0.0, 0.1, 1.15, 1e200, -1e-200]))
PANEL = st.integers(1, 7).flatmap(
    lambda periods: st.lists(
        st.lists(st.lists(CELL, min_size=periods, max_size=periods), min_size=2, max_size=2),
        min_size=3,
        max_size=3,
    )
)


def assert_equals_reference(formulas, panel, years):
    values = {code: np.array(rows) for code, rows in zip("abc", panel)}
    result = evaluate(formulas, values, year_index=np.array(years))
    for row in range(2):
        reference = Reference(formulas, {code: values[code][row].tolist() for code in "abc"}, years)
        for code in formulas:
            expected = [reference.measure(code, period) for period in range(len(years))]
            np.testing.assert_array_equal(result.values[code][row], [value for value, _ in expected])
            assert result.reasons[code][row].tolist() == [reason for _, reason in expected]
            assert (np.isnan(result.values[code]) == (result.reasons[code] != 0)).all()


@given(trees(("a", "b", "c")), trees(("a", "B", "x")), PANEL, st.integers(1, 4))
def test_arrays_equal_the_cell_by_cell_reference(first, second, panel, year):
    years = [(period + 1) // year for period in range(len(panel[0][0]))]
    assert_equals_reference({"x": Formula(first), "y": Formula(second)}, panel, years)


@given(trees(("a", "b", "x"), max_leaves=8), st.integers(1, 3), trees(("a", "c")), PANEL, st.integers(1, 4))
def test_measures_of_their_own_past_equal_the_reference(past, back, present, panel, year):
    start = Call("coalesce", (Call("lag", (past, Number(float(back)))), Ref("b"), Number(1.0)))
    years = [(period + 1) // year for period in range(len(panel[0][0]))]
    formulas = {"x": Formula(Binary("+", start, Call("sum", (present, Number(0.0)))))}
    assert_equals_reference(formulas, panel, years)


@given(st.data(), PANEL)
def test_computing_only_what_a_change_reaches_equals_computing_everything(data, panel):
    values = {code: np.array(rows) for code, rows in zip("abc", panel)}
    formulas: dict[str, Formula] = {}
    for number in range(data.draw(st.integers(1, 6))):
        codes = ("a", "b", "c", *formulas)
        formulas[f"f{number}"] = Formula(data.draw(trees(codes, max_leaves=5)))
    before = evaluate(formulas, values, periods_per_year=3)
    changed = data.draw(st.sampled_from("abc"))
    values[changed] = np.where(np.isnan(values[changed]), 7.0, values[changed] / 2 + 1)
    everything = evaluate(formulas, values, periods_per_year=3)
    reached = affected_by(formulas, [changed])
    part = evaluate(formulas, {**values, **before.values}, reasons=before.reasons, only=reached, periods_per_year=3)
    assert set(part.order) == set(reached)
    for code in formulas:
        source = part if code in reached else before
        assert source.values[code].tobytes() == everything.values[code].tobytes()
        assert source.reasons[code].tobytes() == everything.reasons[code].tobytes()


def test_an_explanation_shows_every_part_with_its_value():
    values = {"revenue": np.array([[1.0, 1200.0]]), "cost": np.array([[NAN, 900.0]])}
    formula = parse("(revenue - cost) / lag(revenue)")
    shown = explain(formula, values, row=0, period=1)
    assert (shown.text, shown.value) == ("(revenue - cost) / lag(revenue)", 300.0)
    assert [(part.text, part.value) for part in shown.parts] == [("revenue - cost", 300.0), ("lag(revenue)", 1.0)]
    assert [(part.text, part.value) for part in shown.parts[0].parts] == [("revenue", 1200.0), ("cost", 900.0)]
    first = explain(formula, values, row=0, period=0)
    assert np.isnan(first.value)
    assert (first.reason, first.parts[0].parts[1].reason) == ("no_data", "no_data")
    assert first.parts[1].reason == "too_few_points"


@given(trees(("a", "b", "c")), PANEL)
def test_an_explanation_ends_in_the_computed_value(tree, panel):
    values = {code: np.array(rows) for code, rows in zip("abc", panel)}
    result = evaluate({"x": Formula(tree)}, values, periods_per_year=3)
    period = len(panel[0][0]) - 1
    shown = explain(Formula(tree), values, row=1, period=period, periods_per_year=3)
    np.testing.assert_array_equal(shown.value, result.values["x"][1, period])
