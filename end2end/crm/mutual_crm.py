"""Keeps a CRM's mailing lists true to what its customers allow.

    mutual_crm.py export         sends the CRM's parties to Mutual
    mutual_crm.py follow         keeps every mailing list true, until stopped
    mutual_crm.py gate LIST      makes one list true right now: run it before
                                 you press Send, and send only if it exits 0

The change feed says *whose* answers moved; `POST /check` says *what* they
allow. So nothing here works out by itself what a pause, an expiry, a new
version or a merge means, and applying a change twice, late or out of turn
ends in the same, present truth.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import logging
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from xmlrpc.client import Error as XmlRpcError

from mutual import Away, Json, MissedEntry, Mutual, Refused
from tryton import Party, Tryton
from witness import Forked, Witness

log = logging.getLogger("mutual_crm")

NEEDS_A_PERSON = (
    Refused,
    MissedEntry,
    Forked,
    LookupError,
    ValueError,
    FileNotFoundError,
)
"""A restart would only run into these again."""


class Sync:
    """What export, follow and gate share: who is who, and one rule.

    The rule: an address is on a list if and only if Mutual allows that
    mailing for every party behind the address.
    """

    def __init__(
        self,
        mutual: Mutual,
        crm: Tryton,
        mailings: Mapping[str, Json],
        namespace: str,
        cursor: Path,
    ) -> None:
        self._mutual = mutual
        self._crm = crm
        self._mailings = mailings
        self._prefix = namespace + ":"
        self._cursor = cursor
        self._witness: Witness | None = None

    def export(self) -> Json:
        """Sends everybody to Mutual and says how many, and who is in doubt.

        A mailbox that two parties share names neither of them, so such an
        address stays out: Mutual would take both for one customer. An address
        that another customer has already is for a person to sort out.

        Somebody may have answered before the CRM knew her, and no change will
        tell of that: so everybody is asked about once.
        """
        parties = [party for party in self._crm.parties() if party.active]
        owners = Counter(party.address for party in parties)
        taken = []
        for party in parties:
            own = owners[party.address] == 1
            facts = {"identifiers": [f"email:{party.address}"] if own else []}
            try:
                self._mutual.put_customer(self._prefix + party.code, facts)
            except Refused as refused:
                if refused.code != "identifier_taken":
                    raise
                taken.append(party.code)
        self.reconcile(None)
        return {"sent": len(parties) - len(taken), "address_taken": taken}

    def follow(self) -> None:
        """Keeps the lists true until something is wrong beyond waiting."""
        while True:
            try:
                self.apply_next_page()
            except Away as error:
                log.warning("%s; trying again", error)

    def apply_next_page(self) -> None:
        """Waits for the next changes and applies them.

        The cursor is written after its page was applied. A crash in between
        means that the page is applied again, which changes nothing.
        """
        after = self._read_cursor()
        if after is None:
            # The index is read before anybody is checked: what happens
            # meanwhile is then in the feed as well.
            after = self._mutual.changes(after=0, limit=1, wait_s=0).head
            self.reconcile(None, min_index=after)
            self._write_cursor(after)
        witness = self._witness or self._meet()
        page = self._mutual.changes(after, seen=witness.size)
        if page.checkpoint:
            witness.accept(page.checkpoint, page.consistency)
        if page.entries:
            self.reconcile(self._touched(page.entries), min_index=page.next)
            self._write_cursor(page.next)
            log.info("applied up to index %d", page.next)

    def _meet(self) -> Witness:
        """The witness, which goes on with what it has seen before."""
        file = Path(f"{self._cursor}.witness")
        key = "" if file.exists() else self._mutual.log_key()
        self._witness = Witness(file, os.environ.get("MUTUAL_LOG_KEY") or key)
        return self._witness

    def reconcile(
        self,
        codes: Collection[str] | None,
        min_index: int = 0,
        only_list: str | None = None,
    ) -> None:
        """Makes the lists true for these parties, or for everybody (None)."""
        if codes is not None and not codes:
            return
        mailings = self._mailings
        if only_list is not None:
            if only_list not in mailings:
                raise LookupError(f"the settings name no mailing list {only_list!r}")
            mailings = {only_list: mailings[only_list]}
        crm = self._crm
        with self._one_at_a_time():
            parties = list(crm.parties()) if codes is None else crm.parties_at(codes)
            for list_name, use in mailings.items():
                allowed = self._allowed(parties, use, min_index)
                _make_true(crm, list_name, allowed, everybody=codes is None)

    def _allowed(
        self, parties: Collection[Party], use: Json, min_index: int
    ) -> dict[str, bool]:
        """Whether each address may be used so: all who read it must allow it."""
        asked = [party for party in parties if party.active]
        verdicts = self._mutual.check(
            (
                {"id": party.code, "customer": self._prefix + party.code, **use}
                for party in asked
            ),
            min_index,
        )
        yes = {each["id"] for each in verdicts if each["verdict"] == "allow"}
        answers: dict[str, list[bool]] = {party.address: [] for party in parties}
        for party in asked:
            answers[party.address].append(party.code in yes)
        return {at: bool(given) and all(given) for at, given in answers.items()}

    def _touched(self, entries: Iterable[Json]) -> set[str] | None:
        """The parties whose answers these changes may move; None is everybody.

        A published version folds everybody at once, and an erased customer
        has no identifiers left to be found by.
        """
        codes: set[str] = set()
        for entry in entries:
            if entry.get("customer") is None or entry["type"] == "customer.erased":
                return None
            codes.update(
                identifier.removeprefix(self._prefix)
                for identifier in entry["identifiers"]
                if identifier.startswith(self._prefix)
            )
        return codes

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        """Keeps `follow` and `gate` from overtaking each other.

        Without it the older verdict could be written last.
        """
        with open(f"{self._cursor}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _read_cursor(self) -> int | None:
        try:
            return int(self._cursor.read_text())
        except FileNotFoundError:
            return None

    def _write_cursor(self, index: int) -> None:
        """Replaces the cursor as a whole, so that a crash leaves the old or the new."""
        new = self._cursor.with_suffix(".new")
        with open(new, "w") as file:
            file.write(f"{index}\n")
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._cursor)


def _make_true(
    crm: Tryton, list_name: str, allowed: Mapping[str, bool], everybody: bool
) -> None:
    """Writes what is allowed into one mailing list, withdrawals first.

    With `everybody`, an address that no party has (any more) goes off too.
    """
    list_id = crm.list_named(list_name)
    addresses = None if everybody else list(allowed)
    known = {each.address: each for each in crm.subscriptions(list_id, addresses)}
    yes = {address for address, allow in allowed.items() if allow}
    off = [each for each in known.values() if each.active and each.address not in yes]
    on = [each for each in known.values() if not each.active and each.address in yes]
    new = yes - known.keys()
    crm.switch(off, active=False)
    crm.switch(on, active=True)
    crm.subscribe(list_id, sorted(new))
    if off or on or new:
        log.info("%s: %d off, %d on", list_name, len(off), len(on) + len(new))


def setting(name: str) -> str:
    """A setting from the environment, where secrets are safer than in arguments."""
    value = os.environ.get(name)
    if not value:
        raise LookupError(f"the environment variable {name} is not set")
    return value


def main() -> int:
    """Reads the command line and says how it went.

    0 is done; 1 is worth starting again (something was away); 2 needs a person.
    """
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("export", help="send the CRM's parties to Mutual")
    verbs.add_parser("follow", help="keep every mailing list true, until stopped")
    gate = verbs.add_parser("gate", help="make one list true right now")
    gate.add_argument("list", help="the mailing list's name in the CRM")
    arguments = parser.parse_args()
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)
    try:
        sync = Sync(
            Mutual(
                setting("MUTUAL_URL"),
                setting("MUTUAL_CLIENT_ID"),
                setting("MUTUAL_CLIENT_SECRET"),
            ),
            Tryton(
                setting("TRYTON_URL"),
                setting("TRYTON_USER"),
                setting("TRYTON_PASSWORD"),
            ),
            json.loads(Path(setting("MUTUAL_CRM_MAILINGS")).read_text()),
            setting("MUTUAL_CRM_NAMESPACE"),
            Path(setting("MUTUAL_CRM_CURSOR")),
        )
        if arguments.verb == "export":
            json.dump(sync.export(), sys.stdout, indent=2)
            print()
        elif arguments.verb == "follow":
            sync.follow()
        else:
            sync.reconcile(None, only_list=arguments.list)
    except NEEDS_A_PERSON as error:
        print(f"mutual_crm: {error}. A person has to look at this.", file=sys.stderr)
        return 2
    except (Away, OSError, XmlRpcError) as error:
        print(f"mutual_crm: {error}. Start it again.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
