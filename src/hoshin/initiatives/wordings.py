"""How changes of initiatives are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording
from hoshin.initiatives.models import InitiativeStatus


def _status(status: str) -> str:
    return str(InitiativeStatus(status).label) if status in InitiativeStatus.values else status


WORDINGS = (
    wording("add_initiative", _("Started the initiative %(name)s")),
    wording("change_initiative", _("Changed the initiative %(name)s")),
    wording("remove_initiative", _("Removed the initiative %(name)s")),
    wording(
        "set_initiative_status",
        _("Said that the initiative %(name)s is %(status)s: %(reason)s"),
        _("Let the status of the initiative %(name)s follow from its milestones again"),
        status=_status,
    ),
    wording("add_milestone", _("Added the milestone %(name)s to %(initiative)s")),
    wording("change_milestone", _("Changed the milestone %(name)s of %(initiative)s")),
    wording("finish_milestone", _("Finished the milestone %(name)s of %(initiative)s")),
    wording("remove_milestone", _("Removed the milestone %(name)s of %(initiative)s")),
    wording(
        "move_milestones",
        _("Moved %(name)s of %(initiative)s, and with it %(pushed)s that wait for it"),
        _("Moved %(name)s of %(initiative)s"),
    ),
    wording(
        "edit_milestones",
        _("Changed %(count)s milestones of %(initiative)s"),
        of_one=_("Changed a milestone of %(initiative)s"),
    ),
    wording(
        "edit_initiative_costs",
        _("Set the costs of %(name)s for %(count)s periods"),
        of_one=_("Set the costs of %(name)s for a period"),
    ),
    wording("set_initiative_cost", _("Set the costs of %(name)s for %(period)s")),
    wording("add_initiative_file", _("Attached %(title)s to %(name)s")),
    wording("remove_initiative_file", _("Removed %(title)s from %(name)s")),
    wording("agree_baseline", _("Kept the plan of %(name)s as agreed")),
    wording("upsert_initiatives", _("%(count)s initiatives imported"), of_one=_("One initiative imported")),
    wording("upsert_milestones", _("%(count)s milestones imported"), of_one=_("One milestone imported")),
    wording(
        "upsert_initiative_costs",
        _("%(count)s costs of initiatives imported"),
        of_one=_("One cost of an initiative imported"),
    ),
    wording("upsert_baselines", _("%(count)s agreed plans imported"), of_one=_("One agreed plan imported")),
)
