"""What follows from what: which answer names the thing that another request is about.

No description of ours says it, and schemathesis alone would have to guess. With
this it makes things, reads them at their addresses, changes them and takes them
away, in any order, and looks for what was just made and not found, and for what
was taken away and is still there.
"""

import re

CUSTOMER = "/api/v1/customers/{ref}"
ENDPOINT = "/api/v1/webhook-endpoints/{endpoint}"
RECEIPT = "/api/v1/receipts/{receipt}"

# Where a sequence starts that makes its first thing under a name of its own choice:
# schemathesis begins with what needs no name.
STARTS = (
    ("GET /api/v1/purposes 200", "PUT /api/v1/customers/{ref}", {}),
    (
        "GET /api/v1/purposes 200",
        "PUT /api/v1/customers/{ref}/situations/{situation}",
        {"situation": "hardship"},
    ),
    ("GET /api/v1/models 200", "PUT /api/v1/models/{key}", {"key": "contract"}),
)

# From an answer that names a thing to whatever is done to it: which answer, the
# address of the thing, and where its names stand.
THINGS = (
    ("PUT /api/v1/customers/{ref} 201", CUSTOMER, {"ref": "$response.body#/customer"}),
    ("POST /api/v1/webhook-endpoints 201", ENDPOINT, {"endpoint": "$response.body#/id"}),
    ("POST /api/v1/decisions 201", "/api/v1/decisions/{decision}", {"decision": "$response.body#/decision"}),
    ("POST /api/v1/import 202", "/api/v1/jobs/{id}", {"id": "$response.body#/job"}),
    ("PUT /api/v1/models/{key} 200", "/api/v1/models/{key}", {"key": "$response.body#/key"}),
    ("POST /api/v1/customers/{ref}/choices 201", RECEIPT, {"receipt": "$response.body#/receipt"}),
    ("POST /api/v1/customers/{ref}/pause 201", RECEIPT, {"receipt": "$response.body#/receipt"}),
    ("POST /api/v1/customers/{ref}/human-only 201", RECEIPT, {"receipt": "$response.body#/receipt"}),
    (
        "POST /api/v1/customers/{ref}/choices 201",
        CUSTOMER + "/inferences/{key}",
        {"ref": "$request.path.ref", "key": "has-dog"},
    ),
    (
        "PUT /api/v1/customers/{ref}/inferences/{key} 200",
        CUSTOMER + "/inferences/{key}",
        {"ref": "$request.path.ref", "key": "$request.path.key"},
    ),
    (
        "PUT /api/v1/customers/{ref} 201",
        CUSTOMER + "/situations/{situation}",
        {"ref": "$response.body#/customer", "situation": "hardship"},
    ),
    (
        "PUT /api/v1/customers/{ref}/situations/{situation} 204",
        CUSTOMER + "/situations/{situation}",
        {"ref": "$request.path.ref", "situation": "$request.path.situation"},
    ),
    (
        "PUT /api/v1/customers/{ref} 201",
        CUSTOMER + "/identifiers/{identifier}",
        {"ref": "$response.body#/customer", "identifier": "$response.body#/identifiers/0"},
    ),
    (
        "POST /api/v1/customers/{ref}/merge 201",
        CUSTOMER + "/split",
        {"ref": "$response.body#/customer", "body.from": "$response.body#/from"},
    ),
)

# What stands before the name of what goes into a body.
BODY = "body."


def link(description):
    """Writes the links into a description."""
    operations = {
        f"{method.upper()} {path}": operation
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    }
    for source, target, names in STARTS:
        tie(operations, source, target, names)
    for source, address, names in THINGS:
        targets = [one for one in operations if is_about(one, address, names)]
        assert targets, f"nothing is done at {address}"
        for target in targets:
            tie(operations, source, target, names)


def is_about(label, address, names):
    """Whether an operation is at the address of a thing, or below, and needs no other name."""
    path = label.partition(" ")[2]
    in_path = {name for name in names if not name.startswith(BODY)}
    at_it = path == address or path.startswith(address + "/")
    return at_it and set(re.findall(r"{(\w+)}", path)) == in_path


def tie(operations, source, target, names):
    """A link from an answer of one operation to another one."""
    operation = operations[target]
    source, _, status = source.rpartition(" ")
    answer = operations[source]["responses"][status]
    parameters, body = {}, {}
    for name, where in names.items():
        if name.startswith(BODY):
            body[name.removeprefix(BODY)] = where
        else:
            parameters[f"path.{name}"] = where
    for parameter in operation.get("parameters", []):
        # Of a thing that is there at once, an early state will do.
        if parameter["name"] == "min_index":
            parameters["query.min_index"] = 1
    answer.setdefault("links", {})[operation["operationId"]] = {
        "operationId": operation["operationId"],
        "parameters": parameters,
        **({"requestBody": body} if body else {}),
    }
