"""`hoshin surveys`: print surveys that were sent or are planned, or what came of one."""

from typing import Any

import click

from hoshin.cli.records import Format, TableColumn, format_option, print_csv, print_json, print_table
from hoshin.cli.setup import reads_database

_WAVES = ("code", "name", "survey", "opened_on", "closes_on", "closed_on", "smallest")
_CHOSEN = ("unit", "question", "text", "option", "n", "count")
_RESULTS = ("unit", "driver", "name", "n", "score", "low", "high", "favourable", "favourable_low",
            "favourable_high", "unfavourable", "change", "is_change_sure")  # fmt: skip
_PLANNED = ("code", "name", "survey", "opens_on", "closes_on", "unit", "problem")
_PLANNED_COLUMNS = (
    TableColumn("code", "code"),
    TableColumn("name", "survey", may_shrink=True),
    TableColumn("opens_on", "sent on"),
    TableColumn("closes_on", "open until"),
    TableColumn("problem", "why it was not sent", may_shrink=True),
)
_WAVE_COLUMNS = (
    TableColumn("code", "code"),
    TableColumn("name", "survey", may_shrink=True),
    TableColumn("opened_on", "opened"),
    TableColumn("closes_on", "open until"),
    TableColumn("closed_on", "closed"),
)
_RESULT_COLUMNS = (
    TableColumn("unit", "unit", may_shrink=True),
    TableColumn("name", "about", may_shrink=True),
    TableColumn("n", "answers", is_number=True),
    TableColumn("score", "score", is_number=True),
    TableColumn("change", "change", is_number=True),
    TableColumn("significant", ""),
)
_CHOSEN_COLUMNS = (
    TableColumn("unit", "unit", may_shrink=True),
    TableColumn("text", "question", may_shrink=True),
    TableColumn("option", "chosen", may_shrink=True),
    TableColumn("count", "by", is_number=True),
    TableColumn("n", "of", is_number=True),
)


@click.command()
@click.argument("code", required=False)
@click.option("--planned", is_flag=True, help="Those that are to be sent, and why one could not be.")
@click.option("--choices", is_flag=True, help="Of one: how many chose each option.")
@format_option
@reads_database
def surveys(code: str | None, planned: bool, choices: bool, form: str) -> None:
    """Print surveys that were sent, or what may be told of the one of a CODE: of the whole, as everybody sees it."""
    from hoshin.accounts.access import Actor
    from hoshin.pulse.policies import waves_visible_to
    from hoshin.pulse.selectors import planned_waves, results_of, survey_of, wave_by_code

    actor = Actor.system()
    if planned:
        return _printed([_to_be_sent(row) for row in planned_waves(actor)], _PLANNED, _PLANNED_COLUMNS, form)
    if code:
        wave = wave_by_code(actor, code)
        if choices:
            return _printed(_chosen(actor, wave), _CHOSEN, _CHOSEN_COLUMNS, form)
        units, names = results_of(actor, wave), survey_of(wave).driver_names
        rows = [
            _result(one.unit.name or "everybody", row, one.shares[row.driver], str(names[row.driver]))
            for one in units
            for row in one.results.values()
        ]
        return _printed(rows, _RESULTS, _RESULT_COLUMNS, form)
    return _printed([{name: getattr(wave, name) for name in _WAVES} for wave in waves_visible_to(actor)], _WAVES,
                    _WAVE_COLUMNS, form)  # fmt: skip


def _to_be_sent(row: Any) -> dict[str, Any]:
    from hoshin.base.errors import said_of_stored

    problems = [said_of_stored(problem) for problem in row.problems]
    said = {
        "unit": row.unit.code if row.unit else None,
        "problem": " ".join(f"{one['message']} {one['remedy']}".strip() for one in problems),
    }
    return {name: said[name] if name in said else getattr(row, name) for name in _PLANNED}


def _chosen(actor: Any, wave: Any) -> list[dict[str, Any]]:
    from hoshin.pulse.selectors import choices_of, survey_of

    found = choices_of(actor, wave)
    return [
        {
            "unit": row.unit.name or "everybody",
            "question": question.code,
            "text": str(question.text),
            "option": option,
            "n": row.n,
            "count": count,
        }
        for question in survey_of(wave).questions
        for row in found.get(question.code, ())
        for option, count in zip(question.choices(), row.counts, strict=True)
    ]


def _result(unit: str, row: Any, share: tuple[float | None, float | None], name: str) -> dict[str, Any]:
    said = {"unit": unit, "name": name, "favourable_low": share[0], "favourable_high": share[1]}
    return {name: said[name] if name in said else getattr(row, name) for name in _RESULTS}


def _printed(rows: list[dict[str, Any]], fields: tuple[str, ...], columns: tuple[TableColumn, ...], form: str) -> None:
    match form:
        case Format.JSON:
            print_json(rows)
        case Format.CSV:
            print_csv(rows, fields)
        case _:
            print_table([_said(row) for row in rows], columns)


def _said(row: dict[str, Any]) -> dict[str, Any]:
    if "score" not in row:
        return row
    sure = {True: "significant", False: "not significant", None: ""}[row["is_change_sure"]]
    change = None if row["change"] is None else round(row["change"], 1)
    return {**row, "score": round(row["score"], 1), "change": change, "significant": sure}
