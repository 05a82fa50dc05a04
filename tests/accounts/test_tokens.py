"""Programs act for a user with a secret that is shown once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.models import ApiToken
from hoshin.accounts.selectors import token_by_id, tokens_of
from hoshin.accounts.services import change_user, create_token, revoke_token, token_user
from hoshin.audit.models import Entry
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid, NotFound

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def carls(carl):
    return Actor.of(carl, "web")


def test_the_secret_is_returned_once_and_kept_nowhere(carls, carl):
    token, secret = create_token(carls, name="Nightly load")
    assert secret.startswith("hoshin_")
    assert token_user(secret) == (carl, token)
    kept = str(list(ApiToken.objects.values())) + str(list(Entry.objects.values_list("before", "after")))
    assert secret not in kept
    assert token.digest not in str(list(Entry.objects.values_list("before", "after")))
    assert Entry.objects.get(table="accounts_apitoken").after["digest"] == "[hidden]"


@pytest.mark.parametrize("secret", ["", "hoshin_", "hoshin_" + "a" * 43, "é", "a" * 100_000])
def test_an_unknown_secret_is_nobody(carls, secret):
    create_token(carls, name="Nightly load")
    assert token_user(secret) is None


def test_a_revoked_token_is_nobody_at_once(carls):
    token, secret = create_token(carls, name="Nightly load")
    revoke_token(carls, token=token)
    revoke_token(carls, token=token)
    assert token_user(secret) is None


def test_a_token_works_through_its_last_day(carls):
    with clock.fixed(NOON):
        _, secret = create_token(carls, name="Short", expires_on=date(2026, 11, 24))
        assert token_user(secret)
    with clock.fixed(NOON + timedelta(days=1)):
        assert token_user(secret)
    with clock.fixed(NOON + timedelta(days=2)):
        assert token_user(secret) is None


def test_a_token_cannot_end_before_it_begins(carls, november):
    with pytest.raises(Invalid, match="past"):
        create_token(carls, name="Late", expires_on=date(2026, 11, 22))


def test_a_token_of_somebody_deactivated_is_nobody(carls, carl, ada):
    _, secret = create_token(carls, name="Nightly load")
    change_user(Actor.of(ada, "web"), user=carl, is_active=False)
    assert token_user(secret) is None


def test_use_is_noted_at_most_once_a_minute_and_not_in_the_trail(carls, django_assert_num_queries):
    _, secret = create_token(carls, name="Nightly load")
    count = Entry.objects.count()
    with clock.fixed(NOON), django_assert_num_queries(2):
        token_user(secret)
    with clock.fixed(NOON + timedelta(seconds=59)), django_assert_num_queries(1):
        token_user(secret)
    assert ApiToken.objects.get().used_at == NOON
    with clock.fixed(NOON + timedelta(seconds=61)), django_assert_num_queries(2):
        token_user(secret)
    assert ApiToken.objects.get().used_at == NOON + timedelta(seconds=61)
    assert Entry.objects.count() == count


def test_tokens_of_others_do_not_exist_except_for_administrators(carls, vera, ada):
    token, secret = create_token(carls, name="Nightly load")
    veras, admin = Actor.of(vera, "web"), Actor.of(ada, "web")
    with pytest.raises(NotFound):
        token_by_id(veras, token.pk)
    with pytest.raises(NotFound):
        revoke_token(veras, token=token)
    with pytest.raises(Denied):
        tokens_of(veras, token.user)
    assert token_user(secret)
    assert list(tokens_of(admin, token.user)) == [token]
    revoke_token(admin, token=token_by_id(admin, token.pk))
    assert token_user(secret) is None


def test_the_command_line_has_no_tokens_of_its_own(system):
    with pytest.raises(Denied):
        create_token(system, name="Mine")
