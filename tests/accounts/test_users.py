"""Who may sign in, as what, and who remains when somebody leaves."""

import threading

import pytest
from django.contrib.auth import authenticate
from django.db import connection, connections
from tests.patience import PATIENCE

import hoshin.config.settings
from hoshin.accounts.access import Actor
from hoshin.accounts.models import Role, User, UserStanding
from hoshin.accounts.selectors import access_table, users_found
from hoshin.accounts.services import (
    add_user,
    change_profile,
    change_user,
    create_first_administrator,
    make_password_link,
    set_password,
    set_password_by_link,
    user_of_password_link,
)
from hoshin.audit.models import Change, Entry
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound

PASSWORD = "a long way to the sea"


@pytest.fixture
def admin(ada):
    return Actor.of(ada, "web")


def test_whoever_comes_first_becomes_administrator_and_nobody_after(db):
    system = Actor.system("web")
    first = create_first_administrator(system, name=" Ada ", email="Ada@Hoshin.TEST", password=PASSWORD)
    assert (first.role, first.email, first.name) == (Role.ADMINISTRATOR, "ada@hoshin.test", "Ada")
    with pytest.raises(Conflict, match="has an administrator already"):
        create_first_administrator(system, name="Eve", email="eve@hoshin.test", password=PASSWORD)
    assert User.objects.count() == 1
    assert Change.objects.get().text == "Ada set up this installation"


def test_a_weak_first_password_creates_nobody(db):
    with pytest.raises(Invalid) as failure:
        create_first_administrator(Actor.system("web"), name="Ada", email="ada@hoshin.test", password="short")
    assert {problem.field for problem in failure.value.problems} == {"password"}
    assert not User.objects.exists()
    assert not Change.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_several_who_come_first_at_once_one_becomes_administrator():
    outcomes = _at_once(
        lambda n: create_first_administrator(
            Actor.system("web"), name=f"Ada {n}", email=f"ada{n}@hoshin.test", password=PASSWORD
        ),
        range(4),
    )
    assert sorted(outcomes) == ["Conflict", "Conflict", "Conflict", "User"]
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_demote_each_other_leave_one(ada):
    bea = User.objects.create(email="bea@hoshin.test", name="Bea", role=Role.ADMINISTRATOR)
    pairs = [(ada, bea), (bea, ada)]
    outcomes = _at_once(
        lambda n: change_user(Actor.of(pairs[n][0], "web"), user=pairs[n][1], role=Role.MEMBER), range(2)
    )
    assert sorted(outcomes) == ["Invalid", "User"]
    assert User.objects.filter(role=Role.ADMINISTRATOR).count() == 1


@pytest.mark.parametrize("values", [{"role": Role.OFFICE}, {"is_active": False}])
def test_the_last_administrator_stays(admin, ada, values):
    retired = User.objects.create(
        email="old@hoshin.test", name="Old", role=Role.ADMINISTRATOR, is_active=False, password="!"
    )
    with pytest.raises(Invalid, match="only active administrator"):
        change_user(admin, user=ada, **values)
    change_user(admin, user=retired, is_active=True)
    change_user(admin, user=ada, **values)


def test_a_new_user_chooses_a_password_through_a_link_that_works_once(admin, rf):
    user = add_user(admin, name="Carl", email="Carl@Hoshin.test", role=Role.MEMBER)
    assert authenticate(rf.post("/"), username="carl@hoshin.test", password="") is None
    user_part, token = make_password_link(admin, user=user)
    assert user_of_password_link(user_part, token) == user
    carl = Actor.of(user, "web")
    with pytest.raises(Invalid):
        set_password_by_link(carl, user_part=user_part, token=token, password="carl@hoshin.test")
    set_password_by_link(carl, user_part=user_part, token=token, password=PASSWORD)
    assert authenticate(rf.post("/"), username="carl@hoshin.test", password=PASSWORD) == user
    with pytest.raises(NotFound, match="used or has ended"):
        set_password_by_link(carl, user_part=user_part, token=token, password=PASSWORD)
    assert [change.verb for change in Change.objects.order_by("id")] == [
        "add_user",
        "make_password_link",
        "set_password_by_link",
    ]


