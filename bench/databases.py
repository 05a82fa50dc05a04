"""Databases of their own for measurements, made beside the installation's and dropped afterwards."""

import os

import django


def prepare() -> None:
    """Start Django outside of any server."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoshin.config.settings")
    os.environ.setdefault("HOSHIN_DEBUG", "no")
    django.setup()


def count_rows() -> None:
    """What the server does by itself within a minute or so of so many new rows, and tests have switched off."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
