"""People say what a signal was worth, let it rest, and hand it over; rules are set, and those of one's own are tried."""

from datetime import timedelta

import pytest
from tests.worlds import OCTOBER

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual
from hoshin.notices.models import Notice
from hoshin.org.models import Person
from hoshin.org.services import add_person
from hoshin.signals.models import Signal, SignalRule, SignalState, WatchRule
from hoshin.signals.policies import waiting_for_look
from hoshin.signals.selectors import SignalScope, SignalWish, rules_listed, signal_by_number, signals_listed
from hoshin.signals.sentences import sentence_of
from hoshin.signals.services import (
    WatchWish,
    acknowledge_signal,
    add_watch_rule,
    call_signal_useful,
    change_watch_rule,
    hand_over_signal,
    look_at_everything,
    look_at_measures,
    set_signal_rule,
    snooze_signal,
    try_watch_rule,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def rika(fallen):
    user = User.objects.create(email="rika@hoshin.test", name="Rika Receiver", role="member")
    return add_person(fallen.office, employee_id="R", name="Rika Receiver", user=user)


def test_its_owner_calls_it_useful_and_hands_it_to_somebody_who_is_told(fallen, rika):
    signal, receiver = fallen.signal(), Actor.of(rika.user, "web")
    with pytest.raises(Denied):
        acknowledge_signal(receiver, signal=signal)
    assert signal in waiting_for_look(fallen.carl)
    useful = call_signal_useful(fallen.carl, signal=signal, is_useful=True, version=signal.version)
    assert (useful.state, useful.usefulness) == (SignalState.ACKNOWLEDGED, "useful")
    with pytest.raises(Conflict):
        hand_over_signal(fallen.carl, signal=signal, person=rika, version=signal.version)
    hand_over_signal(fallen.carl, signal=useful, person=rika, version=useful.version)
    told = Notice.objects.get(kind="signal_handed")
    assert (told.user, told.by) == (rika.user, "Carl Contributor")
    assert list(signals_listed(receiver, SignalWish(SignalScope.MINE))) == [signal]
    assert signal not in waiting_for_look(fallen.carl)
    assert list(signal.events.values_list("what", "by")) == [
        ("raised", ""), ("useful", "Carl Contributor"), ("handed_over", "Carl Contributor"),
    ]  # fmt: skip
    precision = next(one for one in rules_listed(fallen.office) if one.setting.kind.code == "status_changed").precision
    assert (precision.useful, precision.share > 0, precision.is_to_retire) == (1, True, False)


def test_nobody_is_handed_what_they_may_not_see_nor_whoever_cannot_sign_in(fallen, rika):
    cost = Measure.objects.get(code="COST")
    record_actual(fallen.office, measure=cost, period=OCTOBER.shift(-2), value=50)
    look_at_everything(fallen.worker)
    secret = fallen.signal(measure=cost)
    with pytest.raises(NotFound):
        signal_by_number(Actor.of(rika.user, "web"), secret.pk)
    with pytest.raises(Invalid, match="may not see"):
        hand_over_signal(fallen.office, signal=secret, person=rika)
    ghost = add_person(fallen.office, employee_id="G", name="Gus")
    with pytest.raises(Invalid, match="cannot sign in"):
        hand_over_signal(fallen.office, signal=fallen.signal(), person=ghost)


def test_it_rests_until_its_day(fallen):
    today = clock.today()
    for until in (today, today + timedelta(days=400)):
        with pytest.raises(Invalid, match="rests until"):
            snooze_signal(fallen.carl, signal=fallen.signal(), until=until)
    snooze_signal(fallen.carl, signal=fallen.signal(), until=today + timedelta(days=3))
    states = []
    for days in (2, 3):
        with clock.fixed(clock.now() + timedelta(days=days)):
            look_at_everything(fallen.worker)
            states.append(fallen.signal().state)
    assert states == [SignalState.SNOOZED, SignalState.OPEN]


def test_the_office_sets_a_rule_and_what_is_usual_is_not_kept(fallen):
    with pytest.raises(Denied):
        set_signal_rule(fallen.carl, code="status_changed", is_on=False)
    with pytest.raises(Invalid) as refused:
        set_signal_rule(fallen.office, code="status_changed", cuts={"hysteresis": 99, "speed": 1})
    assert [problem.field for problem in refused.value.problems] == ["hysteresis", "speed"]
    set_signal_rule(fallen.office, code="status_changed", cuts={"hysteresis": 5, "lasts": 3}, version=0)
    assert SignalRule.objects.get().cuts == {"hysteresis": 5.0}
    with pytest.raises(Conflict):
        set_signal_rule(fallen.office, code="status_changed", is_on=False, version=0)
    set_signal_rule(fallen.office, code="status_changed", is_on=False, version=1)
    Signal.objects.all().delete()
    look_at_everything(fallen.worker)
    assert not Signal.objects.filter(rule="status_changed").exists()


def test_a_rule_of_ones_own_speaks_and_tells(fallen, rika):
    wish = WatchWish("Revenue is low", 35.0, fallen.rev, periods=2, tells=rika)
    tried = try_watch_rule(fallen.carl, wish=wish)
    assert (tried.judged, [str(one) for one in tried.held], tried.spoke) == (3, ["2026-10"], 1)
    rule = add_watch_rule(fallen.carl, wish=wish)
    look_at_measures(fallen.worker, [fallen.rev.pk])
    signal = fallen.signal(rule="own")
    assert sentence_of(signal) == "Revenue is 30 in October 2026, below 35 for 2 periods in a row"
    assert (signal.goes_to, signal.watch_rule) == (rika, rule)
    assert Notice.objects.get(kind="signal_raised", user=rika.user).about == signal.pk
    other = User.objects.create(email="o@hoshin.test", name="Otto", role="member")
    with pytest.raises(NotFound):
        signal_by_number(Actor.of(other, "web"), signal.pk)


def test_a_formula_is_watched_as_far_as_its_owner_sees_what_it_reads(fallen, rika):
    for formula, said in (
        ("REV +", "A number, a measure"),
        ("REV / COST", "COST"),
        ("NOTHING * 2", "NOTHING"),
        ("2 + 2", "reads no measure"),
        ("", "Choose a measure"),
    ):
        with pytest.raises(Invalid) as refused:
            add_watch_rule(fallen.carl, wish=WatchWish("F", 1.0, formula=formula))
        assert any(said in problem.message for problem in refused.value.problems), (formula, refused.value.problems)
    with pytest.raises(Invalid, match="may not see all"):
        add_watch_rule(
            Actor.of(_office_person(fallen).user, "web"), wish=WatchWish("F", 1.0, formula="REV / COST", tells=rika)
        )
    rule = add_watch_rule(fallen.carl, wish=WatchWish("Twice", 50.0, formula="REV * 2", comparison="above"))
    look_at_everything(fallen.worker)
    signal = Signal.objects.get(watch_rule=rule)
    assert sentence_of(signal) == "Twice is 60 in October 2026, above 50"
    changed = change_watch_rule(fallen.carl, rule=rule, wish=WatchWish("Twice", 70.0, fallen.rev, comparison="above"))
    assert (changed.formula, changed.version, WatchRule.objects.count()) == ("", 2, 1)


def test_a_rule_that_would_speak_most_of_the_time_says_so(fallen):
    tried = try_watch_rule(fallen.carl, wish=WatchWish("Always", 1_000.0, fallen.rev))
    assert (tried.is_too_often, len(tried.held), tried.spoke) == (True, 3, 1)


def _office_person(fallen) -> Person:
    user = User.objects.get(pk=fallen.office.user_id)
    return add_person(fallen.office, employee_id="O", name=user.name, user=user)
