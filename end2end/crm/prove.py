"""Proves what was agreed from an exported folder, with Python's standard library.

    python3 prove.py FOLDER KEY [INDEX]

FOLDER is what `mutual ledger export` made, KEY the log's public key as
/.well-known/mutual-keys names it. Every leaf is hashed up to the signed root
(RFC 6962), and every personal side is compared with the commitment in its
leaf. With INDEX, what that entry says is printed. Exits with 1 where something
is not as it was signed.

The layout is C2SP tlog-tiles; a leaf is 98 bytes: format (1), log (16), index
(8), milliseconds (8), kind (1), subject tag (32), commitment (32). The
commitment is SHA-256 over 0x02, the nonce and the payload.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from witness import Forked, read_note


def tile(folder: Path, index: int, size: int) -> bytes:
    """The bundle of entries at this place."""
    digits = f"{index:03}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[n : n + 3] for n in range(0, len(digits), 3)]
    name = "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])
    width = min(256, size - 256 * index)
    return (folder / f"tile/entries/{name}{'' if width == 256 else f'.p/{width}'}").read_bytes()


def leaves(folder: Path, size: int) -> Iterator[bytes]:
    """Every leaf, in order."""
    for index in range(-(-size // 256)):
        bundle = tile(folder, index, size)
        while bundle:
            length = int.from_bytes(bundle[:2], "big")
            yield bundle[2 : 2 + length]
            bundle = bundle[2 + length :]


def root(all_leaves: Iterator[bytes]) -> tuple[int, bytes]:
    """How many leaves there are, and the root over them."""
    edge: list[bytes] = []
    count = 0
    for leaf in all_leaves:
        node = hashlib.sha256(b"\x00" + leaf).digest()
        place = count
        while place & 1:
            node = hashlib.sha256(b"\x01" + edge.pop() + node).digest()
            place >>= 1
        edge.append(node)
        count += 1
    node = edge.pop() if edge else hashlib.sha256().digest()
    while edge:
        node = hashlib.sha256(b"\x01" + edge.pop() + node).digest()
    return count, node


def prove(folder: Path, key: str, wanted: int | None) -> int:
    """Raises `Forked` or `ValueError` where something is not as it was signed."""
    head = read_note((folder / "checkpoint").read_text(), key)
    if root(leaves(folder, head.size)) != (head.size, head.root):
        raise Forked("the leaves do not lead to the signed root")
    destroyed = 0
    with open(folder / "sides.ndjson") as sides:
        for index, leaf in enumerate(leaves(folder, head.size)):
            side = json.loads(next(sides))
            if side["index"] != index or int.from_bytes(leaf[17:25], "big") != index:
                raise Forked(f"entry {index} stands in another one's place")
            if side["destroyed"]:
                destroyed += 1
                continue
            payload = side["payload"].encode()
            opened = b"\x02" + base64.b64decode(side["nonce"]) + payload
            if hashlib.sha256(opened).digest() != leaf[66:]:
                raise Forked(f"entry {index} is not what was signed")
            if index == wanted:
                print(json.dumps(json.loads(payload), indent=2))
    print(f"{head.size} entries of {head.origin}, {destroyed} of them destroyed: good", file=sys.stderr)
    return 0


if __name__ == "__main__":
    folder, key, *rest = sys.argv[1:]
    try:
        sys.exit(prove(Path(folder), key, int(rest[0]) if rest else None))
    except (Forked, OSError, KeyError, ValueError, StopIteration) as error:
        sys.exit(f"not proven: {error!r}")
