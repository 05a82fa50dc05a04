"""What must be true of a commentary beyond its columns, as problems with a way out."""

import re
from datetime import date

from hoshin.base.errors import Problem
from hoshin.base.periods import Period
from hoshin.base.wordings import Said
from hoshin.commentary.models import LONGEST

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def text_problems(texts: dict[str, str]) -> list[Problem]:
    """What is wrong with the texts."""
    found = []
    for name, text in texts.items():
        if len(text) > LONGEST:
            message = Said("At most %(most)s characters.", most=LONGEST)
            found.append(Problem(message, field=name, value=text[:100], remedy="Shorten it, or link a document."))
        if _CONTROL.search(text):
            found.append(Problem("It holds characters that are no text.", field=name, remedy="Type it again."))
    return found


def period_problems(period: Period) -> list[Problem]:
    """What is wrong with the period."""
    if FIRST_DAY <= period.start < LAST_DAY:
        return []
    message = Said("%(period)s is too far away.", period=str(period))
    return [Problem(message, field="period", value=str(period), remedy="Write a year from 1900 to 2199.")]
