"""Puts the API together: operations, tokens, errors, and its reference page."""

from hoshin.api.auth import PersonalToken
from hoshin.api.description import DESCRIPTION, HoshinAPI
from hoshin.api.errors import translate_errors
from hoshin.api.parameters import knows_its_parameters
from hoshin.api.reference import reference, style
from hoshin.api.routers import measures, nodes, organisation, plans

api = HoshinAPI(title="Hoshin", version="1", description=DESCRIPTION, auth=PersonalToken(), docs_url=None)
translate_errors(api)
for part in (plans, nodes, measures, organisation):
    part.router.add_decorator(knows_its_parameters, mode="operation")
    api.add_router("", part.router)
api.get("/docs", auth=None, include_in_schema=False, url_name="reference")(reference)
api.get("/docs.css", auth=None, include_in_schema=False, url_name="reference_style")(style)
