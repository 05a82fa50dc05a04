"""The target of a key result is not set by adopting: it is proposed to the other side of its goal, who answers."""

from datetime import timedelta

import pytest
from tests.agreements.a_goal import terms
from tests.agreements.a_team import a_team, acting_as
from tests.scenarios.a_scenario import kept

from hoshin.agreements.models import Proposal
from hoshin.agreements.services import accept_proposal, propose_goal
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.measures.models import Measure, Target
from hoshin.notices.models import Notice
from hoshin.okrs.models import Commitment
from hoshin.scenarios.models import Scenario
from hoshin.scenarios.rows import AssumptionRow
from hoshin.scenarios.services import adopt_scenario, adoptions_of, change_scenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(supplied_world, november, office):
    return a_team(office)


@pytest.fixture
def acting(team):
    return acting_as(team)


@pytest.fixture
def customers(team, acting):
    """The key result of a goal that Mona and Carl agreed."""
    proposal = propose_goal(acting["mona"], owner=team["carl"], counterpart=team["mona"], terms=terms())
    accept_proposal(acting["carl"], proposal=proposal)
    return Measure.objects.get(name="New customers")


def wanted(measure):
    return set(Target.objects.filter(measure=measure).values_list("target", flat=True))


def test_adopting_proposes_and_the_answer_changes_the_target(customers, acting):
    row = kept(AssumptionRow("target", 15.0, measure=customers.code), visibility="everyone")
    (one,) = adoptions_of(acting["carl"], row)
    assert (one.way, one.counterpart.name, one.now, one.wanted) == ("propose", "Mona", 12.0, 15.0)
    assert [other.way for other in adoptions_of(acting["mona"], row)] == ["propose"]
    assert [other.way for other in adoptions_of(acting["ben"], row)] == ["none"]
    with pytest.raises(Invalid):
        adopt_scenario(acting["ben"], scenario=row, keys=[one.key])
    done = adopt_scenario(acting["carl"], scenario=row, keys=[one.key], text="The north grows faster.")
    assert (len(done.proposals), done.targets) == (1, 0)
    assert wanted(customers) == {12.0}, "nothing changes before the other side answers"
    proposal = Proposal.objects.get(pk=done.proposals[0].pk)
    assert proposal.waits_for.name == "Mona"
    with pytest.raises(Invalid):
        adopt_scenario(acting["carl"], scenario=row, keys=[one.key])
    with clock.fixed(clock.now() + timedelta(days=1)):
        accept_proposal(acting["mona"], proposal=proposal)
    goal = Commitment.objects.get()
    assert 15.0 in wanted(goal.objective.contributions.get(measure__name="New customers").measure)


def test_whom_it_is_shared_with_by_name_is_told_once(customers, team, acting):
    row = kept(AssumptionRow("target", 15.0, measure=customers.code), visibility="named", readers=[team["mona"]])

    def told():
        return list(Notice.objects.filter(kind="scenario_shared").order_by("pk").values_list("user__name", flat=True))

    assert told() == ["Mona"]
    both = {"name": "Sell more", "description": "", "visibility": "named", "readers": [team["mona"], team["ben"]]}
    change_scenario(acting["carl"], scenario=row, **both)
    assert told() == ["Mona", "Ben"]
    change_scenario(acting["carl"], scenario=Scenario.objects.get(), **both | {"visibility": "everyone"})
    assert told() == ["Mona", "Ben"]
