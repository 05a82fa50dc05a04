"""Statuses of initiatives as they are drawn: a word, a shape and a colour."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from hoshin.initiatives.assembly import STATUSES
from hoshin.web.drawing import shape_svg


@dataclass(frozen=True, slots=True)
class StatusLook:
    """How a status is said and drawn: its colour is never alone."""

    code: str
    label: str | Promise
    tone: str
    figure: str

    @property
    def drawn(self) -> SafeString:
        return shape_svg(self.figure)


_LOOKS = {
    "on_track": (_("on track"), "good", "circle"),
    "at_risk": (_("at risk"), "fair", "triangle"),
    "off_track": (_("off track"), "poor", "square"),
    "early": (_("too early to tell"), "none", "clock"),
    "done": (_("done"), "good", "disc"),
    "paused": (_("paused"), "none", "dots"),
    "stopped": (_("stopped"), "none", "dots"),
    "no_data": (_("no milestones"), "none", "ring"),
}
LOOKS = {code: StatusLook(code, *_LOOKS[code]) for code in STATUSES}
