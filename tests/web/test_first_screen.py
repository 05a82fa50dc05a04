"""The scorecard's first screen: how it stands and what is wrong, before the table begins."""

import pytest
from tests.web.markup import squeezed
from tests.worlds import OCTOBER, SEPTEMBER

from hoshin.accounts.access import Actor
from hoshin.measures.models import Actual, Measure
from hoshin.measures.services import record_actual
from hoshin.org.models import Person, Unit
from hoshin.scorecards.models import Node, Score
from hoshin.scorecards.services import close_period, override_status
from hoshin.strategy.choices import Visibility
from hoshin.strategy.models import Objective, Perspective

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def as_olga(client, olga):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    return client


def record(actor, code: str, value: float, period=OCTOBER) -> None:
    record_actual(actor, measure=Measure.objects.get(code=code), period=period, value=value)


def needs(answer) -> list[tuple[str, str]]:
    return [(row.need.why, row.line.code) for row in answer.context["needs"]]


def test_a_sentence_says_how_it_stands_what_moved_and_what_is_wrong(as_olga, enterprise, system):
    record(system, "k3", 5)
    page = as_olga.get("/")
    assert "down. One objective is off track and one value is late." in page.context["sentence"]
    html = squeezed(page.content)
    assert html.index("Needs attention") < html.index('id="card"')
    assert html.count("<h1") == 1


def test_perspectives_stand_at_a_glance_with_what_is_wrong_in_each(as_olga, enterprise, system):
    record(system, "k3", 5)
    strip = {part.line.code: part for part in as_olga.get("/").context["strip"]}
    assert list(strip) == ["C", "F", "P"]
    assert (strip["C"].counts.off_track, strip["C"].counts.late) == (1, 0)
    assert (strip["P"].counts.off_track, strip["P"].counts.late) == (0, 1)
    opened = as_olga.get("/" + strip["P"].address.partition("#")[0])
    assert [row.line.code for row in opened.context["rows"]] == ["C", "F", "P", "OP"]


def test_the_table_is_closed_to_perspectives_at_first(as_olga, enterprise):
    assert [row.line.code for row in as_olga.get("/").context["rows"]] == ["C", "F", "P"]
    assert len(as_olga.get("/?open=all").context["rows"].rows) == 12


def test_what_is_worst_comes_first_and_no_more_than_three(as_olga, enterprise, system):
    record(system, "k3", 5)
    record(system, "k1", 0)
    record(system, "k2", 0)
    page = as_olga.get("/")
    assert needs(page) == [("off_track", "OF"), ("late", "k5"), ("off_track", "OC")]
    assert page.context["card"].attention.total.off_track == 2


def test_a_late_value_is_recorded_where_it_is_named(as_olga, enterprise):
    row = next(row for row in as_olga.get("/").context["needs"] if row.need.why == "late")
    sent = {f"expected-{row.cell}": "0", f"value-{row.cell}": "abc"}
    there = HTMX | {"HX-Current-URL": "http://testserver/"}
    refused = as_olga.post("/values", sent, headers=there)
    assert (refused.status_code, refused["X-Problem"]) == (422, "invalid")
    assert "not a number" in refused.content.decode()
    answer = as_olga.post("/values", sent | {f"value-{row.cell}": "66"}, headers=there)
    assert answer["HX-Refresh"] == "true"
    assert Actual.objects.get(measure__code="k5", period=OCTOBER.start).value == 66.0
    page = as_olga.get("/")
    assert "1 value recorded." in page.content.decode()
    assert needs(page) == [("at_risk", "OC")]


def test_a_value_that_units_report_is_not_recorded_over_their_heads(as_olga, enterprise, system):
    north = Unit.objects.create(code="N", name="North")
    record_actual(system, measure=Measure.objects.get(code="k5"), period="2026-09", value=10, unit=north)
    late = [row for row in as_olga.get("/").context["needs"] if row.need.why == "late"]
    assert all(row.cell == "" for row in late)


