"""The main job, end to end: a customer decides, the CRM knows.

A real Tryton, a real browser and a real Mutual. Needs MUTUAL_URL,
MUTUAL_CLIENT_ID and MUTUAL_CLIENT_SECRET (scopes check, consent:write, feed and
catalogue) of a server that holds the demo brand, and MUTUAL_MARKETER_EMAIL,
MUTUAL_MARKETER_PASSWORD, MUTUAL_REVIEWER_EMAIL and MUTUAL_REVIEWER_PASSWORD of
somebody who writes propositions and somebody who approves them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unittest
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timezone
from pathlib import Path

from faults import (
    Answer,
    BadLine,
    answer_instead,
    drop_the_first_entry,
    forge_the_head,
    forge_the_proof,
    lose_the_answer,
)
from harness import Crm, until
from mutual import Json, Mutual, customer_path

HERE = Path(__file__).resolve().parent
crm: Crm


def setUpModule() -> None:
    """Starts one Tryton for all stories."""
    global crm
    stack = ExitStack()
    unittest.addModuleCleanup(stack.close)
    crm = Crm(stack)


class Story(unittest.TestCase):
    """A shop of its own for every test, on one Tryton and one Mutual.

    Whoever belongs to another test's shop is a stranger here and must never
    get a mail.
    """

    EXCHANGE = "recipe-ideas"
    MAILING = "Recipe ideas"

    def setUp(self) -> None:
        self.stack = ExitStack()
        self.addCleanup(self.stack.close)
        self.addCleanup(crm.retire_parties)
        self.shop = f"shop-{uuid.uuid4().hex[:12]}"
        self.list = f"{self.MAILING} of {self.shop}"
        crm.add_list(self.list)
        self.cursor = crm.folder / f"{self.shop}.cursor"
        mailings = crm.folder / f"{self.shop}.json"
        uses = json.loads((HERE / "mailings.json").read_text())
        mailings.write_text(json.dumps({self.list: uses[self.MAILING]}))
        self.environment = {
            **os.environ,
            "TRYTON_URL": crm.url,
            "TRYTON_USER": "admin",
            "TRYTON_PASSWORD": crm.password,
            "MUTUAL_CRM_MAILINGS": str(mailings),
            "MUTUAL_CRM_CURSOR": str(self.cursor),
            "MUTUAL_CRM_NAMESPACE": self.shop,
        }
        self.mutual = client(os.environ["MUTUAL_URL"])

    # What people do.

    def party(self, name: str, address: str | None = None) -> str:
        """A party of the CRM; returns its reference in Mutual."""
        return f"{self.shop}:{crm.add_party(name, address)}"

    def address(self, name: str) -> str:
        return f"{name}@{self.shop}.example"

    def press(self, customer: str, toggle: str, now: bool) -> None:
        """The customer follows a link and presses one switch in the browser."""
        page = {"page": f"/x/{self.EXCHANGE}"}
        link = self.mutual.write("POST", customer_path(customer) + "/links", page)
        pressed = self.in_the_browser("press.mjs", link["url"], self.EXCHANGE, toggle)
        self.assertEqual(json.loads(pressed), {"before": not now, "after": now})

    def publish(self, *fields: str) -> None:
        """The marketer changes these fields of the exchange and publishes it."""
        url = os.environ["MUTUAL_URL"].rstrip("/")
        self.in_the_browser("publish.mjs", url, self.EXCHANGE, *fields)

    def in_the_browser(self, *command: str) -> str:
        done = subprocess.run(
            ["node", *command], cwd=HERE, capture_output=True, text=True, timeout=60
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def phone(self, customer: str, answer: str, *parts: str) -> None:
        """The customer says yes or no on the phone, and the shop passes it on."""
        choice: Json = {
            "proposition": self.EXCHANGE,
            "version": self.live_version(),
            "toggles": dict.fromkeys(["exchange", *parts], answer),
        }
        if answer == "on":
            choice["evidence"] = {
                "how": "phone",
                "where": "the shop's call centre",
                "at": now(),
                "wording": "The question as it stands on her page, read aloud.",
            }
        self.mutual.write("POST", customer_path(customer) + "/choices", choice)

    def live_version(self) -> int:
        for proposition in self.mutual.ask("GET", "/propositions")["items"]:
            if proposition["key"] == self.EXCHANGE:
                return int(proposition["version"])
        raise LookupError(f"{self.EXCHANGE} is not live")

    # What the integration does.

    def run_crm(
        self, *arguments: str, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, HERE / "mutual_crm.py", *arguments],
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            timeout=60,
        )

    def export(self, **environment: str) -> Json:
        done = self.run_crm("export", **environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        report: Json = json.loads(done.stdout)
        return report

    def follow(self, **environment: str) -> subprocess.Popen[str]:
        follower = subprocess.Popen(
            [sys.executable, HERE / "mutual_crm.py", "follow"],
            env={**self.environment, **environment},
            stderr=subprocess.PIPE,
            text=True,
        )
        self.stack.callback(follower.communicate)
        self.stack.callback(follower.kill)
        return follower

    def head(self) -> int:
        """The index of the last change in Mutual."""
        return self.mutual.changes(after=0, limit=1, wait_s=0).head

    def index(self) -> int:
        """The last index that the CRM has applied; 0 before the first."""
        return int(self.cursor.read_text()) if self.cursor.exists() else 0

    def assert_mailing_reaches(self, *names: str) -> None:
        """Once all that happened so far has been applied."""
        head = self.head()
        until("the CRM knows", lambda: self.index() >= head)
        expected = sorted(self.address(name) for name in names)
        self.assertEqual(crm.mail(self.list), expected)


def now() -> str:
    """This moment: a yes of before her no would be none."""
    at = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
    return at.replace("+00:00", "Z")


def client(url: str) -> Mutual:
    """The shop's way into Mutual, by this address."""
    return Mutual(
        url, os.environ["MUTUAL_CLIENT_ID"], os.environ["MUTUAL_CLIENT_SECRET"]
    )


