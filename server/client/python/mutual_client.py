"""Mutual's API from Python, in one file that needs nothing but Python 3.9 or later.

Copy it into your program. It asks "may I?" (`Mutual.check`), writes choices and reports, follows the
changes (`Mutual.follow`), verifies webhooks (`Webhooks`), and keeps a mirror (`Mirror`), which answers
checks in your own process and says how old it is.

    mutual = Mutual("https://consent.example.org", secret="mk_live_…")
    verdict = mutual.check(Question("crm:42", "recommendations", data=["orders"], channel="email"))
    verdict.require()          # raises NotAllowed for a no, and where a person must decide
    send_recipes()

Whatever is not `allow` is a no, and so is every exception: whoever cannot ask does not act. A verdict
is no `bool`; using it as one raises `TypeError`.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import email.utils
import hashlib
import hmac
import http.client
import json
import os
import random
import threading
import time
import unicodedata
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass
from typing import Any, Dict, Iterable, Iterator, List, Mapping, NoReturn, Optional, Sequence, Tuple

Json = Dict[str, Any]

MOST_AT_ONCE = 1000
"""The most checks or events of one request; more of them are several requests."""
MOST_GUESSING = 100
"""The most checks of one request that name guesses."""
SILENCE_S = 40.0
"""How long a stream may be silent. The server says something every 15 seconds."""
POLLING_S = 300.0
"""For how long the feed is asked page by page where a stream did not come through."""
LONGEST_LINE = 16 * 1024 * 1024
"""The longest line of a stream that is read, in bytes."""


class MutualError(Exception):
    """There is no answer. It is never a yes."""


class Refused(MutualError):
    """The server said no, and asking again would not help (RFC 9457)."""

    def __init__(self, status: int, problem: Json) -> None:
        self.status = status
        self.code = str(problem.get("code") or problem.get("error") or "")
        """The kind of problem, for programs. Codes are never renamed."""
        self.problem = problem
        words = str(problem.get("detail") or problem.get("error_description") or "")
        for error in problem.get("errors") or []:
            words += f"; {error.get('field')}: {error.get('message')}"
        super().__init__(f"{status} {self.code}: {words} [request {problem.get('request_id')}]")


class Away(MutualError):
    """The server could not be reached, or asked for time, for longer than the client's patience."""


class LogBehind(MutualError):
    """The ledger is shorter than what was seen of it: it was rolled back, or is another one. What was
    kept of it may be wrong; a person has to look."""


class Gap(MutualError):
    """The feed left an index out. A withdrawal may be what is missing: never go on."""


class Unreadable(MutualError):
    """The answer is none of this API's."""


class WebhookError(Exception):
    """A message that is not the server's. Answer it with 400, and do nothing."""


class NotAllowed(Exception):
    """The answer was no, or that a person must decide."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__(f"{verdict.outcome}: {verdict.code}")


@dataclass(frozen=True)
class Question:
    """May this customer's data be used like this? `customer` is `cus_…` or `crm:42`."""

    customer: str
    purpose: str
    data: Sequence[str] = ()
    channel: Optional[str] = None
    ai: Optional[str] = None
    topic: Optional[str] = None
    amount: Optional[float] = None
    """About how much money, in `currency` (ISO 4217)."""
    currency: Optional[str] = None
    inferences: Sequence[str] = ()
    """Which guesses about her it would rest on, by their keys: the server alone can say, no mirror."""
    model: Optional[str] = None
    """The key of the model that would decide, as it is registered: the server alone can say, no mirror."""
    model_version: Optional[str] = None
    """Which version of it: needed with `model`."""
    open_case: bool = False
    """Where a person has to decide, give it to one: `case` says which case that is. A mirror opens none."""

    def json(self) -> Json:
        """As the API reads it."""
        asked: Json = {"customer": self.customer, "purpose": self.purpose}
        if self.data:
            asked["data"] = list(self.data)
        if self.inferences:
            asked["inferences"] = list(self.inferences)
        if self.open_case:
            asked["open_case"] = True
        for name in ("channel", "ai", "topic", "amount", "currency", "model", "model_version"):
            if getattr(self, name) is not None:
                asked[name] = getattr(self, name)
        return asked


