"""What people are told of reviews: that something waits for them. Never what anybody wrote, nor a score."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.formats import day_in_words
from hoshin.base.wordings import wording
from hoshin.notices.kinds import ByMail, NoticeKind, OwedRow, OwedRows, OwedThing, day_in
from hoshin.reviews.models import CalibrationChange, ReviewAppeal, ReviewForm, ReviewResult
from hoshin.reviews.policies import (
    ReviewRight,
    appeals_to_answer,
    changes_to_decide,
    forms_to_agree,
    forms_to_write,
    results_to_acknowledge,
)
from hoshin.reviews.questions import ReviewSource
from hoshin.reviews.waiting import (
    users_with_appeals_to_answer,
    users_with_changes_to_decide,
    users_with_forms,
    users_with_peers_to_agree,
    users_with_results_to_acknowledge,
)


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


def _results(actor: Actor) -> QuerySet[ReviewResult]:
    return results_to_acknowledge(actor).order_by("cycle__released_at", "pk")


def _result(actor: Actor, row: OwedRow) -> OwedThing:
    page_by = (row["cycle__code"], row["person__employee_id"])
    what = translated("Read your result and say that you have")
    since = day_in(row["cycle__released_at"])
    return OwedThing(row["pk"], what, "review_person", page_by, about=row["cycle__name"], since=since)


def _changes(actor: Actor) -> QuerySet[CalibrationChange]:
    return changes_to_decide(actor).order_by("proposed_at", "pk")


def _change(actor: Actor, row: OwedRow) -> OwedThing:
    what = translated("Approve a change of the result of %(name)s, or decline it") % {
        "name": row["result__person__name"]
    }
    since = day_in(row["proposed_at"])
    return OwedThing(
        row["pk"], what, "calibration", (row["result__group"],), about=row["result__cycle__name"], since=since
    )


def _appeals(actor: Actor) -> QuerySet[ReviewAppeal]:
    return appeals_to_answer(actor).order_by("answer_by", "pk")


def _appeal(actor: Actor, row: OwedRow) -> OwedThing:
    what = translated("Answer the appeal of %(name)s") % {"name": row["result__person__name"]}
    due = day_in(row["answer_by"])
    return OwedThing(row["pk"], what, "review_appeal", (row["pk"],), about=row["result__cycle__name"], due_on=due)


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
OUTSIDE_NAMED = NoticeKind(
    "review_outside",
    _("That somebody who reports to you named people outside for their review"),
    wording("review_outside", _("%(about)s named somebody outside for their review: %(name)s")),
    "review_peers",
    about="review_cycle",
    right=ReviewRight.WRITE,
    by_mail=ByMail.AT_ONCE,
)
RATED_UNUSUALLY = NoticeKind(
    "review_rater",
    _("What is unusual in how you rated"),
    wording("review_rater", _("Something in how you rated may be worth a look: %(name)s")),
    "review_raters",
    ("code",),
    about="review_cycle",
    right=ReviewRight.WRITE,
    by_mail=ByMail.AT_ONCE,
)
RELEASED = NoticeKind(
    "review_released",
    _("That your result is released"),
    wording("review_released", _("Your result is there: %(name)s")),
    "review_cycle",
    ("code",),
    about="review_cycle",
    right=ReviewRight.WRITE,
    by_mail=ByMail.AT_ONCE,
)
APPEAL_ANSWERED = NoticeKind(
    "review_appeal_answered",
    _("That your appeal is answered"),
    wording("review_appeal_answered", _("Your appeal is answered: %(name)s")),
    "review_person",
    ("code", "person"),
    about="review_appeal",
    right=ReviewRight.WRITE,
    by_mail=ByMail.AT_ONCE,
)
TO_ACKNOWLEDGE = NoticeKind(
    "review_to_acknowledge",
    _("Results of yours that you have not acknowledged"),
    wording("review_to_acknowledge", _("%(count)s results wait for you"), of_one=_("Your result waits for you")),
    "reviews",
    right=ReviewRight.WRITE,
    owing=users_with_results_to_acknowledge,
    rows=OwedRows(_results, ("cycle__code", "cycle__name", "cycle__released_at", "person__employee_id"), _result),
)
CHANGES_TO_DECIDE = NoticeKind(
    "review_changes",
    _("Changes of results that wait for your approval"),
    wording(
        "review_changes",
        _("%(count)s changes of results wait for your approval"),
        of_one=_("A change of a result waits for your approval"),
    ),
    "reviews",
    right=ReviewRight.WRITE,
    owing=users_with_changes_to_decide,
    rows=OwedRows(_changes, ("result__person__name", "result__group", "result__cycle__name", "proposed_at"), _change),
    is_awaited=True,
)
APPEALS_TO_ANSWER = NoticeKind(
    "review_appeals",
    _("Appeals that wait for your answer"),
    wording("review_appeals", _("%(count)s appeals wait for your answer"), of_one=_("An appeal waits for your answer")),
    "reviews",
    right=ReviewRight.WRITE,
    owing=users_with_appeals_to_answer,
    rows=OwedRows(_appeals, ("result__person__name", "result__cycle__name", "answer_by"), _appeal),
    is_awaited=True,
)
KINDS = (
    ASKED_TO_WRITE,
    REMINDED_TO_WRITE,
    HANDED_OVER,
    TO_WRITE,
    TO_AGREE,
    OUTSIDE_NAMED,
    RATED_UNUSUALLY,
    RELEASED,
    APPEAL_ANSWERED,
    TO_ACKNOWLEDGE,
    CHANGES_TO_DECIDE,
    APPEALS_TO_ANSWER,
)
