"""Where the files of transfers lie: a folder each, under a random name, open to the server's own user alone."""

import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as later

from hoshin.base import clock
from hoshin.base.tasks import Job, JobProgress
from hoshin.exchange.models import Transfer

KEPT_FOR = timedelta(days=1)


def folder_of(transfer: Transfer) -> Path:
    return _root() / str(transfer.key)


def make_folder(transfer: Transfer) -> Path:
    """The transfer's folder, empty, with rights for nobody else."""
    _root().mkdir(mode=0o700, parents=True, exist_ok=True)
    remove_folder(transfer)
    folder = folder_of(transfer)
    folder.mkdir(mode=0o700)
    return folder


def remove_folder(transfer: Transfer) -> None:
    shutil.rmtree(folder_of(transfer), ignore_errors=True)


def forget_old(progress: JobProgress) -> None:
    """Remove what is older than a day: transfers with their files, and files whose transfer is gone."""
    limit = clock.now() - KEPT_FOR
    for transfer in Transfer.objects.filter(began_at__lt=limit):
        remove_folder(transfer)
        transfer.delete()
    if not _root().is_dir():
        return
    known = set(Transfer.objects.values_list("key", flat=True))
    for folder in _root().iterdir():
        if folder.name not in known and folder.stat().st_mtime < limit.timestamp():
            shutil.rmtree(folder, ignore_errors=True)


FORGET_OLD = Job("exchange.forget_old", forget_old, later("Forget the files of a day ago"), schedule="23 * * * *")


def _root() -> Path:
    return Path(settings.ENVIRONMENT.data_dir) / "uploads"
