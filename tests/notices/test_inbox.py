"""What somebody owes is one list over all kinds: named thing by thing, the most pressing first, never a kind alone."""

from dataclasses import replace
from datetime import date

import pytest
from tests.worlds import OCTOBER

from hoshin.accounts.services import create_token
from hoshin.base.wordings import wording
from hoshin.measures.policies import waiting_for
from hoshin.measures.services import approve_values, record_actual
from hoshin.notices import owing as notices_owing
from hoshin.notices.inbox import inbox
from hoshin.notices.kinds import NoticeKind, OwedThing

pytestmark = pytest.mark.django_db


def _kind(code, *, things=(), count=None, **more):
    """A kind of which somebody owes these things, or so many that it cannot name."""
    count = len(things) if count is None else count
    words = wording(code, f"%(count)s {code}")
    first = (lambda actor, most: things[:most]) if things else None
    return NoticeKind(code, code, words, "values", owed=lambda actor: {"count": count}, owed_first=first, **more)


@pytest.fixture
def owing(monkeypatch):
    """Let somebody owe what these kinds say, and nothing else."""

    def owe(*kinds):
        monkeypatch.setattr(notices_owing, "owed_kinds", lambda actor: list(kinds))

    return owe


def _texts(found):
    return [line.text for line in found.lines]


def test_late_ones_come_first_then_what_somebody_waits_for(owing, november, office):
    due = [OwedThing(1, "soon", "values", due_on=date(2026, 12, 1)), OwedThing(2, "late", "values", due_on=OCTOBER.end)]
    plain = _kind("plain", count=4)
    owing(plain, _kind("due", things=due), _kind("asked", things=[OwedThing(3, "asked", "values")], is_awaited=True))
    assert _texts(inbox(office)) == ["late", "asked", "soon", "4 plain"]
    owing(replace(plain, owed=lambda actor: {"count": 4, "late": 1}), _kind("due", things=due))
    assert [line.is_late for line in inbox(office).lines] == [True, True, False]


def test_whoever_reviews_forty_things_sees_what_else_there_is(owing, office):
    forty = [OwedThing(n, f"review {n:02}", "values", due_on=date(2020, 1, 1 + n % 9)) for n in range(40)]
    owing(_kind("reviews", things=forty), _kind("others", things=[OwedThing(1, "other", "values")]))
    found = inbox(office)
    assert len(found.lines) == 7
    assert _texts(found)[-1] == "other"
    assert [one.text for one in found.more] == ["40 reviews"]
    owing(_kind("reviews", things=forty[:2]))
    assert inbox(office).more == ()


def test_what_is_done_elsewhere_is_gone_from_it(client, rev, sam, owner, november):
    record_actual(sam, measure=rev, period=OCTOBER, value=55)
    [line] = inbox(owner, codes=["values_to_approve"]).lines
    assert (line.text, line.thing.about) == ("Approve Revenue for October 2026", "55 · Sam Supplier")
    headers = {"Authorization": f"Bearer {create_token(owner, name='Night')[1]}"}
    told = client.get("/api/v1/inbox?kind=values_to_approve", headers=headers).json()
    assert told["lines"][0] == {
        "kind": "values_to_approve",
        "text": "Approve Revenue for October 2026",
        "about": "55 · Sam Supplier",
        "due_on": None,
        "since": "2026-11-23",
        "is_late": False,
        "is_awaited": True,
        "page": "http://127.0.0.1:8000/approvals?measure=REV",
    }
    assert (line.page, line.thing.query) == ("approvals", (("measure", "REV"),))
    approve_values(owner, waiting=list(waiting_for(owner).select_related("measure")))
    assert inbox(owner, codes=["values_to_approve"]).lines == ()
