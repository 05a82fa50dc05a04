"""What people are told of risks, and which of theirs they are to look at again."""

from django.db.models import QuerySet
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.wordings import wording
from hoshin.notices.kinds import ByMail, NoticeKind, OwedRow, OwedRows, OwedThing, day_in
from hoshin.risks.models import Risk
from hoshin.risks.policies import RiskRight, owners_owing, risks_to_review


def _rows(actor: Actor) -> QuerySet[Risk]:
    return risks_to_review(actor).order_by("review_on", "pk")


def _owed(actor: Actor, row: OwedRow) -> OwedThing:
    text = translated("Look at the risk again: %(name)s") % {"name": row["name"]}
    due = day_in(row["review_on"])
    return OwedThing(row["pk"], text, "risk", (row["code"],), due_on=due, version=row["version"])


REVIEW = NoticeKind(
    "risks_to_review",
    _("Risks of yours that are to be looked at again"),
    wording(
        "risks_to_review",
        _("%(count)s risks of yours are to be looked at again, %(late)s of them late"),
        _("%(count)s risks of yours are to be looked at again"),
        of_one=_("A risk of yours is to be looked at again"),
    ),
    "risks",
    right=RiskRight.WRITE_OWN,
    owing=owners_owing,
    rows=OwedRows(_rows, ("code", "name", "review_on", "version"), _owed),
)
RISEN = NoticeKind(
    "risk_above_appetite",
    _("A risk of yours rose above appetite"),
    wording(
        "risk_above_appetite",
        _("%(name)s stands at level %(level)s now: above the appetite of %(appetite)s in %(category)s"),
    ),
    "risk",
    ("code",),
    about="risk",
    by_mail=ByMail.AT_ONCE,
)
KINDS = (REVIEW, RISEN)