@dataclass(frozen=True)
class Verdict:
    """The answer to one question. `body` is all of it, as the API says it."""

    body: Json

    def __post_init__(self) -> None:
        shape = {"verdict": str, "reasons": list, "index": int, "max_age_s": int}
        if not isinstance(self.body, dict) or any(
            not isinstance(self.body.get(name), kind) for name, kind in shape.items()
        ):
            raise Unreadable("this is no verdict")
        if self.outcome not in ("allow", "deny", "escalate"):
            raise Unreadable(f"an outcome that this library does not know: {self.outcome}")

    def __bool__(self) -> NoReturn:
        raise TypeError("a verdict is no bool: call require(), or compare its outcome")

    @property
    def outcome(self) -> str:
        """`allow`, `deny`, or `escalate`: a person must decide, and until then it is a no."""
        return str(self.body["verdict"])

    @property
    def code(self) -> str:
        """The code of the reason that decided."""
        return str(self.body["reasons"][0]["code"]) if self.body["reasons"] else ""

    @property
    def index(self) -> int:
        """The ledger index that this reflects."""
        return int(self.body["index"])

    @property
    def max_age_s(self) -> int:
        """For how many seconds the answer may be reused at most: never past the moment at which the
        customer's state changes by itself."""
        return int(self.body["max_age_s"])

    def require(self) -> Verdict:
        """This verdict where it allows; raises `NotAllowed` for everything else."""
        if self.outcome != "allow":
            raise NotAllowed(self)
        return self


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the secret to wherever it leads."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Mutual:
    """A client of one server, for any number of threads.

    Name `secret` alone to use it as a bearer, or `client_id` with it to trade both for tokens, which
    are renewed by themselves. `timeout_s` is for one attempt, `patience_s` for all of them while the
    server is away (502, 503, 504) or asks for time (429). Every write has an idempotency key that
    stays the same over its attempts, so that none is done twice. `plain_http` lets the secret go to
    other machines without TLS.
    """

    def __init__(
        self,
        url: str,
        *,
        secret: str,
        client_id: Optional[str] = None,
        timeout_s: float = 10.0,
        patience_s: float = 30.0,
        plain_http: bool = False,
    ) -> None:
        parts = urllib.parse.urlsplit(url)
        near = parts.hostname in ("localhost", "127.0.0.1", "::1")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{url!r} is no address such as https://example.org")
        if parts.scheme == "http" and not (near or plain_http):
            raise ValueError("this would carry the secret in the open: use https, or plain_http=True")
        self._url = url.rstrip("/")
        self._secret, self._client_id = secret, client_id
        self._timeout_s, self.patience_s = timeout_s, patience_s
        self._lock = threading.Lock()
        self._token: Optional[Tuple[str, float]] = None
        self._opener = urllib.request.build_opener(_NoRedirects)

    def check(self, question: Question, min_index: int = 0) -> Verdict:
        """May I, as the ledger has it at `min_index` or later? Give the index of a write of yours to
        read what you wrote."""
        return self.check_many([question], min_index)[0]

    def check_many(self, questions: Sequence[Question], min_index: int = 0) -> List[Verdict]:
        """May I, for each of these? The verdicts come in the order of the questions."""
        verdicts: List[Verdict] = []
        path = f"/check?min_index={min_index}" if min_index else "/check"
        for part in _parts(questions):
            checks = [{"id": str(n), **question.json()} for n, question in enumerate(part)]
            answer = self.call("POST", path, {"checks": checks})
            # By their names: a verdict must never be taken for that of somebody else.
            told = {result.pop("id", ""): result for result in _list(answer, "results")}
            for n in range(len(part)):
                if str(n) not in told:
                    raise Unreadable(f"question {n} was not answered")
                verdict = Verdict(told[str(n)])
                if verdict.index < min_index:
                    raise LogBehind(f"the ledger is at {verdict.index}, not at {min_index}")
                verdicts.append(verdict)
        return verdicts

    def put_customer(self, reference: str, **facts: Any) -> Json:
        """Creates a customer or adds to what is known of her: `identifiers`, `locale`, `region`,
        `birth_year`. A year by which a minor is of age sooner than by the known one needs `evidence`."""
        return self.write("PUT", _customer(reference), facts)

    def consents(self, reference: str) -> Json:
        """Every exchange of a customer with the state of its toggles."""
        return self.call("GET", _customer(reference) + "/consents")

    def choose(
        self,
        reference: str,
        proposition: str,
        version: int,
        toggles: Mapping[str, str],
        evidence: Optional[Json] = None,
        locale: Optional[str] = None,
        in_spite_of_signal: bool = False,
    ) -> Json:
        """Chooses on a customer's behalf: `toggles` are `{"exchange": "on", "channel:email": "off"}`.
        Turning on needs evidence (`how`, `where`, `at`, `wording`), turning off never does; what she
        turned off later than the evidence stays off, and is refused (`invalid_field`).
        `in_spite_of_signal` says that she was told that her browser asks not to sell or share and that
        this would, and wants it all the same. Gives the `index` of the choice and its `receipt`."""
        choice: Json = {"proposition": proposition, "version": version, "toggles": dict(toggles)}
        if evidence is not None:
            choice["evidence"] = evidence
        if locale is not None:
            choice["locale"] = locale
        if in_spite_of_signal:
            choice["in_spite_of_signal"] = True
        return self.write("POST", _customer(reference) + "/choices", choice)

    def pause(self, reference: str) -> Json:
        """Pauses everything for a customer: her answers are kept, and nothing is used."""
        return self.write("POST", _customer(reference) + "/pause")

    def resume(self, reference: str, evidence: Json) -> Json:
        """Ends a customer's pause, which needs evidence that she said so since (`how`, `where`, `at`,
        `wording`)."""
        return self.write("POST", _customer(reference) + "/resume", {"evidence": evidence})

    def report_value(self, events: Sequence[Json]) -> List[Json]:
        """Reports benefits that arrived (`customer`, `proposition`, `benefit`, `at`, `proof_ref`, and
        `amount`, `unit`, `corrects`); with what came of each."""
        return self._report("/value-events", events)

    def report_usage(self, events: Sequence[Json]) -> List[Json]:
        """Reports uses of data (`customer`, `data`, `purpose`, `at`, `context`, and `channel`); with
        what came of each."""
        return self._report("/usage-events", events)

    def _report(self, path: str, events: Sequence[Json]) -> List[Json]:
        results: List[Json] = []
        for start in range(0, len(events), MOST_AT_ONCE):
            part = list(events[start : start + MOST_AT_ONCE])
            told = _list(self.write("POST", path, {"events": part}), "results")
            if len(told) != len(part):
                raise Unreadable("as many results as events were awaited")
            results += told
        return results

    def follow(self, after: int) -> Follower:
        """Follows the changes behind an index; iterate over it."""
        return Follower(self, after)

    def write(self, method: str, path: str, body: Optional[Json] = None) -> Json:
        """Writes once, however many attempts that takes."""
        return self.call(method, path, body, key=str(uuid.uuid4()))

    def call(
        self,
        method: str,
        path: str,
        body: Optional[Json] = None,
        *,
        key: Optional[str] = None,
        wait_s: float = 0.0,
    ) -> Json:
        """Calls `path` below `/api/v1`, and again while that can help; the answer's JSON."""
        deadline = time.monotonic() + self.patience_s + wait_s
        tried = 0
        while True:
            try:
                with self._open(method, path, body, key, self._timeout_s + wait_s) as answer:
                    return _object(answer.read())
            except _Later as later:
                tried += 1
                pause = backoff(tried, later.after_s)
                if time.monotonic() + pause > deadline:
                    raise Away(f"{method} {path.split('?')[0]}: {later}") from later
                time.sleep(pause)

    def _open(
        self,
        method: str,
        path: str,
        body: Optional[Json],
        key: Optional[str],
        timeout_s: float,
        accept: str = "application/json",
    ) -> http.client.HTTPResponse:
        """One attempt; raises `Refused`, or `_Later` where another one may help."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Accept": accept, "User-Agent": "mutual-client-python/0.1"}
        if data is not None:
            headers["Content-Type"] = "application/json"
        if key is not None:
            headers["Idempotency-Key"] = key
        for renewed in (False, True):
            headers["Authorization"] = "Bearer " + self._bearer()
            request = urllib.request.Request(f"{self._url}/api/v1{path}", data, headers, method=method)
            try:
                return self._send(request, timeout_s)
            except Refused as refused:
                # A token can end sooner than was said: when the client's secret was changed.
                if refused.status != 401 or self._token is None or renewed:
                    raise
                self._token = None
        raise AssertionError("the second attempt returns or raises")

    def _send(self, request: urllib.request.Request, timeout_s: float) -> http.client.HTTPResponse:
        try:
            answer: http.client.HTTPResponse = self._opener.open(request, timeout=timeout_s)
            return answer
        except urllib.error.HTTPError as error:
            with error:
                try:
                    problem = _object(error.read())
                except (Unreadable, OSError, http.client.HTTPException):
                    problem = {}
            late = error.code == 409 and problem.get("code") == "not_yet"
            if late or error.code in (429, 502, 503, 504):
                raise _Later(str(Refused(error.code, problem)), _retry_after(error)) from None
            raise Refused(error.code, problem) from None
        except (OSError, http.client.HTTPException) as error:
            raise _Later(str(error) or type(error).__name__) from error

    def _bearer(self) -> str:
        if self._client_id is None:
            return self._secret
        with self._lock:
            if self._token is not None and time.monotonic() < self._token[1]:
                return self._token[0]
            pair = ":".join(urllib.parse.quote(part, safe="") for part in (self._client_id, self._secret))
            headers = {
                "Authorization": "Basic " + base64.b64encode(pair.encode()).decode(),
                "Content-Type": "application/x-www-form-urlencoded",
            }
            form = b"grant_type=client_credentials"
            request = urllib.request.Request(f"{self._url}/oauth/token", form, headers, method="POST")
            with self._send(request, self._timeout_s) as answer:
                told = _object(answer.read())
            if not isinstance(told.get("access_token"), str) or not isinstance(told.get("expires_in"), int):
                raise Unreadable("this is no token")
            lasts = float(told["expires_in"])
            # Renewed a minute before its end; one that lasts a minute is used for half of it.
            self._token = (str(told["access_token"]), time.monotonic() + max(lasts - 60.0, lasts / 2))
            return self._token[0]


class _Later(Exception):
    """An attempt failed, and another one may help."""

    def __init__(self, why: str, after_s: Optional[float] = None) -> None:
        self.after_s = after_s
        super().__init__(why)


class Follower:
    """The changes, in order and none left out: as a stream, and page by page where a stream does not
    come through. Keep the `index` of an entry once you are done with it, and start behind it the next
    time. Connections that end are taken up again.

    Iterating raises `Gap` and `LogBehind` where going on could leave a withdrawal out; `Away` where
    nothing came for as long as the client's patience lasts (iterate again to go on); `Refused`.
    """

    def __init__(self, mutual: Mutual, after: int, directory: Optional[str] = None) -> None:
        self.index = after
        """The index of the last entry that was given out."""
        self.head = after
        """The highest index that the server is known to be at."""
        self.polls_until = 0.0
        """Until when, by `time.monotonic`, it asks page by page; `math.inf` for always."""
        self._mutual, self._directory = mutual, directory

    def __iter__(self) -> Iterator[Json]:
        for kind, told in self.events():
            if kind == "change":
                yield told

    def events(self) -> Iterator[Tuple[str, Json]]:
        """All that is told: `change` with an entry; for a mirror, `directory` with who changed, and
        `alive` with the `head` that the server was at, behind everything before it, and with `at_ms`,
        when that was by its own clock (None where it is too old to say)."""
        failing_since: Optional[float] = None
        tried, at_least = 0, 0.0
        while True:
            try:
                polls = time.monotonic() < self.polls_until
                for told in self._pages() if polls else self._stream():
                    failing_since, tried = None, 0
                    yield self._checked(told)
                # The server ends a stream where it stops, and where a token does.
                at_least, why = random.uniform(0.5, 1.0), _Later("the stream ended")
            except _Later as later:
                at_least, why = 0.0, later
            except (LookupError, TypeError) as error:
                raise Unreadable(f"the feed: {error!r}") from error
            tried += 1
            failing_since = failing_since or time.monotonic()
            if time.monotonic() - failing_since > self._mutual.patience_s:
                raise Away(str(why)) from why
            time.sleep(max(at_least, backoff(tried, why.after_s)))

    def _checked(self, told: Tuple[str, Json]) -> Tuple[str, Json]:
        kind, body = told
        if kind == "change":
            if body["index"] != self.index + 1:
                raise Gap(f"the feed goes from index {self.index} to {body['index']}")
            self.index = body["index"]
        elif kind == "directory":
            self._directory = body["cursor"]
        self.head = max(self.head, self.index, body["head"] if kind == "alive" else 0)
        return told

    def _query(self) -> str:
        return f"&directory={self._directory}" if self._directory else ""

    def _stream(self) -> Iterator[Tuple[str, Json]]:
        path = f"/changes/stream?after={self.index}{self._query()}"
        opened = spoke = False
        try:
            with self._mutual._open("GET", path, None, None, SILENCE_S, "text/event-stream") as stream:
                opened = True
                if not stream.headers.get("Content-Type", "").startswith("text/event-stream"):
                    raise _Later("no stream came back")
                for told in _server_sent(stream):
                    spoke = True
                    if told is not None:
                        yield told
        except Refused as refused:
            if refused.code == "log_behind":
                raise LogBehind(str(refused)) from refused
            if refused.status not in (404, 405, 406, 501):
                raise
            opened = True
        except (OSError, http.client.HTTPException) as error:
            raise _Later(f"the stream broke off: {error}") from error
        finally:
            if opened and not spoke:
                # Where a proxy keeps back the first word, it would keep back entries.
                self.polls_until = max(self.polls_until, time.monotonic() + POLLING_S)

    def _pages(self) -> Iterator[Tuple[str, Json]]:
        wait_s = 0
        while time.monotonic() < self.polls_until:
            path = f"/changes?after={self.index}&limit=1000&wait={wait_s}{self._query()}"
            try:
                page = self._mutual.call("GET", path, wait_s=wait_s)
            except Away as away:
                raise _Later(str(away)) from away
            if page["head"] < self.index:
                raise LogBehind(f"the ledger is at {page['head']}, not at {self.index}")
            directory = page.get("directory")
            if directory is not None:
                yield "directory", directory
            for change in page["entries"]:
                yield "change", change
            if page["next"] != self.index:
                raise Gap(f"the feed goes on behind {page['next']}, not behind {self.index}")
            # Until all of the directory is there, nobody is up to date.
            if directory is None or not directory["more"]:
                wait_s = 20
                at_ms = _millis(page["at"]) if "at" in page else None
                yield "alive", {"head": page["head"], "at_ms": at_ms}


def _server_sent(stream: http.client.HTTPResponse) -> Iterator[Optional[Tuple[str, Json]]]:
    """What a stream says (WHATWG HTML, section 9.2); nothing for what is only a sign of life."""
    name, data, at_ms = "", [], None  # type: str, List[str], Optional[int]
    while True:
        raw = stream.readline(LONGEST_LINE)
        if not raw.endswith(b"\n"):
            if len(raw) >= LONGEST_LINE:
                raise Unreadable("a line without an end")
            return
        line = raw.decode().rstrip("\r\n")
        if not line:
            if data and name in ("", "message", "directory"):
                yield ("directory" if name == "directory" else "change"), _object("\n".join(data))
            name, data = "", []
            continue
        key, _, value = line.partition(":")
        value = value[1:] if value.startswith(" ") else value
        if key == "event":
            name = value
        elif key == "data":
            data.append(value)
        elif key == "" and value.startswith("at ") and _is_number(value[3:]):
            # Told right before where the server is: what comes may have lain on the way.
            at_ms = int(value[3:])
            yield None
        elif key == "" and _is_number(value):
            yield "alive", {"head": int(value), "at_ms": at_ms}
            at_ms = None
        else:
            yield None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20


class Webhooks:
    """Verifies messages by the Standard Webhooks specification, with the secrets (`whsec_…`) of one
    endpoint: one, or the old and the new one while it is changed."""

    def __init__(self, *secrets: str, tolerance_s: float = 300.0) -> None:
        self._tolerance_s = tolerance_s
        self._secrets: List[bytes] = []
        for secret in secrets:
            prefix, _, text = secret.strip().partition("_")
            key = _decoded(text)
            if prefix != "whsec" or not key:
                raise ValueError("a secret is `whsec_` and base64")
            self._secrets.append(key)
        if not self._secrets:
            raise ValueError("name at least one secret")

    def verify(self, headers: Mapping[str, str], body: bytes, now: Optional[float] = None) -> Json:
        """What a message says, by its headers and its bytes as they came; raises `WebhookError`. Its
        `webhook-id` stays the same when it is sent again: do what it says once."""
        given = {name.lower(): value for name, value in headers.items()}
        try:
            ident, stamp = given["webhook-id"], given["webhook-timestamp"]
            signatures = given["webhook-signature"].split(" ")
        except KeyError as missing:
            raise WebhookError(f"the header {missing} is missing") from None
        if not (stamp.isascii() and stamp.isdigit()) or len(stamp) > 15:
            raise WebhookError("the time cannot be read")
        known = False
        for secret in self._secrets:
            signed = hmac.new(secret, f"{ident}.{stamp}.".encode() + body, hashlib.sha256).digest()
            for signature in signatures:
                version, _, text = signature.partition(",")
                # In constant time, and without an end at the first that fits.
                fits = hmac.compare_digest(_decoded(text) or b"", signed)
                known = known or (version == "v1" and fits)
        if not known:
            raise WebhookError("no signature is one of ours")
        if abs((time.time() if now is None else now) - int(stamp)) > self._tolerance_s:
            raise WebhookError("its time is too far from now")
        try:
            return _object(body)
        except Unreadable as error:
            raise WebhookError(str(error)) from error


_CHANNELS = frozenset("email sms push phone post in_app web".split())
_AI_USES = frozenset("personalise infer decide_assist decide_auto generate train share_model".split())
_CHOICES = frozenset("consent." + word for word in ("granted", "refused", "withdrawn", "facet_changed"))
_HERS = ("consent.", "signal.", "human_only.", "customer.situation", "inference.", "case.")
_DISTANCE = {
    "facet_off": 1, "paused": 2, "needs_answer": 3, "expired": 4, "withdrawn": 5, "objected": 5,
    "signal_gpc": 5, "no_grant": 6, "data_not_covered": 7, "channel_not_covered": 7, "ai_not_covered": 7,
}  # fmt: skip
_LAW = frozenset(("contract", "legal_obligation"))
_EVER = 1 << 62


class Mirror:
    """Consent state in this process: a check that asks nobody, and says how old it is.

    The client needs the scope `feed`. `start` reads everything and follows in a thread from there on.
    `check` answers as the server's does: choices and publications as soon as their entries have come,
    and what ends by itself at its second. Where what is held is older than `limit_s` it says no to
    everything, with the reason `stale`; where two records of a customer became one or were set apart, of
    these two, until everything is read anew. With `file` a restart reads no more than what happened since;
    the file names customers, and is written for its owner alone.

    The clocks of both machines must agree: where this one is behind, a grant ends that much later
    here, and where it is ahead, what is held counts as that much older. By which identifiers somebody
    is kept out who was erased the server knows alone: it says `erased` of these and a mirror
    `unknown_customer`; both are a no.
    """

    def __init__(
        self,
        mutual: Mutual,
        *,
        limit_s: float = 60.0,
        file: Optional[str] = None,
        page_by_page: bool = False,
    ) -> None:
        if limit_s < 20.0:
            raise ValueError("a mirror cannot be younger than 20 seconds all the time")
        self._mutual, self._limit_s, self._file, self._pages = mutual, limit_s, file, page_by_page
        self._lock = threading.RLock()
        self._moved = threading.Condition(self._lock)
        self._stop = threading.Event()
        self._held = _Held()
        self._as_of: Optional[Tuple[float, float]] = None  # by the clock, and by the steady one
        self._broken, self._trouble, self._reread = False, None, 0  # type: bool, Optional[str], int

    def start(self) -> Mirror:
        """Reads everything, or the file and what happened since, and follows from there on."""
        try:
            with open(self._file or os.devnull, encoding="utf-8") as lines:
                self._held, as_of = _Held.read(lines)
                self._as_of = None if as_of is None else (as_of / 1000, time.monotonic())
        except (OSError, ValueError, MutualError):
            # A file that cannot be read is as good as none.
            self._read_anew()
        threading.Thread(target=self._run, name="mutual-mirror", daemon=True).start()
        return self

    def stop(self) -> None:
        """Ends the thread, at the latest when the server says something next, and writes the file."""
        self._stop.set()
        self.save()

    def check(self, question: Question) -> Verdict:
        """May I? Answered from memory."""
        with self._lock:
            age_s = self._age_s()
            if age_s is None or age_s > self._limit_s:
                return self._held.verdict("deny", [_reason("stale")], max_age_s=0)
            return self._held.judge(question, max(int(time.time() * 1000), self._held.at))

    def check_at(self, question: Question, now_ms: int) -> Verdict:
        """What the answer would be at a moment (milliseconds since 1970), with what is known at present
        and however old that is: for tests, and for looking ahead. Whoever acts asks `check`."""
        with self._lock:
            return self._held.judge(question, now_ms)

    def status(self) -> Json:
        """`index`, `as_of` (seconds since 1970), `age_s`, `is_stale`, how many `customers`, the
        `trouble` there is, and how often everything was `reread`."""
        with self._lock:
            age_s = self._age_s()
            return {
                "index": self._held.index,
                "as_of": self._as_of and self._as_of[0],
                "age_s": age_s,
                "is_stale": age_s is None or age_s > self._limit_s,
                "customers": len(self._held.customers),
                "trouble": self._trouble,
                "reread": self._reread,
            }

    def wait_for(self, index: int, timeout_s: float) -> bool:
        """Waits until it reflects an entry, as that of a write of yours; False where it takes longer."""
        with self._moved:
            return self._moved.wait_for(lambda: self._held.index >= index, timeout_s)

    def save(self) -> None:
        """Writes it into its file now: beside it, and then in its place, so that it is always whole."""
        if self._file is None:
            return
        with self._lock:
            if self._broken:
                return  # What is in the file is not wrong, only older.
            lines = self._held.lines(self._as_of and int(self._as_of[0] * 1000))
        beside = self._file + ".new"
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as new:
            new.writelines(line + "\n" for line in lines)
            new.flush()
            os.fsync(new.fileno())
        os.replace(beside, self._file)

    def _age_s(self) -> Optional[float]:
        """How old it is: by the worse of the two clocks, for one of them may have been set."""
        if self._as_of is None:
            return None
        return max(time.time() - self._as_of[0], time.monotonic() - self._as_of[1])

    def _run(self) -> None:
        failures, saved = 0, time.monotonic()
        while not self._stop.is_set():
            try:
                # Nothing is taken behind an entry that could not be folded.
                if self._broken:
                    self._read_anew()
                follower = Follower(self._mutual, self._held.index, self._held.directory)
                if self._pages:
                    follower.polls_until = float("inf")
                for kind, told in follower.events():
                    failures = 0
                    if self._stop.is_set():
                        return
                    if not self._take(kind, told):
                        break
                    if time.monotonic() - saved > 60.0:
                        self.save()
                        saved = time.monotonic()
            except (MutualError, OSError, LookupError, TypeError, ValueError) as error:
                failures += 1
                self._trouble = str(error) or type(error).__name__
                gone = isinstance(error, Refused) and error.code == "cursor_gone"
                self._broken = self._broken or gone or not isinstance(error, (Refused, Away, OSError))
                self._stop.wait(backoff(failures))

    def _take(self, kind: str, told: Json) -> bool:
        """Takes what came; False where everything has to be read anew."""
        with self._moved:
            if kind == "directory":
                for person in told["customers"]:
                    names, region = person["identifiers"], person["region"]
                    minor = person.get("minor_until")
                    self._held.put(person["customer"], names, region, person["index"], minor)
                self._held.directory = told["cursor"]
            elif kind == "change":
                # An entry that cannot be folded is not passed by: nothing later makes it any newer.
                self._broken = self._broken or not self._held.apply(told)
                at = _millis(told["at"]) / 1000
                if not self._broken and (self._as_of is None or self._as_of[0] < at):
                    self._as_of = (at, time.monotonic())
            elif not self._broken and told["head"] <= self._held.index:
                # It is of the moment at which the server said it, and no younger for having lain on the
                # way, or unread while this process was stopped.
                read_at, at_ms = time.time(), told["at_ms"]
                at = read_at if at_ms is None else min(read_at, at_ms / 1000)
                self._as_of, self._trouble = (at, time.monotonic()), None
                if read_at - at > self._limit_s:
                    self._trouble = (
                        f"what the server says of itself is {int(read_at - at)} s old by this machine's "
                        "clock: it was held back, or the clocks differ"
                    )
            self._moved.notify_all()
            return not self._broken

    def _read_anew(self) -> None:
        deadline, tried = time.monotonic() + self._mutual.patience_s, 0
        while True:
            asked_at = (time.time(), time.monotonic())
            try:
                with self._mutual._open("GET", "/mirror", None, None, SILENCE_S) as lines:
                    held, _ = _Held.read(line.decode() for line in lines)
                break
            except (_Later, OSError, http.client.HTTPException, _Cut) as error:
                tried += 1
                pause = backoff(tried, getattr(error, "after_s", None))
                if time.monotonic() + pause > deadline:
                    raise Away(f"the mirror could not be read: {error}") from error
                time.sleep(pause)
        with self._moved:
            self._held, self._as_of = held, asked_at
            self._broken, self._trouble = False, None
            self._reread += 1
            self._moved.notify_all()


class _Cut(MutualError):
    """The lines of a mirror broke off."""


class _Held:
    """What a mirror holds: the same fold, and the same check, as the server's."""

    def __init__(self) -> None:
        self.index, self.at, self.directory = 0, 0, ""
        self.purposes: set[str] = set()
        self.data: set[str] = set()
        self.kinds: Dict[str, Json] = {}  # what red lines ask of data
        self.lines_of: Dict[str, Json] = {}  # red lines by key: what holds `now`, and what `then`
        self.terms: List[Json] = []  # live, in the order in which they are asked
        self.customers: Dict[str, Json] = {}
        self.holders: Dict[str, str] = {}
        self.aliases: Dict[str, str] = {}  # the ids of records that are merged into another one
        # Whose records became one or were set apart, until everything is read anew: of these two the
        # answers of neither may be used for the other.
        self.unsure: set[str] = set()
        self.erased: set[str] = set()

    @classmethod
    def read(cls, lines: Iterable[str]) -> Tuple[_Held, Optional[int]]:
        """All of it from lines, the last of which says that nothing is missing; and its moment."""
        try:
            return cls._read(lines)
        except (LookupError, TypeError) as error:
            # So is a file of a time when neither wishes nor merges were known.
            raise Unreadable(f"the lines of a mirror: {error!r}") from error

    @classmethod
    def _read(cls, lines: Iterable[str]) -> Tuple[_Held, Optional[int]]:
        held, as_of, started, ended = cls(), None, False, False
        for line in map(_object, lines):
            if ended or started == ("propositions" in line):
                raise Unreadable("the lines of a mirror come in another order")
            if "propositions" in line:
                started, as_of = True, line.get("as_of")
                held.index, held.directory = line["index"], line["directory"]
                held.at = _millis(line["at"])
                held.purposes, held.data = set(line["purposes"]), set(line["data"])
                held.kinds = {kind["id"]: kind for kind in line["data_categories"]}
                held.lines_of = {kept["key"]: kept for kept in line["red_lines"]}
                for terms in line["propositions"]:
                    held.publish(terms)
            elif "erased" in line:
                held.erased.add(line["erased"])
            elif "customer" in line:
                for toggles in line["answers"].values():
                    for answer in toggles.values():
                        answer["ends"] = _millis(answer["expires_at"]) if "expires_at" in answer else 0
                # A file of a time when no red line was known, or no complaint, has none of it.
                line["situations"].items()
                line["open_complaints"].copy()
                customer = line.pop("customer")
                # The later of two lines is the newer one.
                held.aliases.pop(customer, None)
                held.aliases.update((merged, customer) for merged in line["merged"])
                held.customers[customer] = line
            else:
                ended = True
                if line["customers"] != len(held.customers):
                    raise Unreadable("customers are missing in a mirror")
        if not ended:
            raise _Cut("the lines of the mirror broke off")
        for customer, known in held.customers.items():
            for identifier in known["identifiers"]:
                held.holders[identifier] = customer
        return held, as_of

    def lines(self, as_of: Optional[int]) -> List[str]:
        """All of it as lines; `as_of` says up to when, in milliseconds, everything is known."""
        start = {
            "index": self.index, "directory": self.directory, "at": _moment(self.at), "as_of": as_of,
            "purposes": sorted(self.purposes), "data": sorted(self.data), "propositions": self.terms,
            "data_categories": list(self.kinds.values()), "red_lines": list(self.lines_of.values()),
        }  # fmt: skip
        rows = ({"customer": customer, **known} for customer, known in self.customers.items())
        erased = ({"erased": customer} for customer in self.erased)
        return [json.dumps(line) for line in (start, *erased, *rows, {"customers": len(self.customers)})]

    def put(
        self, customer: str, identifiers: List[str], region: Optional[str], index: int,
        minor_until: Optional[str] = None,
    ) -> None:
        """What a customer is called, where she lives, and until when she may not be of age, as of the
        entry `index` of hers. The directory runs ahead of the entries, so that a name may lead here
        before the entry that made it hers."""
        fresh: Json = {"merged": [], "identifiers": [], "paused": False, "index": 0, "answers": {},
                       "situations": {}, "open_complaints": []}  # fmt: skip
        known = self.customers.setdefault(customer, fresh)
        self._let_go(customer, known["identifiers"])
        known["identifiers"], known["region"] = identifiers, region
        known["minor_until"] = minor_until
        known["named"] = max(known.get("named", 0), index)
        for identifier in identifiers:
            other = self.customers.get(self.holders.get(identifier, ""))
            if other is not None and other is not known:
                # A file keeps what each is called: it may not be two records that are called the same.
                other["identifiers"] = [name for name in other["identifiers"] if name != identifier]
            self.holders[identifier] = customer

    def _let_go(self, customer: str, identifiers: List[str]) -> None:
        for identifier in identifiers:
            # Somebody else may have it by now.
            if self.holders.get(identifier) == customer:
                del self.holders[identifier]

    def publish(self, terms: Json) -> None:
        """What checks need of a version that went live."""
        if "shares" not in terms:
            raise Unreadable("terms that do not say what they share")
        self.terms = [other for other in self.terms if other["proposition"] != terms["proposition"]]
        self.terms.append(terms)
        self.terms.sort(key=lambda terms: (terms["special"], terms["first_index"]))

    def apply(self, change: Json) -> bool:
        """Folds the next entry; False where this library does not know how. Such a one is not passed
        by: the index stays before it."""
        self.at = max(self.at, _millis(change["at"]))
        if not self._apply(change):
            return False
        self.index = change["index"]
        return True

    def _apply(self, change: Json) -> bool:
        kind, customer = change["type"], change["customer"]
        if kind == "proposition.published":
            if "published" not in change:
                return False
            self.publish(change["published"])
        elif kind == "proposition.retired":
            self.terms = [terms for terms in self.terms if terms["proposition"] != change["proposition"]]
        elif kind == "registry.changed":
            for term in change["terms"]:
                sort, _, name = term.partition(":")
                words = {"purpose": self.purposes, "data": self.data}.get(sort, set())
                (words.discard if term in change.get("removed", ()) else words.add)(name)
            self.kinds.update((kind["id"], kind) for kind in change.get("defined", ()))
        elif kind == "red_line.changed":
            self._draw(change)
        elif kind == "customer.erased":
            if customer in self.customers:
                known = self.customers.pop(customer)
                self._let_go(customer, known["identifiers"])
                for merged in known["merged"]:
                    self.aliases.pop(merged, None)
            self.erased.add(customer)
        elif kind in ("customer.readmitted", "decisions.sealed") or (customer is None and kind.startswith(_HERS)):
            pass  # Who may come back is nobody yet, a check asks for no seal; what was destroyed says nothing.
        elif kind in _CHOICES and not ("stated_at" in change and "expires_at" in change):
            return False
        elif kind in ("customer.merged", "customer.split"):
            # What follows from two records together rests on more than is known here.
            self.unsure.update((customer, change["from"]))
            return False
        elif kind in ("case.opened", "case.decided") and "case" not in change:
            return False
        elif customer in self.aliases:
            # It was said by a record before it was merged: her line reflects it. But a case that was opened
            # for that record may end later.
            if kind == "case.decided":
                self._fold(self.customers[self.aliases[customer]], kind, change)
        elif kind in _CHOICES or kind in (
            "consent.paused", "consent.resumed", "consent.forgotten", "consent.expired", "consent.needs_answer",
            "signal.gpc", "human_only.on", "human_only.off", "customer.situation",
            "inference.rejected", "case.opened", "case.decided",
        ):  # fmt: skip
            if customer not in self.customers:
                # The entry says what she is called who has it at present, who may be somebody else's
                # record by now: what the directory told of is not taken away for that.
                free = [name for name in change["identifiers"] if name not in self.holders]
                self.put(customer, free, None, 0)
            known = self.customers[customer]
            if change["index"] > known["index"]:
                known["index"] = change["index"]
                self._fold(known, kind, change)
        else:
            return False
        return True

    @staticmethod
    def _fold(known: Json, kind: str, change: Json) -> None:
        if kind in ("consent.paused", "consent.resumed"):
            known["paused"] = kind == "consent.paused"
        elif kind == "consent.forgotten":
            known["answers"].pop(change["proposition"], None)
        elif kind in ("human_only.on", "human_only.off"):
            since = known.get("human_only") or change["at"]
            known["human_only"] = since if kind == "human_only.on" else None
        elif kind == "customer.situation":
            said = change["situation"]
            known["situations"].pop(said["situation"], None)
            if not said["over"]:
                known["situations"][said["situation"]] = said["until"]
        elif kind in ("case.opened", "case.decided"):
            case = change["case"]
            known["open_complaints"] = [one for one in known["open_complaints"] if one != case["id"]]
            if kind == "case.opened" and case["kind"] == "contest":
                known["open_complaints"].append(case["id"])
        elif kind == "signal.gpc":
            # It is told again alone where it counts from now: of records that are one since.
            known["signal"] = {"index": change["index"], "at": change["at"]}
        elif kind in _CHOICES:
            toggles = known["answers"].setdefault(change["proposition"], {})
            for toggle, switch in change["toggles"].items():
                before = toggles.get(toggle)
                since, standing = change["stated_at"], "granted"
                if switch == "off":
                    standing = "withdrawn" if before and before["standing"] != "refused" else "refused"
                    # A record of an older no does not make a later one older.
                    since = max(since, before["since"]) if before else since
                answer = {"standing": standing, "version": change["version"], "index": change["index"],
                          "by_signal": change["route"] == "signal", "since": since, "ends": 0,
                          "receipt": change["receipt"]}  # fmt: skip
                if switch == "on":
                    answer.update(expires_at=change["expires_at"], ends=_millis(change["expires_at"]))
                toggles[toggle] = answer

    def _draw(self, change: Json) -> None:
        """Red lines that were drawn, changed or taken away."""
        at = _millis(change["at"])
        begins = change["from_time"] if _millis(change["from_time"]) > at else change["at"]
        drawn = {line["key"]: line for line in change.get("drawn", ())}
        for key in change["red_lines"]:
            line, then = drawn.get(key), None
            now = {"line": line, "from": begins} if line else None
            if _millis(begins) > at:
                now, then = _standing(self.lines_of.get(key), at), {"from": begins, "line": line}
            self.lines_of.pop(key, None)
            if now or then:
                self.lines_of[key] = {"key": key, "now": now, "then": then}

    def _crossed(self, question: Question, customer: Json, now: int) -> List[Json]:
        """The red lines that a question crosses: those that deny first, then by key."""
        kept = (self.lines_of[key] for key in sorted(self.lines_of, key=str.encode))
        standing = (_standing(kept, now) for kept in kept)
        crossed = [it for it in standing if it and _holds(it["line"], question, customer, self.kinds, now)]
        return sorted(crossed, key=lambda it: it["line"]["effect"] == "escalate")

    def find(self, reference: str) -> str:
        """The id of the customer that a reference names; empty where it names none."""
        if reference.startswith("cus_") and ":" not in reference:
            return self.aliases.get(reference, reference)
        if reference.startswith("email:") and "@" in reference:
            # The spelling in which the server keeps it: composed, and in small letters.
            small = unicodedata.normalize("NFC", reference).lower()
            reference = unicodedata.normalize("NFC", small)
        return self.holders.get(reference, "")

    def verdict(self, outcome: str, reasons: List[Json], *, max_age_s: int, **more: Any) -> Verdict:
        """A verdict of that outcome."""
        body = {"verdict": outcome, "reasons": reasons,
                "decided_by": {"kind": "default", "proposition": None, "version": None},
                "grant": None, "case": None, "index": self.index, "max_age_s": max_age_s}  # fmt: skip
        return Verdict({**body, **more})

    def judge(self, question: Question, now: int) -> Verdict:
        """Answers a question at a moment, in milliseconds. Which guesses there are about her no mirror
        knows, nor how a model does: where it names any, and nothing else says no, the server is to be
        asked."""
        verdict = self._from_what_is_held(question, now)
        names_a_model = question.model is not None or question.model_version is not None
        if not (question.inferences or names_a_model) or verdict.outcome == "deny":
            return verdict
        return self.verdict("deny", [_reason("ask_server")], max_age_s=0)

    def _from_what_is_held(self, question: Question, now: int) -> Verdict:
        found = self.find(question.customer)
        customer = self.customers.get(found)
        if found in self.unsure or (customer is not None and customer.get("named", 0) > self.index):
            return self.verdict("deny", [_reason("stale")], max_age_s=0)
        if customer is None:
            erased = question.customer in self.erased
            return self.verdict("deny", [_reason("erased" if erased else "unknown_customer")], max_age_s=60)
        if question.purpose not in self.purposes:
            return self.verdict("deny", [_reason("unknown_purpose")], max_age_s=60)
        if any(data not in self.data for data in question.data):
            return self.verdict("deny", [_reason("unknown_data")], max_age_s=60)
        if self.lines_of and question.topic is not None and not _is_spelt_alike(question.topic):
            # What the server makes of such a topic this program cannot be sure of.
            return self.verdict("deny", [_reason("stale")], max_age_s=0)
        ends = [answer["ends"] for toggles in customer["answers"].values() for answer in toggles.values()]
        ends += [_millis(until) for until in customer["situations"].values() if until]
        ends += [_millis(kept["then"]["from"]) for kept in self.lines_of.values() if kept["then"]]
        max_age_s = min([60, *((end - now) // 1000 for end in ends if end > now)])
        crossed = self._crossed(question, customer, now)
        if crossed and crossed[0]["line"]["effect"] != "escalate":
            by = _by_line(crossed)
            return self.verdict("deny", _of_lines(crossed), max_age_s=max_age_s, decided_by=by)
        verdict = self._consented(question, customer, max_age_s, now)
        human_only = customer.get("human_only") if question.ai == "decide_auto" else None
        if verdict.outcome != "allow" or not (crossed or human_only):
            return verdict
        # Consent allows it, and a person has to decide all the same.
        reasons = _of_lines(crossed)
        if human_only:
            reasons.append(_reason("human_only", None, None, human_only))
        # The exchange stays named: it is what she can turn off.
        decided_by = _by_line(crossed, verdict.body["decided_by"])
        return Verdict({**verdict.body, "verdict": "escalate", "reasons": reasons, "decided_by": decided_by})

    def _consented(self, question: Question, customer: Json, max_age_s: int, now: int) -> Verdict:
        """What her consent state says, and what else is lawful."""
        region = customer["region"]
        asked = [
            terms for terms in self.terms
            if terms["purpose"] == question.purpose and any(
                is_open == "*" or region == is_open or (region or "").startswith(is_open + "-")
                for is_open in terms["regions"]
            )
        ]  # fmt: skip
        needed = ["exchange"]
        wanted = [("data", name, True) for name in question.data]
        if question.channel is not None:
            wanted.append(("channel", question.channel, question.channel in _CHANNELS))
        if question.ai is not None:
            wanted.append(("ai", question.ai, question.ai in _AI_USES))
        for sort, name, is_word in wanted:
            toggle = f"{sort}:{name}"
            if not (is_word and any(toggle in terms["facets"] for terms in asked)):
                reason = _reason(f"{sort}_not_covered", toggle if is_word else None)
                return self.verdict("deny", [reason], max_age_s=max_age_s)
            needed.append(toggle)
        denials: List[Tuple[Json, Json]] = []
        for terms in asked:
            denial = _denial(terms, customer, needed, now)
            decided_by = {"kind": "consent", "proposition": terms["proposition"], "version": terms["version"]}
            if denial is not None:
                denials.append((denial, decided_by))
                continue
            if terms["legal_basis"] != "consent":
                decided_by["kind"] = "legal_basis"
                reason = _reason("legal_basis", None, terms["proposition"], terms["published_at"])
                return self.verdict("allow", [reason], max_age_s=max_age_s, decided_by=decided_by)
            whole = customer["answers"][terms["proposition"]]["exchange"]
            grant = {"version": whole["version"], "granted_at": whole["since"],
                     "expires_at": whole["expires_at"], "receipt": whole["receipt"]}  # fmt: skip
            reason = _reason("granted", None, terms["proposition"], whole["since"])
            return self.verdict("allow", [reason], max_age_s=max_age_s, decided_by=decided_by, grant=grant)
        if not denials:
            return self.verdict("deny", [_reason("no_grant")], max_age_s=max_age_s)
        # The reason nearest to a yes is the one that a caller can do something about.
        denials.sort(key=lambda denial: _DISTANCE[denial[0]["code"]])
        reasons = [reason for reason, _ in denials]
        return self.verdict("deny", reasons, max_age_s=max_age_s, decided_by=denials[0][1])


def _reason(
    code: str,
    toggle: Optional[str] = None,
    proposition: Optional[str] = None,
    since: Optional[str] = None,
) -> Json:
    return {"code": code, "toggle": toggle, "proposition": proposition, "since": since}


def _of_lines(crossed: List[Json]) -> List[Json]:
    return [{**_reason("red_line", None, None, it["from"]), "red_line": it["line"]["key"]} for it in crossed]


def _by_line(crossed: List[Json], allowed: Optional[Json] = None) -> Json:
    """The first line decides; where none is crossed, her wish. `allowed` names the exchange, if one did."""
    named = {name: (allowed or {}).get(name) for name in ("proposition", "version")}
    if not crossed:
        return {"kind": "human_only", **named}
    return {"kind": "red_line", **named, "red_line": crossed[0]["line"]["key"]}


def _standing(kept: Optional[Json], now: int) -> Optional[Json]:
    """What holds under the key of a red line at a moment."""
    if kept is None:
        return None
    then = kept["then"]
    if then is None or now < _millis(then["from"]):
        return kept["now"]
    return {"line": then["line"], "from": then["from"]} if then["line"] else None


def _holds(line: Json, question: Question, customer: Json, kinds: Dict[str, Json], now: int) -> bool:
    """Whether a red line is about what is asked: an empty list asks for nothing; of what is listed in
    several, all must hold."""
    when = line["when"]
    for name, word in (
        ("topics", _spelt(question.topic)),
        ("purposes", question.purpose),
        ("channels", question.channel),
        ("ai_uses", question.ai),
    ):
        if when[name] and word not in when[name] and not (name == "topics" and question.topic and not word):
            return False
    if when["situations"] and not any(_is_in(customer, one, now) for one in when["situations"]):
        return False
    if (when["data"] or when["sensitivities"] or when["origins"]) and not any(
        (not when["data"] or name in when["data"])
        and (not when["sensitivities"] or kinds[name]["sensitivity"] in when["sensitivities"])
        and (not when["origins"] or kinds[name]["origin"] in when["origins"])
        for name in question.data
    ):
        return False
    over, amount = when["amount_over"], question.amount
    # Where a question names no amount, or one in another currency, it may be about more; and what is
    # no amount is more than any.
    if over is None or amount is None or question.currency != over["currency"] or not 0 <= amount < 1e12:
        return True
    return bool(round(amount * 1_000_000) > round(over["amount"] * 1_000_000))


def _is_in(customer: Json, situation: str, now: int) -> bool:
    """Whether she is in a situation at a moment."""
    if situation == "minor":
        until = customer.get("minor_until")
        return until is not None and now < _millis(until)
    if situation == "open_complaint" and customer["open_complaints"]:
        return True
    if situation not in customer["situations"]:
        return False
    until = customer["situations"][situation]
    return until is None or now < _millis(until)


def _spelt(topic: Optional[str]) -> Optional[str]:
    """A topic as the server compares it: small letters, digits, underscores. None that is said: any."""
    plain = ""
    for char in (topic or "").strip()[:240]:
        if char in "-_ ./":
            plain += "_"
        elif char.isalnum():
            plain += char.lower()
    plain = "_".join(word for word in plain.split("_") if word)
    return plain if 0 < len(plain) <= 60 else None


def _is_spelt_alike(topic: str) -> bool:
    """Whether every program takes the signs of a topic for the same: outside ASCII, letters and plain
    digits alone."""
    kinds = {unicodedata.category(char) for char in topic if not char.isascii()}
    return kinds <= {"Lu", "Ll", "Lo", "Nd"}


def _denial(terms: Json, customer: Json, needed: List[str], now: int) -> Optional[Json]:
    """Why an exchange does not allow all that is needed; nothing where it does."""
    for toggle in needed:
        is_whole = toggle == "exchange"
        if not (is_whole or toggle in terms["facets"]):
            return _reason(toggle.partition(":")[0] + "_not_covered", toggle, terms["proposition"])
        phase, since = _view(terms, customer, toggle, now)
        if phase == "on":
            continue
        if phase == "held_back":
            code = "signal_gpc"
        elif phase in ("paused", "expired"):
            code = phase
        elif not is_whole:
            code = "facet_off"
        elif terms["legal_basis"] == "legitimate_interest":
            code = "objected"
        else:
            code = phase if phase in ("needs_answer", "withdrawn") else "no_grant"
        return _reason(code, toggle, terms["proposition"], since)
    return None


def _view(terms: Json, customer: Json, toggle: str, now: int) -> Tuple[str, Optional[str]]:
    """How a toggle stands at a moment, with what her browser's wish not to sell or share does to it,
    and since when; only `on` is a yes."""
    answers, signal = customer["answers"].get(terms["proposition"], {}), customer.get("signal")
    phase, since = _phase(terms, answers, customer["paused"], toggle, now)
    # A contract that sells is what she bought: the wish takes nothing of that away.
    if signal is None or terms["legal_basis"] in _LAW or phase in ("refused", "withdrawn", "held_back"):
        return phase, since
    # It keeps off what is on, and of what was never answered the toggle that shares itself.
    if phase == "pending" and toggle not in terms["shares"]:
        return phase, since
    # Whoever turns the exchange on in spite of the wish has it with all that it cannot do without; an
    # optional part that shares needs a yes of its own.
    for needs_yes in {"exchange", toggle} & terms["shares"].keys():
        answer = answers.get(needs_yes)
        if (
            answer is None
            or answer["standing"] != "granted"
            or answer["index"] <= signal["index"]
            or answer["version"] not in terms["shares"][needs_yes]
        ):
            return "held_back", signal["at"]
    return phase, since


def _phase(terms: Json, answers: Json, paused: bool, toggle: str, now: int) -> Tuple[str, Optional[str]]:
    """How a toggle stands at a moment, and since when; only `on` is a yes."""
    basis, whole, answer = terms["legal_basis"], answers.get("exchange"), answers.get(toggle)
    granted = answer is not None and answer["standing"] == "granted"
    if granted and answer["version"] < (1 if toggle == "exchange" else terms["facets"][toggle]):
        # A yes from before the facet was last taken out says nothing about it; a no stays a no.
        answer, granted = None, False
    if basis in _LAW:
        return "on", terms["published_at"]
    if basis == "legitimate_interest":
        # Whoever objects to the exchange objects to every part of it.
        if whole is not None and whole["standing"] != "granted":
            answer = whole
        since = answer["since"] if answer else terms["published_at"]
        if answer is not None and answer["standing"] != "granted":
            return ("held_back" if answer.get("by_signal") else "withdrawn"), since
        return ("paused" if paused else "on"), since
    if answer is None:
        return "pending", None
    if not granted:
        # What the wish turned off is off by the wish.
        return ("held_back" if answer.get("by_signal") else answer["standing"]), answer["since"]
    # A facet never outlives the exchange that it belongs to.
    limit = whole["ends"] if whole is not None and whole["standing"] == "granted" else _EVER
    if now >= min(answer["ends"], limit):
        return "expired", answer["since"]
    if answer["version"] < terms["material_since"]:
        return "needs_answer", answer["since"]
    return ("paused" if paused else "on"), answer["since"]


def _millis(moment: str) -> int:
    """Milliseconds since 1970 of a time as the API writes it: RFC 3339 in UTC, with three digits."""
    at = datetime.datetime.strptime(moment, "%Y-%m-%dT%H:%M:%S.%fZ")
    return (at - datetime.datetime(1970, 1, 1)) // datetime.timedelta(milliseconds=1)


def _moment(millis: int) -> str:
    at = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=millis)
    return at.isoformat(timespec="milliseconds") + "Z"


def backoff(tried: int, asked_s: Optional[float] = None) -> float:
    """How many seconds to wait before one more attempt: twice as long each time, of which a random
    part; what the server asks for is the least."""
    if asked_s is not None:
        return asked_s + random.uniform(0.0, 0.1)
    return min(5.0, 0.1 * 2 ** min(tried - 1, 10)) * random.uniform(0.5, 1.0)


def _retry_after(error: urllib.error.HTTPError) -> Optional[float]:
    """The pause that the server asks for: seconds or a date (RFC 9110, 10.2.3)."""
    value = error.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _customer(reference: str) -> str:
    """The path of a customer: an identifier may hold any character, a slash too."""
    return "/customers/" + urllib.parse.quote(reference, safe="")


def _decoded(text: str) -> Optional[bytes]:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _parts(questions: Sequence[Question]) -> Iterator[Sequence[Question]]:
    """The questions, in their order, in as few requests as the server takes."""
    start, guessing = 0, 0
    for end, question in enumerate(questions):
        guessing += bool(question.inferences)
        if end - start == MOST_AT_ONCE or guessing > MOST_GUESSING:
            yield questions[start:end]
            start, guessing = end, int(bool(question.inferences))
    if start < len(questions):
        yield questions[start:]


def _list(answer: Json, name: str) -> List[Json]:
    listed = answer.get(name)
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise Unreadable(f"an answer without its {name}")
    return listed


def _object(text: Any) -> Json:
    try:
        read = json.loads(text)
    except ValueError as error:
        raise Unreadable(str(error)) from error
    if not isinstance(read, dict):
        raise Unreadable("this is no object")
    return read
