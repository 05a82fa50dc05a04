"""What personal brings into the house: a person's data put together and erased, and how long data are kept."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import ADMINISTRATORS, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.personal import policies
from hoshin.personal.models import DataExport, Erasure, RetentionRules
from hoshin.personal.personal_data import PERSONAL_DATA
from hoshin.personal.services.erasing import ERASE
from hoshin.personal.services.exporting import EXPORT_DATA, FORGET_FILES
from hoshin.personal.services.retention import FORGET_BY_RULES
from hoshin.personal.tracked import TRACKED
from hoshin.personal.wordings import WORDINGS

CARD = Card(
    rights=(Grant(policies.PersonalRight.ERASE, ADMINISTRATORS),),
    tracked=TRACKED,
    wordings=WORDINGS,
    jobs=(EXPORT_DATA, ERASE, FORGET_FILES, FORGET_BY_RULES),
    personal_data=PERSONAL_DATA,
    things=(
        Thing(
            "data_export",
            _("Export of somebody's data"),
            DataExport,
            policies.data_exports_visible_to,
            policies.TO_EXPORTS,
        ),
        Thing("erasure", _("Erasure"), Erasure, policies.erasures_visible_to, policies.TO_ERASURES),
        Thing(
            "retention_rules",
            _("How long data are kept"),
            RetentionRules,
            policies.retention_rules_visible_to,
            policies.TO_ERASURES,
        ),
    ),
)
