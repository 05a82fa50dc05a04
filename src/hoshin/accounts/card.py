"""What accounts brings into the house: users, their roles and tokens, and the rights that several apps ask for."""

from hoshin.accounts.access import ADMINISTRATORS, EVERYONE, OFFICE, Grant, Right
from hoshin.accounts.letters import INVITATION, NEW_PASSWORD
from hoshin.accounts.tracked import TRACKED
from hoshin.base.cards import Card

CARD = Card(
    rights=(
        Grant(Right.SEE, EVERYONE),
        Grant(Right.EXPORT, EVERYONE),
        Grant(Right.SEE_PRIVATE, OFFICE),
        Grant(Right.EDIT_PLAN, OFFICE),
        Grant(Right.IMPORT, OFFICE),
        Grant(Right.SEE_AUDIT, OFFICE),
        Grant(Right.MANAGE_USERS, ADMINISTRATORS),
        Grant(Right.EDIT_SETTINGS, ADMINISTRATORS),
    ),
    tracked=TRACKED,
    jobs=(INVITATION, NEW_PASSWORD),
)
