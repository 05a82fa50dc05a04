"""What must be true of a commentary beyond its columns, as problems with a way out."""

import re
from datetime import date
from urllib.parse import urlsplit

from hoshin.base.errors import Problem
from hoshin.base.periods import Period
from hoshin.base.wordings import Said
from hoshin.commentary.file_types import ending_of, is_what_it_says
from hoshin.commentary.models import LONGEST, MOST_BYTES

LONGEST_ADDRESS, LONGEST_NAME = 2_000, 200
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


def address_problems(address: str) -> list[Problem]:
    """What is wrong with the address of a link: anything but a whole http or https address of one line."""
    try:
        parts = urlsplit(address)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        is_whole = False
    if is_whole and len(address) <= LONGEST_ADDRESS and not re.search(r"[\s\x00-\x1f\x7f\\<>\"]", address):
        return []
    remedy = "Write it as https://example.org/report, without a name and a password."
    return [Problem("This is no address of a page.", field="address", value=address[:200], remedy=remedy)]


def file_problems(name: str, content: bytes) -> list[Problem]:
    """What is wrong with a file."""
    if not name:
        return [Problem("The file has no name.", field="file", remedy="Give it one.")]
    if not content:
        return [Problem("The file is empty.", field="file", value=name, remedy="Choose another.")]
    if len(content) > MOST_BYTES:
        message = Said("At most %(most)s MB.", most=MOST_BYTES // 1_000_000)
        return [Problem(message, field="file", value=name, remedy="Keep it where you keep files, and add a link.")]
    if not is_what_it_says(name, content):
        message = Said("What stands in it is no %(ending)s.", ending=ending_of(name))
        remedy = "Save it again from the program that made it, or give it the ending of what it is."
        return [Problem(message, field="file", value=name, remedy=remedy)]
    return []


def tidied_name(name: str) -> str:
    """The last part of the path of a file, without what is no text, and with its ending if it is too long."""
    last = _CONTROL.sub("", re.split(r"[\\/]", name)[-1]).replace('"', "").strip(" .")
    stem, dot, ending = last.rpartition(".")
    return last if len(last) <= LONGEST_NAME else f"{(stem or ending)[:150]}{dot}{ending[-20:] if dot else ''}"
