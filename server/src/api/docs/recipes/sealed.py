import base64
import hashlib
import json
import os
import sys
import time
import urllib.request


def read(path):
    request = urllib.request.Request(
        f"{os.environ['MUTUAL']}/api/v1/{path}",
        headers={"Authorization": "Bearer " + os.environ["SECRET"]},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def bytes_of(name):
    number = 0
    for letter in name.removeprefix("dec_"):
        number = number * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(letter)
    return number.to_bytes(16, "big")


def root_of(leaf, place, last, proof):
    # RFC 9162, 2.1.3.2.
    for step in proof:
        if last == 0:
            sys.exit("bad: the proof is too long")
        if place % 2 == 1 or place == last:
            leaf = sha256(b"\x01", step, leaf)
            while place % 2 == 0 and place != 0:
                place, last = place // 2, last // 2
        else:
            leaf = sha256(b"\x01", leaf, step)
        place, last = place // 2, last // 2
    if last != 0:
        sys.exit("bad: the proof is too short")
    return leaf.hex()


name = json.load(open(sys.argv[1]))["decision"]
while not (decision := read(f"decisions/{name}"))["sealed"]:
    time.sleep(1)
seal = decision["sealed"]
salt, record = base64.b64decode(seal["salt"]), base64.b64decode(seal["record"])
proof = [base64.b64decode(step) for step in seal["proof"]]

# The root comes from the log, and not from whoever has the record.
index = seal["index"]
entry = read(f"changes?after={index - 1}&limit=1")["entries"][0]
sealed = entry.get("sealed")
if (entry["index"], entry["type"]) != (index, "decisions.sealed") or sealed["count"] != seal["size"]:
    sys.exit("bad: no such entry")
if seal["leaf_index"] >= seal["size"]:
    sys.exit("bad: its place is behind the last one")
leaf = sha256(b"\x00", salt, bytes_of(name), record)
if root_of(leaf, seal["leaf_index"], seal["size"] - 1, proof) != sealed["root"]:
    sys.exit("bad: this is not what was sealed")
print("good", name, "is sealed by entry", index)
print(json.loads(record).get("outcome", "refused"))
