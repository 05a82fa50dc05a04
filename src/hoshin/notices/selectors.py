"""What somebody was told, in words as far as they may see what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import things
from hoshin.base.errors import NotFound
from hoshin.notices.kinds import NoticeKind, kinds, kinds_for
from hoshin.notices.models import Notice, NoticeSettings
from hoshin.notices.policies import notice_settings_visible_to, notices_visible_to

PAGE = 50


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as it is read: its sentence, who did it when, and the page that shows the thing ("": there is none)."""

    id: int
    kind: str
    label: str
    text: str
    by: str
    at: datetime
    is_read: bool
    page: str
    page_by: tuple[Any, ...]


def notices_told(actor: Actor, *, unread: bool = False, kind: str = "", page: int = 1) -> tuple[list[Told], bool]:
    """A page of what the actor was told in the product, the newest first, and whether there is more."""
    rows = notices_of(actor, unread=unread, kind=kind)
    start = PAGE * (max(page, 1) - 1)
    found = list(rows[start : start + PAGE + 1])
    return in_words(actor, found[:PAGE]), len(found) > PAGE


def notices_of(actor: Actor, *, unread: bool = False, kind: str = "") -> QuerySet[Notice]:
    """What the actor was told in the product, the newest first; what they have not read alone, or of one kind alone."""
    rows = notices_visible_to(actor).filter(is_shown=True).order_by("-id")
    rows = rows.filter(read_at=None) if unread else rows
    return rows.filter(kind=kind) if kind else rows


def kinds_told(actor: Actor) -> list[tuple[NoticeKind, int]]:
    """The kinds of which the actor was told something in the product, and of how much, the most first. One query."""
    counts = notices_of(actor).order_by().values_list("kind").annotate(told=Count("pk"))
    known = {kind.code: kind for kind in kinds_for(actor)}
    found = [(known[code], told) for code, told in counts if code in known]
    return sorted(found, key=lambda one: (-one[1], str(one[0].label)))


def unread_count(actor: Actor) -> int:
    """How much of it the actor has not read."""
    return notices_of(actor, unread=True).count()


def notice_told(actor: Actor, number: int) -> Told:
    """One notice. NotFound where there is none, or where it is somebody else's."""
    row = notices_visible_to(actor).filter(pk=number).first()
    if row is None:
        raise NotFound("notice", str(number))
    return in_words(actor, [row])[0]


def in_words(actor: Actor, notices: Sequence[Notice]) -> list[Told]:
    """Notices in words; of a thing that the actor may not see (any more) no more than that. One query for each kind."""
    seen = _things_seen(actor, notices)
    return [_told(notice, kinds().get(notice.kind), (notice.kind, notice.about) in seen) for notice in notices]


def own_notice_settings(actor: Actor) -> NoticeSettings:
    """How the actor wants to be told; what is usual where they never chose."""
    return notice_settings_visible_to(actor).first() or NoticeSettings(user_id=actor.own_pk)


def _things_seen(actor: Actor, notices: Sequence[Notice]) -> set[tuple[str, int]]:
    """The kinds and numbers of those whose thing the actor may see."""
    seen: set[tuple[str, int]] = set()
    for code in {notice.kind for notice in notices} & kinds().keys():
        kind = kinds()[code]
        numbers = {notice.about for notice in notices if notice.kind == code}
        if kind.about:
            rows = things()[kind.about].visible_to(actor).filter(pk__in=numbers)
            numbers &= set(rows.values_list("pk", flat=True))
        seen |= {(code, number) for number in numbers if actor.has(kind.right)}
    return seen


def _told(notice: Notice, kind: NoticeKind | None, is_seen: bool) -> Told:
    facts: Mapping[str, Any] = {**notice.facts, "by": notice.by}
    text = kind.wording.said(facts) if kind and is_seen else None
    leads = kind if kind and is_seen and all(name in facts for name in kind.page_by) else None
    return Told(
        notice.pk,
        notice.kind,
        str(kind.label) if kind else notice.kind,
        text or _("Something that you may not see any more, or that is gone."),
        notice.by if text else "",
        notice.created_at,
        notice.read_at is not None,
        leads.page if leads else "",
        tuple(facts[name] for name in leads.page_by) if leads else (),
    )
