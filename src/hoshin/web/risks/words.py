"""What the steps of the scales mean, and how levels are said and coloured."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.risks.models import IMPACTS, FigureStanding, RiskCategory, RiskIndicator

LIKELIHOODS: tuple[str | Promise, ...] = (
    _("hardly ever: less than 1 year in 20"),
    _("unlikely: 1 year in 20 to 1 in 5"),
    _("possible: 1 year in 5 to 1 in 2"),
    _("likely: more years than not"),
    _("almost certain: this year"),
)
_IMPACTS: tuple[str | Promise, ...] = (
    _("hardly felt: no objective moves"),
    _("small: an objective slips, and recovers within a quarter"),
    _("noticeable: an objective misses its target of the year"),
    _("grave: several objectives miss their targets"),
    _("severe: an objective is lost for good"),
)


@dataclass(frozen=True, slots=True)
class LevelLook:
    """How a level is said and coloured: the number stands beside the colour."""

    label: str | Promise
    tone: str


_LOOKS = (
    (4, LevelLook(_("low"), "low")),
    (9, LevelLook(_("medium"), "medium")),
    (14, LevelLook(_("high"), "high")),
    (25, LevelLook(_("very high"), "very-high")),
)
STANDINGS = {
    FigureStanding.UNKNOWN: ("none", "ring"),
    FigureStanding.WITHIN: ("good", "circle"),
    FigureStanding.NEAR: ("fair", "triangle"),
    FigureStanding.BEYOND: ("poor", "square"),
}


def look_of(level: int) -> LevelLook:
    """How a level is said and coloured.

    >>> look_of(10).tone
    'high'
    """
    return next(look for most, look in _LOOKS if level <= most)


def impacts_in(category: RiskCategory | None) -> list[str]:
    """What the five steps of impact mean in a category, or everywhere."""
    own = [getattr(category, name) if category else "" for name in IMPACTS]
    return [said or str(usual) for said, usual in zip(own, _IMPACTS, strict=True)]


def limits_in_words(row: RiskIndicator, shown: dict[str, str]) -> str:
    """When an indicator speaks, with its numbers as they are shown."""
    texts = {
        ("above", True): translated("warns above %(warning)s, limit above %(limit)s"),
        ("above", False): translated("limit above %(limit)s"),
        ("below", True): translated("warns below %(warning)s, limit below %(limit)s"),
        ("below", False): translated("limit below %(limit)s"),
    }
    return texts[row.side, row.warning is not None] % shown
