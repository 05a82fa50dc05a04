"""`hoshin check`: check whether the installation and the data are sound."""

from typing import TYPE_CHECKING

import click

from hoshin.cli.installation import installation_findings
from hoshin.cli.progress import ProgressLine
from hoshin.cli.records import Format, format_option, print_csv, print_json
from hoshin.cli.setup import migrate, reads_database

if TYPE_CHECKING:
    from hoshin.scorecards.selectors.soundness import Finding

_FIELDS = ("check", "severity", "message", "remedy", "codes")
_MARKS = {"error": "✗", "warning": "!", "note": "·"}


@click.command()
@click.option("--find-scores", is_flag=True, help="Find all scores again before; official ones stay.")
@format_option
@click.pass_context
@reads_database
def check(ctx: click.Context, form: str, find_scores: bool) -> None:
    """Check the database, its version, the settings, the key, the plans, the measures and the stored scores.

    Exits 1 where there is an error; warnings and notes are for you to judge.
    """
    if find_scores:
        _find_scores()
    findings = _findings()
    records = [{name: _plain(getattr(finding, name)) for name in _FIELDS} for finding in findings]
    if form == Format.JSON:
        print_json(records)
    elif form == Format.CSV:
        print_csv(records, _FIELDS)
    else:
        for finding in findings:
            click.echo(f"{_MARKS[finding.severity]} {finding.severity}: {finding.message}")
            if finding.remedy:
                click.echo(f"    {finding.remedy}")
    counts = {severity: sum(finding.severity == severity for finding in findings) for severity in _MARKS}
    if findings:
        click.echo(f"{counts['error']:,} errors, {counts['warning']:,} warnings, {counts['note']:,} notes.", err=True)
    else:
        click.echo("Everything is sound.", err=True)
    ctx.exit(1 if counts["error"] else 0)


def _find_scores() -> None:
    from hoshin.scorecards.services import find_all_scores

    migrate()
    click.echo(f"Scores that were others, and are found again: {find_all_scores():,}.", err=True)


def _findings() -> list["Finding"]:
    from hoshin.accounts.access import Actor
    from hoshin.scorecards.selectors.soundness import data_findings

    found = list(installation_findings())
    if any(finding.check in ("database", "migrations") and finding.severity == "error" for finding in found):
        return found
    with ProgressLine() as progress:
        return [*found, *data_findings(Actor.system(), progress=progress)]


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else str(value)
