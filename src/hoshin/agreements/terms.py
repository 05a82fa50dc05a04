"""The terms of a goal as one value: what is proposed, answered with other terms, and kept as it was agreed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple, Self

from hoshin.okrs.rows import KeyResultDraft, ResultKind

_NUMBERS = ("baseline", "target", "commit", "stretch")


class ServedTerm(NamedTuple):
    """An objective that the goal serves: its code, as what it was called then, and the weight."""

    objective: str
    name: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Terms:
    """A whole goal: what is to be achieved, by when, what it serves with which weight, and its key results.

    `plan` and `cycle` are codes; a key result that stands already has its measure's.
    """

    name: str
    plan: str
    description: str = ""
    start_date: date | None = None
    due_date: date | None = None
    cycle: str = ""
    visibility: str = "public"
    ambition: str = "aspirational"
    serves: tuple[ServedTerm, ...] = ()
    key_results: tuple[KeyResultDraft, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether a goal of these terms would be no draft: it has a due date, and a key result that has a target."""
        return self.due_date is not None and any(has_target(result) for result in self.key_results)

    def as_kept(self) -> dict[str, Any]:
        """As JSON, which `read` takes back."""
        kept: dict[str, Any] = {name: getattr(self, name) for name in ("name", "plan", "description", "cycle")}
        kept |= {name: day.isoformat() if (day := getattr(self, name)) else None for name in ("start_date", "due_date")}
        kept |= {
            "visibility": self.visibility,
            "ambition": self.ambition,
            "serves": [served._asdict() for served in self.serves],
        }
        kept["key_results"] = [asdict(result) | {"kind": result.kind.value} for result in self.key_results]
        return kept

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """The terms that were kept.

        >>> goal = Terms("Grow", "P", due_date=date(2026, 12, 31), key_results=(KeyResultDraft("Orders", 0, 12),))
        >>> Terms.read(goal.as_kept()) == goal, goal.is_whole
        (True, True)
        """
        return cls(
            name=kept["name"],
            plan=kept["plan"],
            description=kept["description"],
            start_date=_day(kept["start_date"]),
            due_date=_day(kept["due_date"]),
            cycle=kept["cycle"],
            visibility=kept["visibility"],
            ambition=kept["ambition"],
            serves=tuple(ServedTerm(**one) for one in kept["serves"]),
            key_results=tuple(map(_result, kept["key_results"])),
        )


def has_target(result: KeyResultDraft) -> bool:
    """Whether a key result says how far it is to go; milestones and levels do so by what they are."""
    if result.kind in (ResultKind.MILESTONE, ResultKind.LEVELS):
        return True
    return any(getattr(result, name) is not None for name in _NUMBERS)


def _result(kept: Mapping[str, Any]) -> KeyResultDraft:
    return KeyResultDraft(**{**kept, "kind": ResultKind(kept["kind"])})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
