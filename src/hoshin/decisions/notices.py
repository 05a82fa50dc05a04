"""What people are told about decisions: a question that is theirs to decide, and what they owe."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.wordings import wording
from hoshin.decisions.models import Decision, DecisionState
from hoshin.decisions.policies import deciders_owing, decisions_visible_to
from hoshin.notices.kinds import ByMail, NoticeKind, OwedRow, OwedRows, OwedThing, day_in
from hoshin.org.relations import is_self


def own_decisions(actor: Actor) -> QuerySet[Decision]:
    """Decisions of the actor that wait: to be taken, or to be looked at again."""
    return decisions_visible_to(actor).filter(is_self(actor, "decider")).exclude(state=DecisionState.REVIEWED)


def _to_review_rows(actor: Actor) -> QuerySet[Decision]:
    due = own_decisions(actor).filter(state=DecisionState.TAKEN, review_on__lte=clock.today())
    return due.order_by("review_on", "pk")


def _thing(actor: Actor, row: OwedRow) -> OwedThing:
    return OwedThing(
        row["pk"],
        _("What came of it? %(question)s") % {"question": row["question"]},
        "decision",
        (row["code"],),
        due_on=day_in(row["review_on"]),
        version=row["version"],
    )


TO_REVIEW = NoticeKind(
    "decisions_to_review",
    gettext_lazy("Decisions of yours that are to be looked at again"),
    wording(
        "decisions_to_review",
        gettext_lazy("%(count)s decisions of yours are to be looked at again"),
        of_one=gettext_lazy("A decision of yours is to be looked at again"),
    ),
    "decisions",
    rows=OwedRows(_to_review_rows, ("question", "code", "review_on", "version"), _thing),
    owing=deciders_owing,
    rests_on=own_decisions,
)
GIVEN = NoticeKind(
    "decision_given",
    gettext_lazy("A question is yours to decide"),
    wording("decision_given", gettext_lazy("%(by)s asks you to decide: %(question)s")),
    "decision",
    ("code",),
    about="decision",
    by_mail=ByMail.AT_ONCE,
)
KINDS = (TO_REVIEW, GIVEN)
