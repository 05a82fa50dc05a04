"""What a person assumed, and who shared it with them."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import IN_THE_OPEN, AtErasure, PersonalData
from hoshin.scenarios.models import Scenario, ScenarioReader

PERSONAL_DATA = (
    PersonalData(
        model=Scenario,
        by="maker",
        label=_("Scenarios that they made and shared"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
    PersonalData(
        model=Scenario,
        by="maker",
        label=_("Scenarios that they kept to themself"),
        at_erasure=AtErasure.REMOVED,
        where={"visibility": "private"},
        words=("name", "description"),
    ),
    PersonalData(
        model=ScenarioReader, by="person", label=_("Scenarios shared with them"), at_erasure=AtErasure.REMOVED
    ),
)
