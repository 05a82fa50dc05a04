"""The command as people type it, on a real database."""

from pathlib import Path

import pytest
from click.testing import CliRunner

import hoshin as package
from hoshin.cli.main import hoshin

CANADA = Path(package.__file__).parent / "demo_data" / "canada"


@pytest.fixture
def run(db):
    """Run `hoshin` with arguments; the result has exit_code, stdout and stderr."""

    def command(*arguments, **given):
        return CliRunner().invoke(hoshin, [str(argument) for argument in arguments], **given)

    return command


@pytest.fixture
def canada(run):
    """Canada's published indicators, imported by the command."""
    result = run("import", CANADA)
    assert result.exit_code == 0, result.output
    return CANADA


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
