"""What org brings into the house: the organisation, its units and its people."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.org.belonging import BELONGINGS
from hoshin.org.evidence import EVIDENCE
from hoshin.org.finds import FINDS
from hoshin.org.models import GrantedRelation, Holiday, PastPosition, Person, Unit
from hoshin.org.notices import KINDS
from hoshin.org.personal_data import PERSONAL_DATA
from hoshin.org.policies import (
    OPEN,
    TO_GRANTED_RELATIONS,
    granted_relations_visible_to,
    holidays_visible_to,
    past_positions_visible_to,
    people_visible_to,
    units_visible_to,
)
from hoshin.org.sheets import SHEETS
from hoshin.org.tracked import TRACKED
from hoshin.org.wordings import WORDINGS

CARD = Card(
    personal_data=PERSONAL_DATA,
    evidence=EVIDENCE,
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    finds=FINDS,
    notices=KINDS,
    belongings=BELONGINGS,
    things=(
        Thing("unit", _("Unit"), Unit, units_visible_to, OPEN, named_by="code"),
        Thing("person", _("Person"), Person, people_visible_to, OPEN, named_by="employee_id", whose=("",)),
        Thing("past_position", _("Past position"), PastPosition, past_positions_visible_to, OPEN),
        Thing("holiday", _("Day off"), Holiday, holidays_visible_to, OPEN),
        Thing(
            "granted_relation",
            _("Granted relation"),
            GrantedRelation,
            granted_relations_visible_to,
            TO_GRANTED_RELATIONS,
        ),
    ),
)
