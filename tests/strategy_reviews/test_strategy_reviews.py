"""A strategy review fills its agenda, keeps what was said and decided, and stays as it was once it is closed."""

from dataclasses import replace
from datetime import date

import pytest
from tests.exchange.workbooks import written

from hoshin.accounts.access import Actor
from hoshin.actions.models import CorrectiveAction
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.base.finding import found
from hoshin.base.periods import Period
from hoshin.decisions.selectors import evidence_of
from hoshin.decisions.services import put_question
from hoshin.exchange.workbook import export, import_workbook
from hoshin.initiatives.services import add_initiative, add_milestone
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual
from hoshin.notices.models import Notice
from hoshin.org.models import Person
from hoshin.strategy.models import Objective
from hoshin.strategy_reviews.agenda import lines_of_topic
from hoshin.strategy_reviews.models import StrategyReview, StrategyReviewSeries, StrategyReviewTask, TopicKind
from hoshin.strategy_reviews.notices import TASKS_DUE
from hoshin.strategy_reviews.policies import reviews_visible_to, series_visible_to
from hoshin.strategy_reviews.selectors import (
    ReviewWish,
    outcomes_of,
    review_by_code,
    reviews_listed,
    topics_of,
)
from hoshin.strategy_reviews.sentences import said_of
from hoshin.strategy_reviews.services import (
    act_in_review,
    add_task,
    add_topic,
    begin_series,
    change_task,
    close_review,
    decide_in_review,
    order_topics,
    plan_next,
    plan_review,
    remove_review,
    remove_series,
    remove_topic,
    reopen_review,
    write_minutes,
)

pytestmark = pytest.mark.django_db


def topic(actor, review, kind=TopicKind.MOVED):
    return next(one for one in topics_of(actor, review) if one.kind == kind)


def told(actor, review, kind):
    review = review_by_code(actor, review.code)
    return [(line.code, said_of(line)) for line in lines_of_topic(actor, review, kind)]


def decided(actor, review, **said):
    usual = {
        "question": "Do we open a second desk?",
        "options": ["Open it in March"],
        "about": [Objective.objects.get(code="GROW")],
        "decider": Person.objects.get(employee_id="P1"),
        "chosen": "Open it in March",
        "review_on": date(2027, 11, 1),
        "reasons": "They wait too long.",
    }
    return decide_in_review(actor, review=review, **usual | said)


def test_what_moved_most_is_told_with_its_reason(review, office):
    assert told(office, review, TopicKind.MOVED) == [
        ("GROW", "From 40 to 60, September 2026 to October 2026. Moved by Revenue (+20).")
    ]


def test_measures_of_one_name_are_told_apart(review, office):
    (line,) = lines_of_topic(office, review, TopicKind.MOVED)
    alike = [{"code": code, "name": "Calls", "points": points} for code, points in (("M1", 12.0), ("M2", 5.0))]
    said = said_of(replace(line, facts={**line.facts, "why": [*alike, *line.facts["why"]]}))
    assert said.endswith("Moved by Calls (M1) (+12), Calls (M2) (+5), Revenue (+20).")


def test_the_agenda_fills_itself_with_what_waits(review, office, carls):
    grow, secret = (Objective.objects.get(code=code) for code in ("GROW", "SECRET"))
    one = add_initiative(office, code="I1", name="Two desks", effects={grow: (0.1, 0.2)})
    add_milestone(office, initiative=one, name="Rooms", due_date=date(2026, 11, 1))
    hidden = add_initiative(office, code="I2", name="A buyer", effects={secret: (0.1, 0.2)})
    add_milestone(office, initiative=hidden, name="An offer", due_date=date(2026, 11, 1))
    put_question(office, question="One desk more?", options=["Yes"], about=[grow])
    assert [code for code, _said in told(office, review, TopicKind.SLIPS)] == ["I1", "I2"]
    assert [code for code, _said in told(carls, review, TopicKind.SLIPS)] == ["I1"]
    assert told(carls, review, TopicKind.DECISIONS) == [("D-1", "to be decided")]


