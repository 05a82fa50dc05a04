"""Coming in, being kept out, and going."""

import re

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from hoshin.accounts.access import Actor
from hoshin.accounts.services import change_user, make_password_link

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


def attempt(client, email, password, **more):
    return client.post("/sign-in", {"username": email, "password": password, **more})


def test_a_stranger_is_led_to_the_sign_in_page_and_back_to_where_they_wanted(client, vera):
    led = client.get("/profile")
    assert (led.status_code, led.url) == (302, "/sign-in?next=/profile")
    page = client.get(led.url)
    assert b'name="next" value="/profile"' in page.content
    came = attempt(client, "VERA@hoshin.test", PASSWORD, next="/profile")
    assert (came.status_code, came.url) == (302, "/profile")
    assert client.get("/profile").status_code == 200


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.test/", "//evil.test/", "javascript:alert(1)", "http:///evil.test"]
)
def test_nobody_is_led_to_another_site(client, vera, elsewhere):
    came = attempt(client, "vera@hoshin.test", PASSWORD, next=elsewhere)
    assert came.status_code == 302
    assert "evil" not in came.url
    assert came.url.startswith("/")


def test_a_wrong_password_and_an_unknown_user_get_the_same_answer(client, vera):
    wrong = attempt(client, "vera@hoshin.test", "no")
    unknown = attempt(client, "nobody@hoshin.test", "no")
    assert wrong.status_code == unknown.status_code == 422
    assert b"do not belong together" in wrong.content
    assert b"do not belong together" in unknown.content
    assert attempt(client, "vera@hoshin.test", "").status_code == 422


def test_whoever_is_deactivated_is_out_at_once(client, vera, ada):
    attempt(client, "vera@hoshin.test", PASSWORD)
    change_user(Actor.of(ada, "web"), user=vera, is_active=False)
    assert client.get("/profile").status_code == 302
    assert attempt(client, "vera@hoshin.test", PASSWORD).status_code == 422


def test_guessing_is_locked_out_whatever_the_case_of_the_address(client, vera, carl, settings):
    for number in range(settings.AXES_FAILURE_LIMIT):
        address = "vera@hoshin.test" if number % 2 else "VERA@Hoshin.test"
        answer = attempt(client, address, f"guess {number}")
    assert answer.status_code == 429
    assert b"Locked for a while" in answer.content
    assert attempt(client, "vera@hoshin.test", PASSWORD).status_code == 429, "the right one comes too late"
    assert attempt(client, "carl@hoshin.test", PASSWORD).status_code == 302, "others are not locked"
    assert PASSWORD not in str(list(AccessAttempt.objects.values()))


def test_a_success_forgets_the_failures_before(client, vera, settings):
    for _ in range(2):
        for number in range(settings.AXES_FAILURE_LIMIT - 1):
            assert attempt(client, "vera@hoshin.test", f"guess {number}").status_code == 422
        assert attempt(client, "vera@hoshin.test", PASSWORD).status_code == 302
        client.post("/sign-out")


def test_signing_out_takes_a_post_and_ends_the_session(client, vera):
    client.force_login(vera, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").url == "/sign-in"
    assert client.get("/profile").status_code == 302


def test_a_one_time_link_lets_in_once(client, ada, carl):
    link = reverse("password_link", args=make_password_link(Actor.of(ada, "web"), user=carl))
    assert b"Carl Contributor" in client.get(link).content
    weak = client.post(link, {"password": "short"})
    assert weak.status_code == 422
    assert b"too short" in weak.content
    came = client.post(link, {"password": "a long way to the sea"})
    assert came.status_code == 302
    assert client.get("/profile").status_code == 200
    client.post("/sign-out")
    assert client.get(link).status_code == 404
    assert attempt(client, "carl@hoshin.test", "a long way to the sea").status_code == 302


@pytest.fixture
def mailed(settings, run_jobs):
    """The mails of an installation that knows a mail server, once a worker has done what was asked for."""
    settings.MAILS_GO_OUT = True

    def sent():
        run_jobs()
        return mail.outbox

    return sent


def link_in(message):
    return re.search(r"http://testserver(/password/\S+)", message.body)[1]


def test_whoever_forgot_their_password_gets_a_link_by_mail(client, vera, mailed):
    assert b"Password forgotten?" in client.get("/sign-in").content
    answer = client.post("/password", {"email": "VERA@hoshin.test"})
    assert b"a mail is on its way" in answer.content
    (message,) = mailed()
    assert message.to == ["vera@hoshin.test"]
    link = link_in(message)
    assert client.post(link, {"password": "another horse battery"}).status_code == 302
    client.post("/sign-out")
    assert client.get(link).status_code == 404
    assert attempt(client, "vera@hoshin.test", "another horse battery").status_code == 302


def test_nobody_learns_who_has_a_user_and_nobody_is_flooded(client, vera, mailed):
    asking = ("vera@hoshin.test", "nobody@hoshin.test", "vera@hoshin.test")
    answers = [client.post("/password", {"email": email}).content for email in asking]
    assert len({re.sub(rb"[A-Za-z0-9]{64}", b"", answer) for answer in answers}) == 1
    assert len(mailed()) == 1


def test_an_address_is_asked_for(client, mailed):
    answer = client.post("/password", {"email": "no address"})
    assert answer.status_code == 422
    assert b'value="no address"' in answer.content


def test_a_new_user_is_invited_by_mail(client, ada, mailed):
    client.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post("/users/new", {"name": "Nora New", "email": "nora@hoshin.test", "role": "viewer"})
    assert b"on its way to nora@hoshin.test" in page.content
    (message,) = mailed()
    assert (message.to, "Ada" in message.body) == (["nora@hoshin.test"], True)
    assert client.get(link_in(message)).status_code == 200


def test_a_mail_that_cannot_be_sent_is_tried_again_and_the_link_can_be_handed_over(
    client, ada, mailed, settings, run_jobs
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post("/users/new", {"name": "Nora New", "email": "nora@hoshin.test", "role": "viewer"})
    assert b"/password/" in page.content
    assert run_jobs() == ["accounts.invite: again"]


def test_what_is_asked_of_a_worker_holds_no_secret(client, ada, carl, mailed):
    client.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")
    link = client.post(f"/users/{carl.pk}/link").content.decode().split("/password/")[1].split('"')[0]
    (job,) = ProcrastinateJob.objects.all()
    assert link.split("/")[1] not in str(job.args)
    assert job.args["page"].endswith("/password/user-part/token-part")
