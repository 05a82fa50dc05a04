"""What people are told about 1:1s: that one is proposed or changed, that an agenda wants to be prepared, what is due."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.base.periods import Period
from hoshin.base.wordings import wording
from hoshin.meetings.owed import (
    agendas_to_prepare,
    agreed_with,
    apart,
    first_unprepared,
    item_due,
    items_due,
    names_of_both,
    proposal,
    proposed_to,
)
from hoshin.meetings.policies import owners_of_due_items, people_who_meet, people_with_proposals
from hoshin.meetings.selectors import long_apart
from hoshin.notices.kinds import ByMail, NoticeKind, OwedRows

# What happened to a series, as the end of a sentence.
_WHAT: dict[str, str | Promise] = {
    "agreed": _("accepted your 1:1"),
    "declined": _("declined your 1:1"),
    "changed": _("changed your 1:1"),
    "ended": _("ended your 1:1"),
    "moved": _("moved your 1:1"),
    "skipped": _("left your 1:1 out"),
    "planned_again": _("has your 1:1 again as planned"),
    "set_up": _("set up a 1:1 with you"),
    "": _("proposes a 1:1 to you"),
}


def _what(code: str) -> str:
    return str(_WHAT.get(code, _WHAT["changed"]))


def _day(text: str) -> str:
    return Period.parse(text).label


PROPOSED = NoticeKind(
    "one_on_one_proposed",
    _("A 1:1 is proposed or set up with you"),
    wording("one_on_one_proposed", _("%(by)s %(what)s"), what=_what),
    "one_on_one",
    ("number",),
    about="one_on_one",
    by_mail=ByMail.AT_ONCE,
)
CHANGED = NoticeKind(
    "one_on_one_changed",
    _("A 1:1 of yours is answered or changed"),
    wording(
        "one_on_one_changed",
        _("%(by)s %(what)s of %(day)s to %(to)s: %(reason)s"),
        _("%(by)s %(what)s of %(day)s: %(reason)s"),
        _("%(by)s %(what)s of %(day)s"),
        _("%(by)s %(what)s"),
        what=_what,
        day=_day,
        to=_day,
    ),
    "one_on_one",
    ("number",),
    about="one_on_one",
    by_mail=ByMail.AT_ONCE,
)
TO_ANSWER = NoticeKind(
    "one_on_ones_to_answer",
    _("1:1s that are proposed to you"),
    wording("one_on_ones_to_answer", _("%(count)s 1:1s are proposed to you"), of_one=_("A 1:1 is proposed to you")),
    "meetings",
    owing=people_with_proposals,
    rows=OwedRows(proposed_to, ("organiser__name",), proposal),
    is_awaited=True,
)
TO_PREPARE = NoticeKind(
    "agendas_to_prepare",
    _("1:1s to prepare for tomorrow"),
    wording(
        "agendas_to_prepare",
        _("%(count)s 1:1s by tomorrow wait for points of yours"),
        of_one=_("A 1:1 by tomorrow waits for points of yours"),
    ),
    "meetings",
    owed=agendas_to_prepare,
    owing=people_who_meet,
    owed_first=first_unprepared,
    rests_on=agreed_with,
)
ACTIONS_DUE = NoticeKind(
    "action_items_due",
    _("Action items that are due"),
    wording(
        "action_items_due",
        _("%(count)s action items of yours are due, %(late)s of them late"),
        _("%(count)s action items of yours are due"),
        of_one=_("An action item of yours is due"),
    ),
    "meetings",
    owing=owners_of_due_items,
    rows=OwedRows(items_due, ("text", "due_on", "one_on_one_id", *names_of_both("one_on_one__")), item_due),
)
APART = NoticeKind(
    "one_on_ones_apart",
    _("1:1s that were not held for long"),
    wording(
        "one_on_ones_apart",
        _("%(count)s 1:1s of yours were not held for twice as long as you agreed"),
        of_one=_("A 1:1 of yours was not held for twice as long as you agreed"),
    ),
    "meetings",
    owing=people_who_meet,
    rows=OwedRows(long_apart, ("last_on", *names_of_both()), apart),
)
KINDS = (PROPOSED, CHANGED, TO_ANSWER, TO_PREPARE, ACTIONS_DUE, APART)
