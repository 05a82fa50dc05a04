"""What is said of a wave before it is sent, and what was kept of that where it is planned for a later day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NotRequired, TypedDict, cast

from hoshin.org.models import Unit
from hoshin.org.people_rules import PeopleRule, rule_of
from hoshin.pulse.models import PlannedWave

_DAYS = ("remind_on", "remind_again_on")


class WaveTerms(TypedDict, total=False):
    """What a wave may say beside what it must; all of it is promised, but for the days of reminders."""

    remind_on: date | None
    remind_again_on: date | None
    share: int
    smallest: int
    smallest_comments: int
    comments_to: str
    languages: Sequence[str]
    falls_to_hr: bool
    is_named: bool


class WaveWish(WaveTerms):
    """All that is said of a wave: of which survey, its name, until when, and whom it asks."""

    survey: str
    name: str
    closes_on: date
    unit: NotRequired[Unit | None]
    only: NotRequired[PeopleRule]


class WaveChange(WaveTerms, total=False):
    """What may be said otherwise of a wave that is planned; what is not said stays."""

    survey: str
    name: str
    closes_on: date
    unit: Unit | None
    only: PeopleRule


def wish_of(planned: PlannedWave) -> WaveWish:
    """What was said of it when it was planned."""
    return {
        "survey": planned.survey,
        "name": planned.name,
        "closes_on": planned.closes_on,
        "unit": planned.unit,
        "only": rule_of(planned.whom),
        **_terms(planned.terms),
    }


def _terms(kept: Mapping[str, Any]) -> WaveTerms:
    days = {name: date.fromisoformat(kept[name]) for name in _DAYS if kept.get(name)}
    return cast(WaveTerms, {**{name: value for name, value in kept.items() if name not in _DAYS}, **days})
