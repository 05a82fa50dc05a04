"""A goal is proposed, asked about, changed with a reason and agreed; its exact terms are kept, and nothing counts before."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.agreements.a_goal import terms

from hoshin.agreements.models import GoalAgreement, Proposal, Response
from hoshin.agreements.policies import agreements_visible_to, proposals_visible_to, responses_visible_to
from hoshin.agreements.selectors import (
    agreements_of,
    moves_of,
    open_proposals_of_reports,
    proposals_awaited,
    waiting_for,
)
from hoshin.agreements.services import (
    accept_proposal,
    answer_question,
    ask_about,
    change_terms,
    end_proposal,
    propose_goal,
)
from hoshin.agreements.services.settling import terms_of
from hoshin.agreements.terms import ServedTerm, Terms
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.notices.inbox import inbox
from hoshin.notices.models import Notice
from hoshin.okrs.models import Agreed, Commitment
from hoshin.okrs.rows import KeyResultDraft, ResultKind
from hoshin.okrs.services import add_cycle, change_cycle, change_goal, drop_goal, reopen_cycle, write_goal
from hoshin.org.services import change_person
from hoshin.scorecards.models import Edge
from hoshin.strategy.models import Contribution, Objective, Plan

pytestmark = pytest.mark.django_db


def counts(code: str) -> list[float]:
    return list(Edge.objects.filter(child__objective__code=code, valid_to=None).values_list("weight", flat=True))


def proposed(team, acting, by="mona", owner="carl", other="mona", **said) -> Proposal:
    more = {name: said.pop(name) for name in ("commitment", "text") if name in said}
    return propose_goal(acting[by], owner=team[owner], counterpart=team[other], terms=terms(**said), **more)


def own_goal(team, acting, **said) -> Commitment:
    values = {
        "person": team["carl"], "plan": Plan.objects.get(code="E"), "name": "Win customers", "due_date": date(2026, 12, 31),
        "serves": {Objective.objects.get(code="GROW"): 1.0}, "key_results": [KeyResultDraft("Customers", 0, 12)],
    }  # fmt: skip
    return write_goal(acting["carl"], **values | said)


def test_a_manager_proposes_and_the_exact_terms_are_kept_once_agreed(team, acting):
    proposal = proposed(team, acting, text="The north is yours.")
    assert (proposal.waits_for, list(waiting_for(acting["carl"]))) == (team["carl"], [proposal])
    assert list(proposals_awaited(acting["mona"])) == [proposal]
    assert not Commitment.objects.exists()
    ask_about(acting["carl"], proposal=proposal, text="Whose budget is it?")
    answer_question(acting["mona"], proposal=proposal, text="Mine.")
    fewer = replace(terms(), key_results=(KeyResultDraft("New customers", 0.0, 9.0),))
    change_terms(acting["carl"], proposal=proposal, terms=fewer, text="Two wards are closed until spring.")
    with pytest.raises(Invalid, match="other side's move"):
        accept_proposal(acting["carl"], proposal=proposal)
    agreement = accept_proposal(acting["mona"], proposal=proposal)
    assert Terms.read(agreement.terms) == fewer
    assert (agreement.objective.owner, agreement.agreed_at) == (team["carl"], clock.now())
    assert counts(agreement.objective.code) == [2.0]
    goal = Commitment.objects.get()
    assert (goal.agreed, goal.is_draft) == (Agreed.AGREED, False)
    moves = moves_of(acting["carl"], Proposal.objects.get())
    assert [(move.kind, move.person.name) for move in moves] == [
        ("propose", "Mona"), ("ask", "Carl Contributor"), ("answer", "Mona"), ("change", "Carl Contributor"),
        ("accept", "Mona"),
    ]  # fmt: skip
    assert moves[3].before == terms()
    with pytest.raises(Invalid, match="settled already"):
        accept_proposal(acting["mona"], proposal=proposal)


def test_a_person_proposes_their_own_goal_which_counts_again_once_agreed_or_ended(team, acting):
    goal = own_goal(team, acting)
    code = goal.objective.code
    assert counts(code) == [1.0]
    proposal = propose_goal(
        acting["carl"], owner=team["carl"], counterpart=team["mona"], terms=terms_of(goal), commitment=goal
    )
    assert (counts(code), Commitment.objects.get().is_draft) == ([], True)
    with pytest.raises(Invalid, match="agreed, or proposed"):
        change_goal(acting["carl"], commitment=goal, name="Mine")
    with pytest.raises(Invalid, match="open proposal for this goal"):
        propose_goal(
            acting["carl"], owner=team["carl"], counterpart=team["mona"], terms=terms_of(goal), commitment=goal
        )
    end_proposal(acting["carl"], proposal=proposal)
    assert (counts(code), Commitment.objects.get().agreed) == ([1.0], Agreed.NO)
    again = propose_goal(
        acting["carl"], owner=team["carl"], counterpart=team["mona"], terms=terms_of(goal), commitment=goal
    )
    accept_proposal(acting["mona"], proposal=again)
    assert counts(code) == [1.0]


def test_a_revision_keeps_the_old_terms_and_counts_as_before_until_it_is_agreed(team, acting):
    accept_proposal(acting["carl"], proposal=proposed(team, acting))
    goal = Commitment.objects.select_related("objective__plan", "objective__owner").get()
    with pytest.raises(Invalid, match="Propose the change"):
        change_goal(acting["carl"], commitment=goal, name="Mine")
    with pytest.raises(Denied, match="is agreed"):
        drop_goal(acting["carl"], commitment=goal)
    held = terms_of(goal)
    customers, _days = held.key_results
    new = replace(held, due_date=date(2027, 1, 31), serves=(), key_results=(replace(customers, target=15.0),))
    with pytest.raises(Invalid, match="agreed already"):
        propose_goal(acting["carl"], owner=team["carl"], counterpart=team["mona"], terms=held, commitment=goal)
    revision = propose_goal(acting["carl"], owner=team["carl"], counterpart=team["mona"], terms=new, commitment=goal)
    assert (counts(goal.objective.code), terms_of(goal)) == ([2.0], held)
    with clock.fixed(clock.now() + timedelta(days=1)):
        accept_proposal(acting["mona"], proposal=revision)
    now = Commitment.objects.select_related("objective__plan").get()
    assert (terms_of(now), counts(goal.objective.code)) == (new, [])
    first, second = reversed(agreements_of(acting["carl"], now.objective))
    assert (Terms.read(first.terms).due_date, Terms.read(second.terms)) == (date(2026, 12, 31), new)
    assert moves_of(acting["carl"], second.proposal)[0].before == held


def test_every_kind_of_key_result_stays_what_it_is_when_revised(team, acting):
    results = (
        KeyResultDraft("Customers", 0.0, 12.0, commit=6.0, stretch=20.0),
        KeyResultDraft("Stock", 40.0, 60.0, kind=ResultKind.BAND),
        KeyResultDraft("The portal is open", kind=ResultKind.MILESTONE),
        KeyResultDraft("Certified", kind=ResultKind.LEVELS),
        KeyResultDraft("Defects", 100.0, 80.0, "defects", weight=2.0),
    )
    accept_proposal(acting["carl"], proposal=proposed(team, acting, key_results=results, ambition="committed"))
    goal = Commitment.objects.select_related("objective__plan").get()
    held = terms_of(goal)
    new = replace(held, name="Win them")
    revision = propose_goal(acting["mona"], owner=team["carl"], counterpart=team["mona"], terms=new, commitment=goal)
    with clock.fixed(clock.now() + timedelta(days=1)):
        accept_proposal(acting["carl"], proposal=revision)
    assert terms_of(Commitment.objects.select_related("objective__plan").get()) == new


def test_nobody_drops_what_they_may_not_see(team, acting, office):
    secret = Objective.objects.get(code="SECRET")
    goal = own_goal(team, acting)
    change_goal(office, commitment=goal, serves={Objective.objects.get(code="GROW"): 1.0, secret: 3.0})
    seen = replace(terms_of(goal), serves=(ServedTerm("GROW", "Grow", 1.0),), name="Other words")
    proposal = propose_goal(acting["mona"], owner=team["carl"], counterpart=team["mona"], terms=seen, commitment=goal)
    accept_proposal(acting["carl"], proposal=proposal)
    served = Contribution.objects.filter(objective=goal.objective).order_by("parent__code")
    assert list(served.values_list("parent__code", "weight")) == [("GROW", 1.0), ("SECRET", 3.0)]


def test_only_the_two_and_the_line_see_the_talk_and_what_is_agreed_is_as_open_as_the_goal(team, acting, office, vera):
    proposal = proposed(team, acting)
    ask_about(acting["carl"], proposal=proposal, text="Why?")
    seen = {name: proposals_visible_to(actor).count() for name, actor in acting.items()}
    assert seen == {"rita": 1, "mona": 1, "carl": 1, "ben": 0, "ina": 0}
    assert list(open_proposals_of_reports(acting["rita"])) == [proposal]
    assert (proposals_visible_to(office).count(), responses_visible_to(acting["ina"]).count()) == (0, 0)
    with pytest.raises(Denied, match="Only the two"):
        accept_proposal(acting["rita"], proposal=proposal)
    answer_question(acting["mona"], proposal=proposal, text="So.")
    accept_proposal(acting["carl"], proposal=proposal)
    assert agreements_visible_to(acting["ina"]).count() == 1
    accept_proposal(acting["ben"], proposal=proposed(team, acting, owner="ben", visibility="private"))
    assert {name: agreements_visible_to(actor).count() for name, actor in acting.items()} == {
        "rita": 2, "mona": 2, "carl": 1, "ben": 2, "ina": 1,
    }  # fmt: skip


def test_who_may_propose_to_whom(team, acting, office):
    proposed(team, acting, by="rita", owner="carl", other="rita")
    with pytest.raises(Denied, match="neither reports to you"):
        proposed(team, acting, by="carl", owner="ben", other="carl")
    with pytest.raises(Denied, match="neither a manager above you"):
        proposed(team, acting, by="carl", owner="carl", other="ben")
    with pytest.raises(Denied, match="neither side"):
        proposed(team, acting, by="rita")
    with pytest.raises(Invalid, match="with themself"):
        proposed(team, acting, by="carl", other="carl")
    with pytest.raises(Denied, match="no person"):
        propose_goal(office, owner=team["carl"], counterpart=team["mona"], terms=terms())
    change_person(office, person=team["ben"], end_date=date(2026, 11, 1))
    team["ben"].refresh_from_db()
    with pytest.raises(Invalid, match="Ben has left on 2026-11-01"):
        proposed(team, acting, owner="ben")


def test_what_would_be_refused_once_agreed_is_refused_when_it_is_proposed(team, acting, office):
    with pytest.raises(Invalid, match="due before it starts"):
        proposed(team, acting, start_date=date(2027, 1, 1))
    with pytest.raises(Invalid) as error:
        proposed(team, acting, serves=(ServedTerm("GROW", "Grow", -1.0),))
    assert [problem.field for problem in error.value.problems] == ["weight"]
    with pytest.raises(Invalid, match="left the plan"):
        proposed(team, acting, serves=(ServedTerm("GONE", "Gone"),))
    goal = own_goal(team, acting)
    below = own_goal(team, acting, serves={goal.objective: 1.0})
    circle = replace(terms_of(goal), serves=(ServedTerm(below.objective.code, "Below"),))
    with pytest.raises(Invalid, match="round a circle"):
        propose_goal(acting["mona"], owner=team["carl"], counterpart=team["mona"], terms=circle, commitment=goal)
    assert (Proposal.objects.count(), Commitment.objects.count(), Objective.objects.count()) == (0, 2, 4)
    half = proposed(team, acting, key_results=())
    with pytest.raises(Invalid, match="key result that has a target"):
        accept_proposal(acting["carl"], proposal=half)
    with pytest.raises(Invalid, match="Say why"):
        change_terms(acting["carl"], proposal=half, terms=terms(), text=" ")
    with pytest.raises(Invalid, match="Nothing is changed"):
        change_terms(acting["carl"], proposal=half, terms=terms(key_results=()), text="So")
    with pytest.raises(Invalid, match="Say why it ends"):
        end_proposal(acting["carl"], proposal=half)


def test_a_revision_of_a_closed_goal_is_refused(team, acting, office):
    cycle = add_cycle(office, code="2026-Q4", name="Q4 2026", starts_on=date(2026, 10, 1), ends_on=date(2026, 12, 31))
    accept_proposal(acting["carl"], proposal=proposed(team, acting, cycle="2026-Q4"))
    goal = Commitment.objects.select_related("objective__plan", "objective__owner", "cycle").get()
    new = replace(terms_of(goal), name="More")
    revision = propose_goal(acting["carl"], owner=team["carl"], counterpart=team["mona"], terms=new, commitment=goal)
    closed = change_cycle(office, cycle=cycle, closed_on=date(2026, 11, 23))
    with pytest.raises(Invalid, match="which is closed"):
        accept_proposal(acting["mona"], proposal=revision)
    with pytest.raises(Invalid, match="is closed"):
        proposed(team, acting, owner="ben", cycle="2026-Q4")
    end_proposal(acting["mona"], proposal=revision, text="Too late.")
    reopen_cycle(office, cycle=closed, reason="One goal was forgotten.")
    goal = Commitment.objects.select_related("objective__plan", "objective__owner", "cycle").get()
    drop_goal(office, commitment=goal)
    goal.objective.refresh_from_db()
    with pytest.raises(Invalid, match="left the plan on 2026-11"):
        propose_goal(acting["carl"], owner=team["carl"], counterpart=team["mona"], terms=new, commitment=goal)


def test_two_who_answer_at_once_follow_each_other(team, acting):
    proposal = proposed(team, acting)
    ask_about(acting["carl"], proposal=proposal, text="Why?", version=1)
    with pytest.raises(Conflict, match="repeat your change"):
        accept_proposal(acting["carl"], proposal=proposal, version=1)


def test_what_waits_is_owed_and_what_came_of_it_is_told(team, acting):
    proposal = proposed(team, acting)
    [entry] = [one for one in inbox(acting["carl"]).lines if one.kind.code == "proposal_waits"]
    wanted = ("Answer: Win twelve customers in the north", "proposal", (proposal.pk,))
    assert (entry.text, entry.page, entry.page_by) == wanted
    change_terms(acting["carl"], proposal=proposal, terms=terms(name="Win ten"), text="Ten are enough.")
    assert list(Notice.objects.values_list("kind", "user")) == [("proposal_changed", team["mona"].user_id)]
    accept_proposal(acting["mona"], proposal=proposal)
    told = Notice.objects.get(kind="proposal_agreed")
    assert (told.user_id, told.facts["name"], told.facts["number"]) == (team["carl"].user_id, "Win ten", proposal.pk)
    assert not waiting_for(acting["carl"]).exists()


def test_nothing_of_it_is_ever_put_back(team, acting):
    accept_proposal(acting["carl"], proposal=proposed(team, acting))
    assert (GoalAgreement.objects.count(), Response.objects.count()) == (1, 1)
