"""`hoshin access`: Say why somebody may see a thing, or may not."""

import click

from hoshin.cli.records import Format, TableColumn, format_option, print_csv, print_json, print_table
from hoshin.cli.setup import reads_database

_FIELDS = ("verb", "who", "is_so", "is_open", "needs")
_IS = {True: "yes", False: "no", None: "the thing itself tells"}
_ASKS_MORE = "The thing itself may ask for more, such as a release."
_COLUMNS = (
    TableColumn("who", "line of the table", may_shrink=True),
    TableColumn("is", "are they that?"),
    TableColumn("opens", "opens"),
)


@click.command()
@click.argument("who")
@click.argument("what")
@format_option
@reads_database
def access(who: str, what: str, form: str) -> None:
    """Say why WHO (an e-mail address or employee id) may see WHAT (a code, or kind:code as measure:NPS).

    What bears no code is asked for by the person whose it is, as review_result:E12 or promotion_case:E12. Each line of the
    access table is printed with whether it holds for the two of them. Nothing of the thing is shown.
    """
    from hoshin.accounts.access import Actor
    from hoshin.org.explaining import sight_explained

    found = sight_explained(Actor.system(), who=who, what=what)
    records = [{name: getattr(line, name) for name in _FIELDS} for line in found.lines]
    if form == Format.JSON:
        print_json({"user": found.user.email, "kind": found.thing.kind, "may_see": found.may_see, "lines": records})
    elif form == Format.CSV:
        print_csv(records, _FIELDS)
    else:
        rows = [
            {"who": line.who, "is": _IS[line.is_so], "opens": _opens(line.verb, line.is_open, line.needs)}
            for line in found.lines
        ]
        print_table(rows, _COLUMNS)
    may = "may see" if found.may_see else "may not see"
    if found.is_of_person:
        may = f"{may}, by what they are to {found.code}, things of the kind"
        click.echo(f"{found.user.email} {may} {str(found.thing.label).lower()}. {_ASKS_MORE}", err=True)
    else:
        click.echo(f"{found.user.email} {may} {str(found.thing.label).lower()} {found.code}.", err=True)


def _opens(verb: str, is_open: bool, needs: str) -> str:
    if is_open:
        return verb
    if needs:
        return f"nothing: their role may not {needs}"
    return "" if verb else "nothing"
