"""What an address of the web face answers to whom: the words of the table in `test_access`."""

from dataclasses import dataclass, field

ROLES = ("stranger", "viewer", "contributor", "office", "administrator")
IN = 302  # to the sign-in page


@dataclass(frozen=True)
class Line:
    """What an address answers: to a stranger, a viewer, a contributor, the office, an administrator.

    `arguments` names things of the organisation below, and so do the braces in `query`.
    A status of an action is what it answers to an empty form.
    """

    statuses: tuple[int, int, int, int, int]
    method: str = "get"
    arguments: dict[str, str] = field(default_factory=dict)
    query: str = ""


def everybody(*, stranger: int = IN, status: int = 200, method: str = "get", **arguments: str) -> Line:
    return Line((stranger, status, status, status, status), method, arguments)


def office(*, status: int = 200, method: str = "get", denied: int = 403, **arguments: str) -> Line:
    return Line((IN, denied, denied, status, status), method, arguments)


def administrator(*, status: int = 200, method: str = "get", denied: int = 403, **arguments: str) -> Line:
    return Line((IN, denied, denied, denied, status), method, arguments)


def contributor(*, status: int = 200, method: str = "get", denied: int = 403, **arguments: str) -> Line:
    return Line((IN, denied, status, status, status), method, arguments)
