"""What WSGI calls the environment of a request, from what Granian says of one."""

import sys
from typing import IO, Any


class FileParts:
    """A file that is to be sent: `wsgi.file_wrapper`, by which Django hands it over unread."""

    def __init__(self, file: Any, _block_size: int = 0) -> None:
        self.file = file

    def close(self) -> None:
        self.file.close()


def environ_of(scope: Any, body: IO[bytes], size: int) -> dict[str, Any]:
    """The environment; names of headers with an underscore, which could pass for others, are left out."""
    client, _, client_port = scope.client.rpartition(":")
    server, _, server_port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        # Decoded already; WSGI wants its bytes as if each were a letter.
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": server_port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": client.strip("[]"),
        "REMOTE_PORT": client_port,
        "CONTENT_LENGTH": str(size),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileParts,
    }
    for name, value in scope.headers.items():
        if name == "content-type":
            environ["CONTENT_TYPE"] = value
        elif name != "content-length" and "_" not in name:
            key = "HTTP_" + name.upper().replace("-", "_")
            joined = "; " if name == "cookie" else ","
            environ[key] = f"{environ[key]}{joined}{value}" if key in environ else value
    if scope.authority and "HTTP_HOST" not in environ:
        environ["HTTP_HOST"] = scope.authority
    return environ
