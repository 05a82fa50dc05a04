"""How changes of breakdowns are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("upsert_dimensions", _("%(count)s dimensions imported"), of_one=_("One dimension imported")),
    wording("upsert_members", _("%(count)s members imported"), of_one=_("One member imported")),
    wording("upsert_breakdowns", _("%(count)s breakdowns imported"), of_one=_("One breakdown imported")),
    wording(
        "record_member_values", _("Recorded %(count)s values of members"), of_one=_("Recorded one value of a member")
    ),
)
