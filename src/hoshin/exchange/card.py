"""What exchange brings into the house: files in and out."""

from hoshin.base.cards import Card

CARD = Card()
