"""What accounts brings into the house: users, their roles and tokens."""

from hoshin.accounts.audited import TRACKED
from hoshin.base.cards import Card

CARD = Card(
    tracked=TRACKED,
)
