"""What `hoshin serve` gives to Granian: the WSGI application behind lanes, so that no kind of request takes all threads."""

from hoshin.config.lanes import LANES, most_bytes, refusal
from hoshin.config.wsgi import application as wsgi
from hoshin.serving import Application

application = Application(wsgi, LANES, most_bytes=most_bytes, refusal=refusal)
