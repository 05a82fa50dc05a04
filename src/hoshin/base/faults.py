"""What the database and the system raise, as the errors of ours that they mean; whatever nobody foresaw stays what it is."""

import errno

from django.db import DataError, Error, InterfaceError, OperationalError

from hoshin.base.errors import Busy, DiskFull, HoshinError, NotReadable, Unavailable

_FULL = (errno.ENOSPC, errno.EDQUOT)
_STATES: dict[str, type[Unavailable]] = {
    "53100": DiskFull,
    # Waited long enough for a lock; two waited for each other; somebody else was first.
    "55P03": Busy,
    "40P01": Busy,
    "40001": Busy,
    "57014": Busy,
}


def foreseen(error: BaseException) -> HoshinError | None:
    """The error of ours that another one means: itself, that it works later, or that what was sent cannot be read."""
    if isinstance(error, HoshinError):
        return error
    seen: BaseException | None = error
    # What fails because of it (closing a connection that is lost, say) hides the first reason.
    for _ in range(6):
        if seen is not None and (later := _later(seen)) is not None:
            return later
        seen = seen and (seen.__cause__ or seen.__context__)
    is_unreadable = isinstance(error, DataError) or (isinstance(error, ValueError) and _speaks_of_nul(error))
    return NotReadable() if is_unreadable else None


def _later(error: BaseException) -> Unavailable | None:
    if isinstance(error, OSError) and error.errno in _FULL:
        return DiskFull()
    if not isinstance(error, Error):
        return None
    state = getattr(error.__cause__, "sqlstate", None) or ""
    if state in _STATES:
        return _STATES[state]()
    is_away = isinstance(error, OperationalError | InterfaceError) and (not state or state[:2] in ("08", "53", "57"))
    return Unavailable() if is_away else None


def _speaks_of_nul(error: ValueError) -> bool:
    return any(words in str(error) for words in ("NUL", "null byte", "null character"))
