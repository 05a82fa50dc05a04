"""Peers: named by the person, agreed by whoever leads them."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row, change_row, locked_row
from hoshin.audit.services import act
from hoshin.base.errors import Denied, Invalid
from hoshin.base.wordings import Said
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.org.selectors import person_of
from hoshin.reviews.days import is_over_for
from hoshin.reviews.models import CycleState, FormState, ReviewCycle, ReviewForm
from hoshin.reviews.notices import ASKED_TO_WRITE
from hoshin.reviews.policies import ReviewRight, may_agree
from hoshin.reviews.population import people_of
from hoshin.reviews.questions import ReviewSource

MOST_PEERS = 8


def name_peers(actor: Actor, *, cycle: ReviewCycle, people: Sequence[Person]) -> list[ReviewForm]:
    """Name peers who are to write about oneself; they are asked once the manager agreed. Who was named before stays."""
    require(actor, ReviewRight.WRITE)
    own = person_of(actor)
    if own is None or not people_of(cycle).filter(pk=own.pk).exists():
        raise Denied(Said("This cycle is not about you."))
    _require_naming(cycle, own)
    named = list(dict.fromkeys(people))
    there = {form.by_id: form for form in ReviewForm.objects.filter(cycle=cycle, about=own)}
    new = [one for one in named if one.pk not in there]
    if not named:
        raise Invalid(Said("Nobody is named."), field="person_0", remedy="Name one person or more.")
    if own in named:
        raise Invalid(Said("Nobody is a peer of themself."), field="person_0", remedy="Name somebody else.")
    peers = [form for form in there.values() if form.source == ReviewSource.PEER and form.state != FormState.DROPPED]
    if len(peers) + len(new) > MOST_PEERS:
        raise Invalid(Said("At most %(most)s peers are named.", most=MOST_PEERS), field="person_0")
    if gone := next((one for one in new if one.has_left), None):
        raise Invalid(Said("%(name)s has left.", name=gone.name), field="person_0", remedy="Name somebody else.")
    family = next((form.job_family for form in there.values()), own.job_family)
    with act(actor, "name_review_peers", count=len(new)):
        try:
            with transaction.atomic():
                return [
                    add_row(
                        ReviewForm(
                            cycle=cycle,
                            about=own,
                            by=one,
                            source=ReviewSource.PEER,
                            state=FormState.PROPOSED,
                            job_family=family,
                        )
                    )
                    for one in new
                ]
        except IntegrityError:
            raise Invalid(Said("They were named meanwhile."), field="person_0") from None


def agree_to_peer(actor: Actor, *, form: ReviewForm, version: int | None = None) -> ReviewForm:
    """Let a peer be asked."""
    _require_agreeing(actor, form)
    with act(actor, "agree_to_review_peer", name=form.by.name, about=form.about.name):
        _require_proposed(form)
        row, is_changed = change_row(form, version=version, state=FormState.OPEN)
        if is_changed:
            facts = {"name": form.cycle.name, "day": form.cycle.write_until.isoformat()}
            tell(actor, ASKED_TO_WRITE, users=[form.by.user_id], about=form.cycle_id, facts=facts)
        return row


def decline_peer(actor: Actor, *, form: ReviewForm, version: int | None = None) -> ReviewForm:
    """Let a peer not be asked; the person names somebody else."""
    _require_agreeing(actor, form)
    with act(actor, "decline_review_peer", name=form.by.name, about=form.about.name):
        _require_proposed(form)
        return change_row(form, version=version, state=FormState.DROPPED)[0]


def _require_naming(cycle: ReviewCycle, own: Person) -> None:
    is_open = cycle.has_peers and cycle.state == CycleState.WRITING
    if not is_open or cycle.nominate_until is None or is_over_for(own, cycle.nominate_until):
        raise Denied(Said("Peers are not named in this cycle, or not any more."))


def _require_agreeing(actor: Actor, form: ReviewForm) -> None:
    require(actor, ReviewRight.WRITE)
    if not may_agree(actor, form):
        raise Denied(Said("Whoever leads the person agrees to their peers."))


def _require_proposed(form: ReviewForm) -> None:
    fresh = locked_row(form, version=None)
    if fresh.state != FormState.PROPOSED or form.cycle.state != CycleState.WRITING:
        raise Invalid(Said("This was answered already."))
