"""The `hoshin` command. Each command lies in a file of its own and is loaded only when it is called."""

import importlib
import os
from pathlib import Path
from typing import Any

import click

from hoshin.cli.refusals import refusal_for

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("hoshin.cli.demo:demo", "Load a complete organisation into a folder of its own and serve it."),
    "serve": ("hoshin.cli.serve:serve", "Serve the web application and the API."),
    "import": ("hoshin.cli.import_:import_", "Import workbooks and published series."),
    "export": ("hoshin.cli.export:export", "Export everything as a workbook."),
    "score": ("hoshin.cli.score:score", "Print scores with status, coverage and trend."),
    "explain": ("hoshin.cli.explain:explain", "Say what a score is made of, and what moved it."),
    "check": ("hoshin.cli.check:check", "Check whether the installation and the data are sound."),
    "user": ("hoshin.cli.user:user", "Add users and set their passwords."),
}


class Lazily(click.Group):
    """A group that knows its commands by name and help, and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            refusal = refusal_for(error)
            if refusal is None:
                raise
            raise refusal from error


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
    hoshin(prog_name="hoshin")
