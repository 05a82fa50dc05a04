"""Recognition for all to see."""

import pytest

from hoshin.base.errors import Denied, Invalid
from hoshin.feedback.models import Recognition
from hoshin.feedback.selectors import organisation_values, recognitions_listed, with_applause
from hoshin.feedback.services import applaud, recognise, remove_recognition
from hoshin.notices.models import Notice
from hoshin.notices.selectors import notices_told


def thank(team, **more):
    return recognise(team.as_of("vera"), **{"person": team.carl, "text": "You stayed late.", "value": "Care"} | more)


def test_everybody_reads_it_and_whoever_it_is_for_is_told(team):
    rows = [thank(team), thank(team, text="And you came back.")]
    assert list(recognitions_listed(team.as_of("hans"))) == rows[::-1]
    assert notices_told(team.as_of("carl"))[0][0].text == "Vera Viewer recognised you"
    assert not Notice.objects.exclude(user=team.users["carl"]).exists()
    found = {
        name: recognitions_listed(team.as_of("ada"), **wish).count()
        for name, wish in {
            "word": {"text": "late"},
            "name": {"text": "carl"},
            "value": {"value": "Care"},
            "other": {"value": "Courage"},
            "person": {"person": team.vera},
        }.items()
    }
    assert found == {"word": 1, "name": 2, "value": 2, "other": 0, "person": 0}


def test_it_is_by_a_value_of_the_organisation_where_there_are_any(team):
    assert organisation_values(team.as_of("vera")) == ["Care", "Courage"]
    for value in ("", "Speed"):
        with pytest.raises(Invalid, match="value of the organisation"):
            thank(team, value=value)
    team.plan.values = []
    team.plan.save()
    assert thank(team, value="").value == ""


def test_nobody_recognises_themself_or_says_nothing(team):
    for more in ({"person": team.vera}, {"text": " "}):
        with pytest.raises(Invalid):
            thank(team, **more)


def test_others_join_in_once_each(team):
    row = thank(team)
    assert [applaud(team.as_of(name), recognition=row) for name in ("mia", "hans", "hans")] == [True, True, False]
    (shown,) = with_applause(team.as_of("mia"), [row])
    assert (shown.applause, shown.is_joined) == (1, True)


def test_who_may_take_it_out(team):
    for name in ("vera", "carl", "olga", "ada"):
        remove_recognition(team.as_of(name), recognition=thank(team))
    row = thank(team)
    for name in ("mia", "hans"):
        with pytest.raises(Denied):
            remove_recognition(team.as_of(name), recognition=row)
    assert Recognition.objects.count() == 1
