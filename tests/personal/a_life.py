"""Mia takes part in everything, and leaves. Words that she wrote in private say SENTINEL, words of others that she may not
read say UNREAD, words of hers in the open say OPENLY."""

from datetime import date, timedelta
from types import SimpleNamespace

SENTINEL, UNREAD, OPENLY = "zebrasentinel", "quaggaunread", "okapiopenly"
NAME, ADDRESS = "Mia Muster", "mia@hoshin.test"
YESTERDAY, TODAY = date(2026, 11, 22), date(2026, 11, 23)


class Words:
    """Sentences that can be told apart, each with the mark."""

    def __init__(self, mark):
        self.mark, self.said = mark, []

    def __call__(self):
        self.said.append(f"Number {len(self.said)} of what is said here: {self.mark}")
        return self.said[-1]


def lived(admin):
    """All that Mia did in the world `owing`, beside what she owes there; whom it concerned."""
    from hoshin.accounts.models import User
    from hoshin.org.models import Person

    own, unread, openly = Words(SENTINEL), Words(UNREAD), Words(OPENLY)
    people = {person.employee_id.lower(): person for person in Person.objects.select_related("user")}
    User.objects.filter(email=ADDRESS).update(role="member")
    mia, carl = people["mia"], people["carl"]
    _with_one(mia, people["vera"], own, unread)
    _feedback(mia, carl, own, unread)
    _growth(mia, carl, own, unread)
    _reviews(mia, carl, people["vera"], own, unread)
    _account(mia, carl, own)
    _in_the_open(mia, carl, own, openly)
    return SimpleNamespace(**people, own=own.said, openly=openly.said)


def left(admin, mia, to):
    """She has left, and what was hers is somebody else's."""
    from hoshin.org.belongings import belongings
    from hoshin.org.models import Person
    from hoshin.org.services import change_person, hand_over

    mia = change_person(admin, person=Person.objects.get(pk=mia.pk), end_date=YESTERDAY - timedelta(days=30))
    things = {kind.code: list(kind.of(admin, mia).values_list("pk", flat=True)) for kind in belongings().values()}
    hand_over(admin, person=mia, to=to, things={code: keys for code, keys in things.items() if keys})
    return Person.objects.select_related("user").get(pk=mia.pk)


def _with_one(mia, vera, own, unread):
    from hoshin.meetings.models import ActionItem, AgendaItem, Meeting, OneOnOne, PrivateNote

    one = OneOnOne.objects.get(organiser=mia, partner=vera)
    OneOnOne.objects.filter(pk=one.pk).update(topic=own())
    meeting = Meeting.objects.create(one_on_one=one, day=date(2026, 11, 3), notes=own(), reason=own())
    AgendaItem.objects.create(one_on_one=one, meeting=meeting, text=own(), added_by=mia)
    PrivateNote.objects.create(one_on_one=one, day=meeting.day, person=mia, text=own())
    PrivateNote.objects.create(one_on_one=one, day=meeting.day, person=vera, text=unread())
    PrivateNote.objects.create(one_on_one=one, day=date(2026, 11, 10), person=mia, text=f"Gone: {SENTINEL}").delete()
    ActionItem.objects.create(one_on_one=one, number=9, text=own(), owner=mia, done_on=TODAY)


def _feedback(mia, carl, own, unread):
    from hoshin.base import clock
    from hoshin.feedback.models import AnonymousTalk, AnonymousWords, Feedback, FeedbackRequest

    now = clock.now()
    Feedback.objects.create(giver=mia, receiver=carl, text=own(), given_at=now)
    Feedback.objects.create(giver=mia, receiver=carl, text=own())
    Feedback.objects.create(giver=carl, receiver=mia, text="Carl says that Mia Muster listens.", given_at=now)
    Feedback.objects.create(giver=carl, receiver=mia, text=unread())
    FeedbackRequest.objects.create(asker=mia, asked=carl, question=own(), asked_at=now)
    FeedbackRequest.objects.create(asker=carl, asked=mia, question="And?", asked_at=now, declined_at=now, word=own())
    talk = AnonymousTalk.objects.create(to=mia, key_digest="d" * 64, day=TODAY)
    AnonymousWords.objects.create(talk=talk, text="To Mia Muster, from nobody.", day=TODAY)
    AnonymousWords.objects.create(talk=talk, text=own(), is_answer=True, day=TODAY)


