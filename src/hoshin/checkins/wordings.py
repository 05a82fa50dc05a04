"""How check-ins and blockers are worded where a change is read."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("check_in", _("%(count)s key results checked in"), of_one=_("One key result checked in")),
    wording("raise_blocker", _("What stands in the way of %(goal)s said")),
    wording("answer_blocker", _("What stands in the way of %(goal)s answered")),
    wording(
        "raise_to_another",
        _("What stands in the way of %(goal)s raised to %(person)s instead"),
        _("What stands in the way of %(goal)s waits for nobody any more"),
    ),
    wording("clear_blocker", _("What stood in the way of %(goal)s is out of the way")),
    wording(
        "set_reviewer",
        _("%(person)s reviews the goal %(goal)s"),
        _("Nobody reviews the goal %(goal)s any more"),
    ),
    wording("acknowledge", _("%(count)s check-ins acknowledged"), of_one=_("One check-in acknowledged")),
    wording("add_absence", _("Absence of %(person)s noted")),
    wording("remove_absence", _("Absence of %(person)s taken back")),
    wording(
        "remind_of_check_ins", _("%(count)s people reminded of check-ins"), of_one=_("One person reminded of check-ins")
    ),
    wording(
        "tell_of_teams",
        _("%(count)s managers told how the goals of their people went"),
        of_one=_("One manager told how the goals of their people went"),
    ),
    wording("save_check_in_rules", _("Rules of check-ins changed")),
    wording("upsert_absences", _("%(count)s absences imported"), of_one=_("One absence imported")),
    wording("upsert_blockers", _("%(count)s blockers imported"), of_one=_("One blocker imported")),
    wording("upsert_check_ins", _("%(count)s check-ins imported"), of_one=_("One check-in imported")),
)
