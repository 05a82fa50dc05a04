"""What must be true of risks beyond their columns, as problems with a way out."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hoshin.base import clock
from hoshin.base.errors import Problem
from hoshin.base.wordings import Said
from hoshin.risks.models import (
    HIGHEST,
    IMPACTS,
    LONGEST,
    LONGEST_LINE,
    MOST_A_YEAR,
    MOST_POINTS,
    STEPS,
    LimitSide,
    RiskKind,
)
from hoshin.risks.rows import ToleratedPoint, point_from, points_in_order

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINES = ("name", *IMPACTS)
_TEXTS = ("cause", "event", "consequence", "statement", "reason", "closed_because")
LIKELY_BEFORE, GRAVE_BEFORE, LIKELY, GRAVE = "likelihood_before", "impact_before", "likelihood", "impact"
_MONEY = ("frequency", "loss_low", "loss_high")


def tidied(text: str) -> str:
    """A text as it is kept."""
    return text.replace("\r\n", "\n").strip()


def risk_problems(values: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with what is said of a risk or a category; only what is named is looked at."""
    found = []
    if "name" in values and not values["name"]:
        found.append(Problem("Say what may come.", field="name", remedy="A few words by which people know it."))
    if "objectives" in values and not values["objectives"]:
        message = "A risk without an objective is none: say what is at stake."
        found.append(Problem(message, field="objectives", remedy="Choose at least one objective that it would move."))
    if "closed_on" in values and (values["closed_on"] is None) != (not values.get("closed_because")):
        found.append(
            Problem("What is closed says when and why.", field="closed_because", remedy="Fill both, or neither.")
        )
    months = values.get("review_months")
    if months is not None and not 1 <= months <= 24:
        remedy = "Write a number of months from 1 to 24."
        found.append(Problem("Too seldom or too often.", field="review_months", value=str(months), remedy=remedy))
    appetite = values.get("appetite")
    if appetite is not None and not 1 <= appetite <= HIGHEST:
        remedy = Said("Write a level from 1 to %(most)s: likelihood times impact.", most=HIGHEST)
        found.append(Problem("This is no level.", field="appetite", value=str(appetite), remedy=remedy))
    return found + text_problems(values)


def tolerated_problems(texts: Sequence[str]) -> tuple[list[ToleratedPoint], list[Problem]]:
    """The points that texts state, and what is wrong with them."""
    points: list[ToleratedPoint] = []
    for text in texts:
        try:
            points.append(point_from(text))
        except ValueError:
            message = "This does not say how likely a year may cost more than an amount."
            remedy = "Write AMOUNT=SHARE: 100000=30%."
            return [], [Problem(message, field="tolerated", value=text, remedy=remedy)]
    if len(points) > MOST_POINTS:
        remedy = Said("Keep the %(most)s that matter most.", most=MOST_POINTS)
        return [], [Problem("These are too many points.", field="tolerated", remedy=remedy)]
    if not points_in_order(points):
        message = "What is tolerated falls as amounts rise."
        remedy = "Write the smallest amount first; a larger one is never tolerated more often."
        return [], [Problem(message, field="tolerated", value="; ".join(texts), remedy=remedy)]
    return points, []


def assessment_problems(values: Mapping[str, Any], kind: str) -> list[Problem]:
    """What is wrong with an assessment of a risk of this kind."""
    found = []
    for name in (LIKELY_BEFORE, GRAVE_BEFORE, LIKELY, GRAVE):
        step = values.get(name)
        if step is None or not STEPS[0] <= step <= STEPS[1]:
            message = "This step lies outside of the scale." if step is not None else "Choose a step of the scale."
            remedy = Said("Choose a step from %(least)s to %(most)s.", least=STEPS[0], most=STEPS[1])
            found.append(Problem(message, field=name, value="" if step is None else str(step), remedy=remedy))
    if not found and kind == RiskKind.THREAT:
        for before, after in ((LIKELY_BEFORE, LIKELY), (GRAVE_BEFORE, GRAVE)):
            if values[after] > values[before]:
                message = "Controls do not make it worse."
                remedy = "Judge first as if nothing were done about it, then with what is done."
                found.append(Problem(message, field=after, value=str(values[after]), remedy=remedy))
    if not values.get("reason"):
        remedy = "One sentence for whoever reads it in a year: what you looked at."
        found.append(Problem("Say why you judge so.", field="reason", remedy=remedy))
    day = values.get("assessed_on")
    if isinstance(day, date) and day > clock.today():
        remedy = "Choose today or an earlier day."
        found.append(Problem("Nothing is assessed in the future.", field="assessed_on", value=str(day), remedy=remedy))
    return [*found, *_money_problems(values), *text_problems(values)]


def indicator_problems(values: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the limits of an indicator."""
    limit, warning = values.get("limit"), values.get("warning")
    if limit is None:
        remedy = "Write the value beyond which the risk becomes likelier."
        return [Problem("An indicator has a limit.", field="limit", remedy=remedy)]
    if not math.isfinite(limit) or (warning is not None and not math.isfinite(warning)):
        return [Problem("A limit is a number.", field="limit", value=str(limit))]
    is_above = values.get("side", LimitSide.ABOVE) == LimitSide.ABOVE
    if warning is not None and (warning > limit if is_above else warning < limit):
        message = "The limits are in the wrong order: the warning comes before the limit."
        remedy = (
            "Where it speaks above, the warning is the smaller number."
            if is_above
            else "Where it speaks below, the warning is the larger number."
        )
        return [Problem(message, field="warning", value=f"{warning:g}", remedy=remedy)]
    return []


def text_problems(values: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with texts, by their names."""
    found = []
    for name in (*_LINES, *_TEXTS):
        text = values.get(name) or ""
        most = LONGEST_LINE if name in _LINES else LONGEST
        if len(text) > most:
            message = Said("At most %(most)s characters.", most=most)
            found.append(Problem(message, field=name, value=text[:100], remedy="Shorten it."))
        if _CONTROL.search(text):
            found.append(Problem("It holds characters that are no text.", field=name, remedy="Type it again."))
    return found


def _money_problems(values: Mapping[str, Any]) -> list[Problem]:
    given = {name: values.get(name) for name in _MONEY}
    if all(number is None for number in given.values()):
        return []
    for name, number in given.items():
        if number is None or not math.isfinite(number):
            message = "In money a risk has a frequency and a range from one amount to another."
            return [Problem(message, field=name, remedy="Fill all three, or none.")]
    frequency, low, high = (values[name] for name in _MONEY)
    found = []
    if not 0 <= frequency <= MOST_A_YEAR:
        remedy = "0.1 is once in ten years, 12 is once a month."
        message = "It occurs from 0 to 366 times a year."
        found.append(Problem(message, field="frequency", value=f"{frequency:g}", remedy=remedy))
    if low <= 0:
        remedy = "Write what a small one costs: nine of ten lie between the two."
        found.append(Problem("An amount is larger than 0.", field="loss_low", value=f"{low:g}", remedy=remedy))
    elif high < low:
        remedy = "Write the smaller amount first."
        found.append(Problem("The range runs backwards.", field="loss_high", value=f"{high:g}", remedy=remedy))
    return found
