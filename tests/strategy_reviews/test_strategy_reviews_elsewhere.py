"""Strategy reviews beyond their pages: risks on the agenda, who is reminded on the day before, and the command."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from hoshin.base import clock
from hoshin.cli.strategy_reviews import strategy_reviews
from hoshin.org.models import Person
from hoshin.risks.services import add_category, add_risk, assess_risk
from hoshin.strategy.models import Objective
from hoshin.strategy_reviews.agenda import lines_of_topic
from hoshin.strategy_reviews.models import TopicKind
from hoshin.strategy_reviews.notices import COMING
from hoshin.strategy_reviews.selectors import review_by_code
from hoshin.strategy_reviews.sentences import said_of
from hoshin.strategy_reviews.services import add_task, close_review, decide_in_review

pytestmark = pytest.mark.django_db


def risk(office, code, likelihood, objectives, **said):
    steps = {"likelihood_before": 5, "impact_before": 5, "likelihood": likelihood, "impact": 4}
    row = add_risk(office, code=code, name=f"Risk {code}", objectives=objectives, **said)
    assess_risk(office, risk=row, reason="As it was last year.", **steps)
    return row


def test_risks_above_appetite_stand_on_the_agenda_for_who_sees_them(review, office, ninas):
    service = add_category(office, code="SVC", name="Service", appetite=8)
    grow, secret = (Objective.objects.get(code=code) for code in ("GROW", "SECRET"))
    carl = Person.objects.get(employee_id="P1")
    risk(office, "R-OVER", 3, [grow], category=service, owner=carl)
    risk(office, "R-WITHIN", 2, [grow], category=service)
    risk(office, "R-HIDDEN", 5, [secret], category=service)

    def told(actor):
        lines = lines_of_topic(actor, review_by_code(actor, review.code), TopicKind.RISKS)
        return [(line.code, said_of(line)) for line in lines]

    over = ("R-OVER", "level 12, appetite 8 · Carl Contributor")
    assert told(office) == [("R-HIDDEN", "level 20, appetite 8"), over]
    assert over in told(ninas)
    assert "R-HIDDEN" not in dict(told(ninas))
    close_review(office, review=review_by_code(office, review.code))
    assert told(ninas)[-1] == over
    assert "R-HIDDEN" not in dict(told(ninas))


def test_who_takes_part_is_reminded_until_it_has_begun(review, office, carls, ninas):
    def reminded():
        return set(COMING.owing())

    def asked(actor):
        return [COMING.rows.thing(actor, {**row[3], "pk": row[1]}) for row in COMING.rows.asked(actor, COMING.code)]

    users = {Person.objects.get(employee_id=one).user_id for one in ("P1", "P2")}
    assert reminded() == users
    (thing,) = asked(carls)
    assert (thing.page, thing.page_by, thing.due_on.isoformat()) == ("strategy_review", ("SR-1",), "2026-11-24")
    assert asked(office) == [], "the office reads it, and takes no part"
    for day, hour, expected in ((22, 12, set()), (24, 8, users), (24, 10, set())):
        with clock.fixed(datetime(2026, 11, day, hour, tzinfo=UTC)):
            assert reminded() == expected, (day, hour)
    close_review(office, review=review_by_code(office, review.code))
    assert reminded() == set()


def test_the_command_prints_what_came_of_each(review, office, carls):
    here = review_by_code(office, review.code)
    add_task(office, review=here, text="Ask the supplier", owner=Person.objects.get(employee_id="P2"))
    decide_in_review(
        office, review=here, question="Do we open a second desk?", options=["Open it"],
        about=[Objective.objects.get(code="GROW")], decider=Person.objects.get(employee_id="P1"),
    )  # fmt: skip
    run = CliRunner()
    (row,) = json.loads(run.invoke(strategy_reviews, ["--format", "json"]).stdout)
    assert (row["code"], row["plan"], row["chair"], row["state"]) == ("SR-1", "E", "Carl Contributor", "open")
    assert (row["decisions"], row["actions"], row["tasks"], row["tasks_open"]) == (1, 0, 1, 1)
    assert json.loads(run.invoke(strategy_reviews, ["--shown", "held", "--format", "json"]).stdout) == []
    assert "Quarterly review" in run.invoke(strategy_reviews, ["--search", "Quarterly"]).stdout
    wrong = run.invoke(strategy_reviews, ["--series", "NONE"])
    assert wrong.exit_code == 1