def test_who_may_not_record_is_led_to_the_page(client, vera, enterprise):
    client.force_login(vera, backend="hoshin.notices.signed_in.WithUnread")
    html = client.get("/").content.decode()
    assert 'action="/values"' not in html
    assert client.get("/values").status_code == 403


def test_a_status_set_by_hand_counts_as_what_it_says(as_olga, enterprise, olga):
    node = Node.objects.get(objective__code="OF")
    override_status(Actor.of(olga, "web"), node=node, status=1, reason="The audit found gaps")
    page = as_olga.get("/")
    assert needs(page)[0] == ("off_track", "OF")
    assert "The audit found gaps" in squeezed(page.content)


def test_what_somebody_may_not_see_needs_nothing_of_them(client, vera, carl, enterprise, system):
    record(system, "k3", 5)
    owner = Person.objects.create(employee_id="9", name="Carl", user=carl)
    Objective.objects.filter(code="OC").update(visibility=Visibility.PRIVATE, owner=owner)
    client.force_login(vera, backend="hoshin.notices.signed_in.WithUnread")
    page = client.get("/")
    assert "OC" not in [code for _why, code in needs(page)]
    assert page.context["card"].attention.total.off_track == 0


def test_a_correction_after_closing_shows_wherever_the_score_stands(as_olga, enterprise, olga, system):
    close_period(Actor.of(olga, "web"), plan=enterprise, period=OCTOBER)
    assert "official" in squeezed(as_olga.get("/").content)
    record(system, "k1", 0)
    page = as_olga.get("/?open=all")
    html = squeezed(page.content)
    assert ("restated", "OF") in needs(page)
    assert "was corrected after closing: 75 official, 35 by what is known today." in html
    assert "Official 75, 35 by what is known today" in html, "beside the score in its row"
    for address in ("/objectives/OF", "/measures/k1"):
        assert "by what is known today" in squeezed(as_olga.get(address).content), address


def test_any_period_is_reached_and_any_other_compared_with(as_olga, enterprise, system):
    for code in ("k1", "k2", "k3", "k4", "k5"):
        record(system, code, 20, OCTOBER.shift(-12))
    page = as_olga.get("/?beside=2025-10")
    html = squeezed(page.content)
    assert "since October 2025" in html
    assert page.context["delta"] == pytest.approx(
        Score.objects.get(node__kind="plan", period=OCTOBER.start).score
        - Score.objects.get(node__kind="plan", period=OCTOBER.shift(-12).start).score
    )
    assert (page.context["before"], page.context["after"]) == (SEPTEMBER, None)
    assert as_olga.get("/?period=2026-09").context["after"] == OCTOBER
    assert 'href="?period=2026-09"' in as_olga.get("/").content.decode()
    for nonsense in ("soon", "2031-01"):
        assert as_olga.get("/", {"beside": nonsense}).status_code == 404


def test_the_summary_is_found_without_walking_the_plan(
    as_olga, enterprise, system, django_assert_max_num_queries
):  # fmt: skip
    from tests.web.test_scorecard_pages import grow

    with django_assert_max_num_queries(15):
        as_olga.get("/?beside=2026-09")
    grow(system, enterprise, 30)
    with django_assert_max_num_queries(15):
        page = as_olga.get("/?beside=2026-09")
    assert len(page.context["card"].lines) == 3, "closed perspectives are not read"
    assert page.context["card"].attention.by_perspective[Perspective.objects.get(code="C").pk].off_track > 20


def test_what_was_not_counted_to_the_end_is_said_to_be_so(as_olga, enterprise, system, monkeypatch):
    record(system, "k3", 5)
    assert "at least" not in squeezed(as_olga.get("/").content)
    monkeypatch.setattr("hoshin.scorecards.selectors.attention.MOST_FOUND", 1)
    page = as_olga.get("/")
    assert "At least one objective is off track and one value is late." in page.context["sentence"]
    assert "· at least 1 late" in squeezed(page.content)
