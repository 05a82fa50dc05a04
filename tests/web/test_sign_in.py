"""Coming in, being kept out, and going."""

import re
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.core import mail
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from hoshin.accounts import hashing
from hoshin.accounts.access import Actor
from hoshin.accounts.models import SignInTries
from hoshin.accounts.services import change_user, create_token, make_password_link
from hoshin.accounts.tries import FORGET_TRIES, TooSoon, begin_try
from hoshin.audit.models import Change
from hoshin.base import clock
from hoshin.base.errors import Busy
from hoshin.base.tasks import JobProgress
from hoshin.web.clients import address_of

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


def attempt(client, email, password, *, next="", **more):
    return client.post("/sign-in", {"username": email, "password": password, "next": next}, **more)


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


@pytest.fixture
def later(november):
    """Let time pass: `later(60)` holds the clock a minute after where it stands."""
    with ExitStack() as held:
        yield lambda seconds: held.enter_context(clock.fixed(clock.now() + timedelta(seconds=seconds)))


def fail(client, times, email="vera@hoshin.test", **more):
    """So many tries with a wrong password, each looked at only if those before did not make it wait."""
    return [client.post("/sign-in", {"username": email, "password": "no"}, **more).status_code for _ in range(times)]


# One address in four spellings: capitals, letters of full width, a long s, and as it is kept.
SPELLINGS = ("VERA@Hoshin.test", "\uff36era@hoshin.test", "vera@ho\u017fhin.test", "vera@hoshin.test")


def test_further_tries_wait_longer_each_time_however_the_address_is_spelled(client, vera, carl, later):
    assert [fail(client, 1, address)[0] for address in (*SPELLINGS, SPELLINGS[0])] == [422] * 5
    answer = attempt(client, "vera@hoshin.test", PASSWORD)
    assert (answer.status_code, answer["Retry-After"]) == (429, "1")
    assert b"Wait 1 s, then" in answer.content
    assert b'value="vera@hoshin.test"' in answer.content
    assert attempt(client, "carl@hoshin.test", PASSWORD).status_code == 302, "others do not wait"
    client.post("/sign-out")
    client.cookies.clear()
    for waited in (1, 2, 4, 8):
        later(waited - 0.5)
        assert fail(client, 1) == [429]
        later(0.5)
        assert fail(client, 1) == [422]
    later(16)
    assert attempt(client, "vera@hoshin.test", PASSWORD).status_code == 302
    assert not SignInTries.objects.filter(failed__gt=9).exists()


def test_a_letter_without_its_dot_is_somebody_else(client, vera, carl):
    vera.email = "ivy@hoshin.test"
    vera.save()
    assert attempt(client, "\u0131vy@hoshin.test", PASSWORD).status_code == 422
    assert attempt(client, "IVY@hoshin.test", PASSWORD).status_code == 302


def test_no_stranger_locks_anybody_out(client, vera, later):
    """Tries from hundreds of addresses are slowed down each by itself; the user signs in from theirs all the while."""
    for number in range(110):
        fail(client, 2, REMOTE_ADDR=f"192.0.2.{number}")
    assert attempt(client, "vera@hoshin.test", PASSWORD, REMOTE_ADDR="198.51.100.1").status_code == 302


def test_a_device_known_to_the_user_gets_in_beside_a_stranger_at_the_same_address(client, vera, later):
    assert attempt(client, "vera@hoshin.test", PASSWORD).status_code == 302
    client.post("/sign-out")
    stranger = Client()
    assert 429 in fail(stranger, 12)
    assert attempt(stranger, "vera@hoshin.test", PASSWORD).status_code == 429
    assert attempt(client, "vera@hoshin.test", PASSWORD).status_code == 302
    client.post("/sign-out")
    assert fail(client, 7)[-1] == 429, "a device that was taken away guesses no quicker"


def test_the_mark_of_a_device_helps_nobody_else(client, vera, carl, later):
    attempt(client, "vera@hoshin.test", PASSWORD)
    client.post("/sign-out")
    assert 429 in fail(client, 7, "carl@hoshin.test")
    client.cookies["device"] = client.cookies["device"].value + "x"
    assert 429 in fail(client, 7)


def test_one_address_that_tries_many_users_is_slowed_down(client, vera, later):
    answers = [fail(client, 1, f"user{number}@hoshin.test")[0] for number in range(32)]
    assert answers == [422] * 30 + [429] * 2


