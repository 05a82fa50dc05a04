"""How changes of risks are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("add_risk", _("Entered the risk %(name)s")),
    wording("change_risk", _("Changed the risk %(name)s")),
    wording("close_risk", _("Closed the risk %(name)s: %(reason)s")),
    wording("reopen_risk", _("Opened the risk %(name)s again")),
    wording("remove_risk", _("Removed the risk %(name)s")),
    wording("assess_risk", _("Assessed the risk %(name)s: level %(level)s"), _("Assessed the risk %(name)s")),
    wording(
        "set_risk_controls",
        _("Set the %(count)s controls of the risk %(name)s"),
        of_one=_("Set the control of the risk %(name)s"),
    ),
    wording(
        "set_risk_indicators",
        _("Set the %(count)s indicators of the risk %(name)s"),
        of_one=_("Set the indicator of the risk %(name)s"),
    ),
    wording("watch_risks", _("Figures moved %(count)s risks"), of_one=_("Figures moved a risk")),
    wording("add_risk_category", _("Added the risk category %(name)s")),
    wording("change_risk_category", _("Changed the risk category %(name)s")),
    wording("remove_risk_category", _("Removed the risk category %(name)s")),
    wording("upsert_risk_categories", _("%(count)s risk categories imported"), of_one=_("One risk category imported")),
    wording("upsert_risks", _("%(count)s risks imported"), of_one=_("One risk imported")),
    wording(
        "upsert_risk_controls", _("%(count)s controls of risks imported"), of_one=_("One control of a risk imported")
    ),
    wording(
        "upsert_risk_indicators",
        _("%(count)s indicators of risks imported"),
        of_one=_("One indicator of a risk imported"),
    ),
    wording(
        "upsert_risk_assessments",
        _("%(count)s assessments of risks imported"),
        of_one=_("One assessment of a risk imported"),
    ),
)
