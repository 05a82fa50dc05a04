"""Links of a map held against the values of what stands for their ends: in the worker, seen like the ends, told."""

import numpy as np
import pytest
from tests.engine.test_hypotheses import drawn_pair

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.audit.services import act
from hoshin.base.periods import Period
from hoshin.base.tasks import JobProgress
from hoshin.exchange.workbook import export, import_workbook
from hoshin.hypotheses.models import Lacks, LinkTest, WhatDataSay
from hoshin.hypotheses.policies import link_tests_visible_to
from hoshin.hypotheses.selectors import led_said, link_test_of, link_tests_of
from hoshin.hypotheses.services import EXAMINE_ALL, examine_links
from hoshin.measures.models import Measure
from hoshin.measures.rows import ActualRow
from hoshin.measures.services import define_measure, record_actual, record_actuals
from hoshin.strategy.models import CausalLink, Objective, Plan
from hoshin.strategy.services import change_causal_link, change_objective, set_contribution

pytestmark = pytest.mark.django_db
LAST = Period.parse("2026-10")


def months(count):
    return [LAST.shift(1 - count + at) for at in range(count)]


@pytest.fixture
def told(northern_world, november):
    """The links of Northern Services; `days` of P1 leads `wait` of C1 by two months."""
    system = Actor.system()
    x, y = drawn_pair(20, 60, beta=0.9)
    record(system, "days", x)
    record(system, "wait", y)
    record(system, "stay", drawn_pair(3, 60)[0])
    link = CausalLink.objects.get(cause__code="P1", effect__code="C1")
    change_causal_link(system, link=link, lag_months=2)
    return system


def record(actor, code, values):
    measure = Measure.objects.get(code=code)
    rows = [ActualRow(measure.pk, None, month.start, value=50.0 + value) for month, value in zip(months(60), values)]
    record_actuals(actor, rows)


def found(cause, effect):
    return LinkTest.objects.get(link__cause__code=cause, link__effect__code=effect)


def test_each_link_is_held_against_what_stands_for_its_ends(told):
    assert examine_links(told) == 3
    borne_out, none = found("P1", "C1"), found("L1", "C2")
    assert (borne_out.cause_measure.code, borne_out.effect_measure.code) == ("days", "wait")
    assert (borne_out.verdict, borne_out.lag, borne_out.found_lag) == (WhatDataSay.CONSISTENT, 2, 2)
    assert (borne_out.points, len(borne_out.correlations), borne_out.frequency) == (59, 13, "monthly")
    assert borne_out.p < borne_out.p_adjusted < 0.10
    assert borne_out.found > borne_out.bound
    assert borne_out.forward["p"] < 0.05 < borne_out.backward["p"]
    assert (borne_out.is_leading, borne_out.lead) == (True, 2)
    assert 0.0 < borne_out.skill[1] < borne_out.skill[0] < borne_out.skill[2]
    assert [row.said["code"] for row in led_said(told, borne_out.cause_measure_id)] == ["wait"]
    assert borne_out.ends == LAST
    assert (none.verdict, none.lacks, none.effect_measure) == (WhatDataSay.INCONCLUSIVE, Lacks.NO_MEASURE, None)


def test_a_measure_that_is_better_when_lower_is_turned(told):
    Measure.objects.filter(code="wait").update(direction="lower")
    examine_links(told)
    assert found("P1", "C1").verdict == WhatDataSay.DIFFERENT
    change_causal_link(told, link=found("P1", "C1").link, sign="opposite")
    examine_links(told)
    assert found("P1", "C1").verdict == WhatDataSay.CONSISTENT


def test_what_it_said_before_is_kept_until_the_link_says_something_else(told):
    examine_links(told)
    record(told, "wait", drawn_pair(900, 60, beta=0.9)[1])
    EXAMINE_ALL.function(JobProgress())
    test = found("P1", "C1")
    assert (test.verdict, test.before) == (WhatDataSay.INCONCLUSIVE, WhatDataSay.CONSISTENT)
    change_causal_link(told, link=test.link, lag_months=9)
    assert link_test_of(told, test.link) is None, "not tested as it stands"
    examine_links(told, [test.link.cause.plan_id])
    assert (found("P1", "C1").before, link_test_of(told, test.link).lag_months) == ("", 9)


