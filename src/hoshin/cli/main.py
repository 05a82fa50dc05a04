"""The `hoshin` command. Each command lies in a file of its own and is loaded only when it is called.

A file is a command where its first line says so: the name, and the summary for the help; its function is called as the
file is.
"""

import functools
import importlib
import os
import re
from pathlib import Path
from typing import Any

import click

from hoshin.cli.stepping_back import OWN_PROCESS

_FOLDER = Path(__file__).parent
_FIRST_LINE = re.compile(r'"""`hoshin ([a-z-]+)`: (.+?)(?:"""|$)')


class Lazily(click.Group):
    """A group that knows its commands from the first lines of their files, and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_commands())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _commands():
            return None
        module, _ = _commands()[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"hoshin.cli.{module}"), module)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in _commands().items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            # Only here: what words an error loads Django, and the help must come at once.
            from hoshin.cli.refusals import refusal_for

            refusal = refusal_for(error)
            if refusal is None:
                raise
            raise refusal from error


@functools.cache
def _commands() -> dict[str, tuple[str, str]]:
    """By name the module and the summary of each file of this folder that begins as a command does: `hoshin NAME`: …"""
    found = {}
    for path in _FOLDER.glob("*.py"):
        with path.open(encoding="utf-8") as file:
            first = _FIRST_LINE.match(file.readline())
        if first:
            summary = first[2][0].upper() + first[2][1:]
            found[first[1]] = (path.stem, summary)
    return dict(sorted(found.items()))


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"hoshin {version('hoshin')}")
        ctx.exit()


@click.group(cls=Lazily, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the database and the key; stands before HOSHIN_DATA_DIR.",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version."
)
def hoshin(data_dir: Path | None) -> None:
    """Hoshin: a strategy measured, scored and explained.

    Exit codes: 0 done, 1 what was asked could not be done, 2 wrong usage. Settings come from the environment; the
    reference of settings names them all.
    """
    if data_dir is not None:
        os.environ["HOSHIN_DATA_DIR"] = str(data_dir.expanduser().absolute())


def main() -> None:
    """What the installed command calls."""
    hoshin(prog_name="hoshin", obj=OWN_PROCESS)