def test_who_reads_it_and_who_leads_it(review, office, carls, ninas, vera):
    viewers = Actor.of(vera, "web")
    for actor in (office, carls, ninas):
        assert list(reviews_visible_to(actor)) == [review]
    assert not reviews_visible_to(viewers).exists()
    assert not series_visible_to(viewers).exists()
    with pytest.raises(NotFound):
        review_by_code(viewers, review.code)
    assert write_minutes(ninas, topic=topic(ninas, review), notes="They came.").notes == "They came."
    with pytest.raises(Denied):
        close_review(ninas, review=review)
    with pytest.raises(Denied):
        begin_series(ninas, name="Hers", plan=review.series.plan, chair=Person.objects.get(employee_id="P1"))
    assert {notice.kind for notice in Notice.objects.filter(user=carls.user_id)} == {"strategy_review_planned"}


def test_two_who_write_lose_nothing(review, office, ninas):
    one = topic(office, review)
    write_minutes(office, topic=one, notes="Ours", version=one.version)
    with pytest.raises(Conflict):
        write_minutes(ninas, topic=one, notes="Theirs", version=one.version)


def test_once_closed_it_stays_as_it_stood(review, office, carls, ninas):
    before = told(carls, review, TopicKind.MOVED)
    write_minutes(carls, topic=topic(carls, review), notes="The second desk brought them.")
    close_review(carls, review=review)
    record_actual(office, measure=Measure.objects.get(code="REV"), period=Period.parse("2026-10"), value=5)
    assert told(carls, review, TopicKind.MOVED) == told(ninas, review, TopicKind.MOVED) == before
    review = review_by_code(carls, review.code)
    for change in (
        lambda: write_minutes(carls, topic=topic(carls, review), notes="Otherwise"),
        lambda: add_topic(carls, review=review, title="More"),
        lambda: remove_review(carls, review=review),
        lambda: decided(carls, review),
    ):
        with pytest.raises(Invalid, match="is closed"):
            change()
    assert Notice.objects.filter(kind="strategy_review_minutes", user=ninas.user_id).count() == 1
    reopen_review(carls, review=review)
    assert told(carls, review, TopicKind.MOVED) != before


def test_what_was_kept_shows_nobody_what_they_may_not_see(review, office, carls, ninas):
    secret = Objective.objects.get(code="SECRET")
    hidden = add_initiative(office, code="I2", name="A buyer", effects={secret: (0.1, 0.2)})
    add_milestone(office, initiative=hidden, name="An offer", due_date=date(2026, 11, 1))
    close_review(office, review=review)
    assert told(ninas, review, TopicKind.SLIPS) == []
    assert [code for code, _said in told(office, review, TopicKind.SLIPS)] == ["I2"]
    hidden.delete()
    assert [code for code, _said in told(office, review, TopicKind.SLIPS)] == ["I2"]


def test_a_decision_an_action_and_a_task_come_of_it(review, office, carls, ninas):
    decision = decided(carls, review)
    assert evidence_of(office, decision) is not None
    said = {"name": "Call them", "owner": Person.objects.get(employee_id="P1"), "due_on": date(2026, 12, 20)}
    act_in_review(carls, review=review, thing=Measure.objects.get(code="REV"), **said)
    add_task(ninas, review=review, text="Ask the north", owner=Person.objects.get(employee_id="P2"))
    came = outcomes_of(ninas, review)
    assert [one.code for one in came.decisions] == [decision.code]
    assert list(came.actions) == [CorrectiveAction.objects.get()]
    assert [one.text for one in came.tasks] == ["Ask the north"]
    with pytest.raises(Invalid) as refused:
        decided(carls, review, chosen="Another")
    assert [problem.field for problem in refused.value.problems] == ["chosen"]
    assert len(outcomes_of(ninas, review).decisions) == 1
    with pytest.raises(Invalid):
        remove_review(carls, review=review)
    assert decided(carls, review, chosen="", decider=None).state == "open"


