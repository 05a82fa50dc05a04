"""A mail server that notes what it took, and can be made to keep whoever sends waiting."""

import socketserver
import threading
from dataclasses import dataclass, field
from email import message_from_bytes


@dataclass(frozen=True)
class Mail:
    """Who handed it over (the sender's address tells), to whom, and its number."""

    by: str
    to: str
    id: str


@dataclass
class MailServer:
    """It takes so many mails (`takes`), and of the next one says nothing until `may_go_on`.

    That one it has taken, or (without `takes_held`) not.
    """

    takes: int = 10**9
    takes_held: bool = True
    mails: list[Mail] = field(default_factory=list)
    held_by: str = ""
    is_holding: threading.Event = field(default_factory=threading.Event)
    may_go_on: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "MailServer":
        noting = self

        class Conversation(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                _talk(noting, self)

        self._server = _Server(("127.0.0.1", 0), Conversation)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.may_go_on.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        return f"smtp+plain://127.0.0.1:{self._server.server_address[1]}"

    def take(self, mail: Mail) -> None:
        is_held = len(self.mails) == self.takes and not self.may_go_on.is_set()
        if not is_held or self.takes_held:
            self.mails.append(mail)
        if is_held:
            self.held_by = mail.by
            self.is_holding.set()
            self.may_go_on.wait()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Whoever sends was killed."""


def _talk(noting: MailServer, at: socketserver.StreamRequestHandler) -> None:
    by, to = "", ""
    at.wfile.write(b"220 mail.hoshin.test\r\n")
    while line := at.rfile.readline().decode():
        command, _, rest = line.strip().partition(":")
        if command.upper() == "MAIL FROM":
            by = rest.partition(">")[0].strip("< ")
        elif command.upper() == "RCPT TO":
            to = rest.partition(">")[0].strip("< ")
        elif command.upper() == "DATA":
            at.wfile.write(b"354 Go on\r\n")
            said = bytearray()
            while not said.endswith(b"\r\n.\r\n"):
                said += at.rfile.readline()
            noting.take(Mail(by, to, str(message_from_bytes(bytes(said))["Message-ID"])))
        elif command.upper() == "QUIT":
            at.wfile.write(b"221 Bye\r\n")
            return
        at.wfile.write(b"250 Yes\r\n")
