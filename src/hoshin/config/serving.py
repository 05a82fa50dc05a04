"""What `hoshin serve` gives to Granian: the WSGI application behind lanes, so that no kind of request takes all threads."""

import gc
import sys

from django.urls import get_resolver

from hoshin.base.news import open_news
from hoshin.config.lanes import LANES, most_bytes, refusal
from hoshin.config.wsgi import application as wsgi
from hoshin.serving import Application

# A thread that waited for the database asks for the interpreter again some ten times in each request, and Python lets
# whoever computes keep it for five milliseconds each time: a page beside writers spent most of its time waiting so.
SWITCH_SECONDS = 0.0005
sys.setswitchinterval(SWITCH_SECONDS)
# All pages are known before the first is asked for. What there is until then is there for good: to look through it again
# for what can go holds up every thread of the process for a tenth of a second now and then.
get_resolver().url_patterns  # noqa: B018 – which imports them
gc.collect()
gc.freeze()
application = Application(wsgi, LANES, most_bytes=most_bytes, refusal=refusal, open_news=open_news)
