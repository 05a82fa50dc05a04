"""What a scorecard's address says: plan, unit, period, filters, order, and which rows are open."""

from collections.abc import Mapping
from dataclasses import dataclass

from hoshin.base.whole_numbers import whole_numbers
from hoshin.scorecards.selectors import NodeLine
from hoshin.scorecards.statuses import BY_CODE

# Beside the statuses: what stands off track, and nobody acts on it.
UNANSWERED = "unanswered"
SORTS = ("name", "status", "score", "delta", "owner")
ALL = "all"
# Whether the column of what is expected is shown, in the address and kept by the browser.
PROJECTED, ON = "projected", "on"
# How far down a scorecard is read as long as nothing is opened by hand, and how far at most: plan, perspective,
# objective and what serves it are three steps.
DEPTH, DEEPEST = 3, 8


@dataclass(frozen=True, slots=True)
class Choice:
    """The wishes of one address; empty where nothing is wished."""

    plan: str = ""
    unit: str = ""
    period: str = ""
    text: str = ""
    owner: str = ""
    status: str = ""
    sort: str = ""
    beside: str = ""
    opens_all: bool = False
    opened: frozenset[int] = frozenset()
    shut: frozenset[int] = frozenset()
    page: str = "1"
    is_projected: bool = False
    # The nodes that are wished for beside; None: whichever.
    among: frozenset[int] | None = None

    @classmethod
    def of(cls, query: Mapping[str, str], kept: str = "") -> "Choice":
        """Read a query; what makes no sense is left out. `kept`: whether what is expected was shown last, "on" or not."""
        sort = query.get("sort", "")
        status = query.get("status", "")
        return cls(
            query.get("plan", ""),
            query.get("unit", ""),
            query.get("period", ""),
            query.get("q", "").strip(),
            query.get("owner", "").strip(),
            status if status in BY_CODE or status == UNANSWERED else "",
            sort if sort.lstrip("-") in SORTS else "",
            query.get("beside", "").strip(),
            query.get("open", "") == ALL,
            _numbers(query.get("open", "")),
            _numbers(query.get("shut", "")),
            query.get("page", "1"),
            query.get(PROJECTED, kept) == ON,
        )

    @property
    def has_filter(self) -> bool:
        return bool(self.text or self.owner or self.status)

    @property
    def depth(self) -> int:
        """How far down lines are wanted."""
        return DEEPEST if self.opened else DEPTH

    @property
    def read(self) -> frozenset[int] | None:
        """Whose parts are wanted beside those of the top; None for all, since a filter looks everywhere."""
        return None if self.opens_all or self.has_filter else self.opened

    def is_open(self, line: NodeLine) -> bool:
        """What is not opened is closed, unless everything is wished open, or a filter says what is to be seen."""
        return line.node in self.opened or (self.read is None and line.node not in self.shut)

    def toggled(self, node: int, is_open: bool) -> dict[str, str]:
        """The parts of the address that fold or unfold a row."""
        if self.read is None:
            shut = self.shut | {node} if is_open else self.shut - {node}
            return {"open": ALL if self.opens_all else _text(self.opened), "shut": _text(shut)}
        return {"open": _text(self.opened - {node} if is_open else self.opened | {node}), "shut": ""}


def _numbers(text: str) -> frozenset[int]:
    return frozenset(whole_numbers(text.split(".")[:2000]))


def _text(numbers: frozenset[int]) -> str:
    return ".".join(str(number) for number in sorted(numbers))
