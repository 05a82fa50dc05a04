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
def database(name: str) -> Iterator[None]:
    """A fresh database with all tables, connected to as the default one within the block."""
    from django.core.management import call_command
    from django.db import connection

    own = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0, skip_checks=True)
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
