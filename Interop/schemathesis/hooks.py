"""How schemathesis comes by keys and paths, from what somebody was granted before; and what no schema can say."""

import http.client
import itertools
import json
import os
import pathlib
import random
import urllib.parse

import schemathesis
from schemathesis.checks import negative_data_rejection
from schemathesis.core.parameters import ParameterLocation
from schemathesis.transport.prepare import prepare_url

WORLD = json.loads(pathlib.Path(os.environ["PERISAI_WORLD"]).read_text())
# The share of requests to paths that exist.
EXISTING = 0.8
# What would end the access of somebody who is needed for the rest.
ENDING = ("changePerson", "changeStanding", "closeBank", "erasePerson", "leaveAgreement", "revokeKey")
NOBODY = "01970000-0000-7000-8000-0000000000ff"
NUMBER_MAX = 2**53 - 1
TIMEOUT_SECONDS = 30
draw = random.Random(1)
reached, guarded = set(), set()
# An address has few keys that are not valid; this machine has many addresses.
addresses = ("127.1.%d.%d" % divmod(number, 256) for number in itertools.count(1))


def known(case):
    return WORLD.get(case.operation.definition.raw.get("operationId"))


# Asked anew for each request: what it caches it would use for other operations as well.
@schemathesis.auth(refresh_interval=None)
class Granted:
    """The key of somebody who was granted this operation."""

    def get(self, case, context):
        return known(case)

    def set(self, case, data, context):
        if data and data["key"]:
            case.headers["Authorization"] = "Bearer " + data["key"]
            if data["person"]:
                case.headers["Perisai-Acting-Person"] = data["person"]
            else:
                case.headers.pop("Perisai-Acting-Person", None)


@schemathesis.serializer("application/x-ndjson")
def lines(context, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


def whole(value):
    """The value with its numbers as this API reads them, also where a schema leaves them open: whole, and none beyond 2^53 - 1."""
    if isinstance(value, float):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return max(-NUMBER_MAX, min(NUMBER_MAX, value))
    if isinstance(value, dict):
        return {key: whole(member) for key, member in value.items()}
    return [whole(element) for element in value] if isinstance(value, list) else value


@schemathesis.hook
def after_call(context, case, response):
    """Writes down which operations were answered, so that what was left for want of time is known."""
    told = case.operation.definition.raw["operationId"]
    if told not in reached:
        reached.add(told)
        note(told + " reached")


def note(line):
    with open(os.environ["PERISAI_REACHED"], "a") as file:
        file.write(line + "\n")


@schemathesis.hook
def before_call(context, case, kwargs):
    here = known(case)
    if not here:
        return
    wrong = case.meta.is_negative_at if case.meta else lambda location: False
    if case.path_parameters:
        if case.operation.definition.raw["operationId"] in ENDING:
            case.path_parameters.update({name: NOBODY for name in case.path_parameters})
        elif not wrong(ParameterLocation.PATH) and draw.random() < EXISTING:
            case.path_parameters.update(draw.choice(here["paths"]))
        # What is no one segment of a path leads elsewhere.
        for name, value in case.path_parameters.items():
            if name != "tile" and (str(value) in ("", ".", "..") or "/" in str(value)):
                case.path_parameters[name] = "TEST"
    if not wrong(ParameterLocation.QUERY):
        # A cursor is good only as a list gave it, nothing but a file can be turned, and one print is looked up at a time.
        case.query.pop("cursor", None)
        if case.media_type and case.media_type.endswith("json"):
            case.query.pop("orientations", None)
        # What authorities handed in is no list.
        if case.query.get("provenance") == "submission":
            case.query.pop("provenance")
        for other in [name for name in ("pdq", "sha256", "md5") if name in case.query][1:]:
            case.query.pop(other)
    if not wrong(ParameterLocation.HEADER) and case.media_type == "application/x-ndjson":
        case.headers.pop("Idempotency-Key", None)
    if not wrong(ParameterLocation.BODY) and isinstance(case.body, (dict, list)):
        case.body = whole(case.body)
    kwargs["url"] = prepare_url(case, here["address"])


@schemathesis.check
def key_is_asked_for(context, response, case):
    """As schemathesis' own `ignored_auth`, whatever the answer was: once for each operation, with no key and with none of ours."""
    operation, request = case.operation.definition.raw["operationId"], response.request
    if operation in guarded or case.operation.definition.raw.get("security") is not None or response.status_code in (429, 503):
        return None
    if "Authorization" in request.headers:
        if not isinstance(request.body, (bytes, str, type(None))):
            return None
        for key in (None, "Bearer TEST-no-key"):
            status = status_without(request, key)
            # Whoever asks for what is nowhere is told so, with a key or without; another request will find the operation.
            if status == response.status_code and status in (400, 404, 405):
                return None
            expect_refusal(operation, status, key)
    else:
        # Nobody was granted it.
        expect_refusal(operation, response.status_code, None)
    guarded.add(operation)
    note(operation + " guarded")
    return None


def expect_refusal(operation, status, key):
    if status != 401:
        raise AssertionError("%s was answered with %d instead of 401 to %s" % (operation, status, key or "no key"))


def status_without(request, key):
    """How a request is answered that comes from somebody else with another key."""
    to = urllib.parse.urlsplit(request.url)
    connection = http.client.HTTPConnection(to.hostname, to.port, TIMEOUT_SECONDS, source_address=(next(addresses), 0))
    headers = {name: value for name, value in request.headers.items() if name not in ("Authorization", "Content-Length")}
    if key:
        headers["Authorization"] = key
    try:
        connection.request(request.method, urllib.parse.urlunsplit(("", "", *to[2:4], "")), request.body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


@schemathesis.check
def invalid_is_refused(context, response, case):
    """As schemathesis' own `negative_data_rejection`, but for what the description says of lists and of null."""
    if 200 <= response.status_code < 300 and (holds_null(case.body) or is_batch(case)):
        return None
    return negative_data_rejection(context, response, case)


def holds_null(value):
    """Whether there is a null in it, which counts as absent."""
    if isinstance(value, dict):
        return any(map(holds_null, value.values()))
    return any(map(holds_null, value)) if isinstance(value, list) else value is None


def is_batch(case):
    """Whether each part is answered by itself."""
    return case.media_type == "application/x-ndjson" or isinstance(case.body, dict) and "signals" in case.body
