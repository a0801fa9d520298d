"""A running Tryton with a mail sink, for the tests: the CRM of a small shop."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from proteus import Model, config

T = TypeVar("T")

INSTALLED = Path(sys.prefix).parent
"""What `setup` made; the tests run with its Python."""

CONFIGURATION = """
[database]
uri = sqlite://
path = {folder}

[web]
listen = 127.0.0.1:0

[email]
uri = smtp://127.0.0.1:{mail_port}
from = shop@crm.example
"""

LISTENING = re.compile(r"Running on (http://127\.0\.0\.1:\d+)")


class MailSink(Controller):
    """An SMTP server that keeps the addresses it was asked to deliver to."""

    def __init__(self) -> None:
        self.recipients: list[str] = []
        super().__init__(self, hostname="127.0.0.1", port=0)

    async def handle_DATA(
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Called by aiosmtpd for every mail."""
        self.recipients += envelope.rcpt_tos
        return "250 OK"

    def _trigger_server(self) -> None:
        # Port 0 asks for a free one; the base class would connect to port 0.
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()


class Crm:
    """One Tryton server with a database of its own, in a temporary folder."""

    def __init__(self, stack: ExitStack) -> None:
        """Starts it; `stack` ends it."""
        self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        self._sink = MailSink()
        self._sink.start()
        stack.callback(self._sink.stop)
        shutil.copy(INSTALLED / "crm.sqlite", self.folder)
        configuration = self.folder / "trytond.conf"
        configuration.write_text(
            CONFIGURATION.format(folder=self.folder, mail_port=self._sink.port)
        )
        log_path = self.folder / "trytond.log"
        with open(log_path, "w") as log:
            server = subprocess.Popen(
                [
                    INSTALLED / "venv/bin/trytond",
                    *("--config", configuration, "--database", "crm"),
                ],
                stdout=log,
                stderr=log,
            )
        stack.callback(server.wait)
        stack.callback(server.terminate)
        address = until(
            "Tryton listens",
            lambda: LISTENING.search(log_path.read_text()) or server.poll(),
        )
        assert isinstance(address, re.Match), log_path.read_text()
        self.url = f"{address[1]}/crm/rpc/"
        self.password = (INSTALLED / "password").read_text()
        stack.enter_context(config.set_xmlrpc_session(self.url, "admin", self.password))

        self._scheduler = Model.get("ir.cron")(
            method="marketing.email.message|process",
            interval_number=1,
            interval_type="hours",
        )
        self._scheduler.save()

    def add_party(self, name: str, address: str | None = None) -> str:
        """A new party, with or without an e-mail address; returns its code."""
        party = Model.get("party.party")(name=name)
        if address:
            mechanism = party.contact_mechanisms.new()
            mechanism.type = "email"
            mechanism.value = address
        party.save()
        return str(party.code)

    def change_address(self, code: str, address: str) -> None:
        """Somebody in the shop corrects a party's e-mail address."""
        (party,) = Model.get("party.party").find([("code", "=", code)])
        (mechanism,) = party.contact_mechanisms
        mechanism.value = address
        mechanism.save()

    def retire_parties(self) -> None:
        """Switches every party off: a shop's way to forget them."""
        Party = Model.get("party.party")
        for party in Party.find([]):
            party.active = False
            party.save()

    def add_list(self, name: str) -> None:
        """A new, empty mailing list."""
        Model.get("marketing.email.list")(name=name).save()

    def add_subscription(self, list_name: str, address: str) -> None:
        """Somebody in the shop puts an address on a list by hand."""
        Email = Model.get("marketing.email")
        Email(list_=self._list(list_name), email=address).save()

    def mail(self, list_name: str) -> list[str]:
        """Sends a mailing to a list, and says who got it, in order.

        The same way as in a shop: write it, press Send, and let Tryton's
        scheduler do the sending.
        """
        self._sink.recipients.clear()
        message = Model.get("marketing.email.message")(
            list_=self._list(list_name),
            title="This week",
            content="<html><body><p>Something to cook.</p></body></html>",
        )
        message.save()
        message.click("send")
        self._scheduler.click("run_once")
        message.reload()
        assert message.state == "sent", message.state
        return sorted(self._sink.recipients)

    @staticmethod
    def _list(name: str) -> Any:
        (found,) = Model.get("marketing.email.list").find([("name", "=", name)])
        return found


def until(what: str, condition: Callable[[], T], timeout_s: float = 20) -> T:
    """Waits until the condition is true and returns what made it so."""
    deadline = time.monotonic() + timeout_s
    while not (result := condition()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"after {timeout_s} s it is still not so: {what}")
        time.sleep(0.02)
    return result
