"""Mails that stay in a folder where no mail server is set: one file for each, in a folder for each day.

An administrator reads them as pages. Written aside and then renamed, so that nobody reads half a mail. And the number that
a mail bears wherever it goes.
"""

import os
import secrets
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage as Outgoing
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.crypto import salted_hmac

from hoshin.base import clock

_ENDING = ".eml"


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A mail of the folder: the day and the name under which it lies, and what it says."""

    day: str
    name: str
    to: str
    subject: str
    at: datetime | None
    text: str


def mail_id(*what: object) -> dict[str, str]:
    """The header by which mail programs know a mail again that went out twice: the same of the same."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    digest = salted_hmac("mail_id", " ".join(map(str, what))).hexdigest()
    return {"Message-ID": f"<{digest[:32]}@{host}>"}


class FolderBackend(BaseEmailBackend):
    """Puts mails into the folder of the installation, as Django's other backends hand them to a server."""

    def send_messages(self, email_messages: Sequence[Outgoing]) -> int:
        for message in email_messages:
            now = clock.now()
            folder = _folder() / f"{now:%Y-%m-%d}"
            folder.mkdir(parents=True, exist_ok=True)
            name = f"{now:%H%M%S%f}-{secrets.token_hex(4)}"
            aside = folder / f".{name}"
            aside.write_bytes(bytes(message.message()))
            os.replace(aside, folder / f"{name}{_ENDING}")
        return len(email_messages)


def kept_mails(start: int = 0, count: int = 50) -> list[KeptMail]:
    """Mails of the folder, the newest first."""
    return [_read(path) for path in islice(_files(), start, start + count)]


def kept_mail(day: str, name: str) -> KeptMail | None:
    """One mail of the folder; None where there is none of that name."""
    # Names are compared with those that lie there, so that none leads out of the folder.
    return next((_read(path) for path in _files_of(_folder(), day) if path.stem == name), None)


def forget_mails_before(day: str) -> None:
    """Remove the mails of the days before this one (2026-11-27)."""
    for folder in _days(_folder()):
        if folder.name < day:
            for path in folder.iterdir():
                path.unlink(missing_ok=True)
            folder.rmdir()


def forget_mails_saying(words: Collection[str]) -> None:
    """Remove the mails of the folder that go to one of these addresses, or name it or one of these names."""
    folded = [word.casefold() for word in words if word]
    for path in _files():
        mail = _read(path)
        said = f"{mail.to}\n{mail.subject}\n{mail.text}".casefold()
        if any(word in said for word in folded):
            path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.MAIL_FOLDER)


def _days(folder: Path) -> list[Path]:
    return sorted((day for day in folder.iterdir() if day.is_dir()), reverse=True) if folder.is_dir() else []


def _files() -> Iterator[Path]:
    for day in _days(_folder()):
        yield from _files_of(_folder(), day.name)


def _files_of(folder: Path, day: str) -> list[Path]:
    found = next((one for one in _days(folder) if one.name == day), None)
    names = sorted((name for name in os.listdir(found) if name.endswith(_ENDING)), reverse=True) if found else []
    return [found / name for name in names] if found else []


def _read(path: Path) -> KeptMail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",)) if isinstance(message, EmailMessage) else None
    date = str(message["Date"] or "")
    return KeptMail(
        path.parent.name,
        path.stem,
        str(message["To"] or ""),
        str(message["Subject"] or ""),
        parsedate_to_datetime(date) if date else None,
        body.get_content() if isinstance(body, EmailMessage) else "",
    )
