"""Users and roles, one's own profile and tokens, as pages that need no script."""

import re

import pytest

from hoshin.accounts.models import ApiToken, User
from hoshin.accounts.services import token_user
from hoshin.measures.services import define_measure
from hoshin.org.models import Person
from hoshin.org.services import add_person
from hoshin.strategy.services import add_objective, create_plan

pytestmark = pytest.mark.django_db
BACKEND = "hoshin.notices.signed_in.WithUnread"


@pytest.fixture
def as_ada(client, ada):
    client.force_login(ada, backend=BACKEND)
    return client


@pytest.fixture
def as_vera(client, vera):
    client.force_login(vera, backend=BACKEND)
    return client


def test_a_new_user_gets_a_link_and_is_the_person_with_that_address(as_ada):
    person = Person.objects.create(employee_id="7", name="Nora North", email="nora@hoshin.test")
    answer = as_ada.post("/users/new", {"name": "Nora", "email": "NORA@hoshin.test", "role": "member"})
    link = re.search(r'value="http://testserver(/password/[^"]+)"', answer.content.decode())
    person.refresh_from_db()
    assert person.user.name == "Nora"
    as_ada.post("/sign-out")
    assert as_ada.get(link[1]).status_code == 200


def test_an_address_that_is_taken_is_said_beside_its_field(as_ada, vera):
    answer = as_ada.post("/users/new", {"name": "V", "email": "VERA@hoshin.test", "role": "member"})
    assert answer.status_code == 422
    assert 'id="id_email_error"' in answer.content.decode()


def test_a_user_is_changed_and_deactivated(as_ada, vera):
    page = as_ada.get(f"/users/{vera.pk}").content.decode()
    assert "Vera Viewer" in page
    changed = {"name": "Vera V", "email": vera.email, "role": "office", "version": 1}
    assert as_ada.post(f"/users/{vera.pk}", changed).status_code == 302
    vera.refresh_from_db()
    assert (vera.name, vera.role, vera.is_active) == ("Vera V", "office", False)
    stale = as_ada.post(f"/users/{vera.pk}", changed | {"name": "Other"})
    assert stale.status_code == 409
    assert b"Ada Admin changed" in stale.content


def test_the_only_administrator_is_told_why_not(as_ada, ada):
    answer = as_ada.post(
        f"/users/{ada.pk}", {"name": "Ada", "email": ada.email, "role": "member", "is_active": "on", "version": 1}
    )
    assert answer.status_code == 422
    assert "only active administrator" in answer.content.decode()


def test_users_are_searched_and_sorted_in_the_address(as_ada, vera, carl, django_assert_max_num_queries):
    for number in range(60):
        User.objects.create(email=f"u{number}@hoshin.test", name=f"User {number:02}", password="!")
    with django_assert_max_num_queries(8):
        first = as_ada.get("/users?sort=-name").content.decode()
    assert first.index("Vera Viewer") < first.index("User 59")
    assert 'aria-sort="descending"' in first
    found = as_ada.get("/users?q=carl&role=member", headers={"HX-Request": "true"}).content.decode()
    assert "Carl Contributor" in found
    assert "Vera" not in found
    assert "<html" not in found
    assert "Nobody is found" in as_ada.get("/users?q=zzz&page=7").content.decode()


def test_names_are_shown_as_text(as_ada):
    User.objects.create(email="x@hoshin.test", name="<script>alert(1)</script>", password="!")
    assert "<script>alert" not in as_ada.get("/users").content.decode()


def test_the_access_table_is_said_in_words(as_vera):
    page = as_vera.get("/roles").content.decode()
    assert "record actuals of any measure" in page
    assert "You are: Viewer" in page


def test_a_profile_keeps_ones_name_and_colours(as_vera, vera):
    assert as_vera.post("/profile", {"name": "Vera V", "theme": "dark", "role": "administrator"}).status_code == 302
    vera.refresh_from_db()
    assert (vera.name, vera.theme, vera.role) == ("Vera V", "dark", "member")
    assert 'data-theme="dark"' in as_vera.get("/profile").content.decode()


