"""Numbers are rounded in one place: half up by the number that people see, nothing has a sign, and a status agrees."""

import ast
import math
import random
from pathlib import Path

import pytest

from hoshin.base.amounts import number_text
from hoshin.base.rounding import digits_apart, figure, half_up, significant
from hoshin.web.wording import delta_text, score_text

SOURCE = Path(__file__).parents[2] / "src" / "hoshin"


@pytest.mark.parametrize(
    ("amount", "digits", "shown"),
    [
        (2.5, 0, "3"), (3.5, 0, "4"), (-2.5, 0, "-3"), (-0.4, 0, "0"), (0.25, 1, "0.3"), (0.35, 1, "0.4"),
        (2.675, 2, "2.68"), (1.005, 2, "1.01"), (-0.0, 2, "0.00"), (1234567.5, 0, "1,234,568"), (0.1 + 0.2, 1, "0.3"),
        (1e22, 0, "10,000,000,000,000,000,000,000"),
    ],
)  # fmt: skip
def test_half_goes_up_by_the_number_that_people_see(amount, digits, shown):
    assert figure(amount, digits) == shown
    assert number_text(amount, digits).replace("\u2212", "-") in (shown, "1e+22")


def test_the_quick_way_finds_what_the_exact_one_does():
    """Anywhere, and as near to the middle between two as a float comes."""
    chance = random.Random(5)
    for _ in range(2_000):
        digits = chance.randint(0, 6)
        middle = (chance.randint(-(10**7), 10**7) + 0.5) / 10**digits
        for amount in (middle, math.nextafter(middle, 0), chance.uniform(-1e4, 1e4), round(middle, digits)):
            exact = half_up(amount, digits)
            assert figure(amount, digits) == f"{exact:,f}"
            assert figure(amount, digits, is_signed=True) == (f"{exact:+,f}" if exact else f"{exact:,f}")


def test_what_rounds_to_nothing_has_no_sign():
    assert [figure(-0.04, 1, is_signed=True), delta_text(-0.2), number_text(-0.0)] == ["0.0", "0", "0"]
    assert significant(-1234.5678, 6) == "-1,234.57"


@pytest.mark.parametrize("digits", range(7))
def test_a_figure_never_crosses_a_cut_point(digits):
    for amount in (69.5, 69.7, 69.97, 69.9999996, 39.999, 40.0, 70.0, 70.00000001, 66.666):
        shown = float(figure(amount, digits_apart(amount, (40.0, 200 / 3, 70.0), digits)))
        assert [shown >= cut for cut in (40, 200 / 3, 70)] == [amount >= cut for cut in (40, 200 / 3, 70)], amount


def test_scores_are_whole_unless_they_would_tell_another_status():
    assert [score_text(score) for score in (68.5, 69.5, 69.97, 39.6, 70.4, 55.55)] == [
        "69",
        "69.5",
        "69.97",
        "39.6",
        "70",
        "56",
    ]


def test_nothing_that_people_read_is_rounded_elsewhere():
    """Formats with a number of decimals belong to drawings alone, whose coordinates nobody reads."""
    drawings = {"drawing.py", "chart_drawing.py", "marks.py", "wording.py", "rounding.py"}
    found = []
    for face in ("web", "cli", "api", "scorecards"):
        for path in (SOURCE / face).rglob("*.py"):
            if path.name in drawings:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
                    spec = "".join(part.value for part in node.format_spec.values if isinstance(part, ast.Constant))
                    if spec.endswith(("f", "%")) and spec[:1] != "%":
                        found.append(f"{path.relative_to(SOURCE)}:{node.lineno}")
    assert [place for place in found if not place.startswith("web/side_by_side/views.py")] == []
