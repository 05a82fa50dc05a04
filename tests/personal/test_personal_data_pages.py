"""An administrator looks at what an erasure would do, types the name, and says how long data are kept."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from tests.personal.a_life import ADDRESS, NAME, left, lived

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.base.mails import kept_mails
from hoshin.base.tasks import defer
from hoshin.notices.models import Letter, Notice
from hoshin.org.models import Person
from hoshin.personal.models import Erasure, RetentionRules
from hoshin.personal.services.retention import FORGET_BY_RULES

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(owing_world, november):
    return User.objects.get(email="ada@hoshin.test")


def gone(ada):
    admin = Actor.of(ada, "web")
    people = lived(admin)
    return left(admin, people.mia, people.hans)


def test_an_erasure_is_looked_at_and_confirmed_by_the_name(ada, client, run_jobs, django_assert_max_num_queries):
    mia = gone(ada)
    client.force_login(ada)
    page = f"/personal-data/people/{mia.pk}/erase"
    with django_assert_max_num_queries(15 + 5):
        text = client.get(page).content.decode()
    headings = ("Is removed", "Stays without its words", "under a number")
    for words in (*headings, "Notes for themself", "What they wrote in reviews"):
        assert words in text
    answer = client.post(page, {"typed": "Somebody Else"})
    assert answer.status_code == 422
    assert "not their name" in answer.content.decode()
    assert "Somebody Else" in answer.content.decode()
    assert client.post(page, {"typed": NAME}).status_code == 302
    assert "not yet" in client.get("/personal-data").content.decode()
    assert "being erased already" in client.post(page, {"typed": NAME}).content.decode()
    run_jobs()
    shown = client.get("/personal-data").content.decode()
    assert "not yet" not in shown
    assert NAME not in shown
    assert NAME not in client.get("/audit").content.decode()
    assert Erasure.objects.get().done_at


def test_who_still_works_here_is_not_erased(ada, client):
    client.force_login(ada)
    carl = Person.objects.get(employee_id="CARL")
    text = client.get(f"/personal-data/people/{carl.pk}/erase").content.decode()
    assert "has not left" in text
    assert "Erase for good" not in text
    client.post(f"/personal-data/people/{carl.pk}/erase", {"typed": carl.name})
    assert not Erasure.objects.exists()


def test_a_user_who_is_no_person_has_the_same_on_their_page(ada, client, run_jobs):
    guest = User.objects.create(email="guest@hoshin.test", name="Gerda Guest", role="viewer")
    client.force_login(ada)
    assert f"/personal-data/of-user/{guest.pk}" in client.get(f"/users/{guest.pk}").content.decode()
    shown = client.get(f"/personal-data/of-user/{guest.pk}", headers={"HX-Request": "true"}).content.decode()
    assert "Put together for Gerda Guest" in shown
    carl = Person.objects.get(employee_id="CARL").user
    assert "/personal-data/of-user" not in client.get(f"/users/{carl.pk}").content.decode()
    assert client.post(f"/personal-data/users/{guest.pk}/export").status_code == 302
    assert "personal.export: succeeded" in run_jobs()
    page = f"/personal-data/users/{guest.pk}/erase"
    assert client.post(page, {"typed": "Gerda"}).status_code == 422
    assert client.post(page, {"typed": "gerda guest"}).status_code == 302
    assert "personal.erase: succeeded" in run_jobs()
    assert not User.objects.filter(pk=guest.pk).exists()
    assert "Gerda" not in client.get("/personal-data").content.decode()
    assert client.get(page).status_code == 404


def test_mails_in_the_folder_that_name_them_go(ada, client, run_jobs, settings, tmp_path):
    settings.EMAIL_BACKEND, settings.MAIL_FOLDER = "hoshin.base.mails.FolderBackend", tmp_path
    mia = gone(ada)
    mail.send_mail("For you", "Read this.", None, [ADDRESS])
    mail.send_mail("News", f"{NAME} gave you feedback – ünïcode.", None, ["carl@hoshin.test"])
    mail.send_mail("News", "Ada gave you feedback.", None, ["carl@hoshin.test"])
    assert len(kept_mails()) == 3
    client.force_login(ada)
    client.post(f"/personal-data/people/{mia.pk}/erase", {"typed": NAME})
    run_jobs()
    left_there = [kept.text for kept in kept_mails()]
    assert [text.strip() for text in left_there if "gave you feedback" in text] == ["Ada gave you feedback."]
    assert not any(NAME in text or "Read this." in text for text in left_there)


def test_data_are_kept_as_long_as_an_administrator_says(ada, client, run_jobs):
    mia = gone(ada)
    defer(FORGET_BY_RULES)
    run_jobs()
    assert Notice.objects.filter(user=mia.user).exists(), "nothing is forgotten by itself"
    client.force_login(ada)
    page = client.get("/personal-data").content.decode()
    assert "Days after the last day" in page
    assert client.post("/personal-data/kept", {"leavers": "0"}).status_code == 422
    days = {"leavers": "90", "notices": "30", "letters": "30", "sign_ins": "30"}
    assert client.post("/personal-data/kept", days).status_code == 302
    assert client.post("/personal-data/kept", days | {"version": "9"}).status_code == 422, "somebody else was faster"
    assert RetentionRules.objects.get().leavers == 90
    User.objects.filter(pk=ada.pk).update(last_login=clock.now())
    defer(FORGET_BY_RULES)
    run_jobs()
    assert not Erasure.objects.exists()
    with clock.fixed(datetime(2027, 2, 1, 12, tzinfo=UTC)):
        defer(FORGET_BY_RULES)
        ended = run_jobs()
    assert "personal.erase: succeeded" in ended
    assert Person.objects.get(pk=mia.pk).name == f"Erased person {Erasure.objects.get().pk}"
    assert not Notice.objects.exists()
    assert not Letter.objects.exists()
    assert not User.objects.filter(last_login__isnull=False).exists()


def test_one_asks_for_ones_own_on_the_profile(ada, client, run_jobs):
    client.force_login(ada)
    assert "Nothing was put together yet" in client.get("/profile/data").content.decode()
    assert client.post("/profile/data").status_code == 302
    assert "waits for a worker" in client.get("/profile/data").content.decode()
    assert "My data" in client.get("/profile").content.decode()
