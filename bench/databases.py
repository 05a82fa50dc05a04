"""Databases of their own for measurements, made beside the installation's and dropped afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django


def prepare() -> None:
    """Start Django outside of any server."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoshin.config.settings")
    os.environ.setdefault("HOSHIN_DEBUG", "no")
    django.setup()


@contextmanager
def database(name: str) -> Iterator[str]:
    """A fresh database with all tables, connected to as the default one within the block; its name."""
    from django.core.management import call_command
    from django.db import connection

    own = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    connect_to(name)
    try:
        call_command("migrate", verbosity=0, skip_checks=True)
        yield name
    finally:
        connect_to(own)
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def connect_to(name: str) -> None:
    """Use another database as the default one from here on."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name
