"""What of growth stands on a person's page."""

from hoshin.web.growth.mine import PARTS

__all__ = ["PARTS"]
