"""The log of the embedded PostgreSQL: one file beside its cluster, shortened at the start where it has grown."""

from pathlib import Path

LIMIT_BYTES = 10_000_000


def shorten(log: Path) -> None:
    """Put a log that has grown past the limit aside, in place of the one put aside before."""
    if size(log) > LIMIT_BYTES:
        log.replace(log.with_suffix(".log.1"))


def size(log: Path) -> int:
    """Length in bytes, 0 where there is none."""
    return log.stat().st_size if log.exists() else 0


def read_from(log: Path, offset: int) -> str:
    """What was written after this many bytes, "" where it cannot be read."""
    try:
        return log.read_bytes()[offset:].decode(errors="replace")
    except OSError:
        return ""
