"""People outside: named, agreed, asked by mail, and writing by a link that works once and until the end."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils.html import strip_tags
from tests.jobs import run_waiting
from tests.reviews.conftest import SECRET, launched, written
from tests.reviews.test_results import client_of, result

from hoshin.audit.models import Entry
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.notices.models import Notice
from hoshin.reviews.links import secret_of
from hoshin.reviews.models import OutsideAnswers, OutsideForm, ReviewCycle
from hoshin.reviews.policies import outside_answers_visible_to, outside_forms_visible_to
from hoshin.reviews.selectors import cycles_to_name_in, outside_cycles
from hoshin.reviews.services import answer_outside, close_writing, name_outside, name_peers

PAGE = "https://hoshin.test/reviews/outside/secret-part"
EVERYBODY = ("Ada", "Ben", "Mia", "Bo", "Sol", "Eva", "Hana", "Hugo", "Olga", "Adam")


@pytest.fixture
def open_cycle(staff):
    return launched(staff, has_outside=True)


@pytest.fixture
def asked(staff, open_cycle):
    """Ada named Yoko, Mia agreed, and the mail went out."""
    form = name_outside(staff.as_of("Ada"), cycle=open_cycle, name="Yoko Oda", email="Yoko@Customer.example")
    answer_outside(staff.as_of("Mia"), form=form, is_agreed=True, page=PAGE)
    mail.outbox.clear()
    run_waiting()
    form.refresh_from_db()
    return form


def link_of(form):
    (sent,) = [one for one in mail.outbox if form.email in one.to]
    (link,) = [word for word in sent.body.split() if "/reviews/outside/" in word]
    return "/" + link.split("/", 3)[3]


def read_by(staff, name):
    actor = staff.adam if name == "Adam" else staff.as_of(name)
    return outside_answers_visible_to(actor).exists()


def test_somebody_outside_is_named_by_the_person_and_asked_once_the_manager_agreed(staff, open_cycle):
    ada, form = staff.as_of("Ada"), None
    for said, match in ((("Yoko", "no address"), "no e-mail"), (("", "y@c.example"), "")):
        with pytest.raises(Invalid, match=match):
            name_outside(ada, cycle=open_cycle, name=said[0], email=said[1])
    form = name_outside(ada, cycle=open_cycle, name="Yoko Oda", email="y@c.example")
    with pytest.raises(Invalid, match="named already"):
        name_outside(ada, cycle=open_cycle, name="Yoko", email="Y@C.example")
    assert Notice.objects.filter(kind="review_outside", user__name="Mia").count() == 1
    for other in ("Ada", "Sol", "Olga"):
        with pytest.raises(Denied):
            answer_outside(staff.as_of(other), form=form, is_agreed=True, page=PAGE)
    assert Client().get(f"/reviews/outside/{secret_of(form)}").status_code == 404
    page = client_of(staff, "Mia").get("/reviews/peers").content.decode()
    assert "Yoko Oda" in page
    client_of(staff, "Mia").post(f"/reviews/outside-named/{form.pk}", {"agree": "yes"})
    run_waiting()
    assert link_of(form) == f"/reviews/outside/{secret_of(form)}"
    other = launched(staff, name="Without")
    with pytest.raises(Denied):
        name_outside(ada, cycle=other, name="Yoko", email="y@c.example")


def test_the_link_works_until_it_is_used_and_says_so_when_it_is_used_twice(staff, asked):
    stranger, link = Client(), link_of(asked)
    page = stranger.get(link)
    assert (page.status_code, page["Referrer-Policy"]) == (200, "same-origin")
    assert "no-store" in page["Cache-Control"]
    assert "Ada" in page.content.decode()
    assert "reads it after the release" in page.content.decode()
    assert stranger.post(link, {"done": "yes"}).status_code == 422
    long = stranger.post(link, {"a-how": "a" * 8_001, "done": "yes"})
    assert (long.status_code, "8,000" in long.content.decode()) == (422, True)
    assert "saved, and not handed in" in stranger.post(link, {"a-how": "Begun.", "save": "yes"}).content.decode()
    assert "Begun." in Client().get(link).content.decode()
    html = "<script>alert(1)</script>"
    sent = {"a-how": f"{SECRET} {html}", "r-results": "5", "done": "yes"}
    assert "handed in. Thank you" in stranger.post(link, sent).content.decode()
    for again in (stranger.get(link), stranger.post(link, {"a-how": "Other", "done": "yes"})):
        assert again.status_code == 410
        assert "already" in again.content.decode()
        assert SECRET not in again.content.decode()
    assert OutsideAnswers.objects.get().answers["how"]["text"].startswith(SECRET)
    page = client_of(staff, "Mia").get(f"/reviews/{asked.cycle.code}/about/Ada").content.decode()
    assert SECRET in page
    assert html not in page


def test_naming_ends_with_the_day_where_the_person_is(staff, open_cycle):
    """The last day for peers is 30 November: in Auckland it is over when it has noon in UTC, in Honolulu long after."""
    for name, zone in (("Ada", "Pacific/Auckland"), ("Ben", "Pacific/Honolulu")):
        user = staff.people[name].user
        user.time_zone = zone
        user.save()

    def may_name(name, instant):
        with clock.fixed(instant):
            try:
                name_peers(staff.as_of(name), cycle=open_cycle, people=[staff.people["Cem"]])
            except Denied:
                return False, bool(cycles_to_name_in(staff.as_of(name)))
            return True, bool(cycles_to_name_in(staff.as_of(name)))

    noon, next_morning = datetime(2026, 11, 30, 12, tzinfo=UTC), datetime(2026, 12, 1, 8, tzinfo=UTC)
    assert may_name("Ada", noon) == (False, False)
    assert may_name("Dan", noon) == (True, True)
    assert may_name("Dan", next_morning) == (False, False)
    assert may_name("Ben", next_morning) == (True, True)
    assert may_name("Ben", next_morning + timedelta(days=1)) == (False, False)
    last = datetime(2026, 12, 12, 8, tzinfo=UTC)
    with clock.fixed(last):
        name_outside(staff.as_of("Ben"), cycle=open_cycle, name="Kim", email="kim@example.org")
        assert outside_cycles(staff.as_of("Ben")) == [open_cycle]
        assert outside_cycles(staff.as_of("Dan")) == []
        with pytest.raises(Denied):
            name_outside(staff.as_of("Dan"), cycle=open_cycle, name="Kim", email="kim@example.org")


def test_after_the_end_and_with_another_secret_nothing_opens(staff, asked):
    link = link_of(asked)
    number, _dash, mac = secret_of(asked).partition("-")
    for wrong in (f"{number}-{'0' * len(mac)}", number, f"{int(number) + 1}-{mac}", "x", "9" * 30 + "-a"):
        answer = Client().get(f"/reviews/outside/{wrong}")
        assert (answer.status_code, "This link is not known." in answer.content.decode()) == (404, True)
        assert "Ada" not in strip_tags(answer.content.decode())
        assert Client().post(f"/reviews/outside/{wrong}", {"a-how": "Made up", "done": "yes"}).status_code == 404
    OutsideForm.objects.filter(pk=asked.pk).update(grain="another")
    assert Client().get(link).status_code == 404
    asked.refresh_from_db()
    link = f"/reviews/outside/{secret_of(asked)}"
    after = clock.now() + timedelta(days=(asked.cycle.write_until - clock.today()).days + 1)
    with clock.fixed(after):
        over = Client().post(link, {"a-how": "Late", "done": "yes"})
        assert (over.status_code, "is over" in over.content.decode()) == (410, True)
    close_writing(staff.olga, cycle=ReviewCycle.objects.get(pk=asked.cycle_id))
    assert Client().get(link).status_code == 410
    assert not OutsideAnswers.objects.exists()


def test_who_reads_what_somebody_outside_wrote_before_and_after_the_release(staff, asked):
    link = link_of(asked)
    Client().post(link, {"a-how": SECRET, "save": "yes"})
    assert not [name for name in EVERYBODY if read_by(staff, name)]
    Client().post(link, {"a-how": SECRET, "r-results": "5", "r-together": "5", "r-craft": "5", "done": "yes"})
    assert [name for name in EVERYBODY if read_by(staff, name)] == ["Mia", "Bo", "Hana"]
    assert not outside_forms_visible_to(staff.as_of("Ben")).exists()
    assert outside_forms_visible_to(staff.as_of("Ada")).exists()
    written(staff, asked.cycle, "Mia", "Ada", step=3)
    cycle = ReviewCycle.objects.get(pk=asked.cycle_id)
    close_writing(staff.olga, cycle=cycle)
    own = result(cycle, "Ada")
    assert own.raw == 3.0
    assert {one["source"]: one["mean"] for one in own.sources} == {"manager": 3.0, "outside": 5.0}
    for address in (f"/reviews/{cycle.code}/about/Ada", "/reviews", f"/reviews/{cycle.code}/outside", "/home"):
        assert SECRET not in client_of(staff, "Ada").get(address).content.decode()
    ReviewCycle.objects.filter(pk=cycle.pk).update(state="released")
    assert [name for name in EVERYBODY if read_by(staff, name)] == ["Ada", "Mia", "Bo", "Hana"]
    assert SECRET in client_of(staff, "Ada").get(f"/reviews/{cycle.code}/about/Ada").content.decode()
    trail = " ".join(str(vars(entry)) for entry in Entry.objects.filter(table__startswith="reviews_outside"))
    assert trail
    for word in (SECRET, "yoko", "Yoko", asked.grain):
        assert word not in trail
