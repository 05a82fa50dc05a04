"""Until when something is due where somebody is, and whoever leads people by a dotted line or in a project."""

from datetime import UTC, date, datetime

import pytest
from tests.reviews.conftest import SECRET, client_of, form_of, launched, written

from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.org.models import GrantedRelationKind
from hoshin.org.services import grant_relation
from hoshin.reviews.links import secret_of
from hoshin.reviews.models import FormState, ReviewForm, ReviewResult
from hoshin.reviews.population import forms_wanted
from hoshin.reviews.selectors import FormsWished, forms_listed, still_open
from hoshin.reviews.services import (
    answer_outside,
    ask_others,
    close_writing,
    name_outside,
    release_results,
)
from hoshin.reviews.services.outside import outside_form_of

ZONES = {"Ada": "Pacific/Auckland", "Ben": "Pacific/Honolulu", "Cem": "Nowhere/Atlantis"}


@pytest.fixture
def scattered(staff):
    """Ada lives where a day ends first, Ben where it ends last, and of Cem's zone nothing is known any more."""
    for name, zone in ZONES.items():
        user = staff.people[name].user
        user.time_zone = zone
        user.save()
    return staff


def late(staff, cycle):
    rows = forms_listed(staff.olga, cycle, FormsWished(source="self", is_late=True))
    return {form.by.name for form in rows}


def test_a_form_is_due_until_the_end_of_the_day_where_its_writer_is(scattered):
    """Forms are due on 11 December: in Auckland that is over at eleven in UTC, in Honolulu at ten the day after."""
    staff, cycle = scattered, launched(scattered)
    edge = {
        datetime(2026, 12, 11, 10, 59, tzinfo=UTC): set(),
        datetime(2026, 12, 11, 11, 1, tzinfo=UTC): {"Ada"},
        datetime(2026, 12, 12, 9, 59, tzinfo=UTC): set(staff.people) - {"Ben"},
        datetime(2026, 12, 12, 10, 1, tzinfo=UTC): set(staff.people),
        datetime(2026, 12, 14, 10, 1, tzinfo=UTC): set(staff.people),
        datetime(2026, 12, 9, 10, 1, tzinfo=UTC): set(),
    }
    for instant, names in edge.items():
        with clock.fixed(instant):
            assert late(staff, cycle) == names
    own = form_of(cycle, "Ada", "Ada").pk
    with clock.fixed(datetime(2026, 12, 11, 10, 59, tzinfo=UTC)):
        assert "until the end of 11 Dec 2026 where you are" in page_of(staff, "Ada", f"/reviews/forms/{own}")
    with clock.fixed(datetime(2026, 12, 11, 11, 1, tzinfo=UTC)):
        assert "was due on 11 Dec 2026" in page_of(staff, "Ada", f"/reviews/forms/{own}")
        # Late is better than missing: it is taken until the writing is ended.
        written(staff, cycle, "Ada", "Ada")
    with clock.fixed(datetime(2026, 12, 12, 9, 59, tzinfo=UTC)):
        left = still_open(staff.olga, cycle)
        ben = ReviewForm.objects.filter(cycle=cycle, by=staff.people["Ben"], state=FormState.OPEN)
        assert left.in_time == 1
        assert left.forms == ReviewForm.objects.filter(cycle=cycle, state=FormState.OPEN).count() > ben.count()
        page = page_of(staff, "Olga", f"/reviews/{cycle.code}/close")
        assert "1 person has time until the end of 11 Dec 2026 where they are" in page
    assert "ends where whoever does it is" in page_of(staff, "Ada", f"/reviews/{cycle.code}")


def test_the_writing_ends_after_a_look_at_what_is_missing(staff, cycle, django_assert_max_num_queries):
    address, client = f"/reviews/{cycle.code}/close", client_of(staff, "Olga")
    with django_assert_max_num_queries(15):
        assert client.get(address).status_code == 200
    assert client_of(staff, "Mia").get(address).status_code == 403
    assert client_of(staff, "Mia").post(address).status_code == 403
    assert client_of(staff, "Olga").post(address, {"version": cycle.version - 1}).status_code == 422
    cycle.refresh_from_db()
    assert cycle.state == "writing"
    assert client_of(staff, "Olga").post(address, {"version": cycle.version}).status_code == 302
    assert client_of(staff, "Olga").post(address, {}).status_code == 422
    assert ReviewResult.objects.filter(cycle=cycle).exists()


def test_a_link_works_until_the_day_is_over_everywhere(staff):
    cycle = launched(staff, has_outside=True)
    form = name_outside(staff.as_of("Ada"), cycle=cycle, name="Kim", email="kim@example.org")
    answer_outside(staff.as_of("Mia"), form=form, is_agreed=True, page="https://hoshin.test/x")
    form.refresh_from_db()
    with clock.fixed(datetime(2026, 12, 12, 11, 59, tzinfo=UTC)):
        assert outside_form_of(secret_of(form))[0] == form
    with clock.fixed(datetime(2026, 12, 12, 12, 1, tzinfo=UTC)), pytest.raises(Conflict):
        outside_form_of(secret_of(form))


