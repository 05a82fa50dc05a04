"""An assistant asks in somebody's name with a secret that is shown once, until a day, and with the tools they chose."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hoshin.accounts.access import Actor, Right
from hoshin.accounts.services import change_user, set_password
from hoshin.assistants.models import AssistantGrant
from hoshin.assistants.policies import asker
from hoshin.assistants.selectors import grant_by_id, grants_of_others, own_grants
from hoshin.assistants.services import grant_assistant, grant_of, note_question, revoke_assistant
from hoshin.audit.models import Change, Entry
from hoshin.base import clock
from hoshin.base.errors import Invalid, NotFound

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WANTED = {"name": "Scribe", "purpose": "Prepare reviews", "tools": ["find", "scorecard"]}


@pytest.fixture
def adas(ada):
    return Actor.of(ada, "web")


def granted(actor, **given):
    return grant_assistant(actor, **{**WANTED, "expires_on": clock.today(), **given})


def test_the_secret_is_returned_once_and_kept_nowhere(adas, ada):
    grant, secret = granted(adas)
    assert grant_of(secret) == grant
    kept = str(list(AssistantGrant.objects.values())) + str(list(Entry.objects.values_list("before", "after")))
    assert secret not in kept
    assert grant.digest not in str(list(Entry.objects.values_list("before", "after")))


@pytest.mark.parametrize("secret", ["", "hoshin_ask_", "é", "\x00", "a" * 100_000])
def test_an_unknown_secret_opens_nothing(adas, secret):
    granted(adas)
    assert grant_of(secret) is None


def test_it_ends_by_day_by_hand_and_with_its_user(adas, ada, olga, monkeypatch):
    with clock.fixed(NOON):
        _, secret = granted(adas, expires_on=date(2026, 11, 24))
    with clock.fixed(NOON + timedelta(days=1)):
        assert grant_of(secret)
    with clock.fixed(NOON + timedelta(days=2)):
        assert grant_of(secret) is None
    grant, secret = granted(adas)
    revoke_assistant(adas, grant=grant)
    revoke_assistant(adas, grant=grant)
    assert grant_of(secret) is None
    olgas = Actor.of(olga, "web")
    _, secret = granted(olgas)
    change_user(adas, user=olga, is_active=False)
    assert grant_of(secret) is None


def test_whoever_revokes_all_tokens_with_their_password_ends_their_grants(adas, ada):
    ada.set_password("maple-compass-2030")
    ada.save()
    _, secret = granted(adas)
    set_password(adas, password="another-maple-2031", old_password="maple-compass-2030", revokes_tokens=True)
    assert grant_of(secret) is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"expires_on": date(2020, 1, 1)}, "expires_on"),
        ({"expires_on": date(2090, 1, 1)}, "expires_on"),
        ({"tools": []}, "tools"),
        ({"tools": ["find", "burn"]}, "tools"),
        ({"name": " "}, "name"),
        ({"purpose": ""}, "purpose"),
    ],
)
def test_what_is_no_grant_is_refused_by_field(adas, given, field):
    with pytest.raises(Invalid) as refused:
        granted(adas, **given)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert not AssistantGrant.objects.exists()


def test_it_has_none_of_an_administrators_rights_and_asks_under_its_name(adas):
    grant, _secret = granted(adas)
    actor = asker(grant, "mcp")
    assert actor.has(Right.SEE)
    assert adas.has(Right.MANAGE_USERS)
    assert not actor.has(Right.MANAGE_USERS)
    assert not actor.has(Right.EDIT_SETTINGS)
    note_question(actor, tool="scorecard")
    asked = Change.objects.get(verb="ask")
    assert (asked.actor_name, asked.through, asked.through_name) == ("Ada Admin", "agent", "Scribe")
    assert asked.text == "Asked: read scorecards"


def test_everybody_ends_their_own_and_an_administrator_any(adas, olga):
    olgas = Actor.of(olga, "web")
    hers, _ = granted(adas)
    mine, _ = granted(olgas)
    assert list(own_grants(olgas)) == [mine]
    assert not grants_of_others(olgas).exists()
    assert list(grants_of_others(adas)) == [mine]
    with pytest.raises(NotFound):
        grant_by_id(olgas, hers.pk)
    revoke_assistant(adas, grant=grant_by_id(adas, mine.pk))
    assert AssistantGrant.objects.get(pk=mine.pk).is_revoked


def test_the_page_grants_once_shows_the_secret_once_and_ends(client, olga):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    answer = client.post("/assistants", {**WANTED, "expires_on": clock.today().isoformat()})
    grant = AssistantGrant.objects.get()
    secret = answer.content.decode().split('id="secret" value="')[1].split('"')[0]
    assert grant_of(secret) == grant
    assert secret not in client.get("/assistants").content.decode()
    wrong = client.post("/assistants", {**WANTED, "purpose": "", "expires_on": "2090-01-01"})
    assert wrong.status_code == 422
    assert "Scribe" in wrong.content.decode()
    client.post(f"/assistants/{grant.pk}/revoke")
    assert grant_of(secret) is None
