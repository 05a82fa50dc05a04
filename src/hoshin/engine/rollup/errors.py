"""Ways in which edges fail to be a graph that can be rolled up."""


class CycleError(ValueError):
    """The edges contain a cycle; `nodes` lists one, each a child of the next, the last of the first."""

    def __init__(self, nodes: tuple[int, ...]) -> None:
        self.nodes = nodes
        super().__init__(f"contributions form a cycle: {' -> '.join(map(str, (*nodes, nodes[0])))}")


class DepthError(ValueError):
    """A chain of contributions is longer than the deepest that is allowed."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(f"contributions are more than {limit} levels deep")
