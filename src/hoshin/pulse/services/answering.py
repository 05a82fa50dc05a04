"""Taking an answer. No act, no trail, no notice, no hour, no row of its own: a list in an urn is one longer, and sorted.

`tests/pulse/test_linking.py` has the whole database before and after, and tries to tell whose answer it was.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection, transaction
from psycopg.types.json import Jsonb

from hoshin.accounts.access import Actor
from hoshin.base.errors import Denied, Invalid, Unavailable
from hoshin.base.wordings import Said
from hoshin.org.models import Person
from hoshin.pulse.ballots import mark_of, urn_of
from hoshin.pulse.comment_keys import key_with_mark
from hoshin.pulse.models import CommentReaders, Invitation, Urn, Wave
from hoshin.pulse.policies import require_invited
from hoshin.pulse.selectors import questions_of, takes_answers
from hoshin.pulse.services.ballot import Ballot, BallotAnswers, ballot_of

_PUT_IN = "UPDATE pulse_urn SET answers = %s, tallies = %s, comments = %s, marks = %s WHERE id = %s"


@dataclass(frozen=True, slots=True)
class KeptWords:
    """What somebody said in words, and the key by which they read what is replied."""

    text: str
    key: str


def cast_ballot(actor: Actor, *, wave: Wave, answers: BallotAnswers, comment: str = "") -> list[KeptWords]:
    """Put the actor's answers, by the codes of questions, into an urn; who they are is forgotten before that.

    What they said in words comes back, each with its key, which is shown once and kept nowhere.

    Denied: they are not invited, or it is closed. Invalid: they answered before, nothing is answered, or an answer lies off
    its scale.
    """
    return _cast(require_invited(actor, wave), wave, answers, comment)


def answer_for(person: Person, *, wave: Wave, answers: BallotAnswers, comment: str = "") -> None:
    """Put made-up answers of somebody invited who cannot sign in into an urn, as theirs would be.

    For the demonstration alone, where no face reaches; elsewhere nobody answers for another.
    """
    invitation = Invitation.objects.select_related("kept_with").get(wave=wave, person=person)
    _cast(invitation, wave, answers, comment)


def _cast(invitation: Invitation, wave: Wave, answers: BallotAnswers, comment: str) -> list[KeptWords]:
    if wave.is_named:
        raise Denied(Said("This survey keeps answers with names: it takes none without."))
    if not takes_answers(wave):
        raise Unavailable(Said("The ballot key of this installation was exchanged: this survey can take no answers."))
    ballot = ballot_of(questions_of(wave), answers, comment, wave.comments_to != CommentReaders.NOBODY)
    keys = [key_with_mark() for _words in ballot.words]
    marked = [[*words, mark] for words, (_key, mark) in zip(ballot.words, keys, strict=True)]
    with transaction.atomic():
        urn = _locked_urn(wave, invitation)
        if urn is None:
            raise Invalid(Said("This survey is closed: nothing more is taken."))
        mark = mark_of(wave, invitation.person_id)
        if mark in urn.marks:
            raise Invalid(Said("You have answered already. What you answered is nobody's to change, nor yours."))
        _put_in(urn, ballot, marked, mark)
    return [KeptWords(text, key) for (_code, text), (key, _mark) in zip(ballot.words, keys, strict=True)]


def _locked_urn(wave: Wave, invitation: Invitation) -> Urn | None:
    """The urn that takes somebody's answer; None where the wave was closed meanwhile.

    It alone is locked: in the usual order rows of the wave would be as well, and all answers to it wait for each other.
    """
    urns = Urn.objects.filter(kept_with=invitation.kept_with_id).order_by()
    count = urns.count()
    if not count:
        return None
    place = urn_of(wave, invitation.person_id, count)
    return next(iter(urns.filter(place=place).select_for_update(of=("self",))), None)


def _put_in(urn: Urn, ballot: Ballot, words: list[list[str]], mark: str) -> None:
    """Write the urn anew, its lists sorted by what stands in them.

    The values travel beside the statement, not in it: should it fail, the log of PostgreSQL names no answer.
    """
    values = (
        Jsonb(_sorted([*urn.answers, ballot.row])),
        Jsonb(with_counted(urn.tallies, ballot.chosen)),
        Jsonb(_sorted([*urn.comments, *words])),
        Jsonb(sorted([*urn.marks, mark])),
        urn.pk,
    )
    psycopg.Cursor(connection.connection).execute(_PUT_IN, values)


def with_counted(tallies: Mapping[str, Mapping[str, int]], chosen: Mapping[str, list[int]]) -> dict[str, Any]:
    """Counts by question and option, with those of one more person."""
    counted = {question: dict(counts) for question, counts in tallies.items()}
    for question, places in chosen.items():
        counts = counted.setdefault(question, {})
        for key in ("n", *map(str, places)):
            counts[key] = counts.get(key, 0) + 1
    return counted


def _sorted(answers: list[Any]) -> list[Any]:
    return sorted(answers, key=json.dumps)
