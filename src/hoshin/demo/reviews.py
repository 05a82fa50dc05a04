"""Two rounds of reviews of one directorate: a year that is released, with a change and an appeal; a half year that runs."""

from datetime import timedelta

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.base.tasks.jobs import JobProgress
from hoshin.demo.review_words import (
    ABOUT_MANAGER,
    APPEAL,
    BEGUN,
    BY_DIRECTOR,
    BY_LEAD,
    BY_MANAGER,
    BY_SELF,
    CHANGE,
    COMMENT,
    OF_THE_HALF_YEAR,
    OF_THEMSELVES,
    PAY,
    DemoReview,
)
from hoshin.demo.team import DemoTeam, days_ago, team_of
from hoshin.org.models import Person
from hoshin.reviews.library import STARTERS
from hoshin.reviews.models import ReviewCycle, ReviewForm, ReviewResult
from hoshin.reviews.questions import as_rows
from hoshin.reviews.rows import AnswersTyped, CyclePlan
from hoshin.reviews.services import (
    acknowledge_result,
    agree_to_peer,
    appeal,
    ask_others,
    close_writing,
    decide_change,
    hand_in,
    launch_cycle,
    make_group,
    name_peers,
    propose_change,
    release_results,
    save_answers,
    save_cycle,
    tell_pay_criteria,
)
from hoshin.reviews.services.cycles import hand_out_forms

LAUNCHED, WRITTEN, LOOKED_AT, RELEASED, SAID = 62, 45, 30, 9, 4


def review_people(office: Actor, manager: User, employee: User) -> None:
    """Last year from its launch to an appeal, and this half year as far as it is."""
    team = team_of(manager, employee, office.face)
    with clock.fixed(days_ago(LAUNCHED, 8)):
        tell_pay_criteria(office, text=PAY, seen=None)
    _year(office, team)
    _half_year(office, team)


def _year(office: Actor, team: DemoTeam) -> None:
    with clock.fixed(days_ago(LAUNCHED, 9)):
        today = clock.today()
        cycle = _launched(
            office,
            CyclePlan(
                name="The year behind us",
                starts_on=today - timedelta(days=395),
                ends_on=today - timedelta(days=30),
                write_until=today + timedelta(days=21),
                release_on=today + timedelta(days=LAUNCHED - RELEASED),
                unit_id=team.people["M"].unit_id,
                questions=as_rows(STARTERS["year"].questions),
                has_reports=True,
            ),
        )
    with clock.fixed(days_ago(WRITTEN, 11)):
        for place, said in BY_SELF.items():
            _write(team, cycle, place, place, _typed(said))
        for place, said in BY_MANAGER.items():
            _write(team, cycle, "M", place, _typed(said))
        for place, said in BY_DIRECTOR.items():
            _write(team, cycle, "D", place, _typed(said))
        for place, said in zip(team.led_beside, BY_LEAD, strict=False):
            _write(team, cycle, "L", place, _typed(said))
        alone = [place for place in ("3", "4", "M", "L", *team.led_beside) if place not in BY_SELF]
        for place, said in zip(alone, OF_THEMSELVES, strict=False):
            _write(team, cycle, place, place, _typed(said))
        for place, (good, other) in ABOUT_MANAGER.items():
            words = {"how": good, "differently": other, "achieved": ""}
            _write(team, cycle, place, "M", AnswersTyped(words, {"together": 4, "craft": 4, "results": 4}))
    with clock.fixed(days_ago(LOOKED_AT, 13)):
        close_writing(office, cycle=cycle)
        cycle.refresh_from_db()
        _look_at(office, team, cycle)
    with clock.fixed(days_ago(RELEASED, 10)):
        release_results(office, cycle=cycle)
    with clock.fixed(days_ago(SAID, 16)):
        own = _result(cycle, team.people["2"])
        acknowledge_result(team.actors["2"], result=own, comment=COMMENT)
        appeal(team.actors["2"], result=own, text=APPEAL)


def _look_at(office: Actor, team: DemoTeam, cycle: ReviewCycle) -> None:
    """The lead beside and the director look at the results; what one proposes the other approves."""
    seats = [team.people["L"], team.people["D"], team.people["M"]]
    make_group(office, cycle=cycle, name="Finance", seats=seats)
    change = propose_change(
        team.actors["M"],
        result=_result(cycle, team.people["2"]),
        after=2.9,
        reason="circumstances",
        evidence=CHANGE,
    )
    decide_change(team.actors["L"], change=change, is_approved=True)


def _half_year(office: Actor, team: DemoTeam) -> None:
    with clock.fixed(days_ago(6, 9)):
        today = clock.today()
        cycle = _launched(
            office,
            CyclePlan(
                name="This half year",
                starts_on=today - timedelta(days=180),
                ends_on=today + timedelta(days=3),
                nominate_until=today + timedelta(days=13),
                write_until=today + timedelta(days=25),
                release_on=today + timedelta(days=46),
                unit_id=team.people["M"].unit_id,
                questions=as_rows(STARTERS["year"].questions),
                has_peers=True,
                has_others=True,
            ),
        )
    with clock.fixed(days_ago(3, 15)):
        ask_others(team.actors["M"], cycle=cycle, about=team.people["2"], people=[team.people["L"]])
        peers = [team.people[place] for place in ("1", "3", "4")]
        first, *_others = name_peers(team.actors["E"], cycle=cycle, people=peers)
        agree_to_peer(team.actors["M"], form=first)
        _write(team, cycle, "E", "E", AnswersTyped({"achieved": BEGUN}), is_done=False)
        _write(team, cycle, "3", "3", _typed(OF_THE_HALF_YEAR))


def _launched(office: Actor, plan: CyclePlan) -> ReviewCycle:
    cycle = save_cycle(office, plan=plan)
    cycle = launch_cycle(office, cycle=cycle)
    hand_out_forms(office, cycle=cycle, progress=JobProgress())
    cycle.refresh_from_db()
    return cycle


def _typed(said: DemoReview) -> AnswersTyped:
    steps = dict(zip(("results", "together", "craft", "learns"), said.steps, strict=True))
    # How much somebody carries follows how fast they learn; in how many kinds of work, what they know.
    steps |= {"scope": steps["learns"], "breadth": min(steps["learns"], steps["craft"])}
    words = {"achieved": said.achieved, "how": said.how, "differently": said.differently, "next": said.next}
    return AnswersTyped(words, steps, seconds=240)


def _write(
    team: DemoTeam, cycle: ReviewCycle, by: str, about: str, typed: AnswersTyped, *, is_done: bool = True
) -> None:
    if by not in team.people or about not in team.people:
        return
    forms = ReviewForm.objects.select_related("cycle", "about", "by")
    form = forms.filter(cycle=cycle, by=team.people[by], about=team.people[about]).first()
    if form is None:
        return
    kept = save_answers(team.actors[by], form=form, typed=typed, version=0)
    if is_done:
        hand_in(team.actors[by], form=form, version=kept.version)


def _result(cycle: ReviewCycle, person: Person) -> ReviewResult:
    return ReviewResult.objects.select_related("cycle", "person").get(cycle=cycle, person=person)
