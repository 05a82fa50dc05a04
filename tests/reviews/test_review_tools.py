"""What spares whoever runs reviews work: a formula tried before, forms that change hands in one step, files, progress."""

from datetime import date
from unittest.mock import Mock

import pytest
from tests.reviews.conftest import form_of, launched, plan_of, written
from tests.reviews.test_results import client_of, closed

from hoshin.base.errors import Denied, Invalid
from hoshin.base.tasks.queue import latest_job
from hoshin.checkins.models import Absence
from hoshin.growth.models import Competency, CompetencyEvidence, DevelopmentAction, DevelopmentPlan
from hoshin.notices.models import Notice
from hoshin.reviews.assembly import previewed
from hoshin.reviews.evidence import evidence_of
from hoshin.reviews.jobs import TEND
from hoshin.reviews.models import FormState, ReviewForm, ReviewResult
from hoshin.reviews.services import hand_over_forms, launch_cycle, preview_formula, save_cycle

__all__ = ["closed"]


def with_sources(manager, peers=None, goals=None):
    sources = [{"source": "manager", "mean": manager, "weight": 1.0 if peers is None else 0.625}]
    sources += [] if peers is None else [{"source": "peer", "mean": peers, "weight": 0.375}]
    return (manager, sources, goals)


def test_a_formula_is_tried_on_results_as_they_were_and_tells_nothing_of_few():
    rows = [with_sources(1 + at % 5, peers=3.0) for at in range(10)]
    found = previewed("usual + 1", rows)
    assert (found.people, found.scored, found.low, found.high) == (10, 10, 0.625 + 1.125 + 1, 3.125 + 1.125 + 1)
    assert (found.steps_then, found.steps) == ([2, 2, 2, 2, 2], [0, 0, 4, 2, 4])
    assert previewed("usual", rows[:9]) is None
    assert previewed("usual", []) is None
    missing = previewed("manager + goals / 100", [*rows, with_sources(3.0, goals=50.0)])
    assert missing is None
    some = previewed("manager / (manager - 1)", [*rows, *rows])
    assert (some.scored, dict(some.without)) == (16, {"the formula divides by zero": 4})


def test_the_preview_is_for_whoever_runs_reviews_and_says_why_there_is_none(staff, closed):
    with pytest.raises(Denied):
        preview_formula(staff.as_of("Mia"), formula="usual")
    for formula, match in (("", "no formula"), ("salary", "salary"), ("usual", "Fewer than ten")):
        with pytest.raises(Invalid, match=match):
            preview_formula(staff.olga, formula=formula)
    people = [one for name, one in staff.people.items() if name not in ("Ada", "Ben", "Mia")]
    ReviewResult.objects.filter(cycle=closed, person__in=people).delete()
    sources = [{"source": "manager", "n": 1, "mean": 3.0, "weight": 1.0, "is_hidden": False}]
    ReviewResult.objects.bulk_create(
        ReviewResult(cycle=closed, person=one, raw=3.0, score=3.0, sources=sources) for one in people
    )
    page = client_of(staff, "Olga").post("/reviews/formula", {"formula": "manager * 2"}).content.decode()
    assert "In Year 2026 13 of 13 people would have a score" in page
    assert "off the scale" in page


def test_all_that_waits_for_somebody_is_handed_over_in_one_step(staff, cycle):
    # Whether somebody has handed in is not to be found out so: what waits, and what does not, get the same answer.
    for by in ("Mia", "Ben"):
        with pytest.raises(Invalid, match=f"Nothing waits for {by} that is yours"):
            hand_over_forms(staff.as_of("Eva"), cycle=cycle, by=staff.people[by], to=staff.people["Gil"])
    written(staff, cycle, "Mia", "Ada")
    client = client_of(staff, "Olga")
    typed = {"by": "Mia", "to": "Sol"}
    answer = client.post(f"/reviews/{cycle.code}/hand-over", typed)
    assert answer.status_code in (204, 302), answer.content.decode()
    led = ReviewForm.objects.filter(cycle=cycle, source="manager", handed_from=staff.people["Mia"])
    assert set(led.values_list("by__name", "about__name")) == {("Sol", name) for name in ("Ben", "Cem", "Dan", "Hana")}
    # The office gives on what is written of everybody but of whoever does it.
    assert form_of(cycle, "Mia", "Olga").state == FormState.OPEN
    # What was handed in stays with whoever wrote it, and so does what she writes of herself.
    assert form_of(cycle, "Mia", "Ada").state == FormState.DONE
    assert form_of(cycle, "Mia", "Mia").state == FormState.OPEN
    # Sol writes about Bo already: that form stays and is named.
    assert form_of(cycle, "Mia", "Bo").state == FormState.OPEN
    assert Notice.objects.filter(kind="review_handed_over", user__name="Sol").exists()
    count, stays = hand_over_forms(staff.olga, cycle=cycle, by=staff.people["Mia"], to=staff.people["Sol"])
    assert (count, [form.about.name for form in stays]) == (0, ["Bo"])
    with pytest.raises(Invalid, match="with Sol already"):
        hand_over_forms(staff.olga, cycle=cycle, by=staff.people["Sol"], to=staff.people["Sol"])