@pytest.mark.parametrize(
    ("trusted", "chain", "expected"),
    [
        (0, "192.0.2.9", "127.0.0.1"),
        (1, "203.0.113.5, 192.0.2.9", "192.0.2.9"),
        (2, "203.0.113.5, 192.0.2.9", "203.0.113.5"),
        (2, "192.0.2.9", "192.0.2.9"),
        (1, "", "127.0.0.1"),
    ],
)
def test_behind_proxies_the_address_is_what_the_outermost_trusted_one_saw(rf, settings, trusted, chain, expected):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, trusted_proxies=trusted)
    assert address_of(rf.get("/sign-in", headers={"x-forwarded-for": chain} if chain else {})) == expected


def test_what_is_counted_names_nobody_and_is_forgotten(client, vera, later, run_jobs):
    fail(client, 2)
    assert "vera" not in str(list(SignInTries.objects.values()))
    later(2 * 24 * 3600)
    FORGET_TRIES.function(JobProgress())
    assert not SignInTries.objects.exists()


def test_a_success_forgets_the_failures_before(client, vera, later):
    for _ in range(2):
        assert fail(client, 4) == [422] * 4
        assert attempt(client, "vera@hoshin.test", PASSWORD).status_code == 302
        client.post("/sign-out")
        client.cookies.clear()


def test_tries_at_once_are_counted_before_they_are_looked_at(vera, later):
    for _ in range(5):
        begin_try("vera@hoshin.test", address="192.0.2.1")
    with pytest.raises(TooSoon):
        begin_try("vera@hoshin.test", address="192.0.2.1")


def test_few_passwords_are_hashed_at_once(settings, monkeypatch):
    settings.PASSWORD_HASHERS = ["hoshin.accounts.hashing.BoundedArgon2"]
    assert check_password("a", make_password("a"))
    monkeypatch.setattr(hashing, "PATIENCE_SECONDS", 0.01)
    for _ in range(hashing.AT_ONCE):
        hashing._places.acquire()
    with pytest.raises(Busy):
        make_password("a")
    for _ in range(hashing.AT_ONCE):
        hashing._places.release()


def test_a_new_password_revokes_tokens_where_that_is_asked_for(client, vera):
    actor = Actor.of(vera, "web")
    client.force_login(vera)
    assert b"revokes_tokens" not in client.get("/profile").content
    token, _ = create_token(actor, name="Nightly")
    assert b"revokes_tokens" in client.get("/profile").content
    client.post("/profile/password", {"old_password": PASSWORD, "password": "a long way to the sea"})
    token.refresh_from_db()
    assert not token.is_revoked
    again = {"old_password": "a long way to the sea", "password": "the way back home", "revokes_tokens": "on"}
    assert client.post("/profile/password", again).status_code == 302
    token.refresh_from_db()
    assert token.is_revoked
    said = [change.text for change in Change.objects.filter(verb="set_password").order_by("id")]
    assert said == ["Vera Viewer set a new password", "Vera Viewer set a new password and revoked 1 token"]


def test_signing_out_takes_a_post_and_ends_the_session(client, vera):
    client.force_login(vera, backend="hoshin.notices.signed_in.WithUnread")
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
    client.force_login(ada, backend="hoshin.notices.signed_in.WithUnread")
    page = client.post("/users/new", {"name": "Nora New", "email": "nora@hoshin.test", "role": "member"})
    assert b"on its way to nora@hoshin.test" in page.content
    (message,) = mailed()
    assert (message.to, "Ada" in message.body) == (["nora@hoshin.test"], True)
    assert client.get(link_in(message)).status_code == 200


def test_a_mail_that_cannot_be_sent_is_tried_again_and_the_link_can_be_handed_over(
    client, ada, mailed, settings, run_jobs
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client.force_login(ada, backend="hoshin.notices.signed_in.WithUnread")
    page = client.post("/users/new", {"name": "Nora New", "email": "nora@hoshin.test", "role": "member"})
    assert b"/password/" in page.content
    assert run_jobs() == ["accounts.invite: again"]


def test_what_is_asked_of_a_worker_holds_no_secret(client, ada, carl, mailed):
    client.force_login(ada, backend="hoshin.notices.signed_in.WithUnread")
    link = client.post(f"/users/{carl.pk}/link").content.decode().split("/password/")[1].split('"')[0]
    (job,) = ProcrastinateJob.objects.all()
    assert link.split("/")[1] not in str(job.args)
    assert job.args["page"].endswith("/password/user-part/token-part")


def test_every_field_of_the_profile_has_an_id_of_its_own(client, vera):
    client.force_login(vera)
    create_token(Actor.of(vera, "web"), name="Nightly")
    ids = re.findall(r' id="([^"]+)"', client.get("/profile").content.decode())
    assert {name for name in ids if ids.count(name) > 1} == set()
