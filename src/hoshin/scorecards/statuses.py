"""The words of statuses: what a person reads, with the shape and the tone that say the same."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

NO_DATA, OFF_TRACK, AT_RISK, ON_TRACK, LATE, PENDING = range(6)
# Where limited, moderate and substantial progress begin.
PROGRESS_CUTS = (25.0, 50.0, 75.0)
DETERIORATION, LIMITED_PROGRESS, MODERATE_PROGRESS, SUBSTANTIAL_PROGRESS, TARGET_ACHIEVED = range(11, 16)


@dataclass(frozen=True, slots=True)
class StatusWord:
    """`code` for programs, `label` for people, `tone` good, fair, poor or none, `shape` beside the word."""

    code: str
    label: str
    tone: str
    shape: str


STATUSES: dict[int, StatusWord] = {
    NO_DATA: StatusWord("no_data", _("No data"), "none", "ring"),
    OFF_TRACK: StatusWord("off_track", _("Off track"), "poor", "square"),
    AT_RISK: StatusWord("at_risk", _("At risk"), "fair", "triangle"),
    ON_TRACK: StatusWord("on_track", _("On track"), "good", "circle"),
    LATE: StatusWord("late", _("Late"), "none", "clock"),
    PENDING: StatusWord("pending", _("Not due yet"), "none", "dots"),
    DETERIORATION: StatusWord("deterioration", _("Deterioration"), "poor", "square"),
    LIMITED_PROGRESS: StatusWord("limited_progress", _("Limited progress"), "fair", "triangle"),
    MODERATE_PROGRESS: StatusWord("moderate_progress", _("Moderate progress"), "good", "circle"),
    SUBSTANTIAL_PROGRESS: StatusWord("substantial_progress", _("Substantial progress"), "good", "disc"),
    TARGET_ACHIEVED: StatusWord("target_achieved", _("Target achieved"), "good", "star"),
}


def words_of(scale: str | None, *, with_missing: bool) -> list[StatusWord]:
    """The statuses that the scale of a plan knows (None: those of all scales), and those of values that are missing."""
    computed = [number for number in STATUSES if number not in (LATE, PENDING)]
    if scale is not None:
        is_progress = scale == "progress"
        computed = [number for number in computed if not number or (number > PENDING) == is_progress]
    return [STATUSES[number] for number in computed + ([LATE, PENDING] if with_missing else [])]


def like_in(scale: str | None, status: int) -> int:
    """The status of that tone in a scale that does not know this one: off track is deterioration where progress is told."""
    known = words_of(scale, with_missing=True)
    if STATUSES[status] in known:
        return status
    alike = [word for word in known if word.tone == STATUSES[status].tone]
    return BY_CODE[alike[0].code] if alike else status


BY_CODE: dict[str, int] = {word.code: number for number, word in STATUSES.items()}
