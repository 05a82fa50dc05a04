"""Signals on their pages: listed by whose they are, acted on, set, tried on the past, and beside what they are about."""

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.org.services import add_person
from hoshin.signals.models import Signal, SignalRule, SignalState, ViewCount, WatchRule
from hoshin.signals.services import look_at_everything
from hoshin.strategy.models import Contribution

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(fallen, client):
    """What Carl reads at an address."""
    client.force_login(User.objects.get(pk=fallen.carl.user_id))
    return lambda address, **more: client.get(address, **more).content.decode()


def test_what_needs_somebody_is_acted_on_from_the_list(fallen, page, client):
    signal = fallen.signal()
    said = page("/signals")
    assert "Revenue fell from On track to At risk" in said
    assert "goes to Carl Contributor: owns it" in said
    assert "Grow fell" not in said  # it is folded under what explains it
    assert client.post(f"/signals/{signal.pk}/useful", {"useful": "yes"}).status_code == 302
    assert fallen.signal().state == SignalState.ACKNOWLEDGED
    client.post(f"/signals/{signal.pk}/snooze", {})
    assert "rests until" in page("/signals?state=snoozed")
    assert "Nothing needs you now" in page("/signals")
    for state in ("resolved", "nonsense"):
        assert client.get(f"/signals?state={state}&rule=%00&about=x&scope=y&page=-3").status_code == 200


def test_a_signal_shows_what_it_explains_and_goes_to_whom_it_is_handed(fallen, page, client):
    user = User.objects.create(email="rika@hoshin.test", name="Rika Receiver", role="member")
    add_person(fallen.office, employee_id="R", name="Rika Receiver", user=user)
    address = f"/signals/{fallen.signal().pk}"
    said = page(address)
    assert "What it explains" in said
    assert "Grow fell from" in said
    wrong = client.post(f"{address}/hand-over", {"to-person": "Nobody at all"})
    assert wrong.status_code == 422
    assert "Nobody at all" in wrong.content.decode()
    assert client.post(f"{address}/hand-over", {"to-person": "Rika Receiver · R"}).status_code == 302
    assert "handed over to Rika Receiver" in page(address)


def test_silent_measures_get_a_new_owner_or_are_retired_in_one_step(fallen, olga, nina, client):
    signal = Signal.objects.create(
        rule="silent_owner", rule_version="1", measure=fallen.rev, direction="adverse", severity=2,
        facts={"missed": 2, "period": "2026-10"}, first_seen_at="2026-11-20T10:00Z", last_seen_at="2026-11-20T10:00Z",
    )  # fmt: skip
    rika = add_person(fallen.office, employee_id="R", name="Rika Receiver")
    client.force_login(olga)
    assert "Give the measure a new owner" in client.get(f"/signals/{signal.pk}").content.decode()
    client.post(f"/signals/{signal.pk}/owner", {"owner-person": "Rika Receiver · R"})
    fallen.rev.refresh_from_db()
    assert fallen.rev.owner == rika
    page = client.get(f"/signals/{signal.pk}").content.decode()
    assert 'href="/exchange">Read it from a source' in page
    served, values = Contribution.objects.filter(measure=fallen.rev), fallen.rev.actuals.count()
    before = set(served.values_list("pk", flat=True))
    client.force_login(nina)
    assert client.post(f"/signals/{signal.pk}/retire").status_code in (403, 404)
    assert set(served.values_list("pk", flat=True)) == before != set()
    client.force_login(olga)
    assert client.post(f"/signals/{signal.pk}/retire").status_code == 302
    assert (served.count(), fallen.rev.actuals.count()) == (0, values)
    # To retire what serves nothing is refused with a sentence, and an undo brings it back.
    assert "serves no objective" in client.post(f"/signals/{signal.pk}/retire", follow=True).content.decode()
    undo(fallen.office, change=Change.objects.get(verb="retire_measure"))
    assert set(served.values_list("pk", flat=True)) == before


