"""Everybody is addressed in a language of their own, one after the other on the same server; programs in English."""

import re

import pytest
from django.test import Client
from tests.web.markup import squeezed

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.accounts.selectors import language_of
from hoshin.accounts.services import change_profile
from hoshin.audit.models import Entry
from hoshin.base.errors import Invalid, NotFound
from hoshin.base.formats import using
from hoshin.base.languages import speaking
from hoshin.base.periods import Period
from hoshin.base.wordings import Said, either, listed, said_again, stored
from hoshin.measures.services import define_measure, record_actual
from hoshin.web.wording import period_text

PROFILE = {"name": "Olga Office", "theme": "", "formats": "", "time_zone": ""}


def test_a_person_chooses_a_language_and_everybody_else_keeps_theirs(client, olga, vera):
    client.force_login(olga)
    assert client.post("/profile", PROFILE | {"language": "de"}).status_code == 302
    theirs = Client()
    theirs.force_login(vera)
    for _ in range(2):
        german, english = client.get("/profile"), theirs.get("/profile")
        assert '<html lang="de"' in german.content.decode()
        assert '<html lang="en"' in english.content.decode()
        assert (german["Content-Language"], english["Content-Language"]) == ("de", "en")
        assert "Accept-Language" in german["Vary"]
    missing = client.get("/nothing-here", headers={"accept-language": "en"})
    assert '<html lang="de"' in missing.content.decode(), "also where no view is asked"


def test_a_stranger_is_spoken_to_as_the_browser_asks_and_is_remembered_so(client, olga):
    olga.set_password("maple-compass-2030")
    olga.save()
    before = Entry.objects.count()
    for asked, spoken in (("de-AT,de;q=0.9,en;q=0.5", "de"), ("fr,es", "en"), ("", "en")):
        answer = client.get("/sign-in", headers={"accept-language": asked})
        assert (answer["Content-Language"], "Accept-Language" in answer["Vary"]) == (spoken, True)
    sent = {"username": olga.email, "password": "maple-compass-2030"}
    assert client.post("/sign-in", sent, headers={"accept-language": "de"}).status_code == 302
    assert client.get("/profile", headers={"accept-language": "en"})["Content-Language"] == "de"
    assert Entry.objects.count() == before, "what a browser asks for is no change"


def test_whose_language_it_is(settings):
    said, asked = User(language="en", browser_language="de"), User(browser_language="de")
    assert [language_of(user) for user in (said, asked, User())] == ["en", "de", "en"]
    assert language_of(User(), otherwise="de") == "de"
    settings.ORGANISATION_LANGUAGE = "de"
    assert [language_of(user) for user in (said, User(browser_language="en"), User())] == ["en", "de", "de"]
    assert language_of(User(language="xx")) == "de", "a language that is offered no more"


def test_the_api_speaks_english_to_everybody(client):
    answer = client.get("/api/v1/measures", headers={"accept-language": "de"})
    assert answer.json()["title"] == "Say who you are"
    assert "Content-Language" not in answer


def test_what_is_kept_for_one_is_told_to_another_in_their_language(charted_world, november, olga, vera):
    for user, language in ((olga, "de"), (vera, "en")):
        user.language = language
        user.save()
    told = {}
    for turn in range(2):
        for user in (olga, vera):
            client = Client()
            client.force_login(user)
            pages = [client.get(address).content.decode() for address in ("/?open=all", "/measures/k3", "/map")]
            told.setdefault(user.language, []).append([re.sub(r"csrf[^>]*>", "", page) for page in pages])
            assert [page.count("Oktober 2026") > 0 for page in pages[:2]] == [user.language == "de"] * 2, turn
    for language, words in (("de", ("Bewer\u00adtung", "Zielwert")), ("en", ("Score", "target"))):
        first, again = told[language]
        assert first == again
        assert words[0] in first[0]
        assert f"{words[1]} " in first[1], "what a chart says of itself"


def test_a_mail_speaks_to_whoever_receives_it(client, ada, vera, run_jobs, settings, mailoutbox):
    settings.MAILS_GO_OUT = True
    for user, language in ((ada, "en"), (vera, "de")):
        user.language = language
        user.save()
    client.force_login(ada)
    client.post(f"/users/{vera.pk}/link")
    run_jobs()
    assert [mail.subject for mail in mailoutbox] == ["Ihr Zugang zu Hoshin"]


def test_the_trail_is_read_in_ones_own_language(client, olga, office):
    measure = define_measure(office, code="REV", name="Revenue", decimals=1)
    record_actual(office, measure=measure, period="2026-10", value=1234.5)
    olga.language = "de"
    olga.save()
    client.force_login(olga)
    assert "Revenue für Oktober 2026 erfasst: 1.234,5" in squeezed(client.get("/audit").content)


def test_what_does_not_exist_is_not_chosen(client, olga):
    with pytest.raises(Invalid):
        change_profile(Actor.of(olga, "web"), language="xx")


@pytest.mark.parametrize(
    ("text", "label", "short"),
    [
        ("2026", "2026", "2026"),
        ("2026-10", "Oktober 2026", "Okt"),
        ("2026-07-05", "5. Juli 2026", "5.\u00a0Juli"),
    ],
)
def test_periods_are_named_in_the_language_of_whoever_reads(text, label, short):
    with speaking("de"):
        assert Period.parse(text).label == label
        assert period_text(Period.parse(text), short=True) == short
    with speaking("de"), using("en_AT"):
        assert Period.parse("2026-01").label == "Jänner 2026"
    with speaking("de"), using("en_US"):
        assert Period.parse("2026-07-05").label == "5. Juli 2026", "German is not written as in the United States"


def test_a_stored_sentence_names_its_period_and_what_is_missing_for_whoever_reads():
    sentence = Said("%(period)s is closed already.", period=Period.parse("2026-10"))
    kept = stored(sentence)
    assert sentence == "October 2026 is closed already."
    assert kept["facts"] == {"period": {"period": "2026-10"}}
    with speaking("de"):
        assert "Oktober 2026" in said_again(kept)
    assert stored(NotFound("measure", "M").args[0])["facts"]["thing"] == {"text": "measure", "facts": {}}


def test_names_are_listed_as_they_stand_in_a_sentence():
    assert [listed("ABC"[:count]) for count in range(4)] == ["", "A", "A and B", "A, B and C"]
    assert either(["A", "B", "C"]) == "A, B or C"
