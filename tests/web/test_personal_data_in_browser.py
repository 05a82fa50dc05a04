"""The stories in a browser: somebody gets their data, by themself or through HR, and who has left is erased."""

import zipfile
from dataclasses import replace

import pytest
from playwright.sync_api import expect
from tests.personal.a_life import NAME, left, lived

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.org.models import Person
from hoshin.personal.models import Erasure

pytestmark = pytest.mark.django_db
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def users(owing_world, november, settings, tmp_path):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data_dir=tmp_path)
    return {user.email.split("@")[0]: user for user in User.objects.all()}


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_somebody_gets_their_data_by_themself_or_through_hr(signed_in, users, sound, run_jobs):
    page = signed_in(users["carl"])
    page.goto("/profile")
    page.get_by_role("link", name="My data").click()
    page.get_by_role("button", name="Put my data together").click()
    expect(page.get_by_text("waits for a worker")).to_be_visible()
    run_jobs()
    # The page looks for it by itself.
    expect(page.get_by_role("link", name="Fetch it")).to_be_visible(timeout=30_000)
    sound(page, "my-data")
    with page.expect_download() as download:
        page.get_by_role("link", name="Fetch it").click()
    assert download.value.suggested_filename == "my-data.zip"
    with zipfile.ZipFile(download.value.path()) as archive:
        assert "What Hoshin holds of Carl" in archive.read("index.html").decode()
    page = signed_in(users["hans"])
    page.set_viewport_size(PHONE)
    page.goto("/organisation/people/CARL")
    page.get_by_role("button", name="Put together for Carl").click()
    expect(page.get_by_text("alone can fetch the file")).to_be_visible()
    expect(page.get_by_text("by Hans")).to_be_visible()
    expect(page.get_by_role("link", name="Erase …")).to_have_count(0)
    assert fits(page)
    run_jobs()
    page = signed_in(users["carl"])
    page.goto("/profile/data")
    expect(page.get_by_role("link", name="Fetch it")).to_have_count(2)
    expect(page.get_by_role("row").filter(has_text="Hans")).to_be_visible()


def test_who_has_left_is_erased_after_a_look_and_their_name(signed_in, users, sound, run_jobs):
    admin = Actor.of(users["ada"], "web")
    people = lived(admin)
    mia = left(admin, people.mia, people.hans)
    page = signed_in(users["ada"])
    page.goto(f"/organisation/people/{mia.employee_id}")
    page.get_by_role("link", name="Erase …").click()
    expect(page.get_by_role("heading", name="Stays without its words")).to_be_visible()
    sound(page, "erase")
    page.set_viewport_size(PHONE)
    assert fits(page)
    page.get_by_label("Their name").fill("Somebody")
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_text("That is not their name.")).to_be_visible()
    expect(page.get_by_label("Their name")).to_have_value("Somebody")
    page.get_by_label("Their name").fill(NAME)
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_text("not yet: see the jobs")).to_be_visible()
    run_jobs()
    page.reload()
    expect(page.get_by_text("not yet")).to_have_count(0)
    assert fits(page)
    number = Erasure.objects.get().pk
    assert Person.objects.get(pk=mia.pk).name == f"Erased person {number}"
    page.goto(f"/organisation/people/ERASED-{number}")
    expect(page.locator("h1")).to_have_text(f"Erased person {number}")
    expect(page.get_by_text(NAME)).to_have_count(0)
