"""Surveys as arrays and back: where answers are kept, which results may be shown, what they are, and what changed."""

from hoshin.pulse.assembly.choices import ChoiceFigures, chosen, least_asked, together
from hoshin.pulse.assembly.comments import themes_of
from hoshin.pulse.assembly.groups import GroupsResult, audited, groups_to_keep, groups_to_show
from hoshin.pulse.assembly.nearness import are_too_near
from hoshin.pulse.assembly.results import DriverFigures, figures, importance_of
from hoshin.pulse.assembly.shares import ShareInterval, share_intervals, warned_of
from hoshin.pulse.assembly.waves import Earlier, changes, detectable_points, drawn_to, may_trend, pulls_of

__all__ = [
    "ChoiceFigures",
    "DriverFigures",
    "Earlier",
    "GroupsResult",
    "ShareInterval",
    "are_too_near",
    "audited",
    "changes",
    "chosen",
    "detectable_points",
    "drawn_to",
    "figures",
    "groups_to_keep",
    "groups_to_show",
    "importance_of",
    "least_asked",
    "may_trend",
    "pulls_of",
    "share_intervals",
    "themes_of",
    "together",
    "warned_of",
]
