"""The pages of initiatives: what is typed is kept, what is wrong stands beside its row, two editors do not overwrite."""

from datetime import date

import pytest
from django.urls import reverse

from hoshin.initiatives.models import Initiative, InitiativeCost, Milestone
from hoshin.initiatives.services import add_initiative, add_milestone, change_initiative, set_cost


@pytest.fixture
def as_user(client, team):
    def of(name):
        client.force_login(team.users[name])
        return client

    return of


def rows_of(desk, **changed):
    """What the table of milestones sends: each row as it stands, with what somebody typed."""
    data = {}
    for row in desk.milestones.all():
        data |= {
            f"m{row.pk}-name": row.name,
            f"m{row.pk}-start_date": row.start_date or "",
            f"m{row.pk}-due_date": row.due_date,
            f"m{row.pk}-weight": row.weight,
            f"m{row.pk}-needs": "; ".join(row.needs.values_list("needs__code", flat=True)),
            f"m{row.pk}-completion": 100 * row.completion,
            f"m{row.pk}-done_on": row.done_on or "",
            f"m{row.pk}-version": row.version,
        }
    numbers = {row.code: row.pk for row in desk.milestones.all()}
    return data | {f"m{numbers[at[:2]]}-{at[3:]}": value for at, value in changed.items()}


def test_an_initiative_is_started_from_the_page_of_its_objective(team, as_user):
    client = as_user("carl")
    assert (
        "Start an initiative" in client.get(reverse("objective_initiatives", args=[team.objective.pk])).content.decode()
    )
    page = client.get(reverse("initiative_new"), {"objective": "O1"}).content.decode()
    assert ("O1 · Answer within a day" in page, "will be able to read it" in page) == (True, True)
    said = {
        "name": "One desk",
        "code": "I1",
        "objective": "O1",
        "low": "20 %",
        "high": "40",
        "owner": "CARL",
        "template": "pilot",
    }
    answer = client.post(reverse("initiative_new"), said | {"start_date": "2026-12-01"})
    row = Initiative.objects.get()
    assert answer.url == reverse("initiative", args=["I1"])
    assert list(row.effects.values_list("objective__code", "low", "high")) == [("O1", 0.2, 0.4)]
    assert row.milestones.count() == 5
    assert "One desk" in client.get(reverse("objective_initiatives", args=[team.objective.pk])).content.decode()


