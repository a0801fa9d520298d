"""Mutual's API from Python, with the standard library alone.

Everything an integration needs and nothing about any CRM: sign in, send
customers, ask "may I?", follow the changes. Copy this file into yours.
"""

from __future__ import annotations

import base64
import email.utils
import http.client
import json
import random
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from typing import Any

Json = dict[str, Any]

CHECKS_PER_CALL = 1000
"""The most checks that one `POST /check` takes."""

ANSWER_TIMEOUT_S = 30
"""How long an answer may take, on top of what a long poll asked to wait."""

LONGEST_PAUSE_S = 30.0
"""The longest pause between two attempts when the server names none."""


class Refused(Exception):
    """Mutual said no, and asking again would not help (RFC 9457)."""

    def __init__(self, status: int, problem: Json) -> None:
        self.status = status
        self.code: str = problem.get("code", "")
        fields = "; ".join(
            f"{error.get('field')}: {error.get('message')}"
            for error in problem.get("errors", [])
        )
        # The token endpoint speaks OAuth (RFC 6749, 5.2).
        words = problem.get("detail") or problem.get("error_description", "")
        super().__init__(
            f"Mutual answered {status} {self.code} {words} {fields}".rstrip()
            + f" [request {problem.get('request_id', 'unknown')}]"
        )


class Away(Exception):
    """Mutual could not be reached, or asked us to wait, for too long."""


class MissedEntry(Exception):
    """The feed is not the one we followed so far. Never guess: stop."""


@dataclass(frozen=True)
class Page:
    """One page of the change feed."""

    entries: list[Json]
    """The changes, oldest first; their `index` rises by exactly one."""
    next: int
    """The `after` of the next page."""
    head: int
    """The highest index there is."""
    checkpoint: str | None
    """The log's newest signed head; nothing in its first second."""
    consistency: list[str]
    """The proof that it continues the tree that you have seen."""


