"""The world in which Mia owes something of every kind that there is; what is owed of a new kind is added here."""

from datetime import date, time

from hoshin.base.periods import Period

OCTOBER = Period.parse("2026-10")
START, END = date(2026, 10, 1), date(2026, 12, 31)


def owing(actor):
    """The team with Mia as an administrator: people wait for her, things of hers are due, and somebody left things."""
    from tests.worlds import team

    from hoshin.accounts.models import User
    from hoshin.org.models import Person
    from hoshin.strategy.models import Plan

    team(actor)
    User.objects.filter(email="mia@hoshin.test").update(role="administrator")
    people = {person.employee_id.lower(): person for person in Person.objects.select_related("user")}
    plan = Plan.objects.get()
    _values(actor, plan, people)
    _goals(actor, plan, people)
    _talks(people)
    _left_behind(actor, plan)
    _signal(people)
    _decision(actor, people)
    _strategy_review(actor, plan, people)
    _risk(actor, people)
    _growth(actor, people)
    _reviews(people)
    _survey(people)
    _failed_job()


def _as(person):
    from hoshin.accounts.access import Actor

    return Actor.of(person.user, "web")


def _values(actor, plan, people):
    """One value is due of Mia, one waits for her approval, her red measure for a word and an action; two actions are due."""
    from tests.measures.a_target import set_target

    from hoshin.actions.services import open_action
    from hoshin.measures.models import Measure
    from hoshin.measures.services import define_measure, record_actual
    from hoshin.strategy.models import Objective
    from hoshin.strategy.services import change_plan, set_contribution

    mia, carl = people["mia"], people["carl"]
    asked = {"DUE": {"supplier": mia}, "WAITS": {"owner": mia, "supplier": carl, "needs_approval": True}, "RED": {}}
    for code, said in asked.items():
        measure = define_measure(actor, code=code, name=code.title(), **({"owner": mia} | said))
        set_target(actor, measure=measure, baseline=0, target=100)
        set_contribution(actor, parent=Objective.objects.get(code="O1"), child=measure)
        if code == "WAITS":
            record_actual(_as(carl), measure=measure, period=OCTOBER, value=55)
        if code == "RED":
            record_actual(actor, measure=measure, period=OCTOBER, value=5)
    said = {"asks_commentary": "off_track", "off_track_reaction_days": 1, "red_below": 65.0}
    change_plan(actor, plan=plan, is_from_beginning=True, **said)
    for due_on, check_on in ((date(2026, 11, 20), date(2026, 12, 20)), (date(2026, 11, 9), date(2026, 11, 20))):
        measure = Measure.objects.get(code="WAITS")
        said = {"name": "Call them", "owner": mia, "starts_on": START, "due_on": due_on, "check_on": check_on}
        open_action(actor, thing=measure, period=OCTOBER, **said)


def _goals(actor, plan, people):
    """Mia reviews a goal of Carl's, who says half of what he should, and is asked for help; she has a goal herself."""
    from hoshin.agreements.services import propose_goal
    from hoshin.agreements.terms import Terms
    from hoshin.checkins.rows import CheckInDraft
    from hoshin.checkins.services import check_in, raise_blocker, set_reviewer
    from hoshin.measures.models import Measure
    from hoshin.okrs.rows import KeyResultDraft
    from hoshin.okrs.services import write_goal
    from hoshin.strategy.models import Objective

    mia, carl = people["mia"], people["carl"]
    results = [KeyResultDraft("Letters answered", 0, 12), KeyResultDraft("Days to an answer", 9, 4, "days")]
    said = {"plan": plan, "start_date": START, "due_date": END, "serves": {Objective.objects.get(code="O1"): 1.0}}
    goals = {
        person: write_goal(actor, person=person, name=f"Answer as {person.name}", key_results=results, **said).objective
        for person in (mia, carl)
    }
    own = _as(carl)
    set_reviewer(own, objective=goals[carl], person=mia)
    measure = Measure.objects.filter(serves__parent=goals[carl]).first()
    check_in(own, [CheckInDraft(goals[carl], measure, None, note="Half of it is done.")])
    raise_blocker(own, objective=goals[carl], text="The scanner is broken", to=mia)
    propose_goal(
        own, owner=carl, counterpart=mia, terms=Terms("Answer all", plan.code, due_date=END, key_results=tuple(results))
    )


