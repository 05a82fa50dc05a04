"""The bell leads to notices; one opens exactly its thing; each person chooses how to be told."""

import re

import pytest
from tests.worlds import OCTOBER

from hoshin.accounts.models import User
from hoshin.measures.policies import waiting_for
from hoshin.measures.services import approve_values, record_actual, send_values_back
from hoshin.notices.kinds import kinds
from hoshin.notices.models import Notice, NoticeSettings
from hoshin.notices.services import mark_read

pytestmark = pytest.mark.django_db


@pytest.fixture
def sams(client, rev, owner, sam):
    """Sam's browser, after a value of theirs was sent back."""
    record_actual(sam, measure=rev, period=OCTOBER, value=55)
    send_values_back(owner, waiting=list(waiting_for(owner).select_related("measure")), reason="No")
    client.force_login(User.objects.get(email="sam@hoshin.test"))
    return client


def test_the_bell_counts_with_no_query_of_its_own(sams, django_assert_num_queries):
    page = sams.get("/notices/settings").content.decode()
    assert 'aria-label="Notices: 1 unread"' in page
    with django_assert_num_queries(3):
        assert "Notices: 1 unread" in sams.get("/notices/bell").content.decode()


def test_a_notice_opens_its_thing_and_is_read_then(sams, client):
    page = sams.get("/notices?unread=yes").content.decode()
    assert "sent back your value of Revenue" in page
    number = page.partition('href="/notices/')[2].partition('"')[0]
    while not number.isdigit():
        page = page.partition('href="/notices/')[2]
        number = page.partition('href="/notices/')[2].partition('"')[0]
    assert sams.get(f"/notices/{number}").url == "/measures/REV"
    assert 'aria-label="Notices"' in sams.get("/notices").content.decode()
    sams.post("/notices/read", {"notice": number, "as": "unread"})
    assert "Notices: 1 unread" in sams.get("/notices").content.decode()
    assert sams.post("/notices/read").status_code == 302
    assert "Nothing matches" in sams.get("/notices?unread=yes").content.decode()
    client.force_login(User.objects.get(email="carl@hoshin.test"))
    assert client.get(f"/notices/{number}").status_code == 404
    assert "Nobody has told you anything yet" in client.get("/notices").content.decode()


def test_what_is_owed_comes_in_behind_the_page(sams, client):
    client.force_login(User.objects.get(email="carl@hoshin.test"))
    assert client.get("/notices/owed/values_to_approve").url == "/approvals"
    piece = client.get("/notices/owed/values_due", headers={"HX-Request": "true"}).content.decode()
    assert "due of you" not in piece, "Sam supplies them"
    assert client.get("/notices/owed/jobs_failed").status_code == 404


def test_how_one_is_told_is_chosen_on_one_page(sams, sam):
    form = {
        "digest_days": "mondays",
        "digest_hour": "9",
        "quiet_from": "18",
        "quiet_until": "8",
        **{f"mail_{kind.code}": kind.by_mail.value for kind in kinds().values()},
        "product_value_approved": "on",
        "mail_value_approved": "never",
        "mail_value_sent_back": "digest",
    }
    assert sams.post("/notices/settings", form | {"digest_hour": "25"}).status_code == 422
    assert sams.post("/notices/settings", form).status_code == 302
    stored = NoticeSettings.objects.get()
    assert (stored.digest_days, stored.digest_hour, stored.quiet_from) == ("mondays", 9, 18)
    assert stored.channels["value_approved"] == {"mail": "never"}
    assert stored.channels["value_sent_back"] == {"product": False, "mail": "digest"}
    page = sams.get("/notices/settings").content.decode()
    assert '<option value="mondays" selected>' in page


def test_the_page_offers_the_kinds_alone_of_which_there_is_something(
    sams, rev, owner, sam, django_assert_max_num_queries
):
    page = sams.get("/notices").content.decode()
    assert ('id="kind-' in page, "Of one kind alone" in page) == (False, False), "there is one kind: nothing to choose"
    record_actual(sam, measure=rev, period=OCTOBER, value=56)
    approve_values(owner, waiting=list(waiting_for(owner).select_related("measure")))
    mark_read(sam, notices=[Notice.objects.get(kind="value_approved").pk])
    with django_assert_max_num_queries(15):
        page = sams.get("/notices").content.decode()
    assert re.findall(r'id="kind-(\w+)"', page) == ["value_approved", "value_sent_back"]
    page = sams.get("/notices?kind=value_approved").content.decode()
    assert ("approved your value" in page, "sent back your value" in page, 'id="no-kind"' in page) == (
        True,
        False,
        True,
    )
    page = sams.get("/notices?kind=value_approved&unread=yes").content.decode()
    assert "Nothing matches" in page, "both hold at once"
    sams.force_login(User.objects.get(email="carl@hoshin.test"))
    assert 'id="kind-' not in sams.get("/notices").content.decode(), "what others were told is not offered"
