"""The OpenAPI text: what Ninja finds, with the answers that every operation may give instead of its own."""

from typing import Any

from ninja import NinjaAPI, Schema
from ninja.openapi.schema import OpenAPISchema
from pydantic import Field

from hoshin.api.errors import MEDIA_TYPE, TITLES

DESCRIPTION = """Plans, scores, measures and people of one installation, as JSON.

Send a personal token with every request: `Authorization: Bearer hoshin_…`. It acts with your role. Lists come in pages
of `limit` items from `offset`; `next_offset` leads on. Errors are `application/problem+json` with a code, a message for
people, and a list of problems, each with its field, row, value and remedy. Scores run from 0 to 100, shares and coverage
from 0 to 1. What is missing is null, never zero."""


class ProblemItem(Schema):
    message: str
    code: str
    field: str
    value: str
    remedy: str
    sheet: str
    row: int | None = Field(description="Counted from 1 in what was sent.")


class ProblemDetails(Schema):
    """What is wrong, and how to mend it."""

    title: str
    status: int
    code: str = Field(description="invalid, not_found, denied, conflict, unauthenticated, request or too_big.")
    message: str
    problems: list[ProblemItem]


class HoshinAPI(NinjaAPI):
    """Ninja's API with problems declared on every operation."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._described: dict[str, OpenAPISchema] = {}

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """What is at that address, found once: it takes half a second, strangers may ask, and nothing of it changes."""
        prefix = given.get("path_prefix") or self.get_root_path(given.get("path_params") or {})
        if prefix not in self._described:
            self._described[prefix] = self._description(prefix)
        return self._described[prefix]

    def _description(self, prefix: str) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=prefix)
        components = schema["components"]["schemas"]
        for model in (ProblemItem, ProblemDetails):
            own = model.model_json_schema(ref_template="#/components/schemas/{model}")
            own.pop("$defs", None)
            components[model.__name__] = own
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                for parameter in operation.get("parameters", []):
                    parameter["schema"] = _without_null(parameter["schema"])
                _declare_problems(operation, has_body="requestBody" in operation, writes=method != "get")
        return schema


def _without_null(found: dict[str, Any]) -> dict[str, Any]:
    """A parameter is there or is left out; it cannot be null."""
    others = [part for part in found.get("anyOf", []) if part.get("type") != "null"]
    if len(others) != 1:
        return found
    rest = {key: value for key, value in found.items() if key not in ("anyOf", "default")}
    return {**rest, **others[0]}


def _declare_problems(operation: dict[str, Any], *, has_body: bool, writes: bool) -> None:
    statuses = [400, 401, 403, 404, *([409] if writes else []), *([413] if has_body else []), 422]
    reference = {"$ref": f"#/components/schemas/{ProblemDetails.__name__}"}
    for status in statuses:
        answer: dict[str, Any] = {"description": TITLES[status], "content": {MEDIA_TYPE: {"schema": reference}}}
        if status == 401:
            answer["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}, "description": "Bearer"}}
        operation["responses"][status] = answer
