"""`hoshin demo`: load a complete organisation into a folder of its own and serve it."""

import os
from pathlib import Path

import click

from hoshin.cli.progress import ProgressLine
from hoshin.cli.serve import address, prepare, run


@click.command()
@click.option(
    "--bind", metavar="ADDRESS:PORT", help="Stands before HOSHIN_BIND; 127.0.0.1:8000 where neither is given."
)
@click.option("--workers", type=click.IntRange(1, 16), default=1, show_default=True, help="Processes that answer.")
@click.option("--load-only", is_flag=True, help="Load the demo and print the logins, but do not serve.")
@click.pass_context
def demo(ctx: click.Context, bind: str | None, workers: int, load_only: bool) -> None:
    """Load the demo where it is not loaded yet, print the address and the logins, and serve.

    Its data lie in a folder "demo" within the usual data folder, or in the one that --data-dir names: your own
    data are never touched.
    """
    os.environ["HOSHIN_DATA_DIR"] = str(_folder(ctx))
    os.environ.pop("HOSHIN_DATABASE_URL", None)
    prepare(bind, listens=not load_only)
    _load()
    _print_logins()
    if not load_only:
        run(workers)


def _folder(ctx: click.Context) -> Path:
    from hoshin.config.environment import data_dir_from

    named = (ctx.parent.params if ctx.parent else {}).get("data_dir")
    return Path(named).expanduser().absolute() if named else data_dir_from(os.environ) / "demo"


def _load() -> None:
    from hoshin.accounts.access import Actor
    from hoshin.demo import load

    with ProgressLine() as progress:
        load(Actor.system(), progress=progress)


def _print_logins() -> None:
    from hoshin.demo import DEMO_LOGINS, DEMO_PASSWORD

    click.echo(f"\nThe demo is ready: {address()}\n", err=True)
    click.echo(f"Sign in with the password {DEMO_PASSWORD} as", err=True)
    for login in DEMO_LOGINS:
        click.echo(f"  {login.email:<36} {login.seen_as}", err=True)
    click.echo("", err=True)
