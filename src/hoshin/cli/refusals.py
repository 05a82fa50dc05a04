"""The one translator from errors to sentences on standard error."""

import sys
from typing import IO, Any

import click

from hoshin.base.errors import DiskFull, HoshinError, Invalid, Problem, grouped

MOST_PROBLEMS = 200


class Refusal(click.ClickException):
    """What was asked could not be done: sentences for people, exit code 1."""

    exit_code = 1

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.format_message(), file=file or sys.stderr)


def refusal_for(error: Exception) -> Refusal | None:
    """The refusal that says an error in sentences; None for what nobody foresaw, so that its traceback shows."""
    if isinstance(error, Invalid):
        return Refusal(_with_notes(_problems(error), error))
    if isinstance(error, HoshinError):
        return Refusal(_with_notes(str(error), error))
    if _is_named(error, "hoshin.config.environment", "EnvironmentProblem"):
        return Refusal(str(error))
    if _is_disk_full(error):
        return Refusal("The disk is full, or that of the database. Nothing was changed. Make room, then try again.")
    if _is_named(error, "django.db.utils", "OperationalError"):
        return Refusal(
            f"The database cannot be reached: {str(error).strip()}\n"
            "Is it running, and does HOSHIN_DATABASE_URL (or --data-dir) name the right one? hoshin check says more."
        )
    if _is_named(error, "django.db.utils", "ProgrammingError") and "does not exist" in str(error):
        return Refusal(
            "The database is empty or of another version. Run hoshin serve or hoshin import first: they prepare it."
        )
    if isinstance(error, PermissionError | IsADirectoryError | NotADirectoryError):
        return Refusal(f"{error.filename}: {error.strerror}.")
    return None


def _is_disk_full(error: Exception) -> bool:
    """Asked of the database's errors only where there was a database."""
    from hoshin.base.faults import foreseen

    return isinstance(foreseen(error), DiskFull)


def _problems(error: Invalid) -> str:
    sentences = [_sentence(problem, count) for problem, count in grouped(error.problems)]
    if len(sentences) == 1:
        return sentences[0]
    shown = [f"  {sentence}" for sentence in sentences[:MOST_PROBLEMS]]
    if len(sentences) > MOST_PROBLEMS:
        shown.append(f"  … and {len(sentences) - MOST_PROBLEMS:,} more.")
    return "\n".join([f"Nothing was changed: {len(sentences):,} problems were found.", *shown])


def _sentence(problem: Problem, count: int) -> str:
    return problem.sentence() + (f" The same in {count - 1:,} more rows." if count > 1 else "")


def _with_notes(text: str, error: Exception) -> str:
    return "\n".join([text, *getattr(error, "__notes__", [])])


def _is_named(error: Exception, module: str, name: str) -> bool:
    """Whether an error is of a class, without importing the module of one that cannot have been raised."""
    kind = getattr(sys.modules.get(module), name, None)
    return kind is not None and isinstance(error, kind)
