"""A question before something is removed, with what follows from it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RemovalQuestion:
    """What is asked, line by line what follows, the words of the button and of the notice afterwards.

    `is_blocked` where it cannot be done at all.
    """

    title: str
    follows: list[str] = field(default_factory=list)
    action: str = ""
    done: str = ""
    is_blocked: bool = False
