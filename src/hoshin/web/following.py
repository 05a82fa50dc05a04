"""Answers by which an open page follows a row: server-sent events that say no more than that it changed."""

from django.db.models import Model
from django.http import HttpResponse

from hoshin.base.news import topic_of


class Followed(HttpResponse):
    """What `hoshin serve` turns into a stream that its loop holds; any other server sends a comment, and that is all of it.

    The view decides who may follow, as for the page itself: it is asked again whenever a stream has ended.
    """

    def __init__(self, model: type[Model], number: int) -> None:
        super().__init__(b"retry: 60000\n: nothing is told here\n\n", content_type="text/event-stream")
        self.follows = topic_of(model, number)
        # nginx, and proxies that learnt it from nginx, would keep events until there are many.
        self["X-Accel-Buffering"] = "no"
