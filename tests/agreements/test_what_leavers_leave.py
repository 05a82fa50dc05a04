"""Mona leaves: whoever takes over talks on in her place, reviews what she did, and answers what waits for her."""

from datetime import date

import pytest
from tests.agreements.a_goal import terms as a_goal
from tests.slices import said_by_slices

from hoshin.accounts.access import Actor
from hoshin.agreements.models import ProposalState
from hoshin.agreements.services import accept_proposal, change_terms, propose_goal
from hoshin.audit.selectors import trail
from hoshin.audit.undo import undo
from hoshin.base.errors import Invalid
from hoshin.base.tasks import defer
from hoshin.checkins.models import Blocker, GoalReviewer
from hoshin.checkins.services import raise_blocker, set_reviewer
from hoshin.feedback.jobs import CLOSE
from hoshin.feedback.services import ask_for_feedback
from hoshin.notices.selectors import notices_told
from hoshin.okrs.services import write_goal
from hoshin.org.belongings import belongings
from hoshin.org.models import Person
from hoshin.org.services import change_person, hand_over
from hoshin.scorecards.selectors.soundness import data_findings
from hoshin.strategy.models import Plan

pytestmark = pytest.mark.django_db
# What is the past, goes with the person, was said to them alone, ends or is closed by itself, or follows its talk.
STAYS = {
    "agreements.GoalAgreement.counterpart",
    "agreements.GoalAgreement.owner",
    "agreements.Proposal.started_by",
    "agreements.Proposal.waits_for",
    "agreements.Response.person",
    "checkins.Absence.person",
    "checkins.CheckIn.person",
    "discussion.Comment.author",
    "scenarios.Scenario.maker",
    "feedback.AnonymousTalk.to",
    "feedback.Feedback.giver",
    "feedback.Feedback.receiver",
    "feedback.Feedback.shown_to",
    "feedback.FeedbackRequest.asked",
    "feedback.FeedbackRequest.asker",
    "feedback.Recognition.giver",
    "feedback.Recognition.person",
    "growth.CompetencyEvidence.person",
    "growth.DevelopmentAction.mentor",
    "growth.DevelopmentPlan.person",
    "growth.LearningRecord.person",
    "growth.LearningRequest.person",
    "growth.PromotionCase.person",
    "growth.SkillAssessment.person",
    "initiatives.TeamMember.person",
    "leading.Announcement.author",
    "meetings.OneOnOne.organiser",
    "meetings.OneOnOne.partner",
    "okrs.Overload.person",
    "org.GrantedRelation.person",
    "org.GrantedRelation.to_person",
    "org.PastPosition.person",
    "org.ReportingLine.person",
    "org.UnitHead.person",
    "reviews.OutsideForm.about",
    "reviews.ReviewForm.about",
    # Each night those of leavers find their next writer.
    "reviews.ReviewForm.by",
    "reviews.ReviewResult.person",
    "signals.Signal.person",
    "signals.WatchRule.owner",
}


@pytest.fixture
def left(team, acting, office):
    """What was Mona's by the time she left."""
    goal = write_goal(acting["ben"], person=team["ben"], plan=Plan.objects.get(code="E"), name="Visit every customer",
        due_date=date(2026, 12, 31))  # fmt: skip
    set_reviewer(office, objective=goal.objective, person=team["mona"])
    blocker = raise_blocker(acting["ben"], objective=goal.objective, text="No car")
    assert blocker.raised_to == team["mona"]
    proposal = propose_goal(acting["carl"], owner=team["carl"], counterpart=team["mona"], terms=a_goal())
    [asked] = ask_for_feedback(acting["carl"], people=[team["mona"]], question="How was it?")
    return {"goal": goal, "blocker": blocker, "proposal": proposal, "asked": asked}


def _leaves(team, office):
    mona = change_person(office, person=Person.objects.get(pk=team["mona"].pk), end_date=date(2026, 11, 20))
    return mona, {kind.code: list(kind.of(office, mona).values_list("pk", flat=True)) for kind in belongings().values()}


def test_whoever_takes_over_stands_where_she_stood(left, team, acting, office):
    proposal = left["proposal"]
    change_terms(acting["mona"], proposal=proposal, terms=a_goal(name="Ten new customers"), text="Fewer")
    mona, things = _leaves(team, office)
    assert {code: len(numbers) for code, numbers in things.items() if numbers} == {
        "unit_head": 1, "report": 2, "review": 1, "blocker": 1, "proposal": 1,
    }  # fmt: skip
    [finding] = [one for one in data_findings(office) if one.check == "leavers"]
    assert finding.codes == ("M",)
    hand_over(office, person=mona, to=team["rita"], things=things)
    assert GoalReviewer.objects.get().person == team["rita"]
    blocker = Blocker.objects.get()
    assert (blocker.raised_to, blocker.answer_by) == (team["rita"], date(2026, 11, 25))
    told = {one.text.partition(" ")[0]: one for one in notices_told(acting["rita"])[0]}
    assert len(notices_told(acting["rita"])[0]) == 2, told
    proposal.refresh_from_db()
    assert (proposal.counterpart, proposal.waits_for) == (team["rita"], team["carl"])
    with pytest.raises(Invalid):
        accept_proposal(acting["rita"], proposal=proposal)
    with pytest.raises(Invalid, match="cannot be undone"):
        undo(office, change=trail(office).changes[0].change)


def test_the_other_side_agrees_with_whoever_took_over(left, team, acting, office):
    proposal = left["proposal"]
    mona, things = _leaves(team, office)
    hand_over(office, person=mona, to=team["rita"], things=things)
    proposal.refresh_from_db()
    assert proposal.waits_for == team["rita"]
    assert accept_proposal(acting["rita"], proposal=proposal).counterpart == team["rita"]


def test_where_only_one_side_is_left_the_talk_ends_and_nobody_reviews_a_goal_of_their_own(left, team, acting, office):
    mona, things = _leaves(team, office)
    hand_over(office, person=mona, to=team["carl"], things={"proposal": things["proposal"]})
    left["proposal"].refresh_from_db()
    assert left["proposal"].state == ProposalState.ENDED
    assert [one.kind for one in notices_told(acting["carl"])[0]].count("proposal_ended") == 1
    change_person(office, person=Person.objects.get(pk=team["ben"].pk), manager=team["rita"])
    hand_over(office, person=mona, to=team["ben"], things={code: things[code] for code in ("review", "blocker")})
    assert GoalReviewer.objects.get().person == team["rita"]
    assert Blocker.objects.get().raised_to == team["rita"]


def test_nobody_waits_for_feedback_of_who_has_left(left, team, acting, office, run_jobs):
    defer(CLOSE)
    run_jobs()
    left["asked"].refresh_from_db()
    assert left["asked"].declined_at is None
    _leaves(team, office)
    for _ in range(2):
        defer(CLOSE)
        run_jobs()
    texts = [one.text for one in notices_told(acting["carl"])[0]]
    assert texts.count("Somebody whom you asked for feedback has left") == 1


def test_whatever_is_somebodys_is_handed_over_or_stays_for_a_reason():
    handed = {(kind.visible_to(Actor.system()).model, kind.field) for kind in belongings().values()}
    left_alone = {
        f"{one.related_model._meta.label}.{one.field.name}"
        for one in Person._meta.related_objects
        if (one.related_model, one.field.name) not in handed
    }
    assert left_alone == STAYS | said_by_slices("STAYS").keys()
