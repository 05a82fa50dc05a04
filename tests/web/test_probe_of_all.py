"""In a whole organisation, whoever is nobody to anyone reads no word of what is closed to them, at whatever address.

What is closed comes from the table of access, and what stands in it from the rows, so that a new kind is tried unnamed.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db.models import CharField, JSONField, TextField
from tests.web.test_probe import Probe, few_numbers, hidden_from, reading

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.accounts.sight import things
from hoshin.demo.logins import EMPLOYEE

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# So many rows of each kind. Shorter words stand on pages anyway; other signs are spelled otherwise on pages and by programs.
ROWS, PLAIN = 5, re.compile(r"[A-Za-z0-9 ,.:;-]{12,}")
# As few numbers and codes as seconds allow: nearly all kinds have a row of the first number.
NUMBER, CODES = "1", ("one_on_one", "scenario", "strategy_review")
KINDS = {
    "agenda_item", "calibration_change", "case_item", "comment_sheet", "development_action", "feedback", "form_answers",
    "meeting", "promotion_case", "proposal", "response", "review_appeal", "review_result", "scenario", "successor",
}  # fmt: skip


def test_a_stranger_reads_nothing_that_is_closed_and_whose_it_is_reads_it(small_demonstration_world):
    stranger = Actor.of(User.objects.create(email="s@hoshin.test", name="Stranger", role="member"), "web")
    hidden = hidden_from(stranger)
    few = {kind: rows[:ROWS] for kind, rows in hidden.items()}
    assert few.keys() >= KINDS
    open_words = {word for thing in things().values() for word in _words(thing.visible_to(stranger))}
    closed = {word for rows in few.values() for word in _words(rows)} - open_words
    numbers = {kind: number for kind, number in few_numbers(few).items() if number == NUMBER}
    codes = {kind: str(getattr(few[kind][0], str(things()[kind].named_by))) for kind in CODES}
    assert dict(reading(stranger, _ProbeOfFew(numbers, codes, tuple(closed)))) == {}
    # The same words are there to be read: on pages without a number, by somebody to whom many of them belong.
    employee = Actor.of(User.objects.get(email=EMPLOYEE), "web")
    read = {word for _, words in reading(employee, Probe({}, {}, tuple(closed))) for word in words}
    assert len(read) > 10


class _ProbeOfFew(Probe):
    """Where an address names a kind and a row, the kinds above are tried: the other probe tries all."""

    def kinds(self) -> list[str]:
        return [kind for kind in super().kinds() if kind in KINDS]


def _words(rows: Iterable[Any]) -> Iterator[str]:
    for row in rows:
        for field in row._meta.concrete_fields:
            if isinstance(field, CharField | TextField | JSONField) and not field.choices:
                for text in _texts(getattr(row, field.attname)):
                    yield from (part.strip() for part in PLAIN.findall(text) if " " in part.strip())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
