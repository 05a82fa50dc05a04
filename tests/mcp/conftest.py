"""A browser of other tests leaves its loop running in this thread, where no request of a server ever runs."""

import asyncio

import pytest


@pytest.fixture(autouse=True)
def no_loop_of_a_browser():
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)