def _talks(people):
    """People ask Mia for feedback, a 1:1 and what she meant; one 1:1 was not held for long, and is tomorrow again."""
    from hoshin.feedback.services import ask_for_feedback, write_without_name
    from hoshin.leading.services import announce, ask_about
    from hoshin.meetings.services import add_action_item, propose_one_on_one
    from hoshin.org.models import Unit

    mia, carl, vera = people["mia"], people["carl"], people["vera"]
    ask_for_feedback(_as(vera), people=[mia], question="How was it?")
    write_without_name(_as(vera), to=mia, text="The night shift is short of people.")
    propose_one_on_one(_as(carl), partner=mia, starts_on=date(2026, 11, 26), at=time(9))
    weekly = propose_one_on_one(_as(mia), partner=vera, starts_on=date(2026, 9, 1), at=time(10))
    add_action_item(_as(mia), one_on_one=weekly, text="Ask the regions", owner=mia, due_on=date(2026, 11, 20))
    direction = announce(_as(mia), unit=Unit.objects.get(), title="Within a day", text="We answer within a day.")
    ask_about(_as(carl), announcement=direction, text="Also in July?")


def _left_behind(actor, plan):
    from hoshin.org.services import add_person
    from hoshin.strategy.services import add_objective

    gone = add_person(actor, employee_id="GONE", name="Gustav Gone", end_date=date(2026, 10, 31))
    add_objective(actor, plan=plan, code="O3", name="Keep the archive", owner=gone)


def _decision(actor, people):
    from datetime import timedelta

    from hoshin.base import clock
    from hoshin.decisions.models import Decision
    from hoshin.decisions.services import put_question, take_decision

    asked = put_question(actor, question="A second desk?", options=["Open it"], decider=people["mia"])
    later = clock.today() + timedelta(days=1)
    take_decision(actor, decision=asked, option=asked.options.get(position=0), review_on=later, reasons="Now.")
    Decision.objects.update(decided_on=date(2026, 5, 1), review_on=date(2026, 11, 2))


def _strategy_review(actor, plan, people):
    """Mia was to do something because a strategy review said so."""
    from hoshin.base import clock
    from hoshin.strategy_reviews.services import add_task, begin_series, plan_review

    series = begin_series(actor, name="Quarterly", plan=plan, chair=people["mia"])
    review = plan_review(actor, series=series, starts_at=clock.now())
    add_task(actor, review=review, text="Ask the north", owner=people["mia"], due_on=date(2026, 11, 2))


def _risk(actor, people):
    """One of Mia's that nobody judged yet."""
    from hoshin.risks.services import add_risk
    from hoshin.strategy.models import Objective

    at_stake = [Objective.objects.get(code="O1")]
    add_risk(actor, code="R1", name="The hotline fails", objectives=at_stake, owner=people["mia"])


def _growth(actor, people):
    """A step of Mia's plan to grow is due, and something mandatory; Carl asks her to learn something, and may rise."""
    from hoshin.growth.models import PromotionCase
    from hoshin.growth.services import add_development_action, add_job_role, add_learning_item, ask_to_learn

    mia = people["mia"]
    add_development_action(_as(mia), person=mia, text="Lead the weekly round", due_on=date(2026, 11, 20))
    ask_to_learn(_as(people["carl"]), item=add_learning_item(actor, code="L1", name="Conclusion first"))
    add_learning_item(actor, code="L2", name="Safety", is_mandatory=True, mandatory_in=mia.unit, valid_months=12)
    lead = add_job_role(actor, code="LEAD", name="Team lead", job_family="Delivery", level="Manager", levels={})
    said = {"to_role": lead, "opened_by": people["olga"], "opened_on": START, "state": "discussed"}
    PromotionCase.objects.create(person=people["carl"], **said)


