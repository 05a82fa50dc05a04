"""What `hoshin serve` gives to Granian: the WSGI application behind lanes, so that no kind of request takes all threads."""

import sys

from hoshin.config.lanes import LANES, most_bytes, refusal
from hoshin.config.wsgi import application as wsgi
from hoshin.serving import Application

# A thread that waited for the database asks for the interpreter again some ten times in each request, and Python lets
# whoever computes keep it for five milliseconds each time: a page beside writers spent most of its time waiting so.
SWITCH_SECONDS = 0.0005
sys.setswitchinterval(SWITCH_SECONDS)
application = Application(wsgi, LANES, most_bytes=most_bytes, refusal=refusal)
