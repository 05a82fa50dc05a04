"""`hoshin mcp`: answer an assistant on this machine, in the name of whoever granted it."""

import click

from hoshin.cli.setup import reads_database


@click.command()
@click.option(
    "--secret", envvar="HOSHIN_GRANT", required=True, help="Of a grant, from the page Assistants; or HOSHIN_GRANT."
)
@reads_database
def mcp(secret: str) -> None:
    """Answer an assistant over standard input and output, with the Model Context Protocol.

    It reads what the person who made the grant may see, and writes nothing. Over HTTP the same is at /mcp while
    hoshin serve runs.
    """
    from hoshin.assistants.services import grant_of
    from hoshin.base.errors import Denied
    from hoshin.mcp.stdio import serve

    grant = grant_of(secret)
    if grant is None:
        raise Denied(
            "This secret opens nothing: the grant is unknown, over or revoked. Make one on the page Assistants."
        )
    serve(grant)
