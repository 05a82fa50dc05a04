"""What was done is kept as a code with its facts, and worded for whoever reads it."""

import pytest
from django.utils import translation

from hoshin.accounts.services import add_user, change_user
from hoshin.audit.models import Change
from hoshin.audit.selectors import trail
from hoshin.audit.undo import undo
from hoshin.base import clock
from hoshin.base.wordings import Wording, said, wording
from hoshin.measures.services import define_measure, record_actual, withdraw_actual
from hoshin.org.services import add_unit, change_unit


def test_the_first_text_for_which_all_facts_are_there_is_taken():
    each = wording("serve", "%(a)s serves %(b)s with %(c)s", "%(a)s serves %(b)s")
    assert isinstance(each, Wording)
    assert each.said({"a": "X", "b": "Y", "c": 1234.5}) == "X serves Y with 1,234.5"
    assert each.said({"a": "X", "b": "Y"}) == "X serves Y"
    assert each.said({"a": "X"}) is None
    assert said("no such code", {}) is None


@pytest.mark.django_db
def test_values_are_told_with_their_period_and_what_became_of_them(office, november):
    measure = define_measure(office, code="M1", name="Days")
    unit = add_unit(office, code="N", name="North")
    record_actual(office, measure=measure, period="2026-10", value=1234.5)
    record_actual(office, measure=measure, period="2026-10", value=6)
    record_actual(office, measure=measure, period="2026-10", unit=unit, value=7)
    withdraw_actual(office, measure=measure, period="2026-10")
    undo(office, change=Change.objects.latest("id"))
    assert [shown.summary for shown in trail(office).changes] == [
        "Undid: Withdrew Days for October 2026 (it was 6)",
        "Withdrew Days for October 2026 (it was 6)",
        "Recorded Days of North for October 2026: 7",
        "Corrected Days for October 2026: 6",
        "Recorded Days for October 2026: 1,235",
        "Unit North added",
        "Measure Days defined",
    ]


@pytest.mark.django_db
def test_users_are_told_with_their_roles(ada, office):
    from hoshin.accounts.access import Actor

    admin = Actor.of(ada, "web")
    user = add_user(admin, name="Nora", email="nora@hoshin.test")
    change_user(admin, user=user, role="office", is_active=False)
    assert [change.text for change in Change.objects.order_by("id")] == [
        "User Nora added as member",
        "User Nora made strategy office and deactivated",
    ]


@pytest.mark.django_db
def test_an_old_row_keeps_its_text_and_so_does_its_undo(office):
    unit = add_unit(office, code="N", name="North")
    change_unit(office, unit=unit, name="South")
    change = Change.objects.latest("id")
    Change.objects.filter(pk=change.pk).update(summary="As it was said then", facts={})
    change.refresh_from_db()
    assert change.text == "As it was said then"
    assert undo(office, change=change).text == "Undid: As it was said then"
    assert [shown.change.pk for shown in trail(office, text="said then").changes][-1:] == [change.pk]


@pytest.mark.django_db
def test_another_language_reads_an_old_trail(office, monkeypatch):
    add_unit(office, code="N", name="North")
    german = {"Unit %(name)s added": "Einheit %(name)s angelegt"}
    monkeypatch.setattr(translation._trans, "gettext", lambda message: german.get(message, message), raising=False)
    assert Change.objects.get().text == "Einheit North angelegt"
    assert len(trail(office, text="einheit n").changes) == 1


@pytest.mark.django_db
def test_a_word_is_found_in_what_was_done_and_in_its_facts(office):
    Change.objects.create(at=clock.now(), actor_name="Past", face="cli", verb="old", summary="Something of old")
    add_unit(office, code="N", name="North")
    found = lambda text: [shown.summary for shown in trail(office, text=text).changes]  # noqa: E731
    assert found("something") == ["Something of old"]
    assert found("unit") == found("unit n") == found("ADDED") == ["Unit North added"]
    assert found("code") == []
