"""A log that grows is believed; one that was rolled back, forked or forged is not."""

from __future__ import annotations

import base64
import hashlib
import tempfile
import unittest
from pathlib import Path

from witness import BASE, ORDER, PRIME, Forked, Point, Witness, read_note, times

NAME = "shop.example.org/ledger"


def root(leaves: list[bytes]) -> bytes:
    """The root over some leaves (RFC 6962, 2.1)."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    left = 1 << (len(leaves) - 1).bit_length() - 1
    both = root(leaves[:left]) + root(leaves[left:])
    return hashlib.sha256(b"\1" + both).digest()


def proof(old: int, leaves: list[bytes], whole: bool = True) -> list[bytes]:
    """The consistency proof between two trees (RFC 6962, 2.1.2)."""
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    left = 1 << (len(leaves) - 1).bit_length() - 1
    if old <= left:
        return [*proof(old, leaves[:left], whole), root(leaves[left:])]
    return [*proof(old - left, leaves[left:], False), root(leaves[:left])]


def pack(point: Point) -> bytes:
    """A point in 32 bytes."""
    back = pow(point[2], -1, PRIME)
    x, y = point[0] * back % PRIME, point[1] * back % PRIME
    return (y | (x & 1) << 255).to_bytes(32, "little")


class Log:
    """A log with a key of its own."""

    def __init__(self, seed: bytes) -> None:
        digest = hashlib.sha512(seed).digest()
        scalar = int.from_bytes(digest[:32], "little")
        self._scalar = scalar & (1 << 254) - 8 | 1 << 254
        self._prefix = digest[32:]
        self._public = pack(times(self._scalar, BASE))
        marked = b"\x01" + self._public
        self._id = hashlib.sha256(NAME.encode() + b"\n" + marked).digest()[:4]
        self.key = f"{NAME}+{self._id.hex()}+{base64.b64encode(marked).decode()}"

    def note(self, leaves: list[bytes]) -> str:
        """A signed head over these entries."""
        encoded = base64.b64encode(root(leaves)).decode()
        text = f"{NAME}\n{len(leaves)}\n{encoded}\n"
        signed = base64.b64encode(self._id + self._sign(text.encode())).decode()
        return f"{text}\n— {NAME} {signed}\n"

    def _sign(self, message: bytes) -> bytes:
        def number(*parts: bytes) -> int:
            digest = hashlib.sha512(b"".join(parts)).digest()
            return int.from_bytes(digest, "little") % ORDER

        nonce = number(self._prefix, message)
        point = pack(times(nonce, BASE))
        challenge = number(point, self._public, message)
        answer = (nonce + challenge * self._scalar) % ORDER
        return point + answer.to_bytes(32, "little")


class AWitness(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "witness"
        self.log = Log(b"1" * 32)
        self.leaves = [bytes([n]) * 98 for n in range(20)]

    def believes(self, note: str, hashes: list[bytes]) -> bool:
        """Whether a witness that starts anew with its file takes that head."""
        before = self.file.read_text() if self.file.exists() else None
        try:
            witness = Witness(self.file, self.log.key)
            witness.accept(note, [base64.b64encode(each).decode() for each in hashes])
        except Forked:
            after = self.file.read_text() if self.file.exists() else None
            self.assertEqual(after, before, "what it believed, it still does")
            return False
        return True

    def test_it_follows_a_log_that_grows(self) -> None:
        for old in range(1, 13):
            for new in range(old, 13):
                with self.subTest(old=old, new=new):
                    self.file.unlink(missing_ok=True)
                    self.assertTrue(
                        self.believes(self.log.note(self.leaves[:old]), [])
                    )
                    grown = self.leaves[:new]
                    note = self.log.note(grown)
                    hashes = proof(old, grown)
                    for n in range(len(hashes)):
                        wrong = [*hashes]
                        wrong[n] = bytes(32)
                        self.assertFalse(self.believes(note, wrong))
                    self.assertFalse(self.believes(note, [*hashes, bytes(32)]))
                    self.assertTrue(self.believes(note, hashes))

    def test_a_log_that_was_rolled_back_is_refused(self) -> None:
        self.assertTrue(self.believes(self.log.note(self.leaves[:9]), []))
        self.assertFalse(self.believes(self.log.note(self.leaves[:8]), []))
        self.assertFalse(
            self.believes(self.log.note(self.leaves[:8]), proof(8, self.leaves[:9]))
        )

    def test_two_stories_are_found_out(self) -> None:
        """The key's owner signs another past for us than for others."""
        self.assertTrue(self.believes(self.log.note(self.leaves[:9]), []))
        other = [*self.leaves[:3], b"not what was said before", *self.leaves[4:12]]
        self.assertFalse(self.believes(self.log.note(other[:9]), []))
        self.assertFalse(self.believes(self.log.note(other), proof(9, other)))

    def test_only_the_key_that_it_knows_counts(self) -> None:
        note = self.log.note(self.leaves[:5])
        self.assertTrue(self.believes(note, []))
        forged = Log(b"2" * 32).note(self.leaves[:6])
        self.assertFalse(self.believes(forged, proof(5, self.leaves[:6])))
        for n, wrong in ((1, "6"), (2, note.split("\n")[2].swapcase())):
            lines = note.split("\n")
            lines[n] = wrong
            with self.assertRaises(Forked):
                read_note("\n".join(lines), self.log.key)
        renamed = note.replace(NAME, "other.example.org/ledger")
        self.assertFalse(self.believes(renamed, []))
