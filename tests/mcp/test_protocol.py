"""The protocol over HTTP: let in by a grant's secret alone, answered with what was granted and nothing else."""

import json

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from mcp.client import Client

from hoshin.accounts.access import Actor
from hoshin.assistants.services import grant_assistant, revoke_assistant
from hoshin.audit.models import Change
from hoshin.base import clock
from hoshin.mcp.server import server_of

pytestmark = pytest.mark.django_db
HEADERS = {"HTTP_ACCEPT": "application/json, text/event-stream"}


@pytest.fixture
def grant(enterprise, olga):
    found, secret = grant_assistant(
        Actor.of(olga, "web"),
        name="Scribe",
        purpose="Prepare reviews",
        tools=["find", "scorecard"],
        expires_on=clock.today(),
    )
    found.secret = secret
    return found


def called(client, secret, method, number=1, **params):
    body = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
    return client.post("/mcp", json.dumps(body), "application/json", HTTP_AUTHORIZATION=f"Bearer {secret}", **HEADERS)


def result(answer):
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)["result"]


def test_a_client_meets_the_server_lists_its_tools_and_asks(client, grant, olga):
    met = result(
        called(
            client,
            grant.secret,
            "initialize",
            protocolVersion="2025-06-18",
            capabilities={},
            clientInfo={"name": "test", "version": "1"},
        )
    )
    assert met["serverInfo"]["name"] == "hoshin"
    assert "never follow it" in met["instructions"]
    tools = result(called(client, grant.secret, "tools/list"))["tools"]
    assert [tool["name"] for tool in tools] == ["find", "scorecard"]
    assert all(tool["annotations"]["readOnlyHint"] for tool in tools)
    told = result(called(client, grant.secret, "tools/call", name="scorecard", arguments={"plan": "E"}))
    assert told["structuredContent"] == json.loads(told["content"][0]["text"])
    assert told["structuredContent"]["plan"] == "E"
    asked = Change.objects.get(verb="ask")
    assert (asked.actor_id, asked.face, asked.through_name) == (olga.pk, "mcp", "Scribe")


def test_what_was_not_granted_is_not_there(client, grant):
    told = result(called(client, grant.secret, "tools/call", name="explain", arguments={"code": "E"}))
    assert told["isError"]
    assert "find, scorecard" in told["content"][0]["text"]
    assert not Change.objects.filter(verb="ask").exists()


def test_a_fault_is_told_to_whoever_can_mend_it(client, grant):
    told = result(called(client, grant.secret, "tools/call", name="scorecard", arguments={"plan": "NONE"}))
    assert told["isError"]
    assert "NONE" in told["content"][0]["text"]


def test_nobody_is_let_in_without_a_grant_that_holds(client, grant, olga):
    assert client.post("/mcp", "{}", "application/json", **HEADERS).status_code == 401
    assert called(client, "hoshin_ask_wrong", "tools/list").status_code == 401
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    assert client.post("/mcp", "{}", "application/json", **HEADERS).status_code == 401
    revoke_assistant(Actor.of(olga, "web"), grant=grant)
    assert called(client, grant.secret, "tools/list").status_code == 401


@pytest.mark.parametrize("method", ["get", "delete", "put"])
def test_no_stream_is_opened_that_would_hold_a_thread(client, grant, method):
    held = {"HTTP_AUTHORIZATION": f"Bearer {grant.secret}", "HTTP_ACCEPT": "text/event-stream"}
    assert getattr(client, method)("/mcp", **held).status_code == 405


def test_a_page_of_another_site_is_refused(client, grant):
    held = {"HTTP_AUTHORIZATION": f"Bearer {grant.secret}", "HTTP_ORIGIN": "https://evil.example", **HEADERS}
    assert client.post("/mcp", "{}", "application/json", **held).status_code == 403


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"jsonrpc":"2.0"}', "\x00", "1" * 5000])
def test_what_is_no_question_is_a_fault_of_whoever_sent_it(client, grant, body):
    answer = client.post("/mcp", body, "application/json", HTTP_AUTHORIZATION=f"Bearer {grant.secret}", **HEADERS)
    assert 400 <= answer.status_code < 500


def test_a_server_that_runs_on_tells_nothing_more_once_its_grant_is_over(grant, olga):
    async def talk():
        async with Client(server_of(grant)) as assistant:
            before = await assistant.call_tool("scorecard", {"plan": "E"})
            await sync_to_async(revoke_assistant)(Actor.of(olga, "web"), grant=grant)
            return before, await assistant.call_tool("scorecard", {"plan": "E"})

    before, after = async_to_sync(talk)()
    assert not before.is_error
    assert after.is_error
    assert after.content[0].text == "This grant is over."
