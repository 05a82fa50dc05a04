"""What must hold of every score, tried on random measures and against a second implementation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.reference_scoring import score_row

from hoshin.engine.reasons import reason_code
from hoshin.engine.scoring import Cuts, Method, ScoreInputs, ScoreResult, score_values

COLUMNS = ("value", "baseline", "target", "low", "high", "red", "green", "worst", "best", "tolerance")
NUMBER = st.integers(-40, 40).map(lambda n: n / 2)
MAYBE = st.one_of(NUMBER, NUMBER, NUMBER, st.just(math.nan))
ROW = st.fixed_dictionaries(
    {
        "method": st.sampled_from(list(Method)),
        "direction": st.sampled_from([1, -1]),
        **dict.fromkeys(COLUMNS, MAYBE),
    }
)
CUTS = st.sampled_from([Cuts(), Cuts(100 / 3, 200 / 3), Cuts(25.0, 90.0)])
IN_BAND = (Method.BAND_FLAT, Method.BAND_TENT)


def columns_of(rows: list[dict]) -> ScoreInputs:
    return ScoreInputs(**{name: np.array([row[name] for row in rows]) for name in ("method", "direction", *COLUMNS)})


def scored(rows: list[dict], cuts: Cuts) -> ScoreResult:
    return score_values(columns_of(rows), cuts)


@given(st.lists(ROW, min_size=1, max_size=30), CUTS)
def test_the_engine_agrees_with_the_plain_reference(rows: list[dict], cuts: Cuts) -> None:
    result = scored(rows, cuts)
    for index, row in enumerate(rows):
        score, attained, reason = score_row(row["method"].label, row, cuts.red, cuts.green)
        assert reason_code(result.reason[index]) == reason, row
        assert result.score[index] == pytest.approx(score, rel=1e-9, abs=1e-9, nan_ok=True), row
        assert result.attainment[index] == pytest.approx(attained, rel=1e-9, abs=1e-9, nan_ok=True), row


@given(st.lists(ROW, min_size=1, max_size=30), CUTS)
def test_scores_lie_on_the_scale_or_are_missing_with_a_reason(rows: list[dict], cuts: Cuts) -> None:
    result = scored(rows, cuts)
    missing = np.isnan(result.score)
    assert ((result.score >= 0) & (result.score <= 100) | missing).all()
    assert ((result.reason != 0) == missing).all()


@given(ROW, st.lists(NUMBER, min_size=2, max_size=12), CUTS)
def test_a_better_value_never_scores_less(row: dict, values: list[float], cuts: Cuts) -> None:
    if row["method"] in IN_BAND:
        return
    better = direction_of(row)
    rows = [{**row, "value": value} for value in sorted(values, key=lambda value: better * value)]
    score = scored(rows, cuts).score
    assert np.isnan(score).all() or (np.diff(score) >= 0).all()


def direction_of(row: dict) -> int:
    """Where the settings show a direction they decide it, as an edit that contradicts it is refused."""
    if row["method"] is Method.BINARY:
        return 1
    shown = 0.0
    if row["method"] is Method.THRESHOLDS:
        shown = row["green"] - row["red"]
    elif row["method"] in (Method.ATTAINMENT, Method.GRADE_ASPIRATIONAL, Method.GRADE_COMMITTED):
        shown = row["target"] - row["baseline"]
    return int(math.copysign(1, shown)) if shown and not math.isnan(shown) else row["direction"]


@given(st.lists(ROW, min_size=2, max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_the_measures_changes_nothing(rows: list[dict], chance) -> None:
    order = list(range(len(rows)))
    chance.shuffle(order)
    straight, shuffled = scored(rows, Cuts()), scored([rows[i] for i in order], Cuts())
    assert straight.score[order].tobytes() == shuffled.score.tobytes()
    assert straight.reason[order].tobytes() == shuffled.reason.tobytes()


@given(st.lists(ROW, min_size=1, max_size=20))
def test_the_same_input_gives_the_same_bytes_alone_and_among_others(rows: list[dict]) -> None:
    together = scored(rows, Cuts())
    for index, row in enumerate(rows):
        alone = scored([row], Cuts())
        assert alone.score.tobytes() == together.score[index : index + 1].tobytes()
        assert alone.flags.tobytes() == together.flags[index : index + 1].tobytes()


def test_block_edges_do_not_show_in_a_million_mixed_rows() -> None:
    random = np.random.default_rng(7)
    count = 1_000_000
    columns = {name: random.normal(50, 20, count) for name in COLUMNS[:-1]}
    columns["value"][random.random(count) < 0.05] = np.nan
    inputs = ScoreInputs(random.integers(0, 10, count).astype(np.uint8), **columns)
    result = score_values(inputs)
    part = slice(32_760, 32_780)
    few = {name: column[part] for name, column in columns.items()}
    again = score_values(ScoreInputs(np.asarray(inputs.method)[part], **few))
    assert again.score.tobytes() == result.score[part].tobytes()
