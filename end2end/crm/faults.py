"""A bad line to a real server, for the tests: late, lossy, now and then lying."""

from __future__ import annotations

import json
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HOP_BY_HOP = {"connection", "host", "transfer-encoding", "content-length", "date"}

Answer = tuple[int, dict[str, str], bytes]


class BadLine(ThreadingHTTPServer):
    """Passes requests on to a real server, except for the faults it is told of."""

    daemon_threads = True

    def __init__(self, upstream: str, stack: ExitStack) -> None:
        """Starts it on a free port; `stack` ends it."""
        super().__init__(("127.0.0.1", 0), Passage)
        self.upstream = upstream.rstrip("/")
        self.url = f"http://127.0.0.1:{self.server_port}"
        self._faults: list[tuple[str, Fault]] = []
        self._lock = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()
        stack.callback(self.server_close)
        stack.callback(self.shutdown)

    def next_time(self, path: str, *faults: Fault) -> None:
        """Does these to the next requests that have this in their path, one each."""
        with self._lock:
            self._faults += [(path, fault) for fault in faults]

    def fault_for(self, path: str) -> Fault | None:
        """Takes the next fault planned for a path."""
        with self._lock:
            for planned in self._faults:
                if planned[0] in path:
                    self._faults.remove(planned)
                    return planned[1]
        return None

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing of a client that was killed while it waited."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def quiet(self) -> bool:
        """Whether every planned fault has happened."""
        return not self._faults


Fault = Callable[[Callable[[], Answer]], Answer | None]
"""Gets a way to ask the real server, and says what the client gets: None is a
line that breaks."""


def answer_instead(status: int, headers: dict[str, str] | None = None) -> Fault:
    """The request never arrives; somebody on the way answers."""
    return lambda ask: (status, headers or {}, b"")


def lose_the_answer(ask: Callable[[], Answer]) -> None:
    """The request arrives and is carried out, but nobody hears of it."""
    ask()


def drop_the_first_entry(ask: Callable[[], Answer]) -> Answer:
    """A page of the feed arrives without its first entry."""
    status, headers, body = ask()
    page = json.loads(body)
    del page["entries"][0]
    return status, headers, json.dumps(page).encode()


def forge_the_head(ask: Callable[[], Answer]) -> Answer:
    """The log's head names another root."""
    status, headers, body = ask()
    page = json.loads(body)
    lines = page["checkpoint"].split("\n")
    lines[2] = lines[2][::-1].lstrip("=") + "="
    page["checkpoint"] = "\n".join(lines)
    return status, headers, json.dumps(page).encode()


def forge_the_proof(ask: Callable[[], Answer]) -> Answer:
    """The head is signed, but does not come with what leads to it."""
    status, headers, body = ask()
    page = json.loads(body)
    page["consistency"] = ["A" * 43 + "="] * len(page["consistency"])
    return status, headers, json.dumps(page).encode()


class Passage(BaseHTTPRequestHandler):
    """One request on the bad line."""

    server: BadLine

    def pass_on(self) -> None:
        """Handles every method alike."""
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else None
        fault = self.server.fault_for(self.path.partition("?")[0])

        def ask() -> Answer:
            return _forward(
                self.server.upstream + self.path, self.command, dict(self.headers), body
            )

        answer = fault(ask) if fault else ask()
        if answer is None:
            self.close_connection = True
            return
        status, headers, content = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = pass_on

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


def _forward(
    url: str, method: str, headers: Mapping[str, str], body: bytes | None
) -> Answer:
    kept = {
        name: text for name, text in headers.items() if name.lower() not in HOP_BY_HOP
    }
    request = urllib.request.Request(url, body, kept, method=method)
    try:
        answer = urllib.request.urlopen(request, timeout=60)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        back = {
            name: text
            for name, text in answer.headers.items()
            if name.lower() not in HOP_BY_HOP
        }
        return answer.status, back, answer.read()
