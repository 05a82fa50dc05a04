"""What must be true of actions and accepted deviations beyond their columns, as problems with a way out."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hoshin.actions.models import BONES, LONGEST, LONGEST_LINE, TEXTS, WHYS
from hoshin.base import clock
from hoshin.base.errors import Problem
from hoshin.base.wordings import Said

MOST_DAYS_ACCEPTED = 366
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def tidied(text: str) -> str:
    """A text as it is kept."""
    return text.replace("\r\n", "\n").strip()


def action_problems(values: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with what is said of an action; only what is named is looked at, but for what must be there."""
    found = _missing(values)
    starts, due, check = (values.get(name) for name in ("starts_on", "due_on", "check_on"))
    if starts and due and due < starts:
        found.append(_too_early("It is due before it begins.", "due_on", due, starts))
    if due and check and check < due:
        found.append(_too_early("It would be checked before it is due.", "check_on", check, due))
    low, high = values.get("expected_low"), values.get("expected_high")
    if (low is None) != (high is None):
        field = "expected_low" if low is None else "expected_high"
        found.append(Problem("A range has two ends.", field=field, remedy="Fill both, or neither."))
    elif low is not None and high is not None and low > high:
        remedy = "Write the smaller number first: −4 to −2 where it is to fall."
        found.append(Problem("The range runs backwards.", field="expected_high", value=f"{high:g}", remedy=remedy))
    cost = values.get("cost")
    if cost is not None and cost < 0:
        remedy = "Write what it costs as a number from 0 on, or leave it empty."
        found.append(Problem("A cost is not negative.", field="cost", value=f"{cost:g}", remedy=remedy))
    for name in ("name", *TEXTS, "conclusion"):
        most = LONGEST_LINE if name in (*WHYS, *BONES) else LONGEST
        found += _text_problems(name, values.get(name) or "", most)
    return found


def acceptance_problems(reason: str, starts_on: date, ends_on: date) -> list[Problem]:
    """What is wrong with accepting a deviation until a day."""
    found = []
    if not reason:
        found.append(Problem("Say why it is accepted.", field="reason", remedy="Whoever reads it later wants to know."))
    found += _text_problems("reason", reason, LONGEST)
    if ends_on < starts_on:
        remedy = "Choose a later day."
        is_over = starts_on == clock.today()
        message = "The end lies in the past." if is_over else "It ends before it begins."
        found.append(Problem(message, field="ends_on", value=ends_on.isoformat(), remedy=remedy))
    elif ends_on > starts_on + timedelta(days=MOST_DAYS_ACCEPTED):
        message = Said("A deviation is accepted for a year at most.")
        remedy = "Choose an earlier day; it can be accepted again."
        found.append(Problem(message, field="ends_on", value=ends_on.isoformat(), remedy=remedy))
    return found


def _missing(values: Mapping[str, Any]) -> list[Problem]:
    found = []
    if "name" in values and not values["name"]:
        found.append(Problem("Say what is done.", field="name", remedy="One sentence: who changes what."))
    if "owner" in values and values["owner"] is None:
        message = "An action that nobody owns is not done."
        found.append(Problem(message, field="owner", remedy="Name the one person who does it."))
    if "due_on" in values and values["due_on"] is None:
        found.append(Problem("Say by when.", field="due_on", remedy="Choose a day."))
    return found


def _text_problems(name: str, text: str, most: int) -> list[Problem]:
    found = []
    if len(text) > most:
        message = Said("At most %(most)s characters.", most=most)
        found.append(Problem(message, field=name, value=text[:100], remedy="Shorten it, or link a document."))
    if _CONTROL.search(text):
        found.append(Problem("It holds characters that are no text.", field=name, remedy="Type it again."))
    return found


def _too_early(message: str, field: str, day: date, least: date) -> Problem:
    return Problem(
        message, field=field, value=day.isoformat(), remedy=Said("Choose %(day)s or later.", day=least.isoformat())
    )
