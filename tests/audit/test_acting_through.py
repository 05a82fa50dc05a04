"""A person acts through a token, an import, an agent: the trail says both, and the person stays accountable."""

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from hoshin.accounts.access import Actor, Right
from hoshin.audit.models import Change, Means
from hoshin.audit.selectors import trail
from hoshin.base.errors import Conflict, Denied
from hoshin.exchange.importing import import_path
from hoshin.org.models import Person
from hoshin.org.services import add_unit, change_unit
from hoshin.strategy.services import create_plan

pytestmark = pytest.mark.django_db


def test_an_agent_acts_in_the_name_of_a_person_and_both_are_said(office):
    agent = office.acting_through(Means.AGENT, "Compass")
    unit = add_unit(agent, code="N", name="North")
    change = Change.objects.get()
    assert (change.actor_id, change.who) == (office.user_id, "Olga Office (through the agent Compass)")
    assert [shown.change.pk for shown in trail(office, who="compass").changes] == [change.pk]
    change_unit(agent, unit=unit, name="South")
    with pytest.raises(Conflict, match=r"Olga Office \(through the agent Compass\) changed"):
        change_unit(office, unit=unit, version=1, name="West")


def test_an_agent_may_do_less_than_the_person_and_never_more(office, vera):
    agent = office.acting_through(Means.AGENT, "Compass", lacking=[Right.EDIT_PLAN])
    assert agent.has(Right.SEE)
    assert agent.has(Right.SEE_AUDIT)
    with pytest.raises(Denied, match="What you act through"):
        create_plan(agent, code="P", name="Plan")
    with pytest.raises(Denied, match="Your role"):
        create_plan(Actor.of(vera, "web").acting_through(Means.AGENT, "Compass"), code="P", name="Plan")


def test_an_import_is_named_and_one_by_an_agent_is_the_agents(office, tmp_path):
    (tmp_path / "units.csv").write_text("code,name\nN,North\n")
    import_path(office, tmp_path / "units.csv")
    assert Change.objects.latest("id").who == "Olga Office (through the import of units.csv)"
    (tmp_path / "units.csv").write_text("code,name\nN,South\n")
    import_path(office.acting_through(Means.AGENT, "Compass"), tmp_path / "units.csv")
    assert Change.objects.latest("id").who == "Olga Office (through the agent Compass)"


def test_only_a_person_is_accountable():
    accountable = {"owner", "supplier", "head", "manager"}
    fields = [field for model in apps.get_models() for field in model._meta.fields if field.name in accountable]
    assert fields
    assert {field.remote_field.model for field in fields if isinstance(field, ForeignKey)} == {Person}