def _growth(mia, carl, own, unread):
    from hoshin.growth.models import (
        CaseItem,
        Competency,
        CompetencyEvidence,
        CriticalRole,
        DevelopmentAction,
        DevelopmentPlan,
        JobRole,
        LearningItem,
        LearningRequest,
        PromotionCase,
        SkillAssessment,
    )

    listens = Competency.objects.create(code="C1", name="Listening")
    said = {"competency": listens, "level": 3, "assessed_on": TODAY}
    SkillAssessment.objects.create(person=mia, by=mia, source="self", reason=own(), **said)
    SkillAssessment.objects.create(person=carl, by=mia, source="manager", reason=own(), **said)
    CompetencyEvidence.objects.create(person=mia, by=mia, competency=listens, text=own(), seen_on=TODAY)
    CompetencyEvidence.objects.create(person=carl, by=mia, competency=listens, text=own(), seen_on=TODAY)
    plan, _ = DevelopmentPlan.objects.get_or_create(person=mia)
    DevelopmentPlan.objects.filter(pk=plan.pk).update(aim=own())
    DevelopmentAction.objects.create(plan=plan, text=own(), due_on=TODAY, outcome=own())
    item = LearningItem.objects.create(code="L9", name="Writing")
    LearningRequest.objects.create(person=mia, item=item, reason=own(), asked_on=TODAY)
    LearningRequest.objects.create(
        person=carl, item=item, reason="To write", asked_on=TODAY, decided_by=mia, word=own(), state="declined"
    )
    role = JobRole.objects.create(code="R1", name="Lead", job_family="Office", level="5")
    PromotionCase.objects.filter(person=carl).update(opened_by=mia)
    case = PromotionCase.objects.get(person=carl)
    CaseItem.objects.create(case=case, text=own(), seen_on=TODAY, by=mia)
    case = PromotionCase.objects.create(person=mia, to_role=role, opened_by=carl, opened_on=TODAY)
    CaseItem.objects.create(case=case, text="Mia Muster is ready.", seen_on=TODAY, by=carl)
    # Why her seat is in danger is written of her, and she never reads it.
    CriticalRole.objects.create(unit=carl.unit, name="Keeper of the harbour", holder=mia, note=unread())


def _reviews(mia, carl, vera, own, unread):
    from hoshin.base import clock
    from hoshin.reviews.models import FormAnswers, ReviewAppeal, ReviewCycle, ReviewForm, ReviewResult

    now = clock.now()
    days = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}
    days |= {"write_until": date(2026, 1, 11), "release_on": date(2026, 1, 18)}
    over = ReviewCycle.objects.create(name="Over", state="released", launched_at=now, released_at=now, **days)
    of_mine = own()
    for about, by, source, text in (
        (mia, mia, "self", own()),
        (carl, mia, "manager", of_mine),
        (mia, carl, "report", unread()),
        (vera, mia, "peer", own()),
    ):
        form = ReviewForm.objects.create(cycle=over, about=about, by=by, source=source, state="done", done_at=now)
        answers = {"q1": {"text": text}, "q2": {"rating": 4}}
        FormAnswers.objects.create(form=form, answers=answers, cited=[], saved_at=now)
    form = ReviewForm.objects.create(cycle=over, about=carl, by=vera, source="peer", state="done", done_at=now)
    cited = [{"key": "feedback:1", "day": "2025-05-01", "text": of_mine, "kind": "feedback", "question": "q1"}]
    FormAnswers.objects.create(form=form, answers={"q1": {"text": "See what was said."}}, cited=cited, saved_at=now)
    said = {"cycle": over, "raw": 3.25, "score": 3.5, "sources": [{"source": "manager", "n": 1, "mean": 3.25}]}
    ReviewResult.objects.create(person=carl, voices={"q1": [of_mine, "Vera saw it too."]}, **said)
    result = ReviewResult.objects.create(person=mia, voices={"q1": ["They said that of her."]}, comment=own(), **said)
    ReviewAppeal.objects.create(result=result, text=own(), opened_at=now, answer_by=TODAY)


