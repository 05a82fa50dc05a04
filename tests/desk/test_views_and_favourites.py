"""What somebody keeps at hand is theirs alone, unless they may share it, and opens nothing that was closed."""

import pytest

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import trail
from hoshin.audit.undo import undo
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.desk.models import Favourite, SavedView
from hoshin.desk.selectors import first_of, starred, view_by_id, views_called, views_listed
from hoshin.desk.services import begin_with, change_view, remove_view, save_view, star, take_star
from hoshin.measures.models import Measure
from hoshin.strategy.models import Objective
from hoshin.strategy.services import change_objective
from hoshin.web.find.answers import answers_to
from hoshin.web.landing import landing_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga_(olga):
    return Actor.of(olga, "web")


@pytest.fixture
def vera_(vera):
    return Actor.of(vera, "web")


def test_a_view_is_its_owners_until_it_is_shared(olga_, vera_):
    view = save_view(olga_, name=" Late ones ", page="measures", query="status=late")
    assert [one.name for one in views_listed(olga_, "measures")] == ["Late ones"]
    assert views_listed(vera_) == views_called(vera_, "late") == []
    with pytest.raises(NotFound):
        view_by_id(vera_, view.pk)
    shared, _ = change_view(olga_, view=view, name="Late ones", is_shared=True, version=view.version)
    assert views_called(vera_, "LÀTE") == [shared]
    with pytest.raises(Denied):
        change_view(vera_, view=shared, name="Mine", is_shared=True)
    with pytest.raises(Denied):
        save_view(vera_, name="For all", page="measures", query="", is_shared=True)
    with pytest.raises(Conflict):
        change_view(olga_, view=view, name="Old", is_shared=False, version=1)
    with pytest.raises(Invalid):
        save_view(olga_, name="LATE ONES", page="scorecard", query="")


def test_what_is_kept_stands_in_the_trail_of_whoever_sees_it_and_can_be_undone(olga_, ada):
    view = save_view(olga_, name="Red", page="measures", query="status=off_track")
    star(olga_, kind="saved_view", number=view.pk)
    remove_view(olga_, view=view)
    assert not SavedView.objects.exists()
    assert not Favourite.objects.exists()
    changes = trail(olga_).changes
    assert changes[0].summary == "View “Red” removed"
    undo(olga_, change=changes[0].change)
    assert [one.name for one in starred(olga_)] == ["Red"]
    assert list(trail(Actor.of(ada, "web")).changes) == [], (
        "what one keeps to oneself is no business of an administrator"
    )


def test_a_favourite_is_named_only_to_whoever_sees_it_today(year_world, vera_, office):
    measure, objective = Measure.objects.get(code="k3"), Objective.objects.get(code="OC")
    star(vera_, kind="measure", number=measure.pk)
    begin_with(vera_, kind="objective", number=objective.pk)
    star(vera_, kind="objective", number=objective.pk)
    assert [(one.kind, one.code) for one in starred(vera_)] == [("measure", "k3"), ("objective", "OC")]
    assert landing_page(vera_) == "/objectives/OC"
    assert [one.address for one in answers_to(vera_, "")[0].answers] == ["/measures/k3", "/objectives/OC"]
    change_objective(office, objective=objective, visibility="private")
    assert starred(vera_) == []
    assert first_of(vera_) is None
    assert landing_page(vera_) == "/home"
    with pytest.raises(NotFound):
        star(vera_, kind="objective", number=objective.pk)
    with pytest.raises(NotFound):
        star(vera_, kind="user", number=1)


def test_one_thing_alone_is_the_first_and_none_again(year_world, vera_):
    first, second = Measure.objects.order_by("code")[:2]
    begin_with(vera_, kind="measure", number=first.pk)
    begin_with(vera_, kind="measure", number=second.pk)
    assert landing_page(vera_) == f"/measures/{second.code}"
    begin_with(vera_)
    assert landing_page(vera_) == "/home"
    assert len(starred(vera_)) == 2
    take_star(vera_, kind="measure", number=first.pk)
    assert [one.code for one in starred(vera_)] == [second.code]


def test_the_shell_has_no_favourites(system):
    with pytest.raises(Denied):
        save_view(system, name="A", page="measures", query="")


def test_a_list_is_kept_as_it_stands_and_opened_again(client, year_world, olga):
    client.force_login(olga)
    now = {"HX-Request": "true", "HX-Current-URL": "http://testserver/measures?status=late&sort=-score&page=2"}
    menu = client.get("/views", headers=now).content.decode()
    assert 'value="status=late&amp;sort=-score"' in menu
    sent = {"name": "Worst first", "page": "measures", "query": "status=late&sort=-score"}
    saved = client.post("/views/new", sent, headers=now)
    assert "Worst first" in saved.content.decode()
    assert "saved" in saved["HX-Trigger"]
    view = SavedView.objects.get()
    assert client.get(f"/views/{view.pk}").url == "/measures?status=late&sort=-score"
    again = client.post("/views/new", sent, headers=now)
    assert again.status_code == 422
    assert "a view of this name already" in again.content.decode()
    assert client.post("/views/new", {**sent, "name": "Away", "page": "//elsewhere.test"}).status_code == 422


def test_a_star_is_set_and_taken_on_the_page_of_the_thing(client, year_world, olga):
    client.force_login(olga)
    pk = Measure.objects.get(code="k3").pk
    assert 'aria-pressed="false"' in client.get("/measures/k3").content.decode()
    button = client.post(f"/favourites/measure/{pk}", {"on": "yes"}, headers={"HX-Request": "true"})
    assert 'aria-pressed="true"' in button.content.decode()
    assert "/measures/k3" in client.get("/favourites").content.decode()
    client.post(f"/favourites/measure/{pk}", {"on": ""})
    assert not Favourite.objects.exists()
