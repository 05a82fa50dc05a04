"""Scoring written a second time, one row at a time and with plain arithmetic, to compare the engine with."""

import itertools
import math
from collections.abc import Sequence

NAN = math.nan
Outcome = tuple[float, float, str]


def score_row(method: str, row: dict[str, float], red_cut: float, green_cut: float) -> Outcome:
    """Score, attainment and reason of one row."""
    if math.isnan(row["value"]):
        return NAN, NAN, "no_data"
    if method == "unscored":
        return NAN, NAN, "not_applicable"
    if method == "binary":
        return clip(row["value"]), row["value"], ""
    if method in ("attainment", "grade_aspirational", "grade_committed"):
        a, reason = attained(row)
        if reason:
            return NAN, NAN, reason
        if method == "attainment":
            return clip(a), a, ""
        amber, green = (0.4, 0.7) if method == "grade_aspirational" else (0.7, 0.995)
        anchors = [(0.0, 0.0), (amber, red_cut), (green, green_cut), (1.0, 100.0)]
        return on_line(a, anchors), a, ""
    if method == "ratio":
        a, reason = ratio(row)
        return (NAN, NAN, reason) if reason else (clip(a), a, "")
    if method == "thresholds":
        return thresholds(row, red_cut, green_cut)
    if method == "percent_of_target":
        return percent(row, red_cut, green_cut)
    return band(row, red_cut, green_cut, tent=method == "band_tent")


def clip(a: float) -> float:
    return 100.0 * min(1.0, max(0.0, a))


def on_line(x: float, anchors: Sequence[tuple[float, float]]) -> float:
    if x <= anchors[0][0]:
        return anchors[0][1]
    for (x0, y0), (x1, y1) in itertools.pairwise(anchors):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return anchors[-1][1]


def attained(row: dict[str, float]) -> tuple[float, str]:
    if math.isnan(row["target"]):
        return NAN, "no_target"
    if math.isnan(row["baseline"]):
        return ratio(row)
    if row["baseline"] != row["target"]:
        return (row["value"] - row["baseline"]) / (row["target"] - row["baseline"]), ""
    tol = 0.1 * abs(row["target"]) if math.isnan(row["tolerance"]) else row["tolerance"]
    if tol <= 0:
        return NAN, "zero_scale"
    if row["direction"] * (row["value"] - row["target"]) >= 0:
        return 1.0, ""
    return max(0.0, 1.0 - abs(row["value"] - row["target"]) / tol), ""


def ratio(row: dict[str, float]) -> tuple[float, str]:
    if math.isnan(row["target"]):
        return NAN, "no_target"
    if not math.isnan(row["tolerance"]):
        sigma, fault = row["tolerance"], "zero_scale"
    else:
        sigma, fault = abs(row["target"]), "zero_target"
    if sigma <= 0:
        return NAN, fault
    return 1.0 + row["direction"] * (row["value"] - row["target"]) / sigma, ""


def thresholds(row: dict[str, float], red_cut: float, green_cut: float) -> Outcome:
    r, g, v = row["red"], row["green"], row["value"]
    if math.isnan(r) or math.isnan(g):
        return NAN, NAN, "no_target"
    if r == g:
        return (100.0 if row["direction"] * (v - g) >= 0 else 0.0), NAN, ""
    slope = (g - r) / (green_cut - red_cut)
    w = r - slope * red_cut if math.isnan(row["worst"]) else row["worst"]
    x = g + slope * (100.0 - green_cut) if math.isnan(row["best"]) else row["best"]
    if g < r:
        w, r, g, x, v = -w, -r, -g, -x, -v
    if w > r or x < g:
        return NAN, NAN, "not_applicable"
    if v < w:
        return 0.0, NAN, ""
    if v > x:
        return 100.0, NAN, ""
    if v < r:
        return red_cut * (v - w) / (r - w), NAN, ""
    if v < g:
        return red_cut + (green_cut - red_cut) * (v - r) / (g - r), NAN, ""
    return (green_cut if v == g else green_cut + (100.0 - green_cut) * (v - g) / (x - g)), NAN, ""


def percent(row: dict[str, float], red_cut: float, green_cut: float) -> Outcome:
    target, tol = row["target"], row["tolerance"]
    if math.isnan(target):
        return NAN, NAN, "no_target"
    if math.isnan(tol):
        if target == 0:
            return NAN, NAN, "zero_target"
        tol = 0.1 * abs(target)
    if tol <= 0:
        return NAN, NAN, "zero_scale"
    made = {**row, "red": target - row["direction"] * tol, "green": target, "worst": NAN, "best": NAN}
    return thresholds(made, red_cut, green_cut)


