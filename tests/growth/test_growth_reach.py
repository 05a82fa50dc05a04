"""Who is reached by learning and promotions: screened over groups, for HR of units alone. It is 23 November 2026."""

from datetime import date

import pytest
from tests.growth.conftest import school

from hoshin.engine.reviews import adverse_impact
from hoshin.growth.assembly import PersonReached, impact_lines
from hoshin.growth.models import LearningRequest, PromotionCase
from hoshin.growth.selectors import OUTCOMES, impact_screen, learning_for, people_offered_learning, standing_of
from hoshin.growth.services import assess_skills, record_learning, set_goal_skill
from hoshin.growth.services.standing import SkillSaid
from hoshin.org.models import Person
from hoshin.strategy.services import change_objective

pytestmark = pytest.mark.django_db
__all__ = ["school"]
BACKEND = "hoshin.notices.signed_in.WithUnread"


def reached(count, hits, *, stratum=("f", "1"), part_time=False, location=""):
    return [
        PersonReached(part_time, location, stratum, frozenset({"offered"} if at < hits else ())) for at in range(count)
    ]


def test_figures_are_those_of_the_method_and_small_groups_are_hidden():
    [full, part] = impact_lines(reached(80, 48) + reached(30, 12, part_time=True), ["offered"])
    assert (full.group, full.verdict, full.people, full.share) == ("full_time", "reference", 80, 0.6)
    assert (part.verdict, round(part.ratio, 3), part.within) == ("watch", 0.667, "none_detected")
    few = impact_lines(reached(80, 48) + reached(4, 0, part_time=True), ["offered"])
    assert [(one.verdict, one.share) for one in few if one.group == "part_time"] == [("suppressed", None)]
    everybody = impact_lines(reached(80, 48) + reached(20, 20, part_time=True), ["offered"])
    assert {one.verdict for one in everybody if one.group == "part_time"} == {"suppressed"}
    assert impact_lines(reached(80, 48), ["offered"]) == []
    # Whoever has no place of work is in no group of places.
    places = impact_lines(
        reached(40, 20, location="Bonn") + reached(40, 10, location="Köln") + reached(9, 9), ["offered"]
    )
    assert [(one.kind, one.group, one.people) for one in places] == [("location", "Bonn", 40), ("location", "Köln", 40)]


def test_a_difference_that_comes_from_levels_is_said_to_vanish_within_them():
    juniors, seniors = ("f", "1"), ("f", "2")
    people = reached(80, 8, stratum=juniors, part_time=True) + reached(20, 12, stratum=seniors, part_time=True)
    people += reached(20, 2, stratum=juniors) + reached(80, 48, stratum=seniors)
    [_full, part] = impact_lines(people, ["offered"])
    alone = adverse_impact([20, 50], [100, 100])
    assert (part.verdict, part.within) == ("disparity", "vanishes")
    assert part.ratio == pytest.approx(float(alone.ratio[0]))


def test_who_is_offered_something_is_found_as_for_one_alone(school):
    """Over all people at once the rule says the same as on each one's own page."""
    mia, hans = school.as_of("mia"), school.as_of("hans")
    change_objective(school.as_of("olga"), objective=school.objective, owner=school.vera)
    set_goal_skill(school.as_of("olga"), objective=school.objective, competency=school.planning, level=2)
    assess_skills(mia, person=school.vera, said=[SkillSaid(school.writing, 3), SkillSaid(school.planning, 0)])
    assess_skills(mia, person=school.mia, said=[SkillSaid(school.writing, 1)])

    def one_by_one():
        people = Person.objects.filter(pk__in=(school.carl.pk, school.vera.pk, school.mia.pk))
        return people, {one.pk for one in people if learning_for(hans, standing_of(hans, one))}

    people, offered = one_by_one()
    assert people_offered_learning(hans, list(people)) == offered == {school.carl.pk, school.vera.pk, school.mia.pk}
    assess_skills(mia, person=school.carl, said=[SkillSaid(school.writing, 3), SkillSaid(school.planning, 3)])
    record_learning(mia, person=school.vera, item=school.week, done_on=date(2026, 11, 2))
    people, offered = one_by_one()
    assert people_offered_learning(hans, list(people)) == offered == {school.mia.pk}


def test_it_is_shown_to_hr_of_their_people_alone(school, client, django_assert_max_num_queries):
    hans = school.as_of("hans")
    north = school.mia.unit
    crowd = [
        Person(
            employee_id=f"X{at}", name=f"Crowd {at}", unit=north, fte=0.5 if at % 2 else 1.0,
            location="Bonn" if at % 3 else "", job_family="Delivery", level="Staff",
        )
        for at in range(60)
    ]  # fmt: skip
    Person.objects.bulk_create(crowd)
    days = {"asked_on": date(2026, 5, 1), "decided_on": date(2026, 5, 4)}
    LearningRequest.objects.bulk_create(
        LearningRequest(person=one, item=school.day, state="approved", **days) for one in crowd[:20:2]
    )
    PromotionCase.objects.bulk_create(
        PromotionCase(person=one, to_role=school.lead, opened_on=date(2023, 5, 1), state="promoted", reason="So",
                      decided_on=date(2023, 6, 1))
        for one in crowd
    )  # fmt: skip
    lines = {(one.outcome, one.group): one for one in impact_screen(hans) if one.kind == "hours"}
    assert {outcome for outcome, _group in lines} == set(OUTCOMES)
    assert lines["approved", "full_time"].share == pytest.approx(10 / lines["approved", "full_time"].people)
    # None of those who work part time is an outcome that tells of everybody: it is not shown.
    assert (lines["approved", "part_time"].verdict, lines["approved", "part_time"].share) == ("suppressed", None)
    assert lines["promoted", "full_time"].share is None, "what was decided three years ago counts no more"
    assert [impact_screen(school.as_of(name)) for name in ("olga", "mia", "ada", "vera")] == [[], [], [], []]
    client.force_login(school.users["hans"], backend=BACKEND)
    client.get("/growth/reach")
    with django_assert_max_num_queries(15):
        page = client.get("/growth/reach").content.decode()
    assert ("Who is reached" in page, "groups are not shown" in page, "Bonn" in page) == (True, True, False)
    client.force_login(school.users["mia"], backend=BACKEND)
    assert "This is for HR of units" in client.get("/growth/reach").content.decode()
