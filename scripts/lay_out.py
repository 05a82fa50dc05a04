"""Lay templates and stylesheets out to be read. `--check` changes nothing, names what is not, and ends with 1."""

import subprocess
import sys
from pathlib import Path

import cssbeautifier

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "hoshin"


def laid_out(text: str) -> str:
    """A stylesheet with one declaration a line and an empty line between rules."""
    options = cssbeautifier.default_options()
    options.indent_size = 2
    options.newline_between_rules = True
    options.selector_separator_newline = True
    options.space_around_combinator = True
    return str(cssbeautifier.beautify(text, options)).rstrip() + "\n"


def stylesheets_to_change() -> list[Path]:
    return [path for path in sorted(SOURCE.rglob("*.css")) if laid_out(path.read_text()) != path.read_text()]


def main(arguments: list[str]) -> int:
    is_check = "--check" in arguments
    for path in stylesheets_to_change():
        if is_check:
            sys.stderr.write(f"{path.relative_to(ROOT)} is not laid out: make format\n")
        else:
            path.write_text(laid_out(path.read_text()))
    way = "--check" if is_check else "--reformat"
    folders = sorted({str(path) for path in SOURCE.glob("*/templates")})
    command = [str(Path(sys.executable).with_name("djlint")), way, *folders]
    templates = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603 (our own)
    return int(bool(is_check and (stylesheets_to_change() or templates.returncode)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
