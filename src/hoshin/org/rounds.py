"""Rounds in which people are looked at, as reviews are: how many somebody has been through. Cards name their kinds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hoshin.accounts.access import Actor
from hoshin.base.cards import entries
from hoshin.org.models import Person


@dataclass(frozen=True, slots=True)
class RoundSource:
    """A kind of rounds. `held(actor, person, since)`: how many are over in which something came of a person and most of
    whose time lies after a day, as far as the actor may see it."""

    code: str
    held: Callable[[Actor, Person, date], int]


def rounds_held(actor: Actor, person: Person, since: date) -> int:
    """How many rounds of all kinds a person has been through since a day. One query for each kind."""
    return sum(source.held(actor, person, since) for source in entries("rounds", by="code").values())
