"""What the stories about import and export share: files to send, and workers that do what was asked for."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.exchange.workbooks import ACME
from tests.jobs import run_waiting

from hoshin.exchange.models import Transfer


def zipped(files: dict[str, str | bytes], *, sort: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", sort) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def acme(**changed: str) -> bytes:
    """The workbook of Acme as a .zip of a folder, with some sheets saying something else."""
    return zipped({f"acme/{sheet}.csv": text for sheet, text in (ACME | changed).items()})


def send(client, *files: tuple[str, bytes], mapping: str = ""):
    """Upload, and have a worker look at it: the answer to the upload, and the transfer if there is one."""
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    answer = client.post("/exchange/upload", {"files": uploads, "mapping": mapping})
    return answer, settled(answer)


def settled(answer) -> Transfer | None:
    """The transfer that an answer leads to, once its work is done."""
    if answer.status_code != 302 or "/exchange/" not in answer["Location"]:
        return None
    run_waiting()
    return Transfer.objects.get(key=answer["Location"].removeprefix("/exchange/").split("/")[0])


def confirm(client, transfer) -> Transfer:
    return settled(client.post(f"/exchange/{transfer.key}/confirm"))
