"""Where risks name a person."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import IN_THE_OPEN, AtErasure, PersonalData
from hoshin.risks.models import Risk, RiskAssessment

PERSONAL_DATA = (
    PersonalData(model=Risk, by="owner", label=_("Risks that they own"), at_erasure=AtErasure.KEPT, why=IN_THE_OPEN),
    PersonalData(
        model=RiskAssessment,
        by="assessed_by",
        label=_("Risks that they assessed"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
)
