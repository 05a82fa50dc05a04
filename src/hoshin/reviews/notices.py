"""What people are told of reviews: that something waits for them. Never what anybody wrote, nor a score."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.formats import day_in_words
from hoshin.base.wordings import wording
from hoshin.notices.kinds import ByMail, NoticeKind, OwedRow, OwedRows, OwedThing, day_in
from hoshin.reviews.models import ReviewForm
from hoshin.reviews.policies import (
    ReviewRight,
    forms_to_agree,
    forms_to_write,
    users_with_forms,
    users_with_peers_to_agree,
)
from hoshin.reviews.questions import ReviewSource


def _forms(actor: Actor) -> QuerySet[ReviewForm]:
    return forms_to_write(actor).order_by("cycle__write_until", "pk")


def _form(actor: Actor, row: OwedRow) -> OwedThing:
    if row["source"] == ReviewSource.SELF:
        what = translated("Write your own review")
    else:
        what = translated("Write the review of %(name)s") % {"name": row["about__name"]}
    due = day_in(row["cycle__write_until"])
    return OwedThing(row["pk"], what, "review_form", (row["pk"],), about=row["cycle__name"], due_on=due)


def _peers(actor: Actor) -> QuerySet[ReviewForm]:
    return forms_to_agree(actor).order_by("cycle__nominate_until", "pk")


def _peer(actor: Actor, row: OwedRow) -> OwedThing:
    names = {"name": row["by__name"], "about": row["about__name"]}
    what = translated("May %(name)s write about %(about)s?") % names
    due = day_in(row["cycle__nominate_until"])
    return OwedThing(row["pk"], what, "review_peers", (), about=row["cycle__name"], due_on=due)


def _said_day(text: str) -> str:
    return day_in_words(date.fromisoformat(text))


ASKED_TO_WRITE = NoticeKind(
    "review_asked",
    _("Reviews that you are to write"),
    wording("review_asked", _("Reviews wait for you: %(name)s, until %(day)s"), day=_said_day),
    "reviews",
    about="review_cycle",
    right=ReviewRight.WRITE,
    by_mail=ByMail.AT_ONCE,
)
REMINDED_TO_WRITE = NoticeKind(
    "review_reminded",
    _("Reminders of reviews that you are to write"),
    wording("review_reminded", _("Reviews still wait for you: %(name)s, until %(day)s"), day=_said_day),
    "reviews",
    about="review_cycle",
    right=ReviewRight.WRITE,
    by_mail=ByMail.AT_ONCE,
)
HANDED_OVER = NoticeKind(
    "review_handed_over",
    _("Reviews that are handed over to you"),
    wording("review_handed_over", _("A review was handed over to you: %(name)s, until %(day)s"), day=_said_day),
    "reviews",
    about="review_cycle",
    right=ReviewRight.WRITE,
    by_mail=ByMail.AT_ONCE,
)
TO_WRITE = NoticeKind(
    "review_to_write",
    _("Reviews that wait for you"),
    wording("review_to_write", _("%(count)s reviews wait for you"), of_one=_("A review waits for you")),
    "reviews",
    right=ReviewRight.WRITE,
    owing=users_with_forms,
    rows=OwedRows(_forms, ("source", "about__name", "cycle__name", "cycle__write_until"), _form),
    is_awaited=True,
)
TO_AGREE = NoticeKind(
    "review_to_agree",
    _("Peers who wait for your agreement"),
    wording(
        "review_to_agree",
        _("%(count)s peers wait for your agreement"),
        of_one=_("A peer waits for your agreement"),
    ),
    "review_peers",
    right=ReviewRight.WRITE,
    owing=users_with_peers_to_agree,
    rows=OwedRows(_peers, ("by__name", "about__name", "cycle__name", "cycle__nominate_until"), _peer),
    is_awaited=True,
)
KINDS = (ASKED_TO_WRITE, REMINDED_TO_WRITE, HANDED_OVER, TO_WRITE, TO_AGREE)
