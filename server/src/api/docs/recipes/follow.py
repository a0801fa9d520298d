import json
import os
import sys
import urllib.request

PLACE = "next.txt"
once = "once" in sys.argv


def page(after):
    wait = 0 if once else 20
    request = urllib.request.Request(
        f"{os.environ['MUTUAL']}/api/v1/changes?after={after}&limit=500&wait={wait}",
        headers={"Authorization": "Bearer " + os.environ["SECRET"]},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


after = int(open(PLACE).read()) if os.path.exists(PLACE) else 0
while True:
    changes = page(after)
    for entry in changes["entries"]:
        print(entry["index"], entry["type"], *entry["identifiers"])
    after = changes["next"]
    with open(PLACE, "w") as place:
        place.write(str(after))
    if once and after >= changes["head"]:
        break
