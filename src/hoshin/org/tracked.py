"""How the organisation, its units and its people stand in the audit trail."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.accounts.policies import undone_with
from hoshin.audit.tracked import Tracked
from hoshin.org.models import GrantedRelation, Holiday, Organisation, Person, Unit
from hoshin.org.policies import granted_relations_visible_to, holidays_visible_to, people_visible_to, units_visible_to

TRACKED = (
    Tracked(
        model=Organisation,
        label=_("Organisation"),
        named_by=("name",),
        seen_by=lambda actor: Organisation.objects.all(),
        undone_by=undone_with(Right.EDIT_SETTINGS),
    ),
    Tracked(
        model=Unit,
        label=_("Unit"),
        named_by=("code", "name"),
        page="unit",
        seen_by=units_visible_to,
        undone_by=undone_with(Right.EDIT_PLAN),
    ),
    Tracked(
        model=Person,
        label=_("Person"),
        named_by=("name",),
        page="person",
        page_by="employee_id",
        seen_by=people_visible_to,
        undone_by=undone_with(Right.EDIT_PLAN),
    ),
    Tracked(
        model=Holiday,
        label=_("Day off"),
        named_by=("day", "name"),
        seen_by=holidays_visible_to,
        undone_by=undone_with(Right.EDIT_PLAN),
    ),
    Tracked(
        model=GrantedRelation,
        label=_("Granted relation"),
        named_by=("person__name", "to_person__name", "to_unit__code"),
        seen_by=granted_relations_visible_to,
        undone_by=undone_with(Right.MANAGE_USERS),
    ),
)
