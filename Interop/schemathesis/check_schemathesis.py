#!/usr/bin/env python3
"""Has schemathesis look for what the nodes do and docs/api/openapi.yaml does not say.

Usage: check_schemathesis.py PERISAI DOCUMENT [--examples N] [--seed N] [--seconds S] [--operation ID]...

First an exchange and a platform that follows it are started and do all there is (as in Interop/openapi), so that every
operation is known with somebody who may call it and with paths that exist. Then schemathesis makes requests of its own for
every operation, valid and invalid ones, and holds what comes back against the description.
An operation that was not reached, or not asked without a key of the node, counts as something found.
Exit status: 0 nothing found, 1 something found, 2 could not run.
"""

import argparse
import functools
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "openapi"))

from check_openapi import tell
from client import Record
from description import Description

# What is not asked of schemathesis: what follows from the order of requests; who may see whose things (docs/permissions.md and
# Tests/HTTPAPITests hold that); and what hooks.py asks in its stead.
UNASKED = (
    "use_after_free",
    "ensure_resource_availability",
    "object_level_authorization",
    "ignored_auth",
    "negative_data_rejection",
)
# How many of the paths that worked are tried again.
PATHS_KEPT = 8


def world(record):
    """Who may call what, and with which paths, as schemathesis' hooks read it."""
    open_to = {}
    for operation, calls in record.granted.items():
        caller = next((caller for caller, _ in reversed(calls) if is_valid(caller)), calls[-1][0])
        open_to[operation] = {
            "address": "http://127.0.0.1:%d" % caller.port,
            "key": caller.key,
            "person": caller.person,
            "paths": [path for past, path in calls if past.port == caller.port][-PATHS_KEPT:],
        }
    return open_to


@functools.cache
def is_valid_key(port, key):
    request = urllib.request.Request("http://127.0.0.1:%d/status" % port, headers={"Authorization": "Bearer " + key})
    try:
        return urllib.request.urlopen(request).status == 200
    except urllib.error.HTTPError:
        return False


def is_valid(caller):
    """Whether a key was not revoked since, or its person left."""
    return not caller.key or is_valid_key(caller.port, caller.key)


def explore(options, record, folder, ran):
    told = pathlib.Path(folder) / "world.json"
    told.write_text(json.dumps(world(record)))
    told.chmod(0o600)
    any_address = next(iter(record.granted.values()))[-1][0].port
    command = [
        pathlib.Path(sys.executable).parent / "schemathesis",
        "--config-file",
        HERE / "schemathesis.toml",
        "run",
        options.document,
        "--url",
        "http://127.0.0.1:%d" % any_address,
        "--max-examples",
        str(options.examples),
        "--seed",
        str(options.seed),
        "--exclude-checks",
        ",".join(UNASKED),
        "--continue-on-failure",
        "--no-color",
    ]
    if options.seconds:
        command += ["--max-time", str(options.seconds)]
    for operation in options.operation:
        command += ["--include-operation-id", operation]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE), "PERISAI_WORLD": str(told)}
    answered = pathlib.Path(folder) / "reached"
    answered.touch()
    environment["PERISAI_REACHED"] = str(answered)
    status = subprocess.run(command, env=environment, cwd=folder).returncode
    left = list(undone(options, set(answered.read_text().splitlines())))
    for fault in left:
        print("WRONG %s" % fault)
    ran.append(status or (1 if left else 0))


def undone(options, done):
    """Which of the wanted operations nobody answered, or nobody refused to answer without a key, as sentences in order."""
    known = Description(options.document).operations
    for operation in sorted(options.operation or known):
        if operation + " reached" not in done:
            yield operation + " was not reached"
        elif "security" not in known[operation].fields and operation + " guarded" not in done:
            yield operation + " was not asked without a key"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("program", type=pathlib.Path)
    arguments.add_argument("document", type=pathlib.Path)
    arguments.add_argument("--examples", type=int, default=10)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--operation", action="append", default=[])
    arguments.add_argument("--seconds", type=int)
    options = arguments.parse_args()
    options.document = options.document.resolve()

    record, ran = Record(Description(options.document)), []
    with tempfile.TemporaryDirectory(prefix="perisai-schemathesis-") as folder:
        tell(options.program, record, folder, lambda: explore(options, record, folder, ran))
    return ran[0]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, RuntimeError, subprocess.CalledProcessError) as problem:
        print("check_schemathesis: %s" % problem, file=sys.stderr)
        sys.exit(2)