class CustomersDecide(Story):
    def test_a_mailing_reaches_exactly_those_who_allow_it(self) -> None:
        ana = self.party("Ana", self.address("ana").title())
        cleo = self.party("Cleo", self.address("cleo"))
        self.party("Ben, who never answers", self.address("ben"))
        self.party("Fay, who has no e-mail")
        self.export()
        self.follow()
        self.assert_mailing_reaches()

        self.press(ana, "exchange", now=True)
        self.assert_mailing_reaches("ana")
        self.phone(cleo, "on")
        self.assert_mailing_reaches("ana", "cleo")
        self.press(ana, "channel:email", now=False)
        self.assert_mailing_reaches("cleo")
        self.press(cleo, "exchange", now=False)
        self.assert_mailing_reaches()
        self.press(ana, "exchange", now=True)
        self.assert_mailing_reaches("ana")

    def test_a_pause_stops_the_mailings_until_she_resumes(self) -> None:
        ana = self.party("Ana", self.address("ana"))
        ben = self.party("Ben", self.address("ben"))
        self.export()
        self.follow()
        self.phone(ana, "on")
        self.phone(ben, "on")
        self.assert_mailing_reaches("ana", "ben")

        self.mutual.write("POST", customer_path(ana) + "/pause")
        self.assert_mailing_reaches("ben")
        said = {
            "how": "phone",
            "where": "the shop's call centre",
            "at": now(),
            "wording": "Shall we go on?",
        }
        self.mutual.write("POST", customer_path(ana) + "/resume", {"evidence": said})
        self.assert_mailing_reaches("ana", "ben")

    def test_a_new_version_stops_the_mailings_until_she_answers_it(self) -> None:
        ana = self.party("Ana", self.address("ana"))
        ben = self.party("Ben", self.address("ben"))
        self.export()
        self.follow()
        self.phone(ana, "on")
        self.phone(ben, "on")
        self.assert_mailing_reaches("ana", "ben")

        self.publish(
            f"recipients=Kitchen {self.shop} Ltd",
            "change_note=Another company sends the emails.",
        )
        self.assert_mailing_reaches()
        self.press(ana, "exchange", now=True)
        self.assert_mailing_reaches("ana")

    def test_a_shared_mailbox_gets_what_everybody_behind_it_allows(self) -> None:
        dora = self.party("Dora", self.address("home"))
        emil = self.party("Emil", self.address("Home"))
        self.export()
        self.follow()
        self.phone(dora, "on")
        self.assert_mailing_reaches()
        self.phone(emil, "on")
        self.assert_mailing_reaches("home")
        self.phone(dora, "off")
        self.assert_mailing_reaches()

    def test_what_she_allowed_before_the_crm_knew_her_counts(self) -> None:
        known = f"email:{self.address('ana')}"
        self.mutual.put_customer(known, {})
        self.press(known, "exchange", now=True)
        ana = self.party("Ana", self.address("ana"))
        # A person has seen that both are the same: an address alone joins nobody.
        self.mutual.put_customer(known, {"identifiers": [ana]})
        self.export()
        self.assertEqual(crm.mail(self.list), [self.address("ana")])

    def test_an_address_that_somebody_else_has_is_left_to_a_person(self) -> None:
        self.mutual.put_customer(f"email:{self.address('ana')}", {})
        ana = self.party("Ana", self.address("old"))
        self.export()
        _, code = ana.split(":")
        crm.change_address(code, self.address("ana"))
        self.assertEqual(self.export(), {"sent": 0, "address_taken": [code]})

    def test_a_party_that_is_switched_off_gets_nothing(self) -> None:
        ana = self.party("Ana", self.address("ana"))
        self.export()
        self.follow()
        self.phone(ana, "on")
        self.assert_mailing_reaches("ana")
        crm.retire_parties()
        self.phone(ana, "on")
        self.assert_mailing_reaches()


