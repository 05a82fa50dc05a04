"""A small enterprise, and programs that call the API for the cast."""

import pytest

from hoshin.audit.services import act
from hoshin.base import events
from hoshin.base.periods import Period
from hoshin.measures.models import Measure, Target
from hoshin.measures.services import record_actual
from hoshin.org.models import Person, Unit
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Contribution, Objective, Perspective, Plan, Visibility


@pytest.fixture
def enterprise(system, november, carl):
    """One perspective with two objectives, one of them private to Olga's office; Carl owns REV."""
    with act(system, "build"):
        plan = Plan.objects.create(code="E", name="Enterprise")
        unit = Unit.objects.create(code="NORTH", name="North")
        owner = Person.objects.create(employee_id="P1", name="Carl Contributor", user=carl, unit=unit)
        perspective = Perspective.objects.create(plan=plan, code="FIN", name="Financial")
        revenue = Measure.objects.create(code="REV", name="Revenue", owner=owner)
        cost = Measure.objects.create(code="COST", name="Cost", direction="lower")
        for measure in (revenue, cost):
            Target.objects.create(measure=measure, baseline=0 if measure is revenue else 100, target=50)
        growth = Objective.objects.create(plan=plan, code="GROW", name="Grow", perspective=perspective)
        secret = Objective.objects.create(
            plan=plan, code="SECRET", name="Sell the yard", perspective=perspective, visibility=Visibility.PRIVATE
        )
        Contribution.objects.create(parent=growth, measure=revenue)
        Contribution.objects.create(parent=secret, measure=cost)
        events.publish(StructureChanged(plan.pk))
    for month, value in (("2026-09", 20), ("2026-10", 30)):
        record_actual(system, measure=revenue, period=Period.parse(month), value=value)
        record_actual(system, measure=cost, period=Period.parse(month), value=90)
    return plan


@pytest.fixture
def token_of(db):
    """A way to give a user a token."""
    from hoshin.accounts.access import Actor
    from hoshin.accounts.services import create_token

    def token(user, **given):
        return create_token(Actor.of(user, "web"), name="program", **given)

    return token


class Program:
    """A program that sends a token with each request."""

    def __init__(self, client, secret=None):
        self.client = client
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def get(self, path, **params):
        return self.client.get(f"/api/v1{path}", params, headers=self.headers)

    def post(self, path, body):
        return self.client.post(f"/api/v1{path}", body, content_type="application/json", headers=self.headers)

    def delete(self, path):
        return self.client.delete(f"/api/v1{path}", headers=self.headers)


@pytest.fixture
def program(client, token_of):
    """A program acting for a user; for nobody without one."""

    def acting_for(user=None, **given):
        return Program(client, token_of(user, **given)[1] if user else None)

    return acting_for
