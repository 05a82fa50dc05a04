"""A goal of a unit: its head of the day answers, and history says for which unit."""

from dataclasses import replace

import pytest
from tests.agreements.a_goal import terms

from hoshin.agreements.models import Proposal
from hoshin.agreements.policies import answering_users
from hoshin.agreements.selectors import expectations_of, moves_of, proposals_awaited, waiting_for
from hoshin.agreements.services import accept_proposal, ask_about, cascade, change_terms, end_proposal, propose_goal
from hoshin.agreements.services.cascading import CascadeShare
from hoshin.base.errors import Denied, Invalid
from hoshin.notices.inbox import inbox
from hoshin.okrs.models import Agreed, Commitment
from hoshin.okrs.rows import KeyResultDraft
from hoshin.okrs.selectors import goals_of_unit
from hoshin.org.models import Unit
from hoshin.org.services import change_unit
from hoshin.scorecards.models import Edge
from hoshin.strategy.models import Objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def north(team):
    return Unit.objects.get(code="NORTH")


@pytest.fixture
def proposal(team, acting, north):
    """Rita, above Mona who heads the unit, cascades to the unit."""
    share = CascadeShare(team["mona"], terms(), north)
    (made,) = cascade(acting["rita"], parent=Objective.objects.get(code="GROW"), shares=[share])
    return made


def seen(acting, name):
    return list(waiting_for(acting[name]))


def test_a_unit_agrees_by_its_head_and_the_goal_is_the_units(team, acting, north, proposal):
    assert (seen(acting, "mona"), list(proposals_awaited(acting["rita"]))) == ([proposal], [proposal])
    with pytest.raises(Denied):
        accept_proposal(acting["carl"], proposal=proposal)
    agreement = accept_proposal(acting["mona"], proposal=proposal)
    objective = agreement.objective
    assert (objective.unit, objective.owner) == (north, team["mona"])
    assert [line.commitment.agreed for line in goals_of_unit(acting["mona"], north)] == [Agreed.AGREED]
    assert Edge.objects.filter(child__objective=objective, parent__objective__code="GROW", valid_to=None).exists()
    assert expectations_of(acting["rita"], [team["mona"]])[0].agreed == 1
    goal = Commitment.objects.select_related("objective__plan", "objective__unit", "objective__owner").get()
    revision = propose_goal(
        acting["mona"], owner=team["mona"], counterpart=team["rita"], terms=terms(name="Win twenty"), commitment=goal
    )
    assert (revision.unit, revision.whose) == (north, "North")


def test_a_new_head_takes_over_what_is_open(office, team, acting, north, proposal):
    ask_about(acting["mona"], proposal=proposal, text="With whose money?")
    change_terms(acting["rita"], proposal=proposal, terms=terms(name="Win ten"), text="With less.")
    change_unit(office, unit=Unit.objects.get(pk=north.pk), head=team["ben"])
    proposal = Proposal.objects.get(pk=proposal.pk)
    assert (seen(acting, "mona"), seen(acting, "ben")) == ([], [proposal])
    assert list(answering_users()) == [team["ben"].user_id]
    assert [line.kind.code for line in inbox(acting["ben"], codes=["proposal_waits"]).lines] == ["proposal_waits"]
    with pytest.raises(Denied):
        accept_proposal(acting["mona"], proposal=proposal)
    fewer = replace(terms(name="Win ten"), key_results=(KeyResultDraft("New customers", 0.0, 8.0),))
    change_terms(acting["ben"], proposal=proposal, terms=fewer, text="Two of us left.")
    with pytest.raises(Invalid, match="other side's move"):
        accept_proposal(acting["ben"], proposal=proposal)
    agreement = accept_proposal(acting["rita"], proposal=proposal)
    assert (agreement.owner, agreement.objective.unit, agreement.objective.owner) == (team["ben"], north, team["ben"])
    moves = moves_of(acting["ben"], Proposal.objects.get(pk=proposal.pk))
    assert [move.person.name for move in moves] == ["Rita", "Mona", "Rita", "Ben", "Rita"]


def test_a_new_head_does_not_accept_the_terms_of_the_one_before(office, team, acting, north, proposal):
    change_terms(acting["mona"], proposal=proposal, terms=terms(name="Win ten"), text="Less.")
    ask_about(acting["rita"], proposal=proposal, text="Why ten?")
    change_unit(office, unit=Unit.objects.get(pk=north.pk), head=team["ben"])
    with pytest.raises(Invalid, match="your own"):
        accept_proposal(acting["ben"], proposal=Proposal.objects.get(pk=proposal.pk))
    # The other side becoming the head of the unit has nobody to agree with, and can end it.
    change_unit(office, unit=Unit.objects.get(pk=north.pk), head=team["rita"])
    end_proposal(acting["rita"], proposal=Proposal.objects.get(pk=proposal.pk))
    assert Proposal.objects.get().state == "ended"


def test_only_the_head_is_proposed_to_for_a_unit_and_once_each(team, acting, north):
    parent = Objective.objects.get(code="GROW")
    with pytest.raises(Invalid, match="does not head"):
        cascade(acting["rita"], parent=parent, shares=[CascadeShare(team["ben"], terms(), north)])
    twice = [CascadeShare(team["mona"], terms(), north)] * 2
    with pytest.raises(Invalid, match="North is named twice"):
        cascade(acting["rita"], parent=parent, shares=twice)
    both = [CascadeShare(team["mona"], terms(), north), CascadeShare(team["mona"], terms(name="Her own"))]
    assert len(cascade(acting["rita"], parent=parent, shares=both)) == 2