def test_a_task_comes_up_until_it_is_done_and_its_owner_owes_it(review, office, carls, ninas):
    owner = Person.objects.get(employee_id="P2")
    task = add_task(carls, review=review, text="Ask the north", owner=owner, due_on=date(2026, 11, 20))
    assert TASKS_DUE.owed(ninas) == {"count": 1, "late": 1}
    close_review(carls, review=review)
    following = plan_next(carls, review=review)
    assert (following.starts_at.date(), following.starts_at.hour) == (date(2027, 2, 24), 9)
    assert told(ninas, following, TopicKind.TASKS) == [(review.code, "due 20 Nov 2026 · Nina North")]
    change_task(ninas, task=task, done_on=clock.today())
    assert told(ninas, following, TopicKind.TASKS) == []
    assert TASKS_DUE.owed(ninas) is None


def test_topics_are_put_in_order_and_taken_off(review, carls):
    added = add_topic(carls, review=review, title="The budget", minutes=15)
    order_topics(carls, review=review, numbers=[added.number, 3])
    assert [one.number for one in topics_of(carls, review)][:3] == [added.number, 3, 1]
    write_minutes(carls, topic=added, notes="Later")
    added.refresh_from_db()
    with pytest.raises(Invalid, match="was said"):
        remove_topic(carls, topic=added)
    write_minutes(carls, topic=added, notes="")
    remove_topic(carls, topic=added)
    with pytest.raises(Invalid):
        add_topic(carls, review=review, title=" ")
    with pytest.raises(Invalid, match="has meetings"):
        remove_series(carls, series=review.series)
    remove_review(carls, review=review)
    remove_series(carls, series=review.series)
    assert not StrategyReviewSeries.objects.exists()


def test_one_search_finds_what_was_said_two_years_later(
    review, office, carls, ninas, vera, django_assert_max_num_queries
):
    write_minutes(carls, topic=topic(carls, review), notes="The northern desk was too late.")
    close_review(carls, review=review)
    assert [one.code for one in found(ninas, "northern", kinds=["strategy_review"])] == [review.code]
    assert found(Actor.of(vera, "web"), "northern", kinds=["strategy_review"]) == []
    assert list(reviews_listed(ninas, ReviewWish("late"))) == [review]
    with django_assert_max_num_queries(2):
        list(reviews_listed(ninas, ReviewWish("desk", "held", review.series.code)))


def test_a_file_brings_back_what_went_out(review, office, carls, ninas, tmp_path):
    write_minutes(carls, topic=topic(carls, review), notes="Lines\n=of text")
    decided(carls, review)
    add_task(carls, review=review, text="Ask", owner=Person.objects.get(employee_id="P2"), due_on=date(2026, 12, 1))
    add_topic(carls, review=review, title="The budget", minutes=15)
    plan_review(office, series=review.series, starts_at=review.starts_at.replace(year=2027))
    close_review(carls, review=review)
    export(office, tmp_path / "out")
    assert import_workbook(office, tmp_path / "out").total.changed == 0
    kept = {path.name: path.read_text() for path in (tmp_path / "out").glob("*review*.csv")}
    assert len(kept) == 4
    StrategyReviewTask.objects.all().delete()
    StrategyReview.objects.all().delete()
    StrategyReviewSeries.objects.all().delete()
    import_workbook(office, tmp_path / "out")
    export(office, tmp_path / "again")
    assert {name: (tmp_path / "again" / name).read_text() for name in kept} == kept


def test_a_file_that_does_not_hold_says_where(review, office, tmp_path):
    put_question(office, question="One desk more?", options=["Yes"])
    reviews = (
        "code,series,starts_at,participants,decisions\n"
        "SR-8,RS-1,2026-12-01T10:00:00Z,P1;NOBODY,\n"
        "SR-9,RS-1,2026-12-01T10:00:00Z,P1,D-99\n"
    )
    topics = f"review,number,kind,title\n{review.code},40,added,\n{review.code},41,moved,\n"
    for sheet, rows, wrong in (
        ("strategy_reviews", reviews, ["decisions", "participants"]),
        ("review_topics", topics, ["kind", "title"]),
    ):
        with pytest.raises(Invalid) as refused:
            import_workbook(office, written(tmp_path / sheet, {sheet: rows}))
        assert sorted(one.field for one in refused.value.problems) == wrong
