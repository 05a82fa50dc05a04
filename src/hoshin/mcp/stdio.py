"""The protocol over standard input and output, for an assistant that starts Hoshin on the same machine."""

import asyncio

from hoshin.assistants.models import AssistantGrant


def serve(grant: AssistantGrant) -> None:
    """Answer one assistant until it closes its end."""
    asyncio.run(_serve(grant))


async def _serve(grant: AssistantGrant) -> None:
    from mcp.server.stdio import stdio_server

    from hoshin.mcp.server import server_of

    server = server_of(grant)
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())
