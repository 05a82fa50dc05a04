"""Devices from which a user has signed in: each keeps a signed mark, which opens nothing by itself."""

import secrets

from django.core import signing

COOKIE = "device"
KEPT_SECONDS = 365 * 24 * 3600
_SALT = "hoshin.accounts.devices"


def mark_for(email: str) -> str:
    """A mark that says that somebody signed in with this address (`folded`) on the device that keeps it."""
    return signing.dumps([email, secrets.token_urlsafe(12)], salt=_SALT)


def device_in(mark: str, email: str) -> str:
    """The device that a mark names, where it is whole and the address signed in there; else ""."""
    try:
        whose, device = signing.loads(mark, salt=_SALT, max_age=KEPT_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(device) if whose == email else ""