def _reviews(people):
    """A cycle in each state: one is written, one is looked at together, one is released and Carl appeals."""
    from hoshin.base import clock
    from hoshin.reviews.models import (
        CalibrationChange,
        CalibrationGroup,
        CalibrationSeat,
        ReviewAppeal,
        ReviewCycle,
        ReviewForm,
        ReviewResult,
    )

    mia, carl, vera, hans = (people[name] for name in ("mia", "carl", "vera", "hans"))
    days = {"starts_on": date(2026, 1, 1), "ends_on": END, "write_until": date(2026, 12, 11)}
    days |= {"nominate_until": date(2026, 11, 30), "release_on": date(2026, 12, 18)}
    now = clock.now()
    hours = {"writing": {}, "calibrating": {}, "released": {"released_at": now}}
    cycles = {
        state: ReviewCycle.objects.create(name=state.title(), state=state, launched_at=now, **days, **said)
        for state, said in hours.items()
    }
    for by, source, state in ((mia, "manager", "open"), (vera, "peer", "proposed")):
        ReviewForm.objects.create(cycle=cycles["writing"], about=carl, by=by, source=source, state=state)
    group = CalibrationGroup.objects.create(cycle=cycles["calibrating"], name="North")
    CalibrationSeat.objects.bulk_create(CalibrationSeat(group=group, person=person) for person in (mia, hans))
    said = {"raw": 3.0, "score": 3.0}
    result = ReviewResult.objects.create(cycle=cycles["calibrating"], person=carl, group=group, **said)
    because = {"reason": "evidence", "evidence": "The letters of May."}
    CalibrationChange.objects.create(result=result, before=3.0, after=4.0, proposed_by=hans, proposed_at=now, **because)
    ReviewResult.objects.create(cycle=cycles["released"], person=mia, **said)
    result = ReviewResult.objects.create(cycle=cycles["released"], person=carl, **said)
    ReviewAppeal.objects.create(result=result, text="May is missing.", opened_at=now, answer_by=date(2026, 12, 4))


def _survey(people):
    """Mia was to do something about what a survey said, somebody says more about a comment, and another survey asks her."""
    from hoshin.org.models import Unit
    from hoshin.pulse.models import ActionPlan, CommentSheet, Wave, WaveUnit
    from hoshin.pulse.services import launch_wave

    days = {"opened_on": date(2026, 9, 1), "closes_on": date(2026, 9, 14), "closed_on": date(2026, 9, 15)}
    wave = Wave.objects.create(name="How are you?", survey="engagement", comments_to="heads", **days)
    north = Unit.objects.get()
    unit = WaveUnit.objects.create(wave=wave, unit=north, code=north.code, name=north.name, place=0, depth=0, invited=6)
    days = {"planned_on": date(2026, 9, 16), "due_on": date(2026, 11, 20)}
    said = {"driver": "growth", "name": "Talk about it", **days}
    ActionPlan.objects.create(wave=wave, unit=unit, owner=people["mia"], **said)
    talk = {"comments": [["comment", "More light", "mark"]], "talks": {"mark": [[False, "In winter."]]}, "waiting": 1}
    CommentSheet.objects.create(wave=wave, unit=unit, **talk)
    launch_wave(_as(people["olga"]), survey="enps", name="Would you?", closes_on=date(2026, 12, 4))


def _signal(people):
    """One of a rule that is no more."""
    from hoshin.base import clock
    from hoshin.measures.models import Measure
    from hoshin.signals.models import Signal

    seen = {"first_seen_at": clock.now(), "last_seen_at": clock.now()}
    measure = Measure.objects.get(code="RED")
    Signal.objects.create(
        rule="old", rule_version="1", measure=measure, direction="down", goes_to=people["mia"], **seen
    )


def _failed_job():
    """One that failed at noon of that day: the queue writes its hours by the clock of the server."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status) "
            "VALUES ('default', 'test.fails', '{}', 'failed') RETURNING id"
        )
        cursor.execute(
            "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'failed', '2026-11-23 12:00+00')",
            cursor.fetchone(),
        )
