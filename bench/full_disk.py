"""A disk that becomes full under a running server, and has room again: what is said meanwhile, and what is lost.

Needs root, to mount a small disk of memory; for anybody else there is nothing to measure.
"""

import http.client
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.reporting import Line, parser_of, show
from tests.exchange.workbooks import written
from tests.faults.files import RECORDED, SMALL
from tests.faults.installation import TOKEN, Installation, free_port, wait_for_server

SIZE = "320m"


def main() -> int:
    """Fill the disk, go on recording, make room, and count."""
    options = parser_of("bench.full_disk", __doc__).parse_args()
    if os.geteuid() != 0:
        print("Only root may mount a disk.", file=sys.stderr)
        return 1
    with TemporaryDirectory() as folder:
        disk = Path(folder) / "disk"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(disk)], check=True)
        installation = Installation(disk / "data")
        try:
            lines = _filled(installation, disk, Path(folder))
        finally:
            installation.end()
            # Some process may be on its way out of there yet.
            subprocess.run(["umount", "--lazy", str(disk)], check=True)
    show(lines, as_json=options.json)
    return 0


def _filled(installation: Installation, disk: Path, elsewhere: Path) -> list[Line]:
    assert installation.run("import", written(elsewhere / "small", SMALL)) == 0
    token, port = installation.script(TOKEN).strip(), free_port()
    server = installation.start("serve", "--bind", f"127.0.0.1:{port}")
    wait_for_server(port, server)
    acknowledged: dict[tuple[str, str | None, str], float] = {}
    before, said = Counter[str](), Counter[str]()
    _record(port, token, range(40), acknowledged, before)
    hog = disk / "hog"
    with hog.open("wb") as file:
        try:
            while True:
                file.write(bytes(1_000_000))
                file.flush()
        except OSError:
            pass
    _record(port, token, range(40, 300), acknowledged, said)
    hog.unlink()
    after = Counter[str]()
    _record(port, token, range(300, 340), acknowledged, after)
    server.terminate()
    server.wait(timeout=60)
    found = installation.state()
    lost = sum(found.actuals.get(place) != value for place, value in acknowledged.items())
    shown = ", ".join(f"{count} × {answer}" for answer, count in said.most_common())
    others = sum(count for answer, count in said.items() if answer not in ("200", "disk_full", "unavailable"))
    return [
        Line("answers on a full disk that are neither done nor said to be for want of room", others, "", 0, shown),
        Line("values acknowledged and lost", lost, "", 0, f"{len(acknowledged)} acknowledged"),
        Line("refusals once there is room again", after.total() - after["200"], "", 0, f"of {after.total()}"),
        Line("scores other than those of a full recomputation", found.different, "", 0),
    ]


def _record(
    port: int, token: str, numbers: range, acknowledged: dict[tuple[str, str | None, str], float], said: Counter[str]
) -> None:
    for number in numbers:
        measure, month = RECORDED[number % len(RECORDED)], number // len(RECORDED)
        day = f"{2001 + month // 12}-{month % 12 + 1:02}"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        body = json.dumps({"period": day, "value": number + 0.25, "note": "n" * 900, "confirm_implausible": True})
        connection.request("POST", f"/api/v1/measures/{measure}/actuals", body, headers)
        answer = connection.getresponse()
        told = json.loads(answer.read())
        connection.close()
        said["200" if answer.status == 200 else told["code"]] += 1
        if answer.status == 200:
            acknowledged[measure, None, f"{day}-01"] = number + 0.25


if __name__ == "__main__":
    sys.exit(main())
