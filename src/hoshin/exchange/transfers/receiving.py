"""Takes in the files that somebody sends, and finds what in them is to be imported."""

import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said, sentence
from hoshin.exchange.transfers.unpacking import unpack
from hoshin.exchange.workbook.foreign import by_ending, foreign

LARGEST_TOGETHER = 200_000_000
MOST_FILES = 300
_WORKBOOKS = (".xlsx", ".xlsm")
_SHEETS = (".csv", ".toml")
_REMEDY = "Send one .xlsx workbook, or its sheets as .csv files, or one .zip of a folder of .csv files."


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it comes in: the name that its sender gave it, and its bytes in pieces."""

    name: str
    pieces: Iterable[bytes]


def receive(files: Sequence[Sent], folder: Path) -> list[Path]:
    """Write the files into a folder, under names that cannot lead out of it. Invalid: too many, too large, unknown."""
    if not files:
        raise Invalid("No file was chosen.", field="files", remedy=_REMEDY)
    if len(files) > MOST_FILES:
        raise Invalid(
            Said("%(count)s files are too many at once.", count=len(files)),
            field="files",
            remedy="Pack them into one .zip.",
        )
    names = [safe_name(file.name) for file in files]
    _require_known(names)
    left = LARGEST_TOGETHER
    written = []
    for file, name in zip(files, names, strict=True):
        path = folder / name
        with path.open("xb") as out:
            for piece in file.pieces:
                left -= len(piece)
                if left < 0:
                    raise Invalid("The files are larger than 200 MB.", field="files", remedy="Send them in parts.")
                out.write(piece)
        written.append(path)
    return written


def importable(folder: Path) -> tuple[Path, list[str]]:
    """What to import of the files received in a folder, with notices of what is left out. Invalid: nothing, or a mix."""
    for left in folder.iterdir():
        # What a worker unpacked that died over it.
        if left.is_dir():
            shutil.rmtree(left)
    files = sorted(folder.iterdir())
    archives = [file for file in files if file.suffix.casefold() == ".zip"]
    if archives:
        target = folder / safe_name(archives[0].stem)
        target.mkdir(mode=0o700)
        left_out = unpack(archives[0], target)
        notices = [Said("Left out: %(name)s, which is no .csv, .toml or .xlsx file.", name=name) for name in left_out]
        return _within(_only_folder(target), archives[0].name), notices
    workbooks = [file for file in files if file.suffix.casefold() in _WORKBOOKS]
    if workbooks:
        return workbooks[0], []
    sheets = [file for file in files if file.suffix.casefold() == ".csv"]
    if len(files) == 1:
        return sheets[0], []
    together = folder / f"{len(sheets)} csv files"
    together.mkdir(mode=0o700)
    for file in files:
        shutil.copyfile(file, together / ("series.toml" if file.suffix.casefold() == ".toml" else file.name))
    return together, []


def safe_name(name: str) -> str:
    """The last part of a name, without anything that a path or a shell could take for more than a name.

    >>> safe_name("../../etc/pass\\0wd")
    'pass_wd'
    """
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[^\w .,()+&-]", "_", last).strip(" .")[-120:] or "file"


def _require_known(names: Sequence[str]) -> None:
    endings = [Path(name).suffix.casefold() for name in names]
    for name, ending in zip(names, endings, strict=True):
        if ending not in (*_WORKBOOKS, *_SHEETS, ".zip"):
            if known := by_ending(name):
                raise foreign(name, *known)
            raise Invalid(Said("%(name)s cannot be imported.", name=name), field="files", value=ending, remedy=_REMEDY)
    whole = sum(ending in (*_WORKBOOKS, ".zip") for ending in endings)
    if whole and len(names) > 1:
        raise Invalid("A workbook or a .zip stands alone.", field="files", value=f"{len(names)} files", remedy=_REMEDY)
    if ".csv" not in endings and not whole:
        raise Invalid("A mapping alone brings no values.", field="files", remedy="Send the .csv files with it.")
    if endings.count(".toml") > 1:
        raise Invalid("There are several mappings.", field="files", remedy="Send one .toml file with the .csv files.")
    folded = [name.casefold() for name in names]
    twice = next((name for name in names if folded.count(name.casefold()) > 1), None)
    if twice:
        raise Invalid(Said("%(twice)s was sent twice.", twice=twice), field="files", remedy="Send each file once.")


def _only_folder(folder: Path) -> Path:
    """The folder in which the files lie: people pack folders in folders."""
    inside = list(folder.iterdir())
    return _only_folder(inside[0]) if len(inside) == 1 and inside[0].is_dir() else folder


def _within(folder: Path, archive: str) -> Path:
    files = [path for path in folder.rglob("*") if path.is_file()]
    workbooks = [path for path in files if path.suffix.casefold() in _WORKBOOKS]
    if len(workbooks) == 1 and len(files) == 1:
        return workbooks[0]
    if workbooks or not any(path.suffix.casefold() == ".csv" for path in files):
        what = "holds a workbook beside other files" if workbooks else "holds no .csv file"
        raise Invalid(
            Said("%(archive)s %(what)s.", archive=archive, what=sentence(what)),
            field="files",
            value=archive,
            remedy=_REMEDY,
        )
    return folder
