"""Tryton's side: parties and mailing list subscriptions, over XML-RPC.

The only file here that knows this CRM: an integration with another one
replaces it. Everything is read and written in bulk, since party by party would
cost a request each.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from xmlrpc.client import ProtocolError, ServerProxy

RECORDS_PER_CALL = 1000
"""Tryton's own limit for one read is 2,000 by default."""

UNAUTHORISED = 401

NO_CONTEXT: dict[str, Any] = {}
"""Every call to Tryton ends with a context: language, company and the like."""


@dataclass(frozen=True)
class Party:
    """A party with the e-mail address that mailings go to."""

    code: str
    """Tryton's own number for the party; it never changes."""
    address: str
    """In lower case, as Tryton's mailing lists keep it."""
    active: bool
    """A party that was switched off gets no mailings, whatever it once allowed."""


@dataclass(frozen=True)
class Subscription:
    """One address on one mailing list, switched on or off."""

    id: int
    address: str
    active: bool


class Tryton:
    """A client of one Tryton database (`http://host:8000/<database>/rpc/`)."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self._url = url
        self._user = user
        self._password = password
        self._server: ServerProxy | None = None

    def parties(self) -> Iterator[Party]:
        """Everybody who has an e-mail address, switched off or not."""
        yield from self._parties([])

    def parties_at(self, codes: Collection[str]) -> list[Party]:
        """The parties with these codes, and whoever shares a mailbox with them."""
        addresses = {
            party.address for party in self._parties([("code", "in", list(codes))])
        }
        if not addresses:
            return []
        same_mailbox: list[Any] = ["OR"]
        same_mailbox += [("value", "ilike", _literal(address)) for address in addresses]
        found = self._parties([("contact_mechanisms", "where", same_mailbox)])
        return [party for party in found if party.address in addresses]

    def list_named(self, name: str) -> int:
        """The id of a mailing list; raises `LookupError` if there is none."""
        found = list(self._read("marketing.email.list", [("name", "=", name)], ["id"]))
        if len(found) != 1:
            raise LookupError(f"Tryton has {len(found)} mailing lists named {name!r}")
        return int(found[0]["id"])

    def subscriptions(
        self, list_id: int, addresses: Collection[str] | None = None
    ) -> list[Subscription]:
        """What a list holds, of these addresses or of all."""
        domain: list[Any] = [("list_", "=", list_id)]
        if addresses is not None:
            domain.append(("email", "in", list(addresses)))
        return [
            Subscription(row["id"], row["email"], bool(row["active"]))
            for row in self._read("marketing.email", domain, ["email", "active"])
        ]

    def switch(self, subscriptions: Collection[Subscription], active: bool) -> None:
        """Switches subscriptions on or off, in one transaction."""
        if subscriptions:
            ids = [subscription.id for subscription in subscriptions]
            self._call("marketing.email", "write", ids, {"active": active})

    def subscribe(self, list_id: int, addresses: Collection[str]) -> None:
        """Puts new addresses on a list, in one transaction."""
        if addresses:
            rows = [{"list_": list_id, "email": address} for address in addresses]
            self._call("marketing.email", "create", rows)

    def _parties(self, domain: list[Any]) -> Iterator[Party]:
        for row in self._read("party.party", domain, ["code", "email", "active"]):
            if row["email"]:
                yield Party(row["code"], row["email"].lower(), bool(row["active"]))

    def _read(self, model: str, domain: list[Any], fields: list[str]) -> Iterator[Any]:
        """Reads page by page; whoever is switched off is in it.

        Tryton hides them unless the search itself names `active`.
        """
        domain = [domain, ("active", "in", [True, False])]
        last = 0
        while True:
            rows = self._call(
                model,
                "search_read",
                [domain, ("id", ">", last)],
                0,
                RECORDS_PER_CALL,
                [("id", "ASC")],
                fields,
            )
            yield from rows
            if len(rows) < RECORDS_PER_CALL:
                return
            last = rows[-1]["id"]

    def _call(self, model: str, method: str, *arguments: Any) -> Any:
        """Calls a model's method, signing in first where that is needed.

        Tryton ends a session after five idle minutes, and a quiet change feed
        is idle for longer than that.
        """
        name = f"model.{model}.{method}"
        if self._server:
            try:
                return getattr(self._server, name)(*arguments, NO_CONTEXT)
            except ProtocolError as error:
                if error.errcode != UNAUTHORISED:
                    raise
        self._server = self._signed_in()
        return getattr(self._server, name)(*arguments, NO_CONTEXT)

    def _signed_in(self) -> ServerProxy:
        login: Any = ServerProxy(self._url, allow_none=True).common.db.login
        user_id, session, _ = login(self._user, {"password": self._password})
        words = f"{self._user}:{user_id}:{session}".encode()
        header = ("Authorization", f"Session {base64.b64encode(words).decode()}")
        return ServerProxy(self._url, allow_none=True, headers=[header])


def _literal(text: str) -> str:
    """`text` as a pattern that matches nothing else."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
