"""The order of computation, what a change reaches, and the chains and circles that are refused."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.engine.formulas import FormulaError, affected_by, order, parse, references


def read(**texts: str):
    return {code: parse(text) for code, text in texts.items()}


def refused(formulas, known=()) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        order(formulas, known)
    return caught.value


def test_a_formula_comes_after_the_formulas_it_refers_to():
    formulas = read(margin="profit / sales", growth="pct_change(margin)", profit="sales - cost")
    assert order(formulas, ["sales", "cost"]) == ["profit", "margin", "growth"]


def test_codes_match_whatever_their_case():
    assert order(read(Margin="PROFIT / Sales", profit="sales"), ["SALES"]) == ["profit", "Margin"]


def test_codes_that_differ_only_in_case_are_ambiguous():
    with pytest.raises(ValueError, match="differ only in case"):
        order(read(a="1", A="2"), [])


def test_a_misspelt_code_gets_near_matches_written_as_references():
    error = refused(read(margin="profit / revnue"), ["profit", "revenue", "Revenue 2"])
    assert (error.code, error.position) == ("unknown_reference", 9)
    assert error.message == "The formula of margin refers to 'revnue', which is no measure."
    assert error.hint == "Did you mean revenue or [Revenue 2]?"
    assert error.caret == "profit / revnue\n         ^"


def test_a_code_with_a_dash_written_bare_is_recognised():
    assert refused(read(x="KPI-7"), ["KPI-7"]).hint == "Did you mean [KPI-7]?"


def test_a_function_without_parentheses_is_recognised():
    assert refused(read(x="ytd + 1")).hint == "To call the function, write ytd(a)."


def test_a_code_like_no_other_asks_for_the_measure():
    assert "add the measure first" in refused(read(x="qqqq"), ["revenue"]).hint


def test_a_cycle_is_refused_with_the_circle_listed():
    error = refused(read(top="a", a="b + 1", b="c * 2", c="a - x"), ["x"])
    assert error.code == "cycle"
    assert error.message == "These measures are computed from each other: a → b → c → a."


def test_a_circle_through_lag_is_refused_too():
    assert refused(read(a="lag(b, 1)", b="a")).code == "cycle"


@pytest.mark.parametrize("text", ["x + 1", "lag(x) + X", "delta(x, 3)", "rolling(x, 3)", "pct_change(x)"])
def test_a_measure_may_not_refer_to_itself_in_the_same_period(text):
    error = refused(read(x=text))
    assert error.code == "cycle"
    assert "x → x" in error.message
    assert "lag(x, 1)" in error.hint


@pytest.mark.parametrize("text", ["lag(x)", "lag(x + a, 2)", "lag(rolling(delta(x), 3), 1) + a", "ytd(lag(x))"])
def test_a_measure_may_refer_to_its_own_past(text):
    assert order(read(x=text), ["a"]) == ["x"]


def test_chains_of_32_formulas_stand_and_33_are_too_deep():
    chain = {f"m{i}": parse(f"m{i + 1}") for i in range(32)}
    assert order(chain, ["m32"])[0] == "m31"
    error = refused({"m": parse("m0"), **chain}, ["m32"])
    assert error.code == "depth"
    assert error.message == "m stands on a chain of more than 32 formulas."


def test_a_circle_of_ten_thousand_measures_is_a_clean_error():
    count = 10_000
    circle = {f"m{i}": parse(f"m{(i + 1) % count}") for i in range(count)}
    assert len(refused(circle).message) < 300


def test_affected_are_all_that_build_on_a_change_in_order_and_changed_formulas():
    formulas = read(d="b + c", b="a", c="x", e="y", a="x + lag(a)")
    assert affected_by(formulas, ["X"]) == ["c", "a", "b", "d"]
    assert affected_by(formulas, ["e"]) == ["e"]
    assert affected_by(formulas, ["unknown"]) == []
    assert affected_by(read(A="X", b="a + x", c="B"), ["x"]) == ["A", "b", "c"]


@given(st.lists(st.lists(st.integers(0, 30), max_size=4), min_size=1, max_size=25))
def test_any_graph_is_either_ordered_or_refused_with_a_true_circle(inputs):
    formulas = {f"m{i}": parse(" + ".join(f"m{j}" for j in read_from) or "1") for i, read_from in enumerate(inputs)}
    known = [f"m{i}" for i in range(len(inputs), 31)]
    try:
        codes = order(formulas, known)
    except FormulaError as error:
        circle = error.message.rstrip(".").split(": ")[1].split(" → ")
        pairs = list(pairwise(circle))
    else:
        pairs = []
        assert sorted(codes) == sorted(formulas)
        seen = set(known)
        for code in codes:
            assert set(references(formulas[code])) <= seen
            seen.add(code)
    for code, other in pairs:
        assert "…" in (code, other) or other in references(formulas[code])