def _account(mia, carl, own):
    from hoshin.accounts.models import ApiToken
    from hoshin.assistants.models import AssistantGrant
    from hoshin.base import clock
    from hoshin.checkins.models import Absence
    from hoshin.desk.models import Favourite, SavedView
    from hoshin.exchange.models import Transfer
    from hoshin.meetings.models import CalendarAddress
    from hoshin.notices.models import Letter, Notice, NoticeSettings

    user, now = mia.user, clock.now()
    ApiToken.objects.create(user=user, name=own(), digest="t" * 64, prefix="hoshin_abc")
    AssistantGrant.objects.create(
        user=user, name="Claire", purpose=own(), tools=["find"], digest="g" * 64, prefix="g", expires_on=TODAY
    )
    SavedView.objects.create(user=user, name="Of Mia Muster", page="measures", query="q=zebrasentinel")
    Favourite.objects.create(user=user, kind="measure", number=1)
    CalendarAddress.objects.create(user=user, digest="c" * 64)
    NoticeSettings.objects.create(user=user)
    letter = Letter.objects.create(user=user, due_at=now)
    Notice.objects.create(user=user, kind="goal_lined", facts={"name": own()}, created_at=now, letter=letter)
    Notice.objects.create(user=carl.user, kind="goal_lined", facts={"name": NAME}, by=NAME, created_at=now)
    Transfer.objects.create(
        key="k" * 32, user=user, session="s", direction="export", state="done", name="a.xlsx", began_at=now
    )
    Absence.objects.create(person=mia, starts_on=TODAY, ends_on=TODAY)


def _in_the_open(mia, carl, own, openly):
    from hoshin.base import clock
    from hoshin.commentary.models import Attachment, Commentary, StoredFile
    from hoshin.decisions.evidence import digest_of
    from hoshin.decisions.models import Decision, DecisionEvidence
    from hoshin.discussion.models import Comment, Mention
    from hoshin.feedback.models import Recognition
    from hoshin.measures.models import Measure
    from hoshin.scenarios.models import Scenario
    from hoshin.strategy.models import Objective, Plan

    now, measure = clock.now(), Measure.objects.get(code="RED")
    month = {"measure": measure, "starts_on": date(2026, 9, 1), "frequency": "monthly"}
    Commentary.objects.create(happened=openly(), written_by=NAME, written_at=now, **month)
    file = StoredFile.objects.create(digest="f" * 64, content=b"of the harbour")
    Attachment.objects.create(
        measure=measure, title=openly(), file=file, file_name="harbour.txt", size=14, added_by=NAME
    )
    goal = Objective.objects.get(code="O1")
    Comment.objects.create(kind="objective", thing=goal.pk, author=mia, written_by=NAME, written_at=now, text=openly())
    said = Comment.objects.create(
        kind="objective",
        thing=goal.pk,
        author=carl,
        written_by=carl.name,
        written_at=now,
        text="Ask mia muster's desk.",
    )
    Mention.objects.create(comment=said, person=mia)
    Recognition.objects.create(giver=mia, person=carl, text=openly(), given_at=now)
    Recognition.objects.create(giver=carl, person=mia, text=f"Thanks, {NAME}! {ADDRESS}", given_at=now)
    text = f'{{"things": [], "scores": [], "said": "{NAME}"}}'
    DecisionEvidence.objects.create(
        decision=Decision.objects.first(), frozen_at=now, content=text, digest=digest_of(text)
    )
    shared = {"plan": Plan.objects.get(), "period_start": TODAY, "period_frequency": "monthly", "maker": mia}
    Scenario.objects.create(code="S1", name=own(), visibility="private", **shared)
    Scenario.objects.create(code="S2", name=openly(), visibility="everyone", **shared)
    Objective.objects.create(
        plan=Plan.objects.get(), code="MINE", name=own(), description=own(), owner=mia, visibility="private",
        removed_on=TODAY,
    )  # fmt: skip
