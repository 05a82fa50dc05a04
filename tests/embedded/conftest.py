"""Data folders whose servers end with the test."""

import shutil

import pytest

from hoshin import embedded


@pytest.fixture
def folder(tmp_path):
    """One in which there is nothing yet."""
    place = tmp_path / "data"
    yield place
    embedded.stop(place)


@pytest.fixture(scope="session")
def ended(tmp_path_factory):
    """One whose server ran and ended."""
    place = tmp_path_factory.mktemp("ended") / "data"
    embedded.ensure_running(place, durable=False)
    embedded.stop(place)
    return place


@pytest.fixture
def used_folder(folder, ended):
    """A copy of it, for what does not begin with the making of a cluster: that is nearly all that such a test costs."""
    folder.mkdir(mode=0o700)
    shutil.copytree(ended / "postgres", folder / "postgres")
    return folder
