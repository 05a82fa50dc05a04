"""A small enterprise, and programs that call the API for the cast."""

import pytest

from hoshin.strategy.models import Plan


@pytest.fixture
def enterprise(supplied_world, november, carl):
    """One perspective with two objectives, one of them private to Olga's office; Carl owns REV."""
    return Plan.objects.get(code="E")


@pytest.fixture
def token_of(db):
    """A way to give a user a token."""
    from hoshin.accounts.access import Actor
    from hoshin.accounts.services import create_token

    def token(user, **given):
        return create_token(Actor.of(user, "web"), name="program", **given)

    return token


class Program:
    """A program that sends a token with each request."""

    def __init__(self, client, secret=None):
        self.client = client
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def get(self, path, **params):
        return self.client.get(f"/api/v1{path}", params, headers=self.headers)

    def post(self, path, body):
        """A body that is called makes the fields of a form, with a file among them; any other is sent as JSON."""
        if callable(body):
            return self.client.post(f"/api/v1{path}", body(), headers=self.headers)
        return self.client.post(f"/api/v1{path}", body, content_type="application/json", headers=self.headers)

    def patch(self, path, body):
        return self.client.patch(f"/api/v1{path}", body, content_type="application/json", headers=self.headers)

    def delete(self, path):
        return self.client.delete(f"/api/v1{path}", headers=self.headers)


@pytest.fixture
def program(client, token_of):
    """A program acting for a user; for nobody without one."""

    def acting_for(user=None, **given):
        return Program(client, token_of(user, **given)[1] if user else None)

    return acting_for
