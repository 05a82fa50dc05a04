"""Why an initiative has the status that it has, in the language of whoever reads."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.base.formats import day_in_words
from hoshin.base.rounding import figure
from hoshin.initiatives.assembly import InitiativeStanding
from hoshin.initiatives.models import Initiative


def reason_of(initiative: Initiative, standing: InitiativeStanding) -> str:
    """One or two sentences with the figures that decided it."""
    if standing.by == "hand":
        said = initiative.status_reason
        if initiative.status_until is None:
            return said
        return _("%(reason)s (said by hand, until %(day)s)") % {
            "reason": said,
            "day": day_in_words(initiative.status_until),
        }
    parts = [_decided(standing), _late(standing)]
    if standing.is_rescoped:
        parts.append(_("Milestones were cancelled: what is left is the whole now."))
    return " ".join(part for part in parts if part)


def _decided(standing: InitiativeStanding) -> str:
    facts = {"progress": share(standing.progress), "expected": share(standing.expected)}
    if standing.by == "nothing":
        if standing.lacks == "weights_zero":
            return _("All its milestones weigh 0, so nothing says how far it is.")
        return _("It has no milestones, so nothing says how far it is.")
    if standing.by == "done":
        return _("All its milestones are done.")
    if standing.by == "due":
        days = ngettext("%(count)s day ago", "%(count)s days ago", standing.overdue_days) % {
            "count": standing.overdue_days
        }
        return _("%(progress)s of the work is done, and it was due %(ago)s.") % (
            facts | {"ago": days if standing.overdue_days else _("today")}
        )
    if standing.status == "early":
        return _("%(progress)s of the work is done; too little is due yet to judge its pace.") % facts
    return _("%(progress)s of the work is done where %(expected)s should be.") % facts


def _late(standing: InitiativeStanding) -> str:
    if not standing.late:
        return ""
    facts = {"late": standing.late, "steps": standing.steps, "days": standing.late_days}
    return (
        ngettext(
            "%(late)s of %(steps)s milestones is late, by %(days)s days.",
            "%(late)s of %(steps)s milestones are late, the longest by %(days)s days.",
            standing.late,
        )
        % facts
    )


def share(number: float | None) -> str:
    """A share in per cent, as it is read."""
    return "–" if number is None else f"{figure(100.0 * number, 0)} %"
