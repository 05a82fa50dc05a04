"""The command as people type it, on a real database."""

import pytest
from click.testing import CliRunner
from tests.worlds import PUBLISHED

from hoshin.cli.main import hoshin


@pytest.fixture
def run(db):
    """Run `hoshin` with arguments; the result has exit_code, stdout and stderr."""

    def command(*arguments, **given):
        return CliRunner().invoke(hoshin, [str(argument) for argument in arguments], **given)

    return command


@pytest.fixture
def canada(canada_world):
    """Canada's published indicators, which are there already."""
    return PUBLISHED


@pytest.fixture
def sheets(tmp_path):
    """A way to write a folder of sheets."""

    def written(**texts):
        folder = tmp_path / "workbook"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        return folder

    return written