def band(row: dict[str, float], red_cut: float, green_cut: float, *, tent: bool) -> Outcome:
    v, low, high = row["value"], row["low"], row["high"]
    if math.isnan(low) or math.isnan(high):
        return NAN, NAN, "no_target"
    if low > high:
        return NAN, NAN, "not_applicable"
    tol = high - low if math.isnan(row["tolerance"]) else row["tolerance"]
    if not tent:
        if tol <= 0:
            return NAN, NAN, "zero_scale"
        return 100.0 * max(0.0, 1.0 - max(low - v, v - high, 0.0) / tol), NAN, ""
    if tol <= 0 and (math.isnan(row["worst"]) or math.isnan(row["best"])):
        return NAN, NAN, "zero_scale"
    foot_low = low - tol if math.isnan(row["worst"]) else row["worst"]
    foot_high = high + tol if math.isnan(row["best"]) else row["best"]
    if foot_low > low or foot_high < high:
        return NAN, NAN, "not_applicable"
    middle = low + 0.5 * (high - low)
    if v == middle:
        return 100.0, NAN, ""
    if low <= v <= high:
        return green_cut + (100.0 - green_cut) * (1.0 - abs(v - middle) / (0.5 * (high - low))), NAN, ""
    away, room = (low - v, low - foot_low) if v < low else (v - high, foot_high - high)
    if room == 0:
        return 0.0, NAN, ""
    return max(0.0, green_cut - (green_cut - red_cut) * away / room), NAN, ""


def aggregate_window(how: str, rows: Sequence[tuple[float, float, float]]) -> tuple[float, str]:
    """One window of (value, weight, denominator) rows brought together, missing ones left out."""
    known = [(v, w, n) for v, w, n in rows if not (math.isnan(v) or math.isnan(w) or math.isnan(n))]
    if not known:
        return NAN, "no_data"
    values = [v for v, _, _ in known]
    if how == "sum":
        return math.fsum(values), ""
    if how == "mean":
        return math.fsum(values) / len(values), ""
    if how == "last":
        return values[-1], ""
    if how == "min":
        return min(values), ""
    if how == "max":
        return max(values), ""
    if how == "ratio_of_sums":
        below = math.fsum(n for _, _, n in known)
        return (NAN, "div_zero") if below == 0 else (math.fsum(values) / below, "")
    if how == "weighted_mean":
        total = math.fsum(w for _, w, _ in known)
        return (NAN, "weights_zero") if total == 0 else (math.fsum(v * w for v, w, _ in known) / total, "")
    product = 1.0
    for v in values:
        if v < -1.0:
            return NAN, "not_applicable"
        product *= 1.0 + v
    return product ** (1.0 / len(values)) - 1.0, ""


def open_sdg(
    series: dict[int, float], direction: int, base_year: int, target: float, target_year: int, limit: float
) -> tuple[float, float, str]:
    """Progress value, score −5…5 and status word of one series, by the published steps, positive bases only."""
    later = [year for year in sorted(series) if year >= base_year]
    if not later or later[0] == max(series):
        return NAN, NAN, "no_data"
    start, end = later[0], max(series)
    base, current = series[start] or 0.001, series[end]
    growth = (current / base) ** (1 / (end - start)) - 1
    if not math.isnan(target):
        goal = target or 0.001
        asked = (goal / base) ** (1 / (target_year - start)) - 1
        achieved = any(direction * current >= direction * aim for aim in (target, goal))
        value = NAN if asked == 0 else direction * growth / abs(asked)
        if achieved:
            return value, 5.0, "target_achieved"
        if asked == 0:
            return NAN, -5.0, "deterioration"
        score = 7.1429 * value - 4.2857 if value >= 0.6 else 4.1667 * value - 2.5
        return value, max(-5.0, min(5.0, score)), word(value, (0.95, 0.6, 0.0))
    value, factor = direction * growth, 1.0
    if not math.isnan(limit) and base < 2 * limit:
        factor = 1 - ((base if base <= limit else 2 * limit - base) / limit) ** 4.44
    status = word(value, (0.015 * factor, 0.005 * factor, 0.0))
    if status == "deterioration":
        return value, max(125 * value - 2.5, -5.0), status
    if factor == 0:
        return value, 5.0, status
    scaled = value / factor
    scores = {
        "substantial_progress": min(500 * scaled - 5, 5.0),
        "moderate_progress": 250 * scaled - 1.25,
        "limited_progress": 500 * scaled - 2.5,
    }
    return value, scores[status], status


def word(value: float, cuts: tuple[float, float, float]) -> str:
    names = ("substantial_progress", "moderate_progress", "limited_progress")
    for cut, name in zip(cuts, names):
        if value >= cut:
            return name
    return "deterioration"
