"""The reference of the API as one page, made on the server from the OpenAPI text; the frame is that of the web pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def reference(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters, body and answers."""
    from hoshin.api.api import api

    schema = api.get_openapi_schema()
    operations = [
        _operation(path, method, operation, schema)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    tags = list(dict.fromkeys(operation["tag"] for operation in operations))
    groups = [{"tag": tag, "operations": [found for found in operations if found["tag"] == tag]} for tag in tags]
    context = {"info": schema["info"], "paragraphs": schema["info"]["description"].split("\n\n"), "groups": groups}
    return render(request, "api/reference.html", context)


def _operation(path: str, method: str, operation: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    answer = operation["responses"].get(200, {}).get("content", {}).get("application/json", {}).get("schema")
    return {
        "anchor": operation["operationId"],
        "tag": operation.get("tags", ["other"])[-1],
        "path": path,
        "method": method,
        "summary": operation.get("summary", ""),
        "text": operation.get("description", ""),
        "parameters": [_parameter(parameter) for parameter in operation.get("parameters", [])],
        "body": _fields(body, schema) if body else [],
        "answer": _fields(answer, schema) if answer else [],
        "statuses": [(status, found["description"]) for status, found in operation["responses"].items()],
    }


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": parameter["name"],
        "place": parameter["in"],
        "is_required": parameter.get("required", False),
        "type": _type(parameter["schema"]),
        "text": parameter.get("description") or parameter["schema"].get("description", ""),
    }


def _fields(found: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of an object; those of its list of items where it is a page of them."""
    own = _resolved(found, schema)
    fields = []
    for name, field in own.get("properties", {}).items():
        fields.append({"name": name, "type": _type(field), "text": field.get("description", "")})
        if field.get("type") == "array" and "$ref" in field.get("items", {}):
            inner = _resolved(field["items"], schema).get("properties", {})
            fields += [
                {"name": f"{name}[].{key}", "type": _type(value), "text": value.get("description", "")}
                for key, value in inner.items()
            ]
    return fields


def _resolved(found: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = found.get("$ref", "").rpartition("/")[2]
    resolved: dict[str, Any] = schema["components"]["schemas"][name] if name else found
    return resolved


def _type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if "anyOf" in field:
        return " or ".join(_type(part) for part in field["anyOf"])
    if field.get("type") == "array":
        return f"list of {_type(field.get('items', {}))}"
    return str(field.get("format") or field.get("type", "any"))
