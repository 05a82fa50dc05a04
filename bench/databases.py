"""Databases of their own for measurements, made beside the installation's and dropped afterwards."""

import os

import django


def prepare() -> None:
    """Start Django outside of any server."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoshin.config.settings")
    os.environ.setdefault("HOSHIN_DEBUG", "no")
    django.setup()
