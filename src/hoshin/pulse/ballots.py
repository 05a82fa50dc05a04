"""How it is known that somebody answered, without it being written: by marks under a key that no backup holds.

The ballot key lies in a file of the data folder. It is not in the database, nor in a backup, nor made from the key that is.
A mark is ``HMAC(key, salt of the wave, person)``: whoever has the database alone cannot tell whose it is, and when a wave
closes its marks and its salt are erased.
"""

import hmac
import os
import secrets
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from hoshin.pulse.models import Wave

FILE, LENGTH = "ballot-key", 32


def mark_of(wave: Wave, person: int) -> str:
    """The mark by which it is known in a wave that a person, by their number, has answered."""
    return hmac.new(_key(wave), f"mark {person}".encode(), sha256).hexdigest()[:32]


def urn_of(wave: Wave, person: int, urns: int) -> int:
    """Which of so many urns of their group takes somebody's answer: by chance, and the same each time they come."""
    return int(hmac.new(_key(wave), f"urn {person}".encode(), sha256).hexdigest(), 16) % urns


def check_of(salt: str) -> str:
    """What tells that the ballot key is still the one with which a wave was launched."""
    return hmac.new(_ballot_key(str(settings.ENVIRONMENT.data_dir)), f"check {salt}".encode(), sha256).hexdigest()[:16]


def _key(wave: Wave) -> bytes:
    return hmac.digest(_ballot_key(str(settings.ENVIRONMENT.data_dir)), wave.salt.encode(), "sha256")


@cache
def _ballot_key(folder: str) -> bytes:
    """The key of the installation, made when it is first needed; of two who make it at once one wins."""
    path = Path(folder) / FILE
    if not path.exists():
        aside = path.with_name(f".{FILE}.{secrets.token_hex(8)}")
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(LENGTH))
        try:
            os.link(aside, path)
        except FileExistsError:
            pass
        finally:
            aside.unlink()
    return path.read_bytes()
