"""`/mcp`: the protocol over HTTP, one question a request, nothing kept between them.

The library speaks ASGI. It is run within the request's own thread: its loop ends with the answer, and what reads the
database runs in that thread, on its connection.
"""

from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

from asgiref.sync import async_to_sync
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from hoshin.assistants.models import AssistantGrant
from hoshin.assistants.services import grant_of

BEARER = "Bearer "


@csrf_exempt  # No cookie lets anybody in here: a grant's secret does, which no page sends.
def endpoint(request: HttpRequest) -> HttpResponse:
    """Answer an assistant that brings the secret of a grant; 401 to whoever brings none."""
    if request.method != "POST":
        # Nothing is ever told unasked: a stream from here would hold a thread for as long as an assistant listens.
        return HttpResponseNotAllowed(["POST"])
    if _comes_from_elsewhere(request):
        return JsonResponse({"error": "This is no address for pages of other sites."}, status=403)
    given = request.headers.get("Authorization", "")
    grant = grant_of(given.removeprefix(BEARER)) if given.startswith(BEARER) else None
    if grant is None:
        refused = JsonResponse({"error": "Send the secret of a grant: Authorization: Bearer hoshin_ask_…"}, status=401)
        refused.headers["WWW-Authenticate"] = "Bearer"
        return refused
    # Not at start: the library takes more than a second to load, and most processes never need it.
    status, headers, body = async_to_sync(_handled)(grant, _scope(request), request.body)
    answer = HttpResponse(body, status=status)
    for name, value in headers:
        answer.headers[name.decode("latin-1")] = value.decode("latin-1")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _comes_from_elsewhere(request: HttpRequest) -> bool:
    """Whether a page of another site asks, perhaps under a name that it made point here. Programs send no origin."""
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()


async def _handled(
    grant: AssistantGrant, scope: dict[str, Any], body: bytes
) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    from hoshin.mcp.server import server_of

    parts: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> dict[str, Any]:
        # Whoever asks on after the body is told that nobody is there any more, and does not wait.
        return parts.pop() if parts else {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    manager = StreamableHTTPSessionManager(server_of(grant), json_response=True, stateless=True)
    async with manager.run():
        await manager.handle_request(scope, receive, send)
    start = next(message for message in sent if message["type"] == "http.response.start")
    bodies = (message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    return start["status"], list(start.get("headers", ())), b"".join(bodies)


def _scope(request: HttpRequest) -> dict[str, Any]:
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in request.headers.items()]
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.scheme,
        "path": request.path,
        "raw_path": request.path.encode(),
        "query_string": request.META.get("QUERY_STRING", "").encode("latin-1"),
        "headers": headers,
        "client": None,
        "server": None,
    }