def test_a_new_password_ends_other_sessions_and_keeps_this_one(as_vera, vera):
    from django.test import Client

    other = Client()
    other.force_login(vera, backend=BACKEND)
    wrong = as_vera.post("/profile/password", {"old_password": "no", "password": "a long way to the sea"})
    assert wrong.status_code == 422
    assert 'id="id_old_password_error"' in wrong.content.decode()
    right = {"old_password": "correct horse battery", "password": "a long way to the sea"}
    assert as_vera.post("/profile/password", right).status_code == 302
    assert as_vera.get("/profile").status_code == 200
    assert other.get("/profile").status_code == 302


def test_a_token_shows_its_secret_once(as_vera, vera):
    answer = as_vera.post("/profile/tokens", {"name": "Nightly load", "expires_on": ""})
    secret = re.search(r'value="(hoshin_[^"]+)"', answer.content.decode())[1]
    assert token_user(secret)[0] == vera
    assert "no-store" in answer["Cache-Control"]
    again = as_vera.get("/profile").content.decode()
    assert secret not in again
    assert "Nightly load" in again
    assert as_vera.post("/profile/tokens", {"name": "Old", "expires_on": "2001-01-01"}).status_code == 422
    as_vera.post(f"/tokens/{ApiToken.objects.get().pk}/revoke")
    assert token_user(secret) is None


def test_a_token_of_somebody_else_cannot_be_revoked(as_vera, carl):
    token = ApiToken.objects.create(user=carl, name="Carl's", digest="0" * 64, prefix="hoshin_00000")
    assert as_vera.post(f"/tokens/{token.pk}/revoke").status_code == 404
    token.refresh_from_db()
    assert not token.is_revoked


def test_an_administrator_asks_why_somebody_sees_a_thing(as_ada, system, carl, vera):
    owner = add_person(system, employee_id="7", name="Carl", user=carl)
    plan = create_plan(system, code="P", name="Plan")
    add_objective(system, plan=plan, code="O1", name="Quietly merge", visibility="private", owner=owner)
    assert "/users/sight" in as_ada.get("/users").content.decode()
    page = as_ada.get("/users/sight", {"who": vera.email, "what": "O1"}).content.decode()
    assert "Vera Viewer may not see objective O1" in page
    assert "Quietly merge" not in page
    assert (
        "Carl Contributor may see objective O1" in as_ada.get("/users/sight?who=7&what=objective:O1").content.decode()
    )
    assert f'value="{vera.email}"' in as_ada.get("/users/sight", {"who": vera.email}).content.decode()
    wrong = as_ada.get("/users/sight?who=8&what=O1")
    assert wrong.status_code == 422
    assert "no person with this employee id 8" in wrong.content.decode()


def test_each_line_is_told_with_its_own_verb_and_what_bears_no_code_by_its_person(as_ada, system, carl, vera):
    boss = add_person(system, employee_id="8", name="Vera", user=vera)
    owner = add_person(system, employee_id="7", name="Carl", user=carl, manager=boss)
    define_measure(system, code="M1", name="Quiet figure", owner=owner)

    def page(who, what):
        text = as_ada.get("/users/sight", {"who": who, "what": what}).content.decode()
        return text, " ".join(re.sub(r"<[^>]+>", " ", text).split())

    _, said = page("7", "measure:M1")
    assert "The owner to comment yes comment on it" in said
    assert "The owner to approve values yes approve its values" in said
    assert "The owner to record values yes record its values" in said
    _, said = page("8", "review_result:7")
    assert "Vera Viewer may see things of the kind “result of a review” by what they are to 7" in said
    assert "A manager above, at whatever distance yes see it" in said
    assert "Whoever takes part the thing itself tells" in said
    _, said = page("7", "promotion_case:8")
    assert "Carl Contributor may not see things of the kind “promotion” by what they are to 8" in said
    assert as_ada.get("/users/sight?who=8&what=promotion_case:99").status_code == 422