class Mutual:
    """A client of one Mutual server.

    `patience_s` is how long a call keeps trying while Mutual is away or asks
    for time, before it raises `Away`. Every write carries an idempotency key
    that stays the same over those attempts, so that none is done twice.
    """

    def __init__(
        self, url: str, client_id: str, client_secret: str, patience_s: float = 60.0
    ) -> None:
        self._url = url.rstrip("/")
        self._basic = base64.b64encode(
            f"{urllib.parse.quote(client_id)}:{urllib.parse.quote(client_secret)}".encode()
        ).decode()
        self._patience_s = patience_s
        self._token: str | None = None

    def put_customer(self, reference: str, facts: Json) -> Json:
        """Creates or updates a customer; `reference` is for example `crm:42`."""
        return self.write("PUT", customer_path(reference), facts)

    def check(self, checks: Iterable[Json], min_index: int = 0) -> Iterator[Json]:
        """Asks "may I?" for any number of uses and yields a verdict for each.

        Each check may carry an `id` of yours, which its verdict repeats. No
        verdict is older than ledger index `min_index`.
        """
        remaining = iter(checks)
        while batch := list(islice(remaining, CHECKS_PER_CALL)):
            answer = self.ask("POST", "/check", {"checks": batch}, min_index=min_index)
            if answer["index"] < min_index:
                raise MissedEntry(
                    f"the check reflects index {answer['index']}, "
                    f"but {min_index} was already in the feed"
                )
            yield from answer["results"]

    def changes(
        self, after: int, limit: int = 100, wait_s: int = 20, seen: int = 0
    ) -> Page:
        """Reads the changes after ledger index `after`, waiting for the next.

        The index is dense: an entry is missing if and only if a number is.
        Raises `MissedEntry` then, because a withdrawal may be what is missing.
        `seen` is the size of the tree that a witness has seen.
        """
        query = {"after": after, "limit": limit, "wait": wait_s, "size": seen}
        answer = self.ask("GET", "/changes", wait_s=wait_s, **query)
        expected = after
        for entry in answer["entries"]:
            expected += 1
            if entry["index"] != expected:
                raise MissedEntry(
                    f"the feed goes from index {expected - 1} to {entry['index']}"
                )
        if answer["next"] != expected or answer["head"] < expected:
            raise MissedEntry(
                f"we are at index {expected}, but the feed goes on "
                f"after {answer['next']} and ends at {answer['head']}"
            )
        return Page(
            answer["entries"],
            answer["next"],
            answer["head"],
            answer["checkpoint"],
            answer["consistency"],
        )

    def log_key(self) -> str:
        """The key that the log says it is signed with."""
        request = urllib.request.Request(f"{self._url}/.well-known/mutual-keys")
        key: str = self._send(request, ANSWER_TIMEOUT_S)["log"][0]
        return key

    def write(self, method: str, path: str, body: Json | None = None) -> Json:
        """Writes once, however many attempts that takes."""
        return self.ask(method, path, body, key=str(uuid.uuid4()))

    def ask(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        *,
        key: str | None = None,
        wait_s: int = 0,
        **query: object,
    ) -> Json:
        """Calls `path` below `/api/v1` and returns the answer's JSON.

        Keeps trying while that can help: the network failed, too many
        requests (429), away (503), a node that is behind (409 `not_yet`), a
        token that ran out (401, once).
        """
        url = f"{self._url}/api/v1{path}"
        if query:
            url += "?" + urllib.parse.urlencode(query)
        headers = {"Accept": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        deadline = time.monotonic() + self._patience_s + wait_s
        renewed = False
        for attempt in count():
            try:
                token = self._token or self._sign_in()
                headers["Authorization"] = f"Bearer {token}"
                request = urllib.request.Request(url, data, headers, method=method)
                return self._send(request, ANSWER_TIMEOUT_S + wait_s)
            except urllib.error.HTTPError as error:
                problem = _problem(error)
                if error.code == 401 and self._token and not renewed:
                    self._token, renewed = None, True
                    continue
                behind = error.code == 409 and problem.get("code") == "not_yet"
                if error.code not in (429, 502, 503, 504) and not behind:
                    raise Refused(error.code, problem) from None
                pause, reason = _retry_after(error), f"{error.code}"
            except (OSError, http.client.HTTPException) as error:
                pause, reason = None, str(error)
            if pause is None:
                pause = min(LONGEST_PAUSE_S, 0.1 * 2 ** min(attempt, 10))
                pause *= random.uniform(0.5, 1.0)
            if time.monotonic() + pause > deadline:
                raise Away(f"{method} {path} was not answered in time ({reason})")
            time.sleep(pause)
        raise AssertionError("count() never ends")

    def _sign_in(self) -> str:
        """Trades the client's id and secret for a bearer token (RFC 6749, 4.4)."""
        request = urllib.request.Request(
            f"{self._url}/oauth/token",
            b"grant_type=client_credentials",
            {
                "Authorization": f"Basic {self._basic}",
                "Content-Type": "application/x-www-form-urlencoded",
            },
            method="POST",
        )
        token: str = self._send(request, ANSWER_TIMEOUT_S)["access_token"]
        self._token = token
        return token

    @staticmethod
    def _send(request: urllib.request.Request, timeout_s: float) -> Json:
        with urllib.request.urlopen(request, timeout=timeout_s) as answer:
            body: Json = json.loads(answer.read() or b"{}")
            return body


def customer_path(reference: str) -> str:
    """The path of a customer: an identifier may hold any character, a slash too."""
    return "/customers/" + urllib.parse.quote(reference, safe="")


def _problem(error: urllib.error.HTTPError) -> Json:
    """The problem that Mutual described, or nothing if a proxy answered."""
    try:
        problem = json.loads(error.read())
    except (ValueError, OSError, http.client.HTTPException):
        return {}
    return problem if isinstance(problem, dict) else {}


def _retry_after(error: urllib.error.HTTPError) -> float | None:
    """The pause the server asks for: seconds or a date (RFC 9110, 10.2.3)."""
    value = error.headers.get("Retry-After")
    if value is None:
        return None
    if value.isdigit():
        return float(value)
    try:
        return max(
            0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time()
        )
    except ValueError:
        return None
