import json
import os
import sys
import urllib.parse
import urllib.request


def may_i(customer, purpose, data):
    """Whether it is allowed: a clear yes, and nothing else, is one."""
    who = urllib.parse.quote(customer, safe="")
    what = urllib.parse.urlencode({"purpose": purpose, "data": ",".join(data)})
    request = urllib.request.Request(
        f"{os.environ['MUTUAL']}/api/v1/customers/{who}/check?{what}",
        headers={"Authorization": "Bearer " + os.environ["SECRET"]},
    )
    try:
        with urllib.request.urlopen(request, timeout=2) as answer:
            return json.load(answer)["verdict"] == "allow"
    except (OSError, ValueError, KeyError):
        return False


print("send" if may_i(sys.argv[1], sys.argv[2], sys.argv[3:]) else "do not send")
