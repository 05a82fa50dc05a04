"""What the audit trail brings into the house."""

from hoshin.audit.moving import FORGET
from hoshin.audit.personal_data import PERSONAL_DATA
from hoshin.audit.wordings import WORDINGS
from hoshin.base.cards import Card

CARD = Card(
    personal_data=PERSONAL_DATA,
    wordings=WORDINGS,
    jobs=(FORGET,),
)