def test_too_few_values_and_arithmetic_are_said(told):
    short = define_measure(told, code="short", name="Short")
    record_actual(told, measure=short, period=LAST, value=1.0)
    set_contribution(told, parent=Objective.objects.get(code="C2"), child=short)
    examine_links(told)
    assert (found("L1", "C2").lacks, found("L1", "C2").points) == (Lacks.TOO_FEW_POINTS, 1)
    Measure.objects.filter(code="short").update(formula="[stay] * 2")
    examine_links(told)
    assert found("L1", "C2").lacks == Lacks.ARITHMETIC
    Measure.objects.filter(code="short").update(formula="")
    # The heaviest of those with values enough stands for the objective.
    long = define_measure(told, code="long", name="Long")
    record(told, "long", np.zeros(60))
    set_contribution(told, parent=Objective.objects.get(code="C2"), child=long, weight=0.1)
    examine_links(told)
    still = found("L1", "C2")
    assert (still.effect_measure.code, still.lacks, still.verdict) == (
        "long",
        Lacks.NO_VARIATION,
        WhatDataSay.INCONCLUSIVE,
    )


def test_who_sees_both_ends_sees_what_is_said(told, vera):
    examine_links(told)
    stranger = Actor.of(vera, "web")
    assert link_tests_visible_to(stranger).count() == 3
    change_objective(told, objective=Objective.objects.get(code="C1"), visibility="private")
    seen = {test.link.effect.code for test in link_tests_visible_to(stranger)}
    assert seen == {"P1", "C2"}
    assert not led_said(stranger, Measure.objects.get(code="days").pk).exists()
    assert len(link_tests_of(told, CausalLink.objects.values_list("pk", flat=True))) == 3


def test_programs_read_links_with_their_figures(told, client, olga):
    examine_links(told)
    _token, secret = create_token(Actor.of(olga, "web"), name="program")
    read = client.get("/api/v1/plans/NS/causal-links", headers={"Authorization": f"Bearer {secret}"}).json()
    by_ends = {(link["cause"], link["effect"]): link for link in read["items"]}
    test = by_ends["P1", "C1"]["test"]
    assert (test["verdict"], test["found_lag"], test["cause_measure"]) == ("consistent", 2, "days")
    assert max(test["correlations"], key=lambda one: one["r"])["lag"] == 2
    assert by_ends["L1", "C2"]["test"]["lacks"] == "no_measure"


def test_the_sign_goes_out_and_comes_back_by_the_workbook(told, tmp_path):
    with act(told, "set_up"):
        CausalLink.objects.filter(cause__code="P1").update(sign="opposite")
    export(told, tmp_path / "out")
    said = (tmp_path / "out" / "causal_links.csv").read_text()
    assert "P1,C1,2,opposite,People decide." in said
    CausalLink.objects.update(sign="same")
    import_workbook(told, tmp_path / "out")
    assert CausalLink.objects.get(cause__code="P1").sign == "opposite"
    assert Plan.objects.get().code == "NS"


def test_the_map_draws_by_what_the_data_say_and_its_table_says_the_same(
    told, client, vera, django_assert_max_num_queries
):
    examine_links(told)
    client.force_login(vera, backend="hoshin.notices.signed_in.WithUnread")
    client.get("/map?plan=NS")
    with django_assert_max_num_queries(15):
        page = client.get("/map?plan=NS").content.decode()
    assert page.count('class="cause says-consistent"') == 2, "on the map and in its legend"
    assert 'class="cause says-inconclusive"' in page
    assert "no measure stands for one of its ends" in page
    listed = client.get("/map?plan=NS&data=consistent").content.decode()
    assert (listed.count("<tr data-row>"), listed.count("data-link=")) == (1, page.count("data-link="))


def test_one_link_in_full_says_what_it_rests_on_and_what_that_does_not_prove(told, client, vera):
    examine_links(told)
    client.force_login(vera, backend="hoshin.notices.signed_in.WithUnread")
    page = client.get(f"/map/links/{found('P1', 'C1').link_id}/data").content.decode()
    assert "the effect follows as stated, most clearly after 2 months" in page
    assert "It leads: forecasts of the effect after 2 months are" in page
    assert "does not prove that it moves it" in page
    assert page.count("wide-chart") == 3
    untested = client.get(f"/map/links/{found('L1', 'C2').link_id}/data").content.decode()
    assert "no measure stands for one of its ends" in untested
    measure = client.get("/measures/days").content.decode()
    assert "By 2 months:" in measure
    assert client.get("/map/links/999999/data").status_code == 404
