"""The sentence above a scorecard: how it stands, what moved, how much is off track or late."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from hoshin.base.periods import Period
from hoshin.scorecards.reason_words import reason_words
from hoshin.scorecards.selectors import Attention, NodeLine
from hoshin.scorecards.statuses import STATUSES
from hoshin.web.wording import period_text, rounded

# Small numbers read as words.
_WORDS = (
    later("no"), later("one"), later("two"), later("three"), later("four"), later("five"), later("six"), later("seven"),
    later("eight"), later("nine"),
)  # fmt: skip


def standing_words(top: NodeLine, delta: float | None, beside: Period, attention: Attention | None) -> str:
    """On track, one point up. One objective is off track and one value late. None: nobody asked what needs attention."""
    stands = _stands(top, delta, beside)
    return stands if attention is None else f"{stands} {_needs(attention)}"


def _stands(top: NodeLine, delta: float | None, beside: Period) -> str:
    label = str(STATUSES[top.status].label)
    if top.score is None:
        why = reason_words(top)
        return _("%(status)s: %(why)s.") % {"status": label, "why": why} if why else f"{label}."
    if delta is None:
        return f"{label}."
    points = rounded(delta)
    if not points:
        return _("%(status)s, as in %(since)s.") % {"status": label, "since": period_text(beside)}
    said = (
        ngettext("%(status)s, %(points)s point up.", "%(status)s, %(points)s points up.", abs(points))
        if points > 0
        else ngettext("%(status)s, %(points)s point down.", "%(status)s, %(points)s points down.", abs(points))
    )
    return said % {"status": label, "points": _number(abs(points))}


def _needs(attention: Attention) -> str:
    total, parts = attention.total, []
    if total.off_track:
        said = ngettext("%(count)s objective is off track", "%(count)s objectives are off track", total.off_track)
        parts.append(said % {"count": _number(total.off_track)})
    elif total.at_risk:
        said = ngettext("%(count)s objective is at risk", "%(count)s objectives are at risk", total.at_risk)
        parts.append(said % {"count": _number(total.at_risk)})
    if total.late:
        said = ngettext("%(count)s value is late", "%(count)s values are late", total.late)
        parts.append(said % {"count": _number(total.late)})
    if not parts:
        return _("Nothing is off track or late.")
    joined = _(" and ").join(parts) + "."
    if attention.is_cut:
        joined = _("at least %(what)s") % {"what": joined}
    return joined[0].upper() + joined[1:]


def _number(count: int) -> str:
    return str(_WORDS[count]) if count < len(_WORDS) else f"{count:,}"
