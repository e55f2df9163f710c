"""People at pages, as pages behave: a socket that comes back by itself, and writes that are sent again."""

from __future__ import annotations

import contextlib
import http.client
import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from itertools import count
from threading import Event, Thread
from typing import Any, NamedTuple

from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import ClientConnection, connect

from exercises.domain.visibility import apply
from tests.faults.parts import until

LOST = (OSError, EOFError, WebSocketException, http.client.HTTPException)
"""What it looks like from outside when a process or a connection goes away."""
AGAIN = (502, 503)
keys = count(1)


class Answer(NamedTuple):
    """What the server said."""

    status: int
    headers: Any
    body: Any


def ask(port: int, where: str, token: str, body: Any = None, key: str = "") -> Answer:
    """One request, sent once. Raises one of LOST when nobody answers."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": key}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/{where}", data, headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return Answer(answer.status, answer.headers, json.load(answer))
    except urllib.error.HTTPError as refused:
        with refused:
            return Answer(refused.code, refused.headers, json.loads(refused.read()))


@dataclass
class Caller:
    """A program that knows several doors and goes to the next when one is shut."""

    ports: list[int]
    code: str
    token: str
    refused: list[Answer] = field(default_factory=list)
    """Answers that said: later."""

    def once(self, where: str, body: Any = None, key: str = "") -> Answer:
        """At its own door, one time."""
        return ask(self.ports[0], f"exercises/{self.code}/{where}", self.token, body, key)

    def get(self, where: str) -> Any:
        return self._through(where)

    def post(self, where: str, **body: Any) -> Any:
        """Send it with one key until it is accepted, as a page does with what a person has written."""
        return self._through(where, body, f"key-{next(keys)}")

    def _through(self, where: str, body: Any = None, key: str = "") -> Any:
        doors = iter(self.ports * 1000)

        def accepted() -> Answer | None:
            with contextlib.suppress(*LOST):
                answer = ask(next(doors), f"exercises/{self.code}/{where}", self.token, body, key)
                if answer.status not in AGAIN:
                    return answer
                self.refused.append(answer)
            return None

        answer: Answer = until(accepted, f"{where} is answered")
        assert answer.status < 300, answer
        return answer.body


class Player(Caller):
    """A seat with an open page: `view` is what it shows, `numbers` every frame that arrived, in order."""

    def __init__(self, ports: list[int], code: str, token: str, stream: str) -> None:
        super().__init__(ports, code, token)
        self.stream = stream
        self.numbers: list[int] = []
        self.wrong: list[dict[str, Any]] = []
        """What ends this page: a frame out of order, or the word to load everything again."""
        self.closed: list[int] = []
        """Why the server closed its sockets."""
        self.connections = 0
        self.door = 0
        self.gone = Event()
        self.socket: ClientConnection | None = None
        board = self.get("board/")
        self.view, self.epoch = board["view"], board["epoch"]
        self.number: int = board["n"]
        self.thread = Thread(target=self._live, daemon=True)
        self.thread.start()

    def say(self, text: str) -> None:
        self.post("messages/", room="cn~us", text=text)

    def has(self, number: int) -> bool:
        return self.number == number

    def leave(self) -> None:
        self.gone.set()
        if self.socket is not None:
            self.socket.close()
        self.thread.join()

    def _live(self) -> None:
        doors = iter(self.ports * 10_000)
        while not self.gone.wait(0.05):
            with contextlib.suppress(*LOST):
                self._listen(next(doors))

    def _listen(self, port: int) -> None:
        """Until the socket is lost. A silent server is found out by its missing pong."""
        address = f"ws://127.0.0.1:{port}/ws/exercises/{self.code}/?after={self.epoch}.{self.number}"
        sign = {"Authorization": f"Bearer {self.token}"}
        options: dict[str, Any] = {"compression": None, "proxy": None, "ping_interval": 5, "ping_timeout": 20}
        with connect(address, additional_headers=sign, **options) as self.socket:
            self.connections, self.door = self.connections + 1, port
            try:
                while not self.gone.is_set():
                    self._take(json.loads(self.socket.recv()))
            except ConnectionClosed as end:
                self.closed += [end.rcvd.code] if end.rcvd else []

    def _take(self, message: dict[str, Any]) -> None:
        match message["type"]:
            case "frame" if message["n"] == self.number + 1:
                self.view = apply(self.view, message["changes"])
                self.number = message["n"]
                self.numbers.append(self.number)
            case "frame" | "reload":
                self.wrong.append(message)
                self.gone.set()
            case _:
                pass
