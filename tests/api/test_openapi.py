"""The OpenAPI text is a reviewed snapshot, and every operation holds to it under made-up requests."""

import json
import os
from functools import cache
from pathlib import Path

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from hoshin.api.api import api

# Made-up requests for each operation and mode, the same ones each time; those that read are alike.
EXAMPLES, READING = 5, 2
SNAPSHOT = Path(__file__).parent / "openapi.json"


@cache
def described():
    return json.loads(json.dumps(api.get_openapi_schema(), default=str, ensure_ascii=False))


def test_the_text_is_the_reviewed_one():
    """Set HOSHIN_UPDATE_SNAPSHOTS=1 to write the new text, then review the difference."""
    if os.environ.get("HOSHIN_UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(json.dumps(described(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert described() == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_every_operation_is_described():
    for path, operations in described()["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], (method, path)
            assert operation["description"], (method, path)
            assert {"200", "401", "403", "404", "422"} <= set(operation["responses"]), (method, path)
            for parameter in operation.get("parameters", []):
                assert parameter.get("description") or parameter["schema"].get("description"), (path, parameter)


@pytest.fixture
def open_connection():
    """Requests over WSGI end with the connection; here it is the test's own, with the test's transaction in it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("mode", GenerationMode)
def test_operations_hold_to_their_description(enterprise, ada, token_of, open_connection, mode):
    headers = {"Authorization": f"Bearer {token_of(ada)[1]}", "Accept-Encoding": "identity"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    # A period that the measure does not have, or a row without a value, is known only where the measure is.
    accepted = schema.config.checks.positive_data_acceptance.expected_statuses
    schema.config.checks.positive_data_acceptance.expected_statuses = [*accepted, "422"]
    count = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        count += 1

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=READING if operation.method == "get" else EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate],
        )
        def holds(case):
            case.call_and_validate(headers=headers)

        holds()
    assert count == sum(len(operations) for operations in described()["paths"].values())


def test_every_operation_stands_in_the_reference():
    pages = (Path(__file__).parents[2] / "docs" / "reference").glob("*.md")
    text = "".join(page.read_text(encoding="utf-8") for page in pages)
    for path, operations in described()["paths"].items():
        for method in operations:
            assert f"{method.upper()} {path.removeprefix('/api/v1')}" in text
