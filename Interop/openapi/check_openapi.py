#!/usr/bin/env python3
"""Holds docs/api/openapi.yaml against what nodes really take and answer.

Usage: check_openapi.py PERISAI DOCUMENT

PERISAI is the built program. The document is validated by openapi-spec-validator, its examples against its schemas.
Then an exchange and a platform that follows it, with someone between the two, are started, and every request to them
and every answer of theirs is validated: parameters, bodies, statuses, headers, media types, codes. An operation that
never succeeded is a failure, but for those few that need an exchange which contradicts itself.
Exit status: 0 all as described, 1 something is not, 2 could not run.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

from client import Client, Record
from description import Description
from exchange_story import Exchange
from middleman import Middleman
from node import Node
from platform_story import Platform
from request_story import Asked, is_answered_by_word
from threat_story import is_handed_over, is_told


# An exchange of ours refuses no answer that its own requests wait for; RefusedAnswerTests plays one that does.
UNTOLD = {"answerAgain"}


def tell(program, record, folder, afterwards=lambda: None):
    """Starts an exchange and a platform that follows it, and has them do all there is; both are up `afterwards`."""
    folder = pathlib.Path(folder)
    with Node(
        program, folder / "exchange", ["--exchange", "--kind", "secretariat", "--name", "TEST Office", "--no-interests"]
    ) as node:
        exchange = Exchange(node, Client(record, node.port))
        exchange.tell()
        is_handed_over(exchange)
        is_answered_by_word(exchange)
        key = folder / "follow.key"
        key.write_text(exchange.follow_key + "\n")
        key.chmod(0o600)
        init = [
            "--kind",
            "platform",
            "--name",
            "TEST Third",
            "--owners",
            "owner.third",
            "--organisation-id",
            exchange.third.id,
        ]
        with Middleman(node.port) as middleman:
            follow = ["--follow", middleman.address, "--follow-key-file", key]
            follow += ["--follow-verifier-key", exchange.verifier_key, "--look-at-items"]
            follow += ["--allow-destination", "127.0.0.1"]
            with Node(program, folder / "platform", init, follow) as other:
                platform = Platform(other, Client(record, other.port))
                is_told(platform)
                platform.tell(exchange, middleman, lambda: Asked(platform).tell())
                afterwards()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("program", type=pathlib.Path)
    arguments.add_argument("document", type=pathlib.Path)
    options = arguments.parse_args()

    description = Description(options.document)
    faults = description.specification_faults()
    if faults:
        print("\n".join("WRONG %s" % fault for fault in faults))
        return 1
    faults, examples = description.example_faults()
    record = Record(description)
    with tempfile.TemporaryDirectory(prefix="perisai-openapi-") as folder:
        try:
            tell(options.program, record, folder)
        except RuntimeError as problem:
            faults.append("the story broke off: %s" % problem)
    faults += record.faults + [
        "%s never succeeded" % operation for operation in record.never_succeeded() if operation not in UNTOLD
    ]
    for fault in dict.fromkeys(faults):
        print("WRONG %s" % fault)
    print(
        "OpenAPI: %d operations, %d examples; %d requests, %d pairs of operation and status, %d of operation and code"
        % (len(description.operations), examples, record.requests, len(record.seen), len(record.codes))
    )
    return 1 if faults else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, subprocess.CalledProcessError) as problem:
        print("check_openapi: %s" % problem, file=sys.stderr)
        sys.exit(2)