def test_a_manager_who_is_away_until_the_end_is_passed_over_unless_they_began(staff, cycle):
    begun = written(staff, cycle, "Mia", "Ben", done=False)
    days = {"starts_on": date(2026, 11, 1), "ends_on": cycle.write_until}
    Absence.objects.create(person=staff.people["Mia"], **days)
    Absence.objects.create(person=staff.people["Sol"], starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 1))
    TEND.function(Mock())
    assert form_of(cycle, "Bo", "Ada").handed_from.name == "Mia"
    assert form_of(cycle, "Mia", "Ben").pk == begun.pk
    assert form_of(cycle, "Sol", "Eva").state == FormState.OPEN
    Absence.objects.create(person=staff.people["Bo"], **days)
    TEND.function(Mock())
    assert form_of(cycle, "Bo", "Ada").state == FormState.OPEN


def test_growth_stands_among_the_evidence_of_those_who_may_see_it(staff, cycle):
    ada = staff.people["Ada"]
    competency = Competency.objects.create(code="C1", name="Writing")
    CompetencyEvidence.objects.create(person=ada, competency=competency, text="The letter.", seen_on=date(2026, 5, 1))
    plan = DevelopmentPlan.objects.create(person=ada)
    said = {"due_on": date(2026, 6, 1), "done_on": date(2026, 6, 1), "outcome": "Held."}
    DevelopmentAction.objects.create(plan=plan, text="Lead the round", **said)
    DevelopmentAction.objects.create(plan=plan, text="Still to do", due_on=date(2026, 6, 1))
    span = (cycle.starts_on, cycle.ends_on)
    found = {one.text for one in evidence_of(staff.as_of("Mia"), ada, *span) if one.kind == "growth"}
    assert found == {"Writing: The letter.", "Lead the round: Held."}
    assert not [one for one in evidence_of(staff.as_of("Ben"), ada, *span) if one.kind == "growth"]


def test_results_leave_as_a_file_of_those_that_one_sees(staff, closed):
    answer = client_of(staff, "Hana").get(f"/reviews/{closed.code}/results.csv")
    lines = answer.content.decode().splitlines()
    assert lines[0].startswith("employee_id,name,unit,computed")
    assert {line.split(",")[0] for line in lines[1:]} == {"Ada", "Ben", "Cem", "Dan", "Olga", "Mia"}
    assert len(client_of(staff, "Olga").get(f"/reviews/{closed.code}/results.csv").content.decode().splitlines()) == 1


def test_how_far_a_launch_is_stands_on_the_page_of_the_cycle(staff):
    cycle = launch_cycle(staff.olga, cycle=save_cycle(staff.olga, plan=plan_of()))
    job = latest_job("reviews.launch", cycle=cycle.pk)
    assert (job.total, job.problem) == (0, "")
    page = client_of(staff, "Olga").get(f"/reviews/{cycle.code}").content.decode()
    assert "about to be handed out" in page
    from hoshin.base.tasks.models import JobRun

    JobRun.objects.update_or_create(job_id=job.number, defaults={"done": 3, "total": 12, "what": "Year"})
    page = client_of(staff, "Olga").get(f"/reviews/{cycle.code}").content.decode()
    assert "3 of 12 forms are handed out" in page
    assert launched(staff, name="Another").state == "writing"
