"""How changes of the organisation, its units and its people are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("save_organisation", _("Organisation %(name)s saved")),
    wording("add_unit", _("Unit %(code)s added")),
    wording("change_unit", _("Unit %(code)s changed")),
    wording("remove_unit", _("Unit %(code)s removed")),
    wording("add_person", _("%(name)s added")),
    wording("change_person", _("%(name)s changed")),
    wording("remove_person", _("%(name)s removed")),
    wording("upsert_organisation", _("Organisation %(name)s imported")),
    wording("upsert_units", _("%(count)s units imported")),
    wording("set_heads", _("Heads of %(count)s units imported")),
    wording("upsert_people", _("%(count)s people imported")),
)
