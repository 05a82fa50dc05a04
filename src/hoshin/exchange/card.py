"""What exchange brings into the house: files in and out."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.exchange.models import Transfer
from hoshin.exchange.personal_data import PERSONAL_DATA
from hoshin.exchange.policies import TO_TRANSFERS, transfers_visible_to
from hoshin.exchange.tracked import TRACKED
from hoshin.exchange.transfers.exporting import EXPORT
from hoshin.exchange.transfers.importing import IMPORT, LOOK
from hoshin.exchange.transfers.places import FORGET_OLD
from hoshin.exchange.wordings import WORDINGS

CARD = Card(
    personal_data=PERSONAL_DATA,
    tracked=TRACKED,
    wordings=WORDINGS,
    things=(Thing("transfer", _("Import or export"), Transfer, transfers_visible_to, TO_TRANSFERS),),
    jobs=(LOOK, IMPORT, EXPORT, FORGET_OLD),
)
