"""Reading formulas: what people write becomes a tree, what they mistype is named, placed and mended."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.reference_formulas import trees

from hoshin.engine.formulas import (
    ERROR_CODES,
    FUNCTIONS,
    Binary,
    Call,
    FormulaError,
    Negate,
    Number,
    Ref,
    lags,
    parse,
    references,
    to_text,
)

A, B, C = Ref("a"), Ref("b"), Ref("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("1", Number(1.0)),
        (".5", Number(0.5)),
        ("2.5e-3", Number(0.0025)),
        ("a + b * c", Binary("+", A, Binary("*", B, C))),
        ("a - b - c", Binary("-", Binary("-", A, B), C)),
        ("a / b / c", Binary("/", Binary("/", A, B), C)),
        ("(a + b) * c", Binary("*", Binary("+", A, B), C)),
        ("-a * b", Binary("*", Negate(A), B)),
        ("a * -b", Binary("*", A, Negate(B))),
        ("--a", Negate(Negate(A))),
        ("(a − b) ÷ a × 2", Binary("*", Binary("/", Binary("-", A, B), A), Number(2.0))),
        ("[1.2.1] + [on time, in full]", Binary("+", Ref("1.2.1"), Ref("on time, in full"))),
        ("[odd ]] code]", Ref("odd ] code")),
        ("[ a ]", A),
        ("Net.Sales_2", Ref("Net.Sales_2")),
        ("größe", Ref("größe")),
        ("SUM(a, b)", Call("sum", (A, B))),
        ("sum", Ref("sum")),
        ("if(a >= b, 1, 0)", Call("if", (Binary(">=", A, B), Number(1.0), Number(0.0)))),
        ("if(a <> b, a, b)", Call("if", (Binary("<>", A, B), A, B))),
        ("if(a ≤ b, a, b)", Call("if", (Binary("<=", A, B), A, B))),
        ("if(a, b, c)", Call("if", (A, B, C))),
        ("lag(a, 12)", Call("lag", (A, Number(12.0)))),
        ("round(a, -3)", Call("round", (A, Negate(Number(3.0))))),
        ("\n  a\t+\u00a0b ", Binary("+", A, B)),
    ],
)
def test_what_people_write_becomes_a_tree(text, tree):
    assert parse(text).root == tree


ERRORS = [
    ("", "empty", 0, "The formula is empty.", "ratio(profit, revenue)"),
    ("   ", "empty", 3, "The formula is empty.", "Write"),
    ("= a + b", "unexpected", 0, "does not begin with =", "Leave out"),
    ("a" * 2001, "too_long", 2000, "2,001 characters", "measure of its own"),
    ("a * 5%", "unexpected_character", 5, "'%' has no meaning", "0.05 for 5 %"),
    ("sum(a; b)", "unexpected_character", 5, "';'", "comma"),
    ("a\x00", "unexpected_character", 1, "'·'", "Use numbers"),
    ("1.2.1 + a", "bad_number", 0, "'1.2.1' is not a number", "[1.2.1]"),
    ("2x", "bad_number", 0, "'2x' is not a number", "[2x]"),
    ("a + 1e999", "bad_number", 4, "too large", "1.79e308"),
    ("a + [b", "unclosed", 4, "square bracket is opened here", "]"),
    ("a + [ ]", "bad_reference", 4, "hold no code", "between [ and ]"),
    ("2 * (a + b", "unclosed", 4, "parenthesis is opened here", "Add )"),
    ("sum(a, b", "unclosed", 3, "parenthesis is opened here", "Add )"),
    ("a + * b", "unexpected", 4, "is missing: '*' stands here", "before and after"),
    ("a +", "unexpected", 3, "the formula ends here", "before and after"),
    ("sum(a,)", "unexpected", 6, "')' stands here", "comma"),
    ("a)", "unexpected", 1, "closes nothing", "Remove it"),
    ("on time", "unexpected", 3, "'time' follows a value", "[code]"),
    ("1,000", "unexpected", 1, "comma", "1000"),
    ("a < b", "misplaced_comparison", 2, "first argument of if", "if(a < b"),
    ("if(a < b < c, 1, 2)", "misplaced_comparison", 9, "only once", "if(a < b"),
    ("if((a < b), 1, 2)", "misplaced_comparison", 6, "first argument of if", "no parentheses"),
    ("if(a < b, a > b, 2)", "misplaced_comparison", 12, "first argument of if", "if(a < b"),
    ("summ(a)", "unknown_function", 0, "no function 'summ'", "Did you mean sum?"),
    ("1 + colaesce(a, b)", "unknown_function", 4, "no function 'colaesce'", "coalesce?"),
    ("qqqq(a)", "unknown_function", 0, "no function 'qqqq'", "There are sum, avg,"),
    ("__import__('os')", "unexpected_character", 11, "'''", "square brackets"),
    ("sum()", "wrong_arguments", 0, "sum takes 1 or more arguments, not 0", "sum(a, b, …)"),
    ("abs(a, b)", "wrong_arguments", 0, "abs takes 1 argument, not 2", "abs(a)"),
    ("if(a, b)", "wrong_arguments", 0, "if takes 3 arguments, not 2", "if(a < b"),
    ("lag(a, b, c)", "wrong_arguments", 0, "lag takes 1 or 2 arguments, not 3", "lag(a, k)"),
    ("coalesce(a)", "wrong_arguments", 0, "coalesce takes 2 or more", "coalesce(a, b"),
    ("1 + lag(a, 0)", "wrong_arguments", 11, "periods of lag", "lag(a, k)"),
    ("lag(a, -1)", "wrong_arguments", 7, "from 1 to 1000", "lag(a, k)"),
    ("rolling(a, b)", "wrong_arguments", 11, "periods of rolling", "rolling(a, k)"),
    ("rolling(a, 2.5)", "wrong_arguments", 11, "whole number", "rolling(a, k)"),
    ("round(a, 99)", "wrong_arguments", 9, "digits of round", "round(a, digits)"),
    ("(" * 33 + "a" + ")" * 33, "too_deep", 32, "more than 32 deep", "measure of its own"),
    ("-" * 33 + "a", "too_deep", 32, "more than 32 deep", "measure of its own"),
    ("abs(" * 33 + "a" + ")" * 33, "too_deep", 128, "more than 32 deep", "measure of its own"),
    ("+".join(["a"] * 101), "too_many_nodes", 199, "more than 200 parts", "measure of its own"),
]


@pytest.mark.parametrize(("text", "code", "position", "message", "hint"), ERRORS)
def test_mistakes_are_named_placed_and_mended(text, code, position, message, hint):
    with pytest.raises(FormulaError) as caught:
        parse(text)
    error = caught.value
    assert (error.code, error.position) == (code, position)
    assert message in error.message
    assert hint in error.hint
    assert error.code in ERROR_CODES
    assert str(error) == f"{error.message} {error.hint}"


def test_every_error_of_reading_has_an_example():
    of_other_files = {"unknown_reference", "cycle", "depth", "unit_mismatch"}
    assert {code for _, code, *_ in ERRORS} == set(ERROR_CODES) - of_other_files


def test_the_caret_stands_under_the_place_also_on_a_later_line():
    with pytest.raises(FormulaError) as caught:
        parse("revenue\n- cost %")
    assert caught.value.caret == "- cost %\n       ^"


def test_the_limits_themselves_are_allowed():
    assert parse("(" * 32 + "a" + ")" * 32).root == A
    assert parse("-" * 32 + "a")
    assert parse("+".join(["a"] * 100))
    assert parse("a" + " " * 1999).root == A


@pytest.mark.parametrize("text", ["(" * 1999, "-" * 2000, "abs(" * 500, "[" * 2000, "(" * 10_000 + ")" * 10_000])
def test_endless_nesting_is_a_clean_error(text):
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert caught.value.code in {"too_deep", "too_long", "unclosed"}


def test_references_are_listed_once_whatever_their_case():
    assert references(parse("b + a * [1.2.1] - B")) == ("b", "a", "1.2.1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + B", (("a", 0), ("b", 0))),
        ("lag(a)", (("a", 1),)),
        ("lag(a + lag(b, 2), 3)", (("a", 3), ("b", 5))),
        ("pct_change(a, 12)", (("a", 0), ("a", 12))),
        ("delta(a)", (("a", 0), ("a", 1))),
        ("rolling(ytd(a), 3)", (("a", 0),)),
        ("5", ()),
    ],
)
def test_lags_say_how_far_back_a_formula_reads(text, expected):
    assert lags(parse(text)) == expected


def test_each_function_is_documented_by_an_example_that_parses():
    for function in FUNCTIONS.values():
        usage = function.usage.replace(", …", "").replace("digits", "2").replace(" k)", " 3)")
        usage = usage.replace("then, else", "a, b")
        assert isinstance(parse(usage).root, Call), function
        assert function.sentence.endswith(".")


@given(trees())
def test_a_tree_written_as_text_reads_back_as_the_same_tree(tree):
    assert parse(to_text(tree)).root == tree


@pytest.mark.parametrize(
    "text",
    ["a - (b - c)", "a - b - c", "a / (b * c)", "a / b * c", "a + (b + c)", "(a - b) * -(a + c)", "-a / -(b / c)"],
)
def test_text_keeps_the_parentheses_that_matter_and_no_others(text):
    assert to_text(parse(f"({text})").root) == text


garbage = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="ab1.,+-*/()[]<>=eE_ \n", max_size=60),
    st.lists(
        st.sampled_from(["if(", "lag(", "a", "1.5", ",", ")", "(", "-", "<", "[x]", "[", "sum(", "1e", "²", "٣"]),
        max_size=30,
    ).map("".join),
)


@given(garbage)
def test_garbage_raises_nothing_but_formula_errors(text):
    error, formula = None, None
    try:
        formula = parse(text)
    except FormulaError as caught:
        error = caught
    if formula is not None:
        assert parse(to_text(formula.root)) == formula
    else:
        assert error.code in ERROR_CODES
        assert error.message
        assert error.hint
        assert 0 <= error.position <= len(text)
        assert error.caret.endswith("^") == bool(text)
