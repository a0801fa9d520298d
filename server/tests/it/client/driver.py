"""Does with the Python client what a story says: a command a line comes in, what came of it goes out.

The first argument is the folder of `mutual_client.py`.
"""

import json
import sys
import time
import warnings

sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
warnings.simplefilter("error")

import mutual_client as client  # noqa: E402

ERRORS = (client.MutualError, client.WebhookError, client.NotAllowed, ValueError)


class Clocks:
    """The clocks of a machine, as the library reads them: the wall's, and the steady one."""

    wall_s = steady_s = 0.0
    sleep = staticmethod(time.sleep)

    def time(self):
        return time.time() + self.wall_s

    def monotonic(self):
        return time.monotonic() + self.steady_s


client.time = Clocks()


class Driver:
    def __init__(self):
        self.mutual = self.changes = self.mirror = None

    def connect(self, url, secret, client_id=None, timeout_s=10, patience_s=30, plain_http=False):
        self.mutual = client.Mutual(
            url,
            secret=secret,
            client_id=client_id,
            timeout_s=timeout_s,
            patience_s=patience_s,
            plain_http=plain_http,
        )

    def check(self, questions, min_index=0):
        asked = [client.Question(**question) for question in questions]
        return [verdict.body for verdict in self.mutual.check_many(asked, min_index)]

    def require(self, question):
        self.mutual.check(client.Question(**question)).require()
        return "allowed"

    def as_bool(self, question):
        try:
            return bool(self.mutual.check(client.Question(**question)))
        except TypeError:
            return "no bool"

    def put(self, customer, facts):
        return self.mutual.put_customer(customer, **facts)["customer"]

    def choose(self, customer, choice):
        return self.mutual.choose(customer, **choice)["index"]

    def pause(self, customer):
        return self.mutual.pause(customer)["index"]

    def resume(self, customer, evidence):
        return self.mutual.resume(customer, evidence)["index"]

    def consents(self, customer):
        exchanges = self.mutual.consents(customer)["exchanges"]
        return [exchange["proposition"] for exchange in exchanges]

    def report_value(self, events):
        return [result["status"] for result in self.mutual.report_value(events)]

    def report_usage(self, events):
        return [result["status"] for result in self.mutual.report_usage(events)]

    def follow(self, after, page_by_page=False):
        follower = self.mutual.follow(after)
        if page_by_page:
            follower.polls_until = float("inf")
        self.changes = iter(follower)

    def next(self):
        change = next(self.changes)
        return [change["index"], change["type"]]

    def verify(self, secrets, headers, body, now, tolerance_s=300):
        webhooks = client.Webhooks(*secrets, tolerance_s=tolerance_s)
        return webhooks.verify(headers, body.encode(), now).get("type", "verified")

    def mirror_start(self, limit_s=60, file=None, page_by_page=False):
        self.mirror = client.Mirror(
            self.mutual, limit_s=limit_s, file=file, page_by_page=page_by_page
        ).start()

    def mirror_check(self, questions, now_ms=None):
        asked = [client.Question(**question) for question in questions]
        if now_ms is None:
            return [self.mirror.check(question).body for question in asked]
        return [self.mirror.check_at(question, now_ms).body for question in asked]

    def mirror_status(self):
        return self.mirror.status()

    def mirror_wait(self, index):
        return self.mirror.wait_for(index, 30)

    def clocks(self, wall_s, steady_s):
        client.time.wall_s, client.time.steady_s = wall_s, steady_s

    def mirror_save(self):
        self.mirror.save()

    def mirror_stop(self):
        self.mirror.stop()


driver = Driver()
for line in sys.stdin:
    command = json.loads(line)
    try:
        answer = {"ok": getattr(driver, command.pop("do"))(**command)}
    except ERRORS as error:
        kind = type(error).__name__
        answer = {"error": kind, "code": getattr(error, "code", None), "says": str(error)}
    print(json.dumps(answer), flush=True)
