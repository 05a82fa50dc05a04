"""Where initiatives stand, and what the palette offers to do with them."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.initiatives.policies import InitiativeRight
from hoshin.web.navigation import Deed, RailPage, is_somebody

PAGES = (
    RailPage(
        "initiatives",
        _("Initiatives"),
        "M2 4h7M2 8h11M5 12h9M12.5 2v4",
        Right.SEE,
        32,
        belongs=("initiative", "initiative_new", "initiative_edit"),
        also=_("projects milestones work costs budget"),
        help="guides/initiatives",
    ),
    RailPage(
        "roadmap",
        _("Roadmap"),
        "M2 3v11h12M4 5h5M6 8h6M9 11h4",
        Right.SEE,
        31,
        is_wide=True,
        belongs=("roadmap_slip",),
        also=_("timeline gantt milestones dependencies critical path"),
        help="guides/initiatives",
    ),
)
DEEDS = (
    Deed("roadmap", _("Open the roadmap"), Right.SEE, 24, _("timeline gantt plan dependencies")),
    Deed("initiative_new", _("Start an initiative"), InitiativeRight.WRITE_OWN, 25, _("new project work")),
    Deed(
        "initiatives", _("My initiatives"), Right.SEE, 26, _("projects milestones"), (("mine", "on"),), only=is_somebody
    ),
    Deed("initiatives", _("Initiatives with late milestones"), Right.SEE, 27, _("slips overdue"), (("late", "on"),)),
)