@pytest.mark.parametrize("user_part", ["", "x", "MQ", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk", "é"])
def test_an_invented_link_does_not_exist(ada, user_part):
    with pytest.raises(NotFound):
        user_of_password_link(user_part, "c1-0123456789abcdef0123456789abcdef")


def test_a_link_ends_with_its_users_right_to_sign_in(admin, carl):
    link = make_password_link(admin, user=carl)
    change_user(admin, user=carl, is_active=False)
    with pytest.raises(NotFound):
        user_of_password_link(*link)


def test_one_changes_ones_own_password_with_the_old_one(vera):
    actor = Actor.of(vera, "web")
    with pytest.raises(Invalid, match="not your password"):
        set_password(actor, old_password="guessed", password=PASSWORD)
    set_password(actor, old_password="correct horse battery", password=PASSWORD)
    vera.refresh_from_db()
    assert vera.check_password(PASSWORD)


def test_no_secret_reaches_the_audit_trail(settings, vera):
    settings.PASSWORD_HASHERS = hoshin.config.settings.PASSWORD_HASHERS
    vera.set_password("correct horse battery")
    vera.save()
    before = vera.password
    assert before.startswith("argon2")
    set_password(Actor.of(vera, "web"), old_password="correct horse battery", password=PASSWORD)
    vera.refresh_from_db()
    entries = Entry.objects.filter(table="accounts_user")
    kept = str([(entry.before, entry.after) for entry in entries])
    assert before not in kept
    assert vera.password not in kept
    assert "argon2" not in kept
    last = entries.order_by("-id").first()
    assert (last.before, last.after) == ({"password": "[hidden]"}, {"password": "[hidden]"})


def test_signing_in_leaves_no_entry(client, vera):
    count = Entry.objects.count()
    client.force_login(vera)
    vera.refresh_from_db()
    assert vera.last_login is not None
    assert Entry.objects.count() == count


def test_a_stale_change_names_who_was_faster(admin, carl, olga):
    bea = User.objects.create(email="bea@hoshin.test", name="Bea Boss", role=Role.ADMINISTRATOR)
    change_user(Actor.of(bea, "web"), user=carl, version=1, name="Carl the Second")
    with pytest.raises(Conflict, match="Bea Boss changed"):
        change_user(admin, user=carl, version=1, role=Role.MEMBER)
    carl.refresh_from_db()
    assert (carl.name, carl.role) == ("Carl the Second", Role.MEMBER)


def test_one_e_mail_is_one_user_whatever_its_case(admin, carl):
    with pytest.raises(Invalid) as failure:
        add_user(admin, name="Another", email="CARL@hoshin.test")
    assert len(failure.value.problems) == 1


@pytest.mark.parametrize("wrong", [{"email": "no-mail"}, {"name": ""}, {"role": "king"}])
def test_nonsense_is_refused_with_its_field(admin, wrong):
    values = {"name": "Nora", "email": "nora@hoshin.test", "role": Role.MEMBER} | wrong
    with pytest.raises(Invalid) as failure:
        add_user(admin, **values)
    assert [problem.field for problem in failure.value.problems] == list(wrong)


def test_only_administrators_manage_users(office, carl):
    for attempt in (
        lambda: add_user(office, name="N", email="n@hoshin.test"),
        lambda: change_user(office, user=carl, role=Role.ADMINISTRATOR),
        lambda: make_password_link(office, user=carl),
        lambda: users_found(office),
    ):
        with pytest.raises(Denied):
            attempt()


def test_nobody_gives_themself_a_role(carl):
    with pytest.raises(Denied):
        change_profile(Actor.of(carl, "web"), role=Role.ADMINISTRATOR)
    assert change_profile(Actor.of(carl, "web"), theme="dark").theme == "dark"


def test_users_are_found_by_name_and_role_and_sorted_by_power(admin, ada, carl, olga, vera):
    assert list(users_found(admin, text="CARL")) == [carl]
    assert list(users_found(admin, role="member")) == [carl, vera]
    assert list(users_found(admin, role="office")) == [olga]
    assert list(users_found(admin, order="role")) == [ada, olga, carl, vera]
    assert list(users_found(admin, order="-role")) == [vera, carl, olga, ada]
    change_user(admin, user=carl, is_active=False)
    assert list(users_found(admin, state="inactive")) == [carl]


def test_the_access_table_has_every_right_and_standing():
    table = access_table()
    assert all([standing for standing, _ in row.holders] == list(UserStanding) for row in table)
    assert all(row.holders[0][1] for row in table), "an administrator may do everything"


def _at_once(attempt, numbers) -> list[str]:
    """What came of the attempts, each in a connection of its own, started together."""
    outcomes, together = [], threading.Barrier(len(numbers))

    def run(number: int) -> None:
        together.wait()
        try:
            outcomes.append(type(attempt(number)).__name__)
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    connection.ensure_connection()
    return outcomes
