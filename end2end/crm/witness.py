"""Checks that Mutual's log only grows, with Python's standard library alone.

Whoever keeps the newest head that he has seen, and asks for proof that the next
one continues it, can never be shown two stories: neither a log that was rolled
back nor one that others do not see. Copy this file into yours.

The formats are C2SP signed-note and tlog-checkpoint, the proofs those of RFC
9162 (2.1.4), the signatures Ed25519 (RFC 8032, 5.1.7).
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path


class Forked(Exception):
    """The log is not the one that we saw before, or not signed by its key."""


@dataclass(frozen=True)
class Head:
    """A signed head: so many entries lead to this root."""

    origin: str
    size: int
    root: bytes


class Witness:
    """Remembers the newest head of one log in a file, with the key that signs it.

    The first key counts from then on: give it as `key` if you got it from a
    person, else it is the one that the server names at the first meeting.
    """

    def __init__(self, file: Path, key: str) -> None:
        self._file = file
        try:
            kept = json.loads(file.read_text())
        except FileNotFoundError:
            kept = {"key": key, "note": None}
        self._key: str = kept["key"]
        self._note: str | None = kept["note"]
        self._head = read_note(self._note, self._key) if self._note else None

    @property
    def size(self) -> int:
        """How many entries we have seen: ask for the proof from here."""
        return self._head.size if self._head else 0

    def accept(self, note: str, proof: list[str]) -> None:
        """Takes a newer head, or raises `Forked` and keeps the one it has."""
        head = read_note(note, self._key)
        if self._head:
            hashes = [base64.b64decode(each) for each in proof]
            if not continues(self._head, head, hashes):
                raise Forked(
                    f"the log of {head.size} entries does not continue "
                    f"the one of {self._head.size} that we saw"
                )
        self._head, self._note = head, note
        new = self._file.with_suffix(".new")
        with open(new, "w") as file:
            json.dump({"key": self._key, "note": note}, file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._file)


def read_note(note: str, key: str) -> Head:
    """The head in a signed note, if this key (`origin+id+…`) signed it."""
    name, _, rest = key.partition("+")
    public = base64.b64decode(rest.partition("+")[2])
    identity = hashlib.sha256(name.encode() + b"\n" + public).digest()[:4]
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        signer, _, encoded = line.removeprefix("— ").partition(" ")
        signature = base64.b64decode(encoded)
        if signer != name or signature[:4] != identity:
            continue
        if public[:1] == b"\x01" and verifies(public[1:], text.encode(), signature[4:]):
            origin, size, root = text.split("\n")[:3]
            if origin == name:
                return Head(origin, int(size), base64.b64decode(root))
    raise Forked("the log's head is not signed by the log's key")


def continues(old: Head, new: Head, proof: list[bytes]) -> bool:
    """Whether the old tree is a beginning of the new one."""
    if old.origin != new.origin or old.size > new.size:
        return False
    if old.size == 0:
        return not proof
    if old.size == new.size:
        return not proof and old.root == new.root
    if old.size & (old.size - 1) == 0:
        proof = [old.root, *proof]
    if not proof:
        return False
    place, last = old.size - 1, new.size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = proof[0]
    for step in proof[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = _node(step, before), _node(step, after)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            after = _node(after, step)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old.root and after == new.root


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


# Ed25519. Nothing secret is handled here, so it need not take constant time.

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, PRIME) % PRIME
Point = tuple[int, int, int, int]


def verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` over `message` is by this key."""
    key, point = unpack(public), unpack(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or key is None or point is None or scalar >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    left, right = times(scalar, BASE), add(point, times(challenge, key))
    return all(
        (left[n] * right[2] - right[n] * left[2]) % PRIME == 0 for n in range(2)
    )


def add(one: Point, two: Point) -> Point:
    """The sum of two points."""
    a = (one[1] - one[0]) * (two[1] - two[0]) % PRIME
    b = (one[1] + one[0]) * (two[1] + two[0]) % PRIME
    c = 2 * one[3] * two[3] * D % PRIME
    d = 2 * one[2] * two[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def times(scalar: int, point: Point) -> Point:
    """A multiple of a point."""
    total: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def unpack(packed: bytes) -> Point | None:
    """The point that 32 bytes stand for, if they stand for one."""
    y = int.from_bytes(packed, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if len(packed) != 32 or y >= PRIME:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    if (x * x - square) % PRIME or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = PRIME - x
    return x, y, 1, x * y % PRIME


_Y = 4 * pow(5, -1, PRIME) % PRIME
BASE = unpack(_Y.to_bytes(32, "little")) or (0, 1, 1, 0)
