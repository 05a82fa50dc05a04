"""Engagement that fell in a unit is a signal: for whoever heads it, for HR where the survey said so, and for no role."""

from datetime import date

import pytest
from django.test import Client
from tests.pulse.conftest import launched, staffed, unit_of
from tests.pulse.test_surveys import N, S, W, answer

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.notices.models import Notice
from hoshin.org.models import Unit
from hoshin.org.services import grant_relation
from hoshin.pulse.services import close_wave
from hoshin.signals.models import Signal
from hoshin.signals.policies import signals_visible_to
from hoshin.signals.sentences import sentence_of
from hoshin.signals.services import hand_over_signal, look_at_everything, set_signal_rule

pytestmark = pytest.mark.django_db
WORKER = Actor.system("worker")


@pytest.fixture
def crew(db, november, system):
    found = staffed(system)
    grant_relation(
        system, person=found.person("W2"), relation="hr_of_unit", to=Unit.objects.get(code="ALL"), reason="HR"
    )
    return found


def asked_twice(crew, then, now, **promise):
    """Two waves: what North said in each; the others say the same. The second is closed a month later."""
    for month, day, values in ((11, 24, then), (12, 24, now)):
        with clock.fixed(clock.now().replace(month=month, day=day)):
            wave = launched(crew, closes_on=date(2026, month, day), **promise)
            answer(crew, wave, N, values=values)
            answer(crew, wave, (*S, *W), values=(3, 4))
            close_wave(crew.office, wave=wave)
    return wave


def looked():
    with clock.fixed(clock.now().replace(month=12, day=25)):
        look_at_everything(WORKER)
    return Signal.objects.filter(rule="engagement_fall").order_by("unit__code")


def sees(crew, name):
    actor = crew.office if name == "Office" else crew.as_of(name)
    with clock.fixed(clock.now().replace(month=12, day=25)):
        return set(signals_visible_to(actor).filter(rule="engagement_fall").values_list("unit__code", flat=True))


def test_the_head_hears_of_it_and_no_role_does(crew):
    wave = asked_twice(crew, (4, 5), (1, 2))
    signal = looked().get(unit__code="N")
    assert (signal.goes_to, signal.goes_to_as) == (crew.person("N1"), "unit_head")
    assert sentence_of(signal) == "N: engagement fell by 75 points to 12 in How are you?, which is no chance"
    for name in ("Office", "N2", "S1", "W2"):
        assert sees(crew, name) == set(), name
    assert "N" in sees(crew, "N1")
    assert not signals_visible_to(Actor.system()).filter(rule="engagement_fall").exists()
    told = Notice.objects.filter(kind="signal_raised", about=signal.pk).values_list("user", flat=True)
    assert list(told) == [crew.users["N1"].pk]
    client = Client()
    client.force_login(crew.users["N1"], backend="hoshin.notices.signed_in.WithUnread")
    page = client.get(f"/signals/{signal.pk}").content.decode()
    assert f"/surveys/{wave.code}/units/{unit_of(wave, 'N').place}" in page
    assert "listen: twenty minutes" in page
    with pytest.raises(Invalid, match="may not see"):
        hand_over_signal(crew.as_of("N1"), signal=signal, person=crew.person("N2"))


def test_hr_hears_of_it_where_the_survey_promised_that(crew):
    asked_twice(crew, (4, 5), (1, 2), falls_to_hr=True)
    signal = looked().get(unit__code="N")
    assert "N" in sees(crew, "W2")
    assert sees(crew, "Office") == set()
    told = Notice.objects.filter(kind="signal_raised", about=signal.pk).values_list("user", flat=True)
    assert set(told) == {crew.users["N1"].pk, crew.users["W2"].pk}


@pytest.mark.parametrize(("then", "now"), [((1, 2, 3, 4, 5), (1, 2, 3, 4, 4)), ((1, 2), (4, 5)), ((4, 5), (2, 2))])
def test_chance_a_rise_and_what_may_not_be_shown_are_no_signal(crew, then, now):
    """In the last, all of North say the same in the end: its result is hidden, and so is that it fell."""
    asked_twice(crew, then, now)
    assert not looked().filter(unit__code="N").exists()
    assert sees(crew, "N1") <= {"ALL"}


def test_the_office_sets_from_how_many_points_on_and_a_rise_resolves_it(crew):
    asked_twice(crew, (4, 5), (2, 3, 4))
    assert looked().get(unit__code="N").facts["points"] == 38
    set_signal_rule(crew.office, code="engagement_fall", cuts={"points": 40, "days": 183}, version=0)
    for day in (26, 27, 28):
        with clock.fixed(clock.now().replace(month=12, day=day)):
            look_at_everything(WORKER)
    assert looked().filter(unit__code="N").exclude(state="resolved").count() == 0
