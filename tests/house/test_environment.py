"""The environment is read once; what cannot be used is named with its value and the way out."""

import os
import threading
from pathlib import Path

import pytest

from hoshin.base.errors import HoshinError
from hoshin.config import environment
from hoshin.config.environment import EnvironmentProblem, load, local_url


@pytest.fixture
def given(tmp_path):
    return {"HOSHIN_DATA_DIR": str(tmp_path / "data")}


def test_an_empty_environment_is_secure(given):
    found = load(given)
    assert found.debug is False
    assert found.database is None
    assert found.bind == "127.0.0.1:8000"
    assert found.allowed_hosts == ("localhost", "127.0.0.1", "[::1]")
    assert Path(given["HOSHIN_DATA_DIR"]).stat().st_mode & 0o777 == 0o700


def test_the_secret_key_is_made_once_and_closed_to_others(given):
    first, second = load(given), load(given)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 50
    path = Path(given["HOSHIN_DATA_DIR"]) / "secret-key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(path.parent) == ["secret-key"]


def test_two_installations_have_different_keys(given, tmp_path):
    assert load(given).secret_key != load({"HOSHIN_DATA_DIR": str(tmp_path / "other")}).secret_key


def test_first_starts_at_once_agree_on_one_key(given):
    keys: list[str] = []
    gate = threading.Barrier(8)

    def start():
        gate.wait()
        keys.append(load(given).secret_key)

    starts = [threading.Thread(target=start) for _ in range(8)]
    for thread in starts:
        thread.start()
    for thread in starts:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_a_given_key_is_used_and_nothing_is_written(given):
    assert load(given | {"HOSHIN_SECRET_KEY": "k" * 40}).secret_key == "k" * 40
    assert not Path(given["HOSHIN_DATA_DIR"]).exists()


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("HOSHIN_DEBUG", "maybe", "yes or no"),
        ("HOSHIN_BEHIND_TLS", "2", "yes or no"),
        ("HOSHIN_BIND", "8000", "127.0.0.1:8000"),
        ("HOSHIN_BIND", "127.0.0.1:http", "127.0.0.1:8000"),
        ("HOSHIN_BIND", "127.0.0.1:70000", "127.0.0.1:8000"),
        ("HOSHIN_BIND", "127.0.0.1:²", "127.0.0.1:8000"),
        ("HOSHIN_ALLOWED_HOSTS", "https://scores.example.org", "scores.example.org,localhost"),
        ("HOSHIN_TIME_ZONE", "Europe/Berln", "Europe/Berlin"),
        ("HOSHIN_TIME_ZONE", "../etc/passwd", "UTC"),
        ("HOSHIN_LOG_LEVEL", "LOUD", "DEBUG, INFO, WARNING"),
        ("HOSHIN_DATABASE_IDLE_MINUTES", "soon", "whole number"),
        ("HOSHIN_DATABASE_URL", "mysql://localhost/hoshin", "postgresql://user:password@host:port/name"),
        ("HOSHIN_DATABASE_URL", "postgresql://localhost", "postgresql://user:password@host:port/name"),
        ("HOSHIN_DATABASE_URL", "postgresql://localhost:port/name", "postgresql://user:password@host:port/name"),
        ("HOSHIN_EMAIL_URL", "mail.example.org", "smtp://user:password@"),
        ("HOSHIN_EMAIL_URL", "smtp://mail.example.org:x", "smtp://user:password@"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_the_way_out(given, name, value, remedy):
    with pytest.raises(EnvironmentProblem) as caught:
        load(given | {name: value})
    assert isinstance(caught.value, HoshinError)
    for part in (name, value, remedy):
        assert part.lower() in str(caught.value).lower()


@pytest.mark.parametrize("name", ["HOSHIN_DATABASE_URL", "HOSHIN_EMAIL_URL"])
def test_no_password_stands_in_an_error(given, name):
    with pytest.raises(EnvironmentProblem) as caught:
        load(given | {name: "gopher://ada:open sesame@host/name"})
    assert "sesame" not in str(caught.value)
    with pytest.raises(EnvironmentProblem) as caught:
        load(given | {name: "postgresql://ada:open sesame@host:port/name"})
    assert "sesame" not in str(caught.value)


def test_a_short_key_is_refused_without_showing_it(given):
    with pytest.raises(EnvironmentProblem, match="HOSHIN_SECRET_KEY") as caught:
        load(given | {"HOSHIN_SECRET_KEY": "hunter2"})
    assert "hunter2" not in str(caught.value)


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentProblem, match="HOSHIN_DATA_DIR"):
        load({"HOSHIN_DATA_DIR": str(tmp_path / "file" / "data")})


def test_a_database_address_becomes_django_settings(given):
    url = "postgresql://ada:p%40ss%2Fword@db.example.org:5433/scores?sslmode=require"
    assert load(given | {"HOSHIN_DATABASE_URL": url}).database == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "scores",
        "USER": "ada",
        "PASSWORD": "p@ss/word",
        "HOST": "db.example.org",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize(
    "url", ["postgresql:///scores?host=/run/PostgreSQL", "postgresql://%2Frun%2FPostgreSQL/scores"]
)
def test_a_socket_folder_keeps_its_letters(given, url):
    database = load(given | {"HOSHIN_DATABASE_URL": url}).database
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("/run/PostgreSQL", "", "scores")


@pytest.mark.parametrize(
    ("url", "port", "starttls", "tls"),
    [
        ("smtp://ada:p%40ss@mail.example.org", 587, True, False),
        ("smtps://ada:p%40ss@mail.example.org:2465", 2465, False, True),
        ("smtp+plain://ada:p%40ss@mail.example.org", 25, False, False),
    ],
)
def test_a_mail_address_becomes_django_settings(given, url, port, starttls, tls):
    email = load(given | {"HOSHIN_EMAIL_URL": url, "HOSHIN_EMAIL_FROM": "scores@example.org"}).email
    assert (email["EMAIL_HOST"], email["EMAIL_PORT"]) == ("mail.example.org", port)
    assert (email["EMAIL_USE_TLS"], email["EMAIL_USE_SSL"]) == (starttls, tls)
    assert (email["EMAIL_HOST_USER"], email["EMAIL_HOST_PASSWORD"]) == ("ada", "p@ss")
    assert email["DEFAULT_FROM_EMAIL"] == "scores@example.org"


def test_the_usual_data_folder_follows_the_user(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert environment.data_dir_from({}) == Path("/var/lib/hoshin")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert environment.data_dir_from({"XDG_DATA_HOME": "/shared"}) == Path("/shared/hoshin")
    assert environment.data_dir_from({}) == Path.home() / ".local" / "share" / "hoshin"


def test_every_variable_that_is_read_is_described(given):
    asked: set[str] = set()

    class Watched(dict):
        def get(self, name, default=None):
            asked.add(name)
            return super().get(name, default)

        def __getitem__(self, name):
            asked.add(name)
            return super().__getitem__(name)

    load(Watched(given))
    described = {setting.name for setting in environment.SETTINGS}
    assert described == {name for name in asked if name.startswith("HOSHIN_")}
    assert all(setting.meaning.endswith(".") for setting in environment.SETTINGS)


def test_what_one_opens_where_hoshin_listens_everywhere():
    assert [local_url(bind) for bind in ("0.0.0.0:8000", ":8000", "[::]:8000")] == ["http://127.0.0.1:8000"] * 3
    assert local_url("192.0.2.7:80") == "http://192.0.2.7:80"
