"""What schemathesis has to know of Mutual, and what no description can say.

Ids that are there stand in MUTUAL_THERE (JSON: a parameter of a path, with what
stands first in the path where several are called so, and its value), so that
requests reach further than "there is no such thing". Bodies that an operation is
surely done with stand in MUTUAL_SAID (JSON: the operation, and its body).
"""

import copy
import itertools
import json
import os
import re
import urllib.request
from fnmatch import fnmatchcase as fnmatch

import jsonschema_rs
import schemathesis

import links

THERE = json.loads(os.environ["MUTUAL_THERE"])
SAID = json.loads(os.environ["MUTUAL_SAID"])
BASE = os.environ["MUTUAL_URL"] + "/api/v1"
BEARER = os.environ["MUTUAL_SECRET"]

# A read waits for the index that it names, and a follower for a change: neither
# waits here.
AT_ONCE = {"min_index": 1, "wait": 0}
NUMBERS = itertools.count(1)

# More webhook addresses than one sequence makes: the newest of them stay.
OF_ONE_SEQUENCE = 20


@schemathesis.serializer("application/x-ndjson")
def ndjson(ctx, value):
    """An import's lines."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode()
    lines = value if isinstance(value, list) else [value]
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


@schemathesis.hook
def before_load_schema(ctx, raw_schema):
    """Says what follows from what."""
    links.link(raw_schema)


@schemathesis.hook
def before_call(ctx, case, kwargs):
    """Names what is there, and asks for each write under a key of its own."""
    if case.meta is not None and case.meta.phase.name == "stateful":
        in_sequence(case)
    else:
        alone(case)
    if is_good(case, "headers", "Idempotency-Key"):
        case.headers["Idempotency-Key"] = f"contract-{next(NUMBERS)}"
    for name, value in AT_ONCE.items():
        # As a number, or as the text that stands in the address.
        if str((case.query or {}).get(name, "")).isdigit():
            case.query[name] = value


def in_sequence(case):
    """A request that follows from others: it says what is surely done, of what they named.

    Answers name a customer by her id. Any other name came by chance: instead it is about
    somebody whom nobody else asks about. What one sequence did is nothing to the next:
    where the same is asked the same is answered, or schemathesis gives up.
    """
    label = case.operation.label
    if not case.path_parameters.get("ref", "cus_").startswith("cus_"):
        is_new = label == "PUT /api/v1/customers/{ref}"
        case.path_parameters["ref"] = new_name() if is_new else somebody()["customer"]
    if isinstance(case.body, dict) and is_good_body(case):
        if label in SAID:
            case.body = copy.deepcopy(SAID[label])
        if "identifiers" in case.body:
            case.body["identifiers"] = [new_name()]
        if label.endswith("/merge"):
            case.body["from"] = somebody()["customer"]
    if label == "POST /api/v1/webhook-endpoints":
        make_room()


def alone(case):
    """A request by itself: it is about what is there."""
    for name in list(case.path_parameters):
        there = THERE.get(f"{case.path.split('/')[3]}/{name}", THERE.get(name))
        if there is not None and is_good(case, "path_parameters", name):
            case.path_parameters[name] = there
    if case.operation.label == "DELETE /api/v1/customers/{ref}":
        if case.path_parameters.get("ref") == THERE["ref"]:
            case.path_parameters["ref"] = somebody()["identifiers"][0]
    if case.operation.label == "DELETE /api/v1/webhook-endpoints/{endpoint}":
        if case.path_parameters.get("endpoint") == THERE["endpoint"]:
            case.path_parameters["endpoint"] = address()
    if isinstance(case.body, dict) and is_good_body(case):
        case.body.update(known(case.operation.label))


def is_good(case, container, name):
    """Whether a parameter is there and is what its description allows."""
    values = getattr(case, container)
    if not values or name not in values:
        return False
    parameters = getattr(case.operation, container)
    parameter = next((one for one in parameters if one.name == name), None)
    return parameter is not None and jsonschema_rs.is_valid(
        parameter.optimized_schema, values[name]
    )


def is_good_body(case):
    """Whether a body is what its description allows."""
    alternative = case.operation.get_body_for_media_type(case.media_type)
    return alternative is not None and jsonschema_rs.is_valid(
        alternative.validation_schema, case.body
    )


def known(label):
    """What a body names that has to be there for the request to do anything."""
    if label == "POST /api/v1/customers/{ref}/merge":
        return {"from": somebody()["customer"]}
    if label == "POST /api/v1/customers/{ref}/split":
        other = {"from": somebody()["customer"]}
        merged = ask("POST", f"/customers/{THERE['ref']}/merge", other)
        return {"from": merged["from"]}
    if label.endswith("/statuses/{subscriberIdString}"):
        return {"subscriptionId": THERE["subscription"]}
    if label == "POST /oauth/token":
        return {"client_id": THERE["client"], "client_secret": BEARER}
    return {}


def somebody():
    """A customer who may be erased."""
    name = new_name()
    return ask("PUT", f"/customers/{name}", {"identifiers": [name]})


def new_name():
    """A name that nobody has."""
    return f"crm:contract-{next(NUMBERS)}"


def address():
    """An address that may be removed."""
    hook = {"url": "https://crm.example.org/hooks", "events": ["customer.erased"]}
    return ask("POST", "/webhook-endpoints", hook)["id"]


def make_room():
    """Takes away addresses of sequences that are over: there is room for some of them only."""
    for hook in ask("GET", "/webhook-endpoints")["items"][:-OF_ONE_SEQUENCE]:
        ask("DELETE", f"/webhook-endpoints/{hook['id']}")


def ask(method, path, body=None):
    request = urllib.request.Request(
        BASE + path,
        None if body is None else json.dumps(body).encode(),
        {
            "Authorization": f"Bearer {BEARER}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"contract-{next(NUMBERS)}",
        },
        method=method,
    )
    with urllib.request.urlopen(request) as answer:
        said = answer.read()
    return json.loads(said) if said else None


# Refusals of what the description allows: operation, field, and why no description
# says it. `*` is any. Whatever else is refused there, or for another reason,
# is a fault.
NOT_OF_SHAPE = (
    # What there is, the server alone knows.
    ("*", "unknown_proposition", "*", "which exchanges there are"),
    ("*", "unknown_model", "*", "which models are registered"),
    ("*", "model_retired", "*", "which models are in use"),
    ("*", "unknown_benefit", "*", "what an exchange promises"),
    ("*", "unit_mismatch", "*", "in which unit it was promised"),
    ("*", "erased", "*", "who was erased"),
    ("*", "cursor_gone", "*", "cursors of a process that ended"),
    ("*", "evidence_missing", "*", "what turns on, or takes a protection away"),
    ("*", "cites_forbidden_data", "*", "what each customer allows"),
    ("*", "person_needed", "*", "red lines"),
    ("*", "model_below_bar", "*", "how a model did"),
    ("*", "invalid_parameter", "after", "cursors are made by the server"),
    ("*", "invalid_parameter", "directory", "cursors are made by the server"),
    ("*", "invalid_field", "toggles*", "which toggles a version has, and needs"),
    ("*", "invalid_field", "birth_year", "which year it is"),
    ("*", "invalid_field", "identifiers*", "a name is in UTF-8, with its namespace"),
    ("*", "invalid_field", "region", "which codes ISO 3166 has"),
    ("*", "invalid_field", "locale", "which tags BCP 47 has"),
    ("*", "invalid_field", "*evidence*", "a moment of the past, and texts that say something"),
    ("POST /api/v1/usage-events", "invalid_field", "*", "names of customers and of terms"),
    ("POST /api/v1/value-events", "invalid_field", "*", "names of customers and of terms"),
    # Which moments are past, and which to come.
    ("*", "invalid_field", "at", "what happened is past"),
    ("*", "invalid_field", "until", "what ends is to come"),
    ("GET /api/v1/customers/{ref}/consents", "invalid_parameter", "at", "in a year of the log"),
    # What is not there.
    ("GET /api/v1/customers/{ref}/check", "invalid_parameter", "purpose", "empty is none"),
    ("GET /api/v1/changes/stream", "invalid_parameter", "Last-Event-ID", "no header is null"),
    # Of several fields each decides about the others.
    ("*", "*", "*amount", "an amount has a currency"),
    ("*", "*", "*currency", "a currency has an amount, and ISO 4217 lists them"),
    ("POST /api/v1/check", "invalid_field", "checks[]*", "lists go with `project`"),
    ("POST /api/v1/check", "invalid_field", "checks", "few of a thousand may ask for more"),
    ("GET /ledger/proof", "invalid_parameter", "*", "`index` or `from`, and not both"),
    ("POST /api/v1/customers/{ref}/links", "invalid_field", "*", "one of three"),
    ("POST /api/v1/customers/{ref}/links", "unknown_field", "page", "one of three"),
    ("GET /api/v1/cases", "invalid_reference", "*", "a name is in UTF-8, with its namespace"),
    ("POST /api/v1/decisions", "invalid_field", "*", "reasons that fit each other"),
    ("PUT /api/v1/models/{key}", "invalid_field", "*", "names that say something"),
    (
        "PUT /api/v1/customers/{ref}/inferences/{key}",
        "invalid_field",
        "*",
        "names of the registry, and texts that say something",
    ),
    ("* /api/v1/webhook-endpoints*", "invalid_field", "url", "addresses inside"),
    ("* /api/v1/webhook-endpoints*", "invalid_field", "events", "types of entries"),
    # 400 is what the specification has for whoever is not there.
    ("* /api/v1/profiles/govstack/*", "invalid_reference", "*", "who is known"),
    ("* /api/v1/profiles/govstack/*", "*", "X-ConsentBB-IndividualId", "who is known"),
    ("* /api/v1/profiles/*", "INVALID_INPUT", "*", "which moments are past"),
    # An upload goes on where it was left.
    ("* /api/v1/import", "*", "*", "an upload's parts fit each other"),
)

# Of a list each item is judged by itself, and its answer says so: the whole is not
# refused for one of them.
EACH_BY_ITSELF = {
    "POST /api/v1/decisions": 200,
    "POST /api/v1/value-events": 200,
    "POST /api/v1/usage-events": 200,
    "POST /api/v1/profiles/hubspot/communication-preferences/v4/statuses/batch/write": 207,
    # Lines are read once the upload is whole; the job's report has their faults.
    "POST /api/v1/import": 202,
}


@schemathesis.hook
def filter_failure(ctx, failure, case, response):
    """Whether a failure is one."""
    if failure.code == "ST202":
        return not is_known_refusal(case, response)
    if failure.code == "ST201":
        if EACH_BY_ITSELF.get(case.operation.label) == response.status_code:
            return False
        if is_protection(case):
            return False
        # `?limit=` is as good as none.
        return not (case.query and "" in case.query.values())
    return True


def is_protection(case):
    """Whether it protects a customer, and nothing but its evidence is amiss.

    That counts with any evidence and without: what cannot be kept of it is left out.
    """
    body = case.body
    if not isinstance(body, dict) or "evidence" not in body or is_good_body(case):
        return False
    label = case.operation.label
    if label == "POST /api/v1/customers/{ref}/human-only":
        if body.get("on") is not True:
            return False
    elif label not in (
        "PUT /api/v1/customers/{ref}/situations/{situation}",
        # Of hardly any year evidence is needed.
        "PUT /api/v1/customers/{ref}",
    ):
        return False
    rest = {name: value for name, value in body.items() if name != "evidence"}
    alternative = case.operation.get_body_for_media_type(case.media_type)
    return alternative is not None and jsonschema_rs.is_valid(
        alternative.validation_schema, rest
    )


def is_known_refusal(case, response):
    """Whether a request was refused for what no description could have said."""
    code, fields, detail = told(response)
    # JSON knows no whole numbers: to a schema 7.0 is one.
    if "floating point" in detail or "use a whole number" in detail:
        return True
    return bool(fields) and all(
        any(
            fnmatch(case.operation.label, literal(label))
            and fnmatch(code, kind)
            and fnmatch(field, literal(name))
            for label, kind, name, _ in NOT_OF_SHAPE
        )
        for field in fields
    )


def literal(pattern):
    """A pattern in which `*` alone means something."""
    return pattern.replace("[", "[[]")


def told(response):
    """Code, fields and words of a problem, in whosever shape it is told."""
    try:
        body = response.json()
    except ValueError:
        return "", [], ""
    if isinstance(body, list):
        [first] = body
        return first["errorCode"], first.get("fields") or [""], first["message"]
    code = body.get("code") or body.get("subCategory") or ""
    errors = [error.get("field", error.get("in", "")) for error in body.get("errors", [])]
    words = [error.get("message", "") for error in body.get("errors", [])]
    fields = [re.sub(r"\[\d+\]", "[]", field) for field in errors]
    return code, fields or [""], " ".join([body.get("detail", body.get("message", "")), *words])
