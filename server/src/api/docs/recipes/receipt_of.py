import json
import os
import sys
import time
import urllib.request

name = json.load(open(sys.argv[1]))["receipt"]
request = urllib.request.Request(
    f"{os.environ['MUTUAL']}/api/v1/receipts/{name}",
    headers={"Authorization": "Bearer " + os.environ["SECRET"]},
)
while True:
    with urllib.request.urlopen(request, timeout=10) as answer:
        receipt = json.load(answer)
    if receipt["proof"]:
        break
    time.sleep(0.2)
print(json.dumps(receipt))
