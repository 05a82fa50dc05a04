"""On the page of a person stand one's own 1:1s with them, and those of nobody else."""

from datetime import date, time

import pytest
from tests.meetings.cast import TUESDAY, person_of

from hoshin.meetings.services import add_action_item, end_one_on_one, propose_one_on_one
from hoshin.org.services import change_person

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def shown(client, who, about):
    client.force_login(person_of(who).user)
    assert f'hx-get="/meetings/with/{about}"' in client.get(f"/organisation/people/{about}").content.decode()
    return client.get(f"/meetings/with/{about}", headers=HTMX).content.decode()


def test_the_two_who_meet_read_it_and_others_may_propose_one(
    people, client, mia, ben, weekly, system, django_assert_max_num_queries
):
    add_action_item(mia, one_on_one=weekly, text="Ask three customers", owner=people["B"], due_on=date(2026, 12, 1))
    for reader, about in (("M", "B"), ("B", "M")):
        page = shown(client, reader, about)
        assert f'href="/meetings/{weekly.pk}"' in page
        assert "Tuesday 24 November, 10:00" in page
        assert "Ask three customers" in page
    for reader in ("L", "S"):
        page = shown(client, reader, "B")
        assert "Ask three customers" not in page
        assert "24 November" not in page
        assert 'href="/meetings/new?with=B"' in page
    propose_one_on_one(ben, partner=people["S"], starts_on=TUESDAY, at=time(10))
    assert "Proposed, not answered yet" in shown(client, "S", "B")
    client.force_login(person_of("M").user)
    with django_assert_max_num_queries(15):
        client.get("/meetings/with/B", headers=HTMX)
    assert client.get("/meetings/with/M", headers=HTMX).content == b"", "with oneself there is none"
    end_one_on_one(mia, one_on_one=weekly)
    change_person(system, person=person_of("B"), end_date=date(2026, 11, 20))
    assert shown(client, "M", "B") == "", "nobody proposes one to who has left"
