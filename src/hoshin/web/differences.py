"""How texts about groups of people differ from those about others, as it is read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

_GROUPS = {
    "level": _("About people of level %(group)s"),
    "job_family": _("About people of the job family %(group)s"),
    "location": _("About people in %(group)s"),
}
_HOURS = {"part_time": _("About people who work part time"), "full_time": _("About people who work full time")}
_CUES = {
    "trait": _("words for what somebody is, not for what they did"),
    "praise": _("praise without what it was for"),
    "loaded": _("words that leave no way out"),
    "hedge": _("words that take back"),
    "advice": _("advice"),
    "outcome": _("numbers, days and names of measures"),
}


@dataclass(frozen=True, slots=True)
class DifferenceInWords:
    """About whom texts are, what stands in them, and how often in 100 words; and in those about others."""

    group: str
    cue: str
    rate: float
    others: float


def differences_in_words(rows: Iterable[Mapping[str, Any]]) -> tuple[DifferenceInWords, ...]:
    """Differences between texts about groups, as they are read."""
    return tuple(
        DifferenceInWords(_about(one["by"], one["group"]), str(_CUES[one["cue"]]), one["rate"], one["others"])
        for one in rows
    )


def _about(fact: str, group: str) -> str:
    return str(_HOURS[group] if fact == "hours" else _GROUPS[fact]) % {"group": group}
