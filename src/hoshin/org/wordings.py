"""How changes of the organisation, its units and its people are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording
from hoshin.org.models import GrantedRelationKind

_LEADING_TO = {GrantedRelationKind.DOTTED_LINE: _("dotted line to"), GrantedRelationKind.HR_OF_UNIT: _("HR of unit")}


def _leading_to(relation: str) -> str:
    # A relation of other days is said as it was stored.
    return str(_LEADING_TO.get(relation, relation))  # type: ignore[call-overload]


WORDINGS = (
    wording("save_organisation", _("Organisation %(name)s saved")),
    wording("add_unit", _("Unit %(name)s added"), _("Unit %(code)s added")),
    wording("change_unit", _("Unit %(name)s changed"), _("Unit %(code)s changed")),
    wording("remove_unit", _("Unit %(name)s removed"), _("Unit %(code)s removed")),
    wording("add_person", _("%(name)s added")),
    wording("change_person", _("%(name)s changed")),
    wording("remove_person", _("%(name)s removed")),
    wording(
        "hand_over",
        _("%(count)s things of %(name)s handed over to %(to)s"),
        of_one=_("One thing of %(name)s handed over to %(to)s"),
    ),
    wording("add_holiday", _("Day off %(name)s added")),
    wording("remove_holiday", _("Day off %(name)s removed")),
    wording("upsert_holidays", _("%(count)s days off imported"), of_one=_("One day off imported")),
    wording("grant_relation", _("%(name)s: %(relation)s %(to)s granted from %(day)s on"), relation=_leading_to),
    wording("end_relation", _("%(name)s: %(relation)s %(to)s ended on %(day)s"), relation=_leading_to),
    wording("upsert_organisation", _("Organisation %(name)s imported")),
    wording("upsert_units", _("%(count)s units imported"), of_one=_("One unit imported")),
    wording("set_heads", _("Heads of %(count)s units imported"), of_one=_("The head of one unit imported")),
    wording("upsert_relations", _("%(count)s granted relations imported"), of_one=_("One granted relation imported")),
    wording("restore_heads", _("%(count)s past heads of units imported"), of_one=_("One past head of a unit imported")),
    wording("restore_positions", _("%(count)s past positions imported"), of_one=_("One past position imported")),
    wording("upsert_people", _("%(count)s people imported"), of_one=_("One person imported")),
)
