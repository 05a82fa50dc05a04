"""The names of what is asked about."""

from django.utils.translation import gettext_lazy as _

ENGAGEMENT, ENPS = "engagement", "enps"

DRIVERS = {
    ENGAGEMENT: _("Engagement"),
    ENPS: _("Would recommend working here (eNPS)"),
    "purpose": _("Purpose and direction"),
    "expectations": _("Clear expectations"),
    "manager": _("Support by the manager"),
    "feedback": _("Feedback and recognition"),
    "growth": _("Growth"),
    "workload": _("Workload"),
    "tools": _("Tools and ways of working"),
    "team": _("Working together"),
    "voice": _("Being heard"),
    "fairness": _("Fairness"),
    "start": _("A good start"),
    "leaving": _("Leaving"),
    "culture": _("Culture"),
}
