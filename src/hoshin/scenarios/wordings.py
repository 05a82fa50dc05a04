"""How changes of scenarios are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("save_scenario", _("Scenario %(code)s kept: %(name)s")),
    wording("change_scenario", _("Scenario %(code)s changed")),
    wording("remove_scenario", _("Scenario %(code)s removed: %(name)s")),
    wording("adopt_scenario", _("Scenario %(code)s adopted as targets")),
    wording("upsert_scenarios", _("%(count)s scenarios imported"), of_one=_("One scenario imported")),
)