def dotted(staff, system, lead, led, until=None):
    grant_relation(
        system, person=staff.people[lead], relation=GrantedRelationKind.DOTTED_LINE, to=staff.people[led],
        valid_from=date(2026, 1, 1), valid_to=until, reason="A project",
    )  # fmt: skip


def others_of(cycle):
    rows = ReviewForm.objects.filter(cycle=cycle, source="other").order_by("by__name")
    return [(form.by.name, form.about.name) for form in rows]


def test_a_launch_asks_who_leads_by_a_dotted_line_and_a_manager_asks_more(staff, system):
    """Sol leads Ada by a dotted line, Mia does too but is her manager anyway, and what Hugo led is over."""
    dotted(staff, system, "Sol", "Ada")
    dotted(staff, system, "Mia", "Ada")
    dotted(staff, system, "Hugo", "Ada", until=date(2026, 6, 1))
    assert not [one for one in forms_wanted(launched(staff)) if one.source == "other"]
    cycle = launched(staff, name="With others", has_others=True, formula="(manager + others) / 2")
    assert others_of(cycle) == [("Sol", "Ada")]
    mia, ask = staff.as_of("Mia"), {"cycle": cycle, "about": staff.people["Ada"]}
    ask_others(mia, people=[staff.people["Eva"]], **ask)
    assert others_of(cycle) == [("Eva", "Ada"), ("Sol", "Ada")]
    for wrong in ("Ada", "Eva", "Mia"):
        with pytest.raises(Invalid):
            ask_others(mia, people=[staff.people[wrong]], **ask)
    with pytest.raises(Invalid, match="At most 5"):
        ask_others(mia, people=[staff.people[name] for name in ("Fay", "Gil", "Hugo", "Ben")], **ask)
    for name in ("Ada", "Sol", "Olga", "Ben"):
        with pytest.raises(Denied):
            ask_others(staff.as_of(name), people=[staff.people["Fay"]], **ask)
    with clock.fixed(datetime(2026, 12, 12, 9, tzinfo=UTC)), pytest.raises(Denied):
        ask_others(mia, people=[staff.people["Fay"]], **ask)
    assert others_of(cycle) == [("Eva", "Ada"), ("Sol", "Ada")]
    written(staff, cycle, "Mia", "Ada", step=4)
    written(staff, cycle, "Sol", "Ada", step=2)
    # Managers read what was handed in, as of any named writer, and the person after the release.
    assert SECRET in page_of(staff, "Mia", f"/reviews/{cycle.code}/about/Ada")
    close_writing(staff.olga, cycle=cycle)
    result = ReviewResult.objects.get(cycle=cycle, person__name="Ada")
    assert result.raw == 3
    assert [(one["source"], one["n"], one["mean"]) for one in result.sources] == [("manager", 1, 4), ("other", 1, 2)]
    for name in ("Ada", "Sol", "Eva", "Ben", "Hugo", "Olga"):
        # Sol wrote, and reads that form alone; the others have nothing to read before the release, whatever their role.
        page = client_of(staff, name).get(f"/reviews/{cycle.code}/about/Ada")
        assert page.status_code == (200 if name == "Sol" else 404), name
        assert "Manager: Mia" not in page.content.decode()
    cycle.refresh_from_db()
    with clock.fixed(datetime(2026, 12, 18, 9, tzinfo=UTC)):
        release_results(staff.olga, cycle=cycle)
        assert "Dotted-line or project lead: Sol" in page_of(staff, "Ada", f"/reviews/{cycle.code}/about/Ada")


def test_others_are_asked_on_a_page(staff):
    plain, cycle = launched(staff, name="Without"), launched(staff, has_others=True)
    address = f"/reviews/{cycle.code}/others"
    assert address in page_of(staff, "Mia", f"/reviews/{cycle.code}")
    assert client_of(staff, "Ben").get(address).status_code == 403
    client = client_of(staff, "Mia")
    refused = client.post(address, {"about": "Eva · Eva", "by": "Sol · Sol"})
    assert refused.status_code == 422
    assert "Managers above Eva" in refused.content.decode()
    assert client.post(address, {"about": "Ada · Ada", "by": "Sol · Sol"}).status_code == 302
    assert "Sol about Ada" in page_of(staff, "Mia", address)
    assert others_of(cycle) == [("Sol", "Ada")]
    assert client.get(f"/reviews/{plain.code}/others").status_code == 403


def page_of(staff, name, address):
    return " ".join(client_of(staff, name).get(address).content.decode().split())