def test_the_office_sets_a_rule_and_two_at_once_see_both(fallen, olga, page, client):
    assert client.get("/signals/rules/status_changed").status_code == 403
    assert "A status that changed" in page("/signals/rules")
    client.force_login(olga)
    sent = {"is_on": "on", "hysteresis": "4", "lasts": "3", "play": "Ask first.", "version": "0"}
    assert client.post("/signals/rules/status_changed", sent).status_code == 302
    assert (SignalRule.objects.get().cuts, SignalRule.objects.get().play) == ({"hysteresis": 4.0}, "Ask first.")
    late = client.post("/signals/rules/status_changed", sent | {"hysteresis": "6"})
    assert late.status_code == 409
    assert client.post("/signals/rules/status_changed", sent | {"hysteresis": "99"}).status_code == 422


def test_a_rule_of_ones_own_is_tried_before_it_is_kept(fallen, page, client):
    sent = {"name": "Low", "measure": "REV", "comparison": "below", "line": "35", "periods": "1", "is_on": "on"}
    tried = client.post("/signals/own/new", sent | {"try": "yes"}).content.decode()
    assert "It would have spoken once in 3 periods." in tried
    assert 'value="Low"' in tried
    assert not WatchRule.objects.exists()
    always = client.post("/signals/own/new", sent | {"line": "1000", "try": "yes"}).content.decode()
    assert "It held in 3 of them: it would tell nothing that is not known." in always
    hidden = client.post("/signals/own/new", sent | {"measure": "COST"})
    assert hidden.status_code == 422
    assert "No measure has this code" in hidden.content.decode()
    assert client.post("/signals/own/new", sent).status_code == 302
    rule = WatchRule.objects.get()
    look_at_everything(fallen.worker)
    assert "Low" in page("/signals/own")
    both = client.post(f"/signals/own/{rule.pk}", sent | {"version": "9"})
    assert both.status_code == 409
    assert client.post(f"/signals/own/{rule.pk}/remove").status_code == 302
    assert not Signal.objects.filter(rule="own").exists()


def test_marks_stand_on_the_scorecard_and_readers_are_counted_for_the_owner_alone(fallen, olga, page, client):
    marks = page("/signals/marks?plan=E", headers=HTMX)
    assert marks.count("data-mark-at") == 2  # the measure and the objective
    client.force_login(olga)
    for _ in range(2):
        theirs = client.get(f"/signals/of/measure/{fallen.rev.pk}", headers=HTMX).content.decode()
    assert "Revenue fell" in theirs
    assert "others opened" not in theirs
    client.force_login(User.objects.get(pk=fallen.carl.user_id))
    assert "others opened this page 2 times" in page(f"/signals/of/measure/{fallen.rev.pk}", headers=HTMX)
    assert ViewCount.objects.get().count == 2


def test_a_look_asks_no_more_of_many_measures_than_of_few(fallen, django_assert_max_num_queries):
    from tests.measures.a_target import set_target

    from hoshin.measures.services import define_measure, record_actual
    from hoshin.strategy.services import set_contribution

    with django_assert_max_num_queries(130) as few:
        look_at_everything(fallen.worker)
    for number in range(12):
        measure = define_measure(fallen.office, code=f"m{number}", name=f"M{number}", owner=fallen.person)
        set_target(fallen.office, measure=measure, baseline=0, target=50)
        set_contribution(fallen.office, parent=fallen.grow, child=measure)
        for period, value in (("2026-08", 45), ("2026-09", 20), ("2026-10", 10)):
            record_actual(fallen.office, measure=measure, period=fallen.signal().period.parse(period), value=value)
    with django_assert_max_num_queries(len(few) + 40):
        look_at_everything(Actor.system("worker"))
    assert Signal.objects.filter(rule="status_changed", direction="adverse", measure__isnull=False).count() >= 13
