"""Officials who click as fast as they can, cheaply: the load shares the cores with the site that is measured."""

import re
import socket
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from statistics import quantiles
from urllib.parse import urlencode

from app.demonstration.seed import DOMAIN, PASSWORD

HOST = "127.0.0.1"
_END_OF_HEADERS = b"\r\n\r\n"


class Client:
    """One official with a connection of their own, signed in at State A-10, A-11 …

    Signing in goes through `http.client`; what is measured is written as prepared bytes to a kept connection,
    since `http.client` costs half a millisecond a request, a tenth of what both cores have for it.
    """

    def __init__(self, place: int, port: int) -> None:
        self.connection = HTTPConnection(HOST, port)
        self.cookies: dict[str, str] = {}
        self.number = 10 + place
        home = f"/submissions/{self.number}"
        token = self.field(self.ask("GET", "/sign-in"), "csrf_token")
        email = f"focal-point.a-{self.number}@{DOMAIN}"
        form = {"email": email, "password": PASSWORD, "csrf_token": token}
        self.ask("POST", "/sign-in", urlencode(form))
        page = self.ask("GET", f"{home}/sections/E")
        self.token = self.field(page, "csrf_token")
        self.revision = int(self.field(page, "revision-P2-E08"))
        self.connection.close()
        self.line = socket.create_connection((HOST, port))
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.to_read = self._head("GET", f"{home}/sections/F") + b"\r\n"  # about ten questions
        self.to_save = self._head("POST", f"{home}/answers/P2-E08")

    @staticmethod
    def field(page: str, name: str) -> str:
        found = re.search(rf'name="{name}"\s+value="([^"]*)"', page)
        if found is None:
            raise RuntimeError(f"no {name} on the page: {page[:200]}")
        return found[1]

    def ask(self, method: str, path: str, body: str | None = None) -> str:
        headers = {"Cookie": self._cookies()}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        reply = self.connection.getresponse()
        text = reply.read().decode()
        if reply.status >= 400:
            raise RuntimeError(f"{method} {path}: {reply.status}")
        for name, value in reply.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return text

    def read_section(self) -> None:
        self._send(self.to_read, b"P2-F03")

    def save_answer(self) -> None:
        data = {
            "csrf_token": self.token,
            "idempotency_key": f"bench-{self.number}-{self.revision}",
            "revision-P2-E08": str(self.revision),
            "P2-E08": f"Demonstration text, save {self.revision}",
        }
        body = urlencode(data).encode()
        kind = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n" % len(body)
        # A conflict is told with an empty `saved`, so that this proves what the page says after the commit.
        self._send(self.to_save + kind + body, b'"saved":"Saved')
        self.revision += 1

    def _cookies(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _head(self, method: str, path: str) -> bytes:
        return f"{method} {path} HTTP/1.1\r\nHost: {HOST}\r\nCookie: {self._cookies()}\r\n".encode()

    def _send(self, request: bytes, expected: bytes) -> None:
        self.line.sendall(request)
        reply = self.line.recv(1 << 16)
        while _END_OF_HEADERS not in reply:
            reply += self._more()
        head, _, body = reply.partition(_END_OF_HEADERS)
        length = int(head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0])
        while len(body) < length:
            body += self._more()
        if not head.startswith(b"HTTP/1.1 200") or expected not in body:
            raise RuntimeError(f"{request[:60]!r}: {head[:200]!r} {body[:200]!r}")

    def _more(self) -> bytes:
        received = self.line.recv(1 << 16)
        if not received:
            raise RuntimeError("the site closed the connection in the middle of an answer")
        return received


def load(clients: list[Client], act: Callable[[Client], None], seconds: float) -> str:
    """Requests per second and the times of single requests while all clients act as fast as they can.

    Raises RuntimeError when a request failed: a site that refuses quickly is not fast.
    """
    times: list[float] = []
    failures: list[Exception] = []
    end = time.perf_counter() + seconds

    def work(client: Client) -> None:
        try:
            while (begun := time.perf_counter()) < end:
                act(client)
                times.append(time.perf_counter() - begun)
        except (OSError, RuntimeError, ValueError) as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(f"{len(failures)} of {len(clients)} clients stopped") from failures[0]
    cuts = quantiles(times, n=100)
    return f"{len(times) / seconds:6.0f} /s   p50 {cuts[49] * 1000:5.1f} ms   p99 {cuts[98] * 1000:6.1f} ms"
