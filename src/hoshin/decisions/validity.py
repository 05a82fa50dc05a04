"""What must be true of a decision beyond its columns, as problems with a way out."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from hoshin.base import clock
from hoshin.base.errors import Problem
from hoshin.decisions.models import LONGEST

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
TEXTS = ("context", "reasons", "dissent")
FEWEST_OPTIONS = 2


def tidied(text: str) -> str:
    """A text as it is kept."""
    return text.replace("\r\n", "\n").strip()


def decision_problems(values: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with what is said of a decision; only what is named is looked at."""
    found = []
    if "question" in values and not values["question"]:
        found.append(Problem("Say what is to be decided.", field="question", remedy="As a question, in one sentence."))
    for name in ("question", *TEXTS):
        found += text_problems(name, values.get(name) or "")
    confidence = values.get("confidence")
    if confidence is not None and not 0 <= confidence <= 100:
        found.append(Problem("From 0 to 100 percent.", field="confidence", value=str(confidence)))
    return [*found, *_expected_problems(values)]


def option_problems(options: Sequence[str]) -> list[Problem]:
    """What is wrong with the options beside the one of doing nothing."""
    found = []
    names = [one.strip() for one in options if one.strip()]
    if not names:
        message = "A decision has at least one option beside doing nothing."
        found.append(Problem(message, field="options", remedy="Write each on a line of its own."))
    if len({name.casefold() for name in names}) < len(names):
        found.append(Problem("Two options are called the same.", field="options", remedy="Tell them apart."))
    for name in names:
        found += text_problems("options", name, 300)
        if ";" in name:
            remedy = "Write a comma, or two options."
            found.append(
                Problem("An option holds no ;, which stands between them.", field="options", value=name, remedy=remedy)
            )
    return found


def taking_problems(values: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with taking a decision so."""
    found = decision_problems(values)
    day, review = values.get("decided_on"), values.get("review_on")
    if day and day > clock.today():
        found.append(Problem("It was not taken in the future.", field="decided_on", value=day.isoformat()))
    if review is None:
        message = "Say when it is looked at again."
        found.append(
            Problem(message, field="review_on", remedy="When its effect can be seen; in a year at the latest.")
        )
    elif day and review <= day:
        remedy = "Choose a later day."
        found.append(
            Problem("It is looked at again after it was taken.", field="review_on", value=str(review), remedy=remedy)
        )
    return found


def review_problems(why: str, next_steps: str) -> list[Problem]:
    """What is wrong with what is said of what came of it."""
    found = [*text_problems("why", why), *text_problems("next_steps", next_steps)]
    if not why:
        found.append(Problem("Say why it came so.", field="why", remedy="What would you tell whoever decides next?"))
    return found


def text_problems(name: str, text: str, most: int = LONGEST) -> list[Problem]:
    """What is wrong with a text."""
    found = []
    if len(text) > most:
        found.append(Problem("This is too long.", field=name, value=text[:100], remedy="Shorten it."))
    if _CONTROL.search(text):
        found.append(Problem("It holds characters that are no text.", field=name, remedy="Type it again."))
    return found


def _expected_problems(values: Mapping[str, Any]) -> list[Problem]:
    numbers = [values.get(name) for name in ("expected_low", "expected", "expected_high")]
    given = [number for number in numbers if number is not None]
    if not given:
        return []
    if len(given) < len(numbers):
        remedy = "Fill all three, or none."
        return [Problem("What is expected is a middle and two ends.", field="expected", remedy=remedy)]
    found = []
    if given != sorted(given):
        remedy = "Write the smallest number first and the largest last."
        found.append(Problem("The range runs backwards.", field="expected_high", value=f"{given[2]:g}", remedy=remedy))
    if values.get("effect_on") in (None, ""):
        found.append(Problem("Say which measure is expected to be there.", field="effect_on", remedy="Choose it."))
    if values.get("effect_in") is None:
        found.append(Problem("Say in which period.", field="effect_in", remedy="2027, 2027-Q2 or 2027-06."))
    return found