class TheBrandDecides(Story):
    EXCHANGE = "coupons"
    MAILING = "Coupons by email"

    def test_a_channel_that_is_no_longer_offered_is_off_for_everybody(self) -> None:
        ana = self.party("Ana", self.address("ana"))
        self.export()
        self.follow()
        self.phone(ana, "on", "channel:email")
        self.assert_mailing_reaches("ana")

        # Less is used than before, so nobody has to answer, and no entry names Ana.
        self.publish("channels[email]=no", "change_note=Coupons come by post alone.")
        self.assert_mailing_reaches()
        # Her yes was to something that ended: what is offered anew starts off.
        self.publish(
            "channels[email]=optional", "change_note=By email too, if you like."
        )
        self.assert_mailing_reaches()


class ThingsGoWrong(Story):
    def setUp(self) -> None:
        super().setUp()
        self.line = BadLine(os.environ["MUTUAL_URL"], self.stack)
        self.ana = self.party("Ana", self.address("ana"))
        self.ben = self.party("Ben", self.address("ben"))

    def token_ran_out(self, ask: Callable[[], Answer]) -> Answer:
        """A fault that only a new token mends: the next sign-in has to happen."""
        self.line.next_time("/token", answer_instead(503, {"Retry-After": "0"}))
        return 401, {}, b""

    def test_a_bad_line_loses_nothing_and_does_nothing_twice(self) -> None:
        busy = answer_instead(429, {"Retry-After": "0"})
        away = answer_instead(503, {"Retry-After": "0"})
        self.line.next_time("/token", away)
        self.line.next_time("/customers/", busy, lose_the_answer, away, busy)
        sent = self.export(MUTUAL_URL=self.line.url)
        self.assertEqual(sent, {"sent": 2, "address_taken": []})

        self.line.next_time("/changes", away, lose_the_answer, self.token_ran_out)
        self.line.next_time("/check", busy, lose_the_answer, away)
        self.follow(MUTUAL_URL=self.line.url)
        before = self.head()
        self.line.next_time("/choices", lose_the_answer, busy, lose_the_answer)
        self.mutual = client(self.line.url)
        self.phone(self.ana, "on")
        self.assertEqual(self.head(), before + 1)
        self.assert_mailing_reaches("ana")
        self.assertTrue(self.line.quiet)

    def test_a_crash_misses_nothing(self) -> None:
        self.export()
        follower = self.follow(MUTUAL_URL=self.line.url)
        self.phone(self.ana, "on")
        self.assert_mailing_reaches("ana")
        applied = self.index()

        # It reads that Ana said no, asks what she allows, and dies.
        self.line.next_time("/check", lambda ask: follower.kill())
        self.phone(self.ana, "off")
        self.phone(self.ben, "on")
        follower.wait()
        self.assertEqual(self.index(), applied)
        self.follow()
        self.assert_mailing_reaches("ben")

    def test_a_page_that_is_applied_again_changes_nothing(self) -> None:
        self.export()
        follower = self.follow()
        self.assert_mailing_reaches()
        start = self.index()
        self.phone(self.ana, "on")
        self.phone(self.ben, "on")
        self.phone(self.ana, "off")
        self.assert_mailing_reaches("ben")

        follower.kill()
        follower.wait()
        self.cursor.write_text(f"{start}\n")
        self.follow()
        self.assert_mailing_reaches("ben")

    def test_a_missing_entry_stops_it_before_anything_is_applied(self) -> None:
        self.export()
        first = self.follow()
        self.phone(self.ana, "on")
        self.assert_mailing_reaches("ana")
        first.kill()
        first.wait()
        applied = self.index()

        self.line.next_time("/changes", drop_the_first_entry)
        self.phone(self.ana, "off")
        self.phone(self.ben, "off")
        stopped = self.follow(MUTUAL_URL=self.line.url)
        _, words = stopped.communicate(timeout=20)
        self.assertEqual(stopped.returncode, 2, words)
        self.assertIn(f"from index {applied} to {applied + 2}", words)
        self.assertEqual(self.index(), applied)

        self.follow()
        self.assert_mailing_reaches()

    def test_a_log_that_went_back_stops_it(self) -> None:
        """As after somebody restored an older backup of Mutual."""
        head = self.head()
        self.cursor.write_text(f"{head}\n")
        back = {"entries": [], "next": head, "head": head - 1}
        page = json.dumps(back | {"checkpoint": None, "consistency": []})
        self.line.next_time("/changes", lambda ask: (200, {}, page.encode()))
        stopped = self.follow(MUTUAL_URL=self.line.url)
        _, words = stopped.communicate(timeout=20)
        self.assertEqual(stopped.returncode, 2, words)
        self.assertIn(f"ends at {head - 1}", words)
        self.assertEqual(self.index(), head)

    def test_a_log_with_another_past_stops_it(self) -> None:
        """Somebody on the way, or the server itself, shows us another log."""
        self.export()
        first = self.follow()
        self.phone(self.ana, "on")
        self.assert_mailing_reaches("ana")
        witness = Path(f"{self.cursor}.witness")
        until("the follower has seen the log", witness.exists)
        first.kill()
        first.wait()
        applied = self.index()
        believed = witness.read_text()
        self.phone(self.ana, "off")
        until("everything is signed", self.everything_is_signed)
        self.line.next_time("/changes", forge_the_head)
        stopped = self.follow(MUTUAL_URL=self.line.url)
        _, words = stopped.communicate(timeout=20)
        self.assertEqual(stopped.returncode, 2, words)
        self.assertIn("not signed by the log's key", words)
        self.assertEqual(self.index(), applied)
        self.assertEqual(witness.read_text(), believed)

        self.line.next_time("/changes", forge_the_proof)
        stopped = self.follow(MUTUAL_URL=self.line.url)
        _, words = stopped.communicate(timeout=20)
        self.assertEqual(stopped.returncode, 2, words)
        self.assertIn("does not continue", words)
        self.assertEqual(self.index(), applied)

        self.follow()
        self.assert_mailing_reaches()

    def everything_is_signed(self) -> bool:
        page = self.mutual.changes(0, limit=1, wait_s=0)
        return int((page.checkpoint or "\n0").split("\n")[1]) > page.head

    def test_the_gate_makes_a_list_true_when_nobody_follows(self) -> None:
        self.export()
        self.phone(self.ana, "on")
        crm.add_subscription(self.list, self.address("ben"))
        crm.add_subscription(self.list, self.address("somebody-unknown"))
        gate = self.run_crm("gate", self.list)
        self.assertEqual(gate.returncode, 0, gate.stderr)
        self.assertEqual(crm.mail(self.list), [self.address("ana")])

        self.phone(self.ana, "off")
        gate = self.run_crm("gate", self.list)
        self.assertEqual(gate.returncode, 0, gate.stderr)
        self.assertEqual(crm.mail(self.list), [])

    def test_the_gate_stays_shut_when_nobody_can_say(self) -> None:
        closed = BadLine(os.environ["MUTUAL_URL"], self.stack)
        closed.next_time("/check", answer_instead(403))
        self.export()
        gate = self.run_crm("gate", self.list, MUTUAL_URL=closed.url)
        self.assertEqual(gate.returncode, 2)
        self.assertIn("403", gate.stderr)


if __name__ == "__main__":
    unittest.main()
