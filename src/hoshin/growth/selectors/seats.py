"""Seats: what somebody asked for of an entry, how many come before them, and who comes to sessions that one holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.growth.learning_policies import seats_of, seats_seen_by_host, sessions_held_by, waits_behind
from hoshin.growth.models import OPEN_REQUESTS, LearningItem, LearningRequest, LearningSession, RequestState
from hoshin.growth.policies import learning_requests_visible_to
from hoshin.org.relations import is_self

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """What somebody asked for and is not over; `before`: how many get a seat first, None unless it waits for one."""

    row: LearningRequest
    before: int | None


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A session that the reader holds, with the requests that have a seat and those that wait: whose, never why."""

    row: LearningSession
    seated: Sequence[LearningRequest]
    waiting: Sequence[LearningRequest]

    @property
    def has_begun(self) -> bool:
        return self.row.starts_on <= clock.today()

    @property
    def not_kept(self) -> int:
        """Of how many with a seat nothing is kept."""
        return sum(one.state == RequestState.APPROVED for one in self.seated)


def open_request(actor: Actor, item: LearningItem) -> OpenRequest | None:
    """What the actor asked for of an entry and is not over. One query, two where it waits."""
    rows = learning_requests_visible_to(actor).filter(is_self(actor, "person"), item=item, state__in=OPEN_REQUESTS)
    row = rows.select_related("session").first()
    if row is None:
        return None
    return OpenRequest(row, waits_behind(row) if row.state == RequestState.WAITING else None)


def full_sessions(rows: Sequence[LearningRequest]) -> set[int]:
    """The sessions of these requests, read with them, of which no seat is left. One query."""
    sessions = {row.session.pk: row.session for row in rows if row.session is not None}
    return {pk for pk, seats in seats_of(sessions).items() if seats.taken >= sessions[pk].seats}


def held_sessions(actor: Actor) -> list[LearningSession]:
    """Sessions that the actor holds, the latest first, fifty at most."""
    return list(sessions_held_by(actor).select_related("item").order_by("-starts_on", "pk")[:MOST_SHOWN])


def held_session(actor: Actor, pk: int) -> HeldSession:
    """One that the actor holds, with who comes, by name. NotFound where it is somebody else's. Two queries."""
    row = sessions_held_by(actor).select_related("item").filter(pk=pk).first()
    if row is None:
        raise NotFound("session", str(pk))
    requests = list(seats_seen_by_host(actor).filter(session=row).order_by("person__name", "pk"))
    waiting = [one for one in requests if one.state == RequestState.WAITING]
    return HeldSession(row, [one for one in requests if one.state != RequestState.WAITING], waiting)
