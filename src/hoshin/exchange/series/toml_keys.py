"""Takes typed values out of a TOML table and gathers everything that is wrong with it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from hoshin.base.errors import Invalid, Problem, did_you_mean, near_matches
from hoshin.base.wordings import Said


class Keys:
    """One table; keys that nobody asked for are faults. Tables within it share its list of problems."""

    def __init__(self, raw: Mapping[str, Any], place: str, problems: list[Problem] | None = None, path: str = ""):
        self.raw = raw
        self.place = place
        self.path = path
        self.problems: list[Problem] = [] if problems is None else problems
        self.asked: set[str] = set()
        self.within: list[Keys] = []

    @property
    def given(self) -> set[str]:
        return set(self.raw)

    def fault(self, key: str, message: str, remedy: str, value: object = "") -> None:
        """Note what is wrong with a key."""
        where = f"{self.path}.{key}" if self.path else key
        self.problems.append(Problem(message, field=where, value=str(value), remedy=remedy, sheet=self.place))

    def any(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return self.raw.get(key, default)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there."""
        value = self.any(key, default)
        if value is None:
            self.fault(key, "It is missing.", Said('Write %(key)s = "…".', key=key))
            return ""
        if not isinstance(value, str):
            self.fault(key, "It must be text.", Said('Write %(key)s = "%(value)s".', key=key, value=value), value)
            return str(value)
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where it is missing; numbers are taken as text."""
        value = self.any(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str | int) for item in value):
            self.fault(key, "It must be a list of texts.", Said('Write %(key)s = ["…", "…"].', key=key), value)
            return ()
        return tuple(str(item).strip() for item in value)

    def texts_by_name(self, key: str) -> dict[str, str]:
        """A table of texts, empty where it is missing."""
        value = self.any(key, {})
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            self.fault(key, "It must name texts.", Said('Write %(key)s = { "Column" = "value" }.', key=key), value)
            return {}
        return {name.strip(): item.strip() for name, item in value.items()}

    def choice(self, key: str, allowed: Iterable[str], default: str) -> str:
        """One of several words."""
        value, words = self.text(key, default), [str(word) for word in allowed]
        if value not in words:
            remedy = did_you_mean(near_matches(value, words)) or Said("Use one of %(words)s.", words=", ".join(words))
            self.fault(key, "There is no such choice.", remedy, value)
        return value

    def whole(self, key: str, default: Any = None) -> Any:
        """A whole number, or the default."""
        value = self.any(key, default)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            self.fault(
                key,
                "It must be a whole number.",
                Said("Write %(key)s = 2015, without quotation marks.", key=key),
                value,
            )
            return default
        return value

    def number(self, key: str, default: float) -> float:
        """A number, or the default."""
        value = self.any(key, default)
        if not isinstance(value, int | float) or isinstance(value, bool):
            self.fault(
                key,
                "It must be a number.",
                Said("Write %(key)s = %(default)s, without quotation marks.", key=key, default=str(default)),
                value,
            )
            return default
        return float(value)

    def day(self, key: str) -> date | None:
        """A day, or None."""
        value = self.any(key)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            self.fault(
                key, "It must be a day.", Said("Write %(key)s = 2015-01-01, without quotation marks.", key=key), value
            )
            return None
        return value

    def table(self, key: str) -> "Keys":
        """The table of that name, empty where it is missing."""
        value = self.any(key, {})
        if not isinstance(value, dict):
            self.fault(key, "It must be a table.", Said("Write [%(key)s] on a line of its own.", key=key), value)
            value = {}
        return self._inner(value, key)

    def tables(self, key: str) -> list["Keys"]:
        """The tables of that name, none where there is none."""
        value = self.any(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fault(
                key, "It must be a list of tables.", Said("Write [[%(key)s]] above each of them.", key=key), value
            )
            value = []
        return [self._inner(item, f"{key}[{number}]") for number, item in enumerate(value, start=1)]

    def finish(self) -> None:
        """Invalid with all problems, keys that nobody asked for among them."""
        self._name_unknown()
        if self.problems:
            raise Invalid(self.problems)

    def _inner(self, value: Mapping[str, Any], name: str) -> "Keys":
        inner = Keys(value, self.place, self.problems, f"{self.path}.{name}" if self.path else name)
        self.within.append(inner)
        return inner

    def _name_unknown(self) -> None:
        for key in self.raw.keys() - self.asked:
            self.fault(key, "There is no such key.", did_you_mean(near_matches(key, self.asked)) or "Leave it out.")
        for inner in self.within:
            inner._name_unknown()
