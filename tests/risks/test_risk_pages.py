"""Risks on their pages: entered, judged, watched, closed; nothing typed is lost."""

import pytest

from hoshin.risks.models import Risk, RiskAssessment, RiskCategory, RiskControl, RiskIndicator

pytestmark = pytest.mark.django_db
BACKEND = "hoshin.notices.signed_in.WithUnread"
RISK = {
    "name": "The hotline fails",
    "code": "R1",
    "kind": "threat",
    "event": "Down for a day",
    "objectives": "O1",
    "visibility": "public",
    "review_months": "3",
}
JUDGED = {"likelihood_before": "4", "impact_before": "4", "likelihood": "3", "impact": "4", "reason": "Two outages."}


@pytest.fixture
def pages(team, client):
    client.force_login(team.users["olga"], backend=BACKEND)
    return client


def said(answer):
    return answer.content.decode()


def test_a_risk_is_entered_judged_watched_and_closed(team, waiting, pages):
    assert "No risk is entered yet" in said(pages.get("/risks"))
    category = {"name": "Service", "code": "SVC", "appetite": "12", "tolerated": "50000 = 1 %\n500000 = 0.5 %"}
    assert pages.post("/risks/categories/new", category | {"tolerated": "some"}).status_code == 422
    assert pages.post("/risks/categories/new", category).status_code == 302
    assert RiskCategory.objects.get().tolerated == [[50000.0, 0.01], [500000.0, 0.005]]
    wrong = pages.post("/risks/new", RISK | {"objectives": "O1; O9"})
    assert (wrong.status_code, "O1; O9" in said(wrong), "Down for a day" in said(wrong)) == (422, True, True)
    assert "say what is at stake" in said(pages.post("/risks/new", RISK | {"objectives": ""}))
    assert pages.post("/risks/new", RISK | {"category": "SVC", "owner": "Carl Contributor"}).status_code == 302
    risk = Risk.objects.get()
    one = f"/risks/{risk.pk}"
    assert "Nobody judged yet" in said(pages.get("/risks/R1"))
    low = pages.post(f"{one}/assess", JUDGED | {"likelihood": "5"})
    assert (low.status_code, "do not make it worse" in said(low), "Two outages." in said(low)) == (422, True, True)
    money = {"frequency": "0.5", "loss_low": "10000", "loss_high": "200000"}
    assert pages.post(f"{one}/assess", JUDGED | money).status_code == 302
    indicators = {"i0-measure": "WAIT", "i0-side": "above", "i0-warning": "9", "i0-limit": "7"}
    assert "wrong order" in said(pages.post(f"{one}/indicators", indicators))
    assert pages.post(f"{one}/indicators", indicators | {"i0-warning": "5"}).status_code == 302
    controls = {"c0-name": "Calls are rerouted", "c0-kind": "limits", "c0-works": "partly"}
    assert pages.post(f"{one}/controls", controls).status_code == 302
    page = said(pages.get("/risks/R1"))
    for text in (
        "Above the appetite of 12",
        "one step likelier than the 3",
        "Calls are rerouted",
        "more than is tolerated",
    ):
        assert text in page
    register = said(pages.get("/risks?category=SVC&above=on"))
    assert register.count("data-row") == 1
    assert "▲" in register
    assert "level 16:" in register
    assert said(pages.get("/risks?likelihood=4&impact=4")).count("data-row") == 1
    assert said(pages.get("/risks?likelihood=1&impact=4")).count("data-row") == 0
    assert "The hotline fails" in said(pages.get(f"/risks/for/{team.objective.pk}"))
    emptied = {"c0-name": "", "c0-kind": "limits", "c0-works": "partly", "c1-kind": "limits", "c1-works": "no"}
    assert pages.post(f"{one}/controls", emptied).status_code == 302
    assert not RiskControl.objects.exists()
    assert pages.post(f"{one}/close", {"because": ""}).status_code == 422
    assert pages.post(f"{one}/close", {"because": "Two lines now."}).status_code == 302
    assert said(pages.get("/risks")).count("data-row") == 0
    assert pages.post(f"{one}/reopen").status_code == 302
    assert pages.get(f"{one}/history").status_code == 200
    assert "give them another first" in said(pages.post(f"/risks/categories/{risk.category_id}/remove"))
    assert pages.post(f"{one}/remove").status_code == 302
    assert pages.post(f"/risks/categories/{risk.category_id}/remove").status_code == 302
    assert not RiskIndicator.objects.exists()


def test_two_who_write_lose_nothing(team, outage, pages):
    one, old = f"/risks/{outage.pk}", {"version": "7"}
    clash = pages.post(f"{one}/edit", RISK | old | {"name": "The hotline is down"})
    assert (clash.status_code, "The hotline is down" in said(clash)) == (409, True)
    judged = pages.post(f"{one}/assess", JUDGED | old | {"reason": "I looked as well."})
    assert (judged.status_code, "I looked as well." in said(judged)) == (409, True)
    controls = {"version": "7", "c0-name": "Calls are rerouted", "c0-kind": "limits", "c0-works": "partly"}
    table = pages.post(f"{one}/controls", controls)
    assert (table.status_code, "Calls are rerouted" in said(table)) == (422, True)
    assert RiskAssessment.objects.count() == 1


def test_pages_ask_few_questions(team, outage, waiting, pages, client, django_assert_max_num_queries):
    indicators = {"i0-measure": "WAIT", "i0-side": "above", "i0-limit": "7"}
    assert pages.post(f"/risks/{outage.pk}/indicators", indicators).status_code == 302
    client.force_login(team.users["carl"], backend=BACKEND)
    for address in ("/risks?category=SVC", "/risks/R1", f"/risks/for/{team.objective.pk}"):
        assert client.get(address).status_code == 200
        with django_assert_max_num_queries(15):
            client.get(address)
