"""Several signals are found by the search and answered at once, all of them or none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoshin.accounts.models import User
from hoshin.accounts.services import create_token
from hoshin.audit.models import Change
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid, NotFound
from hoshin.base.finding import found
from hoshin.measures.models import Measure
from hoshin.signals.models import Signal, SignalState, Usefulness
from hoshin.signals.selectors import signals_by_numbers
from hoshin.signals.services import SignalAnswer, answer_signals
from hoshin.web.find.answers import answers_to

pytestmark = pytest.mark.django_db


def signal_on(measure, **more):
    now = clock.now()
    given = {
        "rule": "stale",
        "rule_version": "1",
        "direction": "adverse",
        "first_seen_at": now,
        "last_seen_at": now,
    }
    return Signal.objects.create(measure=measure, **{**given, **more})


@pytest.fixture
def stale(fallen):
    """A second signal on Carl's measure, and one on a measure that is not his."""
    other = Measure.objects.get(code="COST")
    return signal_on(fallen.rev, goes_to=fallen.person), signal_on(other)


def test_the_same_is_said_of_all_chosen_in_one_change_or_of_none(fallen, stale):
    own, others = stale
    both = signals_by_numbers(fallen.carl, {own.pk, fallen.signal().pk})
    before = Change.objects.count()
    done = answer_signals(fallen.carl, signals=both, answer=SignalAnswer.NOT_USEFUL)
    assert {row.usefulness for row in done} == {Usefulness.NOT_USEFUL}
    assert Change.objects.count() == before + 1
    with pytest.raises(Denied):
        answer_signals(fallen.carl, signals=[own, others], answer=SignalAnswer.USEFUL)
    own.refresh_from_db()
    assert own.usefulness == Usefulness.NOT_USEFUL
    with pytest.raises(Invalid, match="until when"):
        answer_signals(fallen.carl, signals=[own], answer=SignalAnswer.SNOOZE)
    with pytest.raises(Invalid, match="No signal is chosen"):
        answer_signals(fallen.carl, signals=[], answer=SignalAnswer.USEFUL)
    with pytest.raises(NotFound):
        signals_by_numbers(fallen.carl, {own.pk, 999_999})


@pytest.mark.sql
def test_the_list_lets_one_choose_several_and_undo_takes_all_back(fallen, stale, client):
    user = User.objects.get(pk=fallen.carl.user_id)
    client.force_login(user, backend="hoshin.notices.signed_in.WithUnread")
    page = client.get("/signals").content.decode()
    assert f'id="choose-{stale[0].pk}"' in page
    chosen = [str(stale[0].pk), str(fallen.signal().pk)]
    sent = client.post("/signals/several", {"chosen": chosen, "answer": "snooze"}, follow=True)
    assert "2 signals are answered." in sent.content.decode()
    assert set(Signal.objects.filter(pk__in=chosen).values_list("state", flat=True)) == {SignalState.SNOOZED}
    client.post(f"/audit/{Change.objects.latest('pk').pk}/undo")
    assert SignalState.SNOOZED not in Signal.objects.filter(pk__in=chosen).values_list("state", flat=True)
    nothing = client.post("/signals/several", {"answer": "useful"})
    assert nothing.status_code == 422
    assert "No signal is chosen" in nothing.content.decode()
    assert client.post("/signals/several", {"chosen": chosen, "answer": "burn"}).status_code == 404
    unseen = client.post("/signals/several", {"chosen": ["999999"], "answer": "useful"})
    assert unseen.status_code == 404


@pytest.mark.sql
def test_the_search_finds_signals_by_their_subject_and_their_rule_in_the_same_statement(fallen, stale):
    with CaptureQueriesContext(connection) as without:
        found(fallen.carl, "revenue", kinds={"action"})
    with CaptureQueriesContext(connection) as with_signals:
        answers = found(fallen.carl, "revenue", kinds={"action", "signal"})
    assert len(with_signals) == len(without)
    assert {one.id for one in answers} == {fallen.signal().pk, stale[0].pk}
    assert all(one.name == "Revenue" for one in answers)
    assert "open" in answers[0].detail
    assert found(fallen.carl, "REV", kinds={"signal"})
    by_rule = found(fallen.carl, "status changed", kinds={"signal"})
    assert fallen.signal().pk in {one.id for one in by_rule}
    assert stale[0].pk not in {one.id for one in by_rule}
    group = next(group for group in answers_to(fallen.carl, "revenue") if group.label == "Signals")
    assert {one.address for one in group.answers} == {f"/signals/{fallen.signal().pk}", f"/signals/{stale[0].pk}"}
    Signal.objects.filter(pk=stale[0].pk).update(state=SignalState.RESOLVED)
    assert [one.id for one in found(fallen.carl, "revenue", kinds={"signal"})] == [fallen.signal().pk]


def test_a_program_answers_several_at_once(fallen, stale, client):
    own, others = stale
    secret = create_token(fallen.carl, name="Program")[1]
    said = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {secret}"}}
    before = Change.objects.count()
    both = {"numbers": [own.pk, fallen.signal().pk], "answer": "snooze", "until": "2026-12-01"}
    answered = client.post("/api/v1/signals/answers", both, **said).json()["answered"]
    assert {(one["number"], one["state"], one["snoozed_until"]) for one in answered} == {
        (number, "snoozed", "2026-12-01") for number in both["numbers"]
    }
    assert Change.objects.count() == before + 1
    for numbers, answer, status in (
        ([own.pk, others.pk], "useful", 404),
        ([own.pk], "snooze", 422),
        ([own.pk], "burn", 422),
        ([], "useful", 422),
        ([own.pk, 999_999], "useful", 404),
    ):
        wrong = client.post("/api/v1/signals/answers", {"numbers": numbers, "answer": answer}, **said)
        assert wrong.status_code == status, (answer, wrong.content)
    own.refresh_from_db()
    assert own.usefulness == ""
