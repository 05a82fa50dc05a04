"""Monday morning: people check in at the same hour, over the API, all under one plan or each under a plan of their own.

As `bench.recording` does with values alone: one plan and many plans take turns in one run, so that only their ratio is told.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from bench.recording import MOST, Request, RequestOf, Service, compared, plans_served
from bench.reporting import parser_of, show

CLIENTS = (1, 8, MOST)
# A token for each client, who is a person by the address.
TOKENS = """
from hoshin.accounts.access import Actor
from hoshin.accounts.services import add_user, create_token
for number in range({most}):
    user = add_user(Actor.system(), name=f"C{{number}}", email=f"c{{number}}@hoshin.test", role="member")
    print(create_token(Actor.of(user, "api"), name="check-ins")[1])
"""


def main() -> None:
    """Serve, check in, and tell."""
    parser = parser_of("bench.checking_in", __doc__)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each spell")
    parser.add_argument("--spells", type=int, default=3, help="of each number of clients")
    parser.add_argument("--clients", type=int, nargs="+", default=list(CLIENTS))
    parser.add_argument("--workers", default="2")
    options = parser.parse_args()
    with TemporaryDirectory() as folder, plans_served(Path(folder), options.workers) as service:
        requests = _checking_in(service)
        lines = [
            line
            for clients in options.clients
            for line in compared(service, " checking in", clients, requests, options.seconds, options.spells)
        ]
    show(lines, as_json=options.json)


def _checking_in(service: Service) -> tuple[RequestOf, RequestOf]:
    tokens = service.installation.script(TOKENS.format(most=MOST)).split()

    def request(client: int, number: int, value: float, plan: int, goal: int) -> Request:
        said = {
            "objective": f"P{plan}O{goal}",
            "measure": f"P{plan}M{goal}",
            "value": value,
            "confidence": 1 + number % 5,
        }
        return Request("/api/v1/check-ins", {"check_ins": [said]}, tokens[client])

    return (
        lambda client, number, value: request(client, number, value, 0, client),
        lambda client, number, value: request(client, number, value, client, 0),
    )


if __name__ == "__main__":
    main()
