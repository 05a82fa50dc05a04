"""What the audit trail brings into the house."""

from hoshin.audit.moving import FORGET
from hoshin.audit.wordings import WORDINGS
from hoshin.base.cards import Card

CARD = Card(
    wordings=WORDINGS,
    jobs=(FORGET,),
)
