"""Puts the API together: every router of its folder, by name; tokens, errors, and its reference page."""

import importlib
import pkgutil

from hoshin.api import routers
from hoshin.api.auth import PersonalToken
from hoshin.api.description import DESCRIPTION, HoshinAPI
from hoshin.api.errors import translate_errors
from hoshin.api.parameters import knows_its_parameters
from hoshin.api.reference import reference

api = HoshinAPI(title="Hoshin", version="1", description=DESCRIPTION, auth=PersonalToken(), docs_url=None)
translate_errors(api)
for found in sorted(pkgutil.iter_modules(routers.__path__, f"{routers.__name__}."), key=lambda found: found.name):
    router = importlib.import_module(found.name).router
    router.add_decorator(knows_its_parameters, mode="operation")
    api.add_router("", router)
api.get("/docs", auth=None, include_in_schema=False, url_name="reference")(reference)
