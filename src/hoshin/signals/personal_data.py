"""Where signals and rules name a person."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import IN_THE_OPEN, OF_OTHERS, AtErasure, PersonalData
from hoshin.signals.models import Signal, SignalEvent, WatchRule

PERSONAL_DATA = (
    PersonalData(model=WatchRule, by="owner", label=_("Rules of their own"), at_erasure=AtErasure.REMOVED),
    PersonalData(
        model=WatchRule, by="tells", label=_("Rules of others that tell them"), at_erasure=AtErasure.KEPT, why=OF_OTHERS
    ),
    PersonalData(model=Signal, by="person", label=_("Signals about them"), at_erasure=AtErasure.REMOVED),
    PersonalData(
        model=Signal, by="goes_to", label=_("Signals that go to them"), at_erasure=AtErasure.KEPT, why=IN_THE_OPEN
    ),
    PersonalData(
        model=Signal, by="handed_to", label=_("Signals handed to them"), at_erasure=AtErasure.KEPT, why=IN_THE_OPEN
    ),
    PersonalData(
        model=SignalEvent,
        by="by",
        label=_("What they did with signals"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
        through="signal",
    ),
)
