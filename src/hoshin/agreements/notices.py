"""What people are told about proposals, and what they owe: an answer."""

from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.agreements.policies import AgreementRight, answering_users
from hoshin.agreements.selectors import waiting_for
from hoshin.base.wordings import wording
from hoshin.notices.kinds import ByMail, NoticeKind, OwedRow, OwedRows, OwedThing, day_in

_PAGE = ("proposal", ("number",))


_COLUMNS = ("terms__name", "unit__name", "owner__name", "proposed_at")


def _waiting(actor: Actor, row: OwedRow) -> OwedThing:
    return OwedThing(
        row["pk"],
        translated("Answer: %(goal)s") % {"goal": row["terms__name"] or ""},
        "proposal",
        (row["pk"],),
        about=row["unit__name"] or row["owner__name"],
        since=day_in(row["proposed_at"]),
    )


WAITING = NoticeKind(
    "proposal_waits",
    _("Proposals of goals that wait for you"),
    wording(
        "proposal_waits",
        _("%(count)s proposals wait for your answer"),
        of_one=_("A proposal waits for your answer"),
    ),
    "agreements",
    right=AgreementRight.TAKE_PART,
    owing=answering_users,
    rows=OwedRows(waiting_for, (*_COLUMNS, "owner_id", "waits_for_id", "counterpart__name"), _waiting),
    is_awaited=True,
)
AGREED = NoticeKind(
    "proposal_agreed",
    _("A goal is agreed"),
    wording("proposal_agreed", _("%(by)s agreed to “%(name)s”")),
    *_PAGE,
    about="proposal",
)
CHANGED = NoticeKind(
    "proposal_changed",
    _("Other terms are proposed to you"),
    wording("proposal_changed", _("%(by)s proposes other terms for “%(name)s”")),
    *_PAGE,
    about="proposal",
    by_mail=ByMail.AT_ONCE,
)
ASKED = NoticeKind(
    "proposal_asked",
    _("A proposal of yours is asked about, or your question answered"),
    wording("proposal_asked", _("%(by)s has a word for you on “%(name)s”")),
    *_PAGE,
    about="proposal",
    by_mail=ByMail.AT_ONCE,
)
ENDED = NoticeKind(
    "proposal_ended",
    _("A proposal ended without agreement"),
    wording("proposal_ended", _("%(by)s ended the proposal “%(name)s”")),
    *_PAGE,
    about="proposal",
)
KINDS = (WAITING, AGREED, CHANGED, ASKED, ENDED)
