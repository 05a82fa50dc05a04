"""The page about formulas tells the truth: every function stands there, and its examples are run."""

import re
from pathlib import Path

import numpy as np
import pytest

from hoshin.engine.formulas import FUNCTIONS, evaluate, parse, parse_unit, to_text
from hoshin.engine.reasons import reason_code

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "formulas.md").read_text()
EXAMPLES = re.findall(r"^\| `([^`]+)` \| (\S*) ?\| (\S+) \|$", PAGE.partition("## Examples")[2], re.M)
KNOWN = {"a": [[3.0]], "b": [[4.0]], "c": [[-2.0]], "d": [[np.nan]]}


def test_every_function_stands_on_the_page():
    assert [f.name for f in FUNCTIONS.values() if f"| `{f.usage}` |" not in PAGE] == []
    assert len(EXAMPLES) > 15


@pytest.mark.parametrize(("text", "unit", "shown"), EXAMPLES)
def test_an_example_comes_to_what_the_page_says(text, unit, shown):
    units = {"own": parse_unit(unit).counted()} if unit else {}
    found = evaluate({"own": parse(text)}, KNOWN, units=units)
    reason = reason_code(found.reasons["own"].item())
    assert reason == shown if reason else found.values["own"].item() == pytest.approx(float(shown))


@pytest.mark.parametrize(
    "text", ["-a ^ 2", "(-a) ^ 2", "a ^ -b", "(a ^ b) ^ c", "a ^ b ^ c", "a * b ^ c", "(a * b) ^ c", "--a"]
)
def test_powers_written_out_are_read_back_the_same(text):
    written = to_text(parse(text).root)
    assert to_text(parse(written).root) == written
    values = {"a": [[2.0]], "b": [[3.0]], "c": [[2.0]]}
    again = evaluate({"x": parse(text), "y": parse(written)}, values).values
    assert again["x"].item() == again["y"].item()


def test_zero_to_a_negative_power_is_a_division_by_zero():
    found = evaluate(
        {"x": parse("a ^ -1"), "y": parse("geomean(a, b)"), "z": parse("geomean(b, c)")}, KNOWN | {"a": [[0.0]]}
    )
    assert [reason_code(found.reasons[name].item()) for name in "xyz"] == ["div_zero", "", "not_applicable"]
    assert found.values["y"].item() == 0


def test_shares_are_raised_as_fractions():
    share = parse_unit("%").counted()
    found = evaluate({"own": parse("sqrt(s)")}, {"s": [[81.0]]}, units={"s": share, "own": share})
    assert found.values["own"].item() == pytest.approx(90)
