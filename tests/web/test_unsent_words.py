"""Words of a form of which nothing came stand on the page that says so: nobody writes them twice."""

import pytest
from django.test import Client
from tests.web.test_probe import BACKEND

pytestmark = pytest.mark.django_db
WORDS = "The forecast of grants went from five weeks to eleven days."
OURS, FOREIGN = {"Origin": "http://testserver"}, {"Origin": "http://elsewhere.test"}


def sent(client, address="/growth/succession", headers=OURS, **more):
    return client.post(
        address, {"text": WORDS, "receiver": "17", "token": "a-code-of-many-signs", **more}, headers=headers
    )


def test_whoever_is_signed_out_gets_their_words_and_the_way_back(client, vera):
    answer = sent(client, headers=OURS | {"Referer": "http://testserver/feedback"})
    page = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (401, "no-store")
    assert page.count(WORDS) == 1
    assert "a-code-of-many-signs" not in page
    assert 'href="/sign-in?next=%2Ffeedback"' in page


def test_passwords_and_words_of_another_site_stand_on_no_page(client, vera):
    for answer in (sent(client, old_password="an old one"), sent(client, headers=FOREIGN), sent(client, headers={})):
        assert answer.status_code == 302
        assert answer["Location"] == "/sign-in"


def test_a_part_of_a_page_leads_to_where_one_signs_in_as_its_script_keeps_what_is_typed(client, vera):
    answer = sent(client, headers=OURS | {"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/sign-in"
    assert WORDS not in answer.content.decode()


def test_a_form_from_before_one_signed_in_again_says_so_with_its_words(vera):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(vera, backend=BACKEND)
    answer = sent(browser, headers=OURS | {"Referer": "http://testserver/feedback?to=1"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "out of date" in page
    assert WORDS in page
    assert 'href="/feedback"' in page
    assert WORDS not in sent(browser, headers=FOREIGN).content.decode()


def test_what_is_refused_is_shown_to_whoever_typed_it(client, vera):
    client.force_login(vera, backend=BACKEND)
    answer = sent(client, "/reviews/forms/1")
    page = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store")
    assert WORDS in page
    assert WORDS not in sent(client, "/reviews/forms/1", headers=FOREIGN).content.decode()