def test_what_is_typed_wrong_is_kept_and_said(team, as_user):
    said = {"name": "One desk", "code": "I1", "objective": "O9", "low": "50", "high": "20", "start_date": "2026-12-01"}
    answer = as_user("carl").post(reverse("initiative_new"), said | {"due_date": "2026-11-01", "owner": "CARL"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert all(words in text for words in ("No objective has this code", "smaller share", "One desk", "O9"))
    answer = as_user("carl").post(
        reverse("initiative_new"),
        {"name": "A", "code": "I1", "owner": "CARL"} | {"start_date": "2026-12-01", "due_date": "2026-11-01"},
    )
    assert "not due before it starts" in answer.content.decode()


def test_two_editors_do_not_overwrite_each_other(team, desk, as_user):
    change_initiative(team.as_of("olga"), initiative=desk, name="Hers")
    said = {"name": "His", "code": "I1", "owner": "CARL", "serves": [team.objective.pk], "version": 1}
    answer = as_user("carl").post(reverse("initiative_edit", args=[desk.pk]), said)
    text = answer.content.decode()
    assert (answer.status_code, "Hers" in text, "His" in text) == (409, True, True)
    assert Initiative.objects.get().name == "Hers"


def test_milestones_are_changed_in_their_table_all_or_nothing(team, desk, as_user):
    client, address = as_user("carl"), reverse("initiative_milestones", args=[desk.pk])
    new = {"new-name": "Closed", "new-due_date": "2027-06-01", "new-needs": "M3"}
    wrong = client.post(address, rows_of(desk, M1_name="Staffed", M2_needs="M9; M3") | new)
    assert (wrong.status_code, "no milestone M9" in wrong.content.decode()) == (422, True)
    circle = client.post(address, rows_of(desk, M1_name="Staffed", M2_needs="M3") | new)
    assert "wait for each other" in circle.content.decode()
    assert "Staffed" in circle.content.decode()
    assert not Milestone.objects.filter(name__in=["Staffed", "Closed"]).exists()
    stale = client.post(address, rows_of(desk, M1_name="Staffed", M2_version=0) | new)
    assert "Somebody else changed" in stale.content.decode()
    client.post(address, rows_of(desk, M1_name="Staffed", M2_completion="60 %") | new)
    assert list(desk.milestones.order_by("code").values_list("name", "completion")) == [
        ("Staffed", 1.0), ("One number", 0.6), ("Letters as well", 0.0), ("Closed", 0.0),
    ]  # fmt: skip


def test_who_works_on_it_says_how_far_and_no_more(team, desk, as_user):
    change_initiative(team.as_of("olga"), initiative=desk, owner=team.vera, team=[team.carl])
    client, row = as_user("carl"), Milestone.objects.get(code="M2")
    page = client.get(reverse("initiative", args=["I1"])).content.decode()
    assert (f'name="m{row.pk}-completion"' in page, f'name="m{row.pk}-name"' in page) == (True, False)
    client.post(
        reverse("initiative_milestones", args=[desk.pk]),
        {f"m{row.pk}-done_on": "2026-11-20", f"m{row.pk}-completion": "0", f"m{row.pk}-version": row.version},
    )
    row.refresh_from_db()
    assert (row.completion, row.done_on, row.name) == (1.0, date(2026, 11, 20), "One number")


def test_costs_status_and_plan_are_written_where_they_stand(team, desk, as_user):
    client = as_user("carl")
    costs = reverse("initiative_costs", args=[desk.pk])
    wrong = client.post(costs, {"new_cost-period": "autumn", "new_cost-planned": "1,000"})
    text = wrong.content.decode()
    assert (wrong.status_code, "is not a period" in text, "autumn" in text) == (422, True, True)
    client.post(costs, {"new_cost-period": "Q1 2027", "new_cost-planned": "1,000"})
    assert InitiativeCost.objects.get().planned == 1000.0
    status = reverse("initiative_status", args=[desk.pk])
    said = {"status": "paused", "status_until": "2027-01-31"}
    assert "has a reason" in client.post(status, said).content.decode()
    client.post(status, said | {"status_reason": "Waiting for the budget."})
    client.post(reverse("initiative_agree", args=[desk.pk]), {"note": "Board"})
    page = client.get(reverse("initiative", args=["I1"])).content.decode()
    assert all(words in page for words in ("Waiting for the budget.", "paused", "Board", "1,000"))
    client.post(reverse("initiative_remove", args=[desk.pk]))
    assert not Initiative.objects.exists()


def test_pages_do_not_cost_more_where_there_is_more(team, desk, as_user, django_assert_max_num_queries):
    olga = team.as_of("olga")
    rows = [desk]
    for number in range(2, 12):
        rows.append(
            add_initiative(
                olga, code=f"I{number}", name=f"Work {number}", effects={team.objective: (None, None)}, owner=team.vera
            )
        )
        needs = [Milestone.objects.filter(initiative=rows[-2]).latest("pk")]
        add_milestone(olga, initiative=rows[-1], name="Step", due_date=date(2027, 2, number), needs=needs)
        set_cost(olga, initiative=rows[-1], period="2026-10", planned=5.0)
    client = as_user("carl")
    with django_assert_max_num_queries(15):
        client.get(reverse("initiatives"))
    with django_assert_max_num_queries(15):
        client.get(reverse("initiatives"), {"status": "off_track"})
