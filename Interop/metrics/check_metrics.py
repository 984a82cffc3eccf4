"""Starts a node, asks it this and that, and reads its metrics with PyPI's prometheus-client.

    check_metrics.py PROGRAM       PROGRAM is the built perisai
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

from prometheus_client.parser import text_string_to_metric_families

ROOT = pathlib.Path(__file__).resolve().parents[2]
FAILED = []
CHECK = {"fingerprints": [{"kind": "sha256", "value": "07" * 32}]}


def expect(condition, words):
    print(("ok    " if condition else "FAIL  ") + words)
    if not condition:
        FAILED.append(words)


def ask(url, path, key=None, body=None):
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    if body is not None:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(url + path, headers=headers, data=body and json.dumps(body).encode())
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers.get("Content-Type"), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("Content-Type"), error.read().decode()


def names_in(path):
    return {re.sub(r"_(bucket|sum|count)$", "", name) for name in re.findall(r"\bperisai_\w+", path.read_text())}


def is_for_metrics_alone(url, monitor):
    for path in (
        "/v1/organisations", "/v1/events", "/v1/cases", "/v1/signals", "/v1/banks", "/v1/clocks", "/v1/offices",
        "/v1/alerts", "/v1/preferences", "/checkpoint",
    ):
        status, _, answer = ask(url, path, monitor)
        expect(status == 403, f"the monitor's key is turned away at {path}: {status} {answer if status != 403 else ''}")
    status, _, answer = ask(url, "/v1/banks", monitor, {"name": "TEST bank"})
    expect(status == 403, f"the monitor's key changes nothing: {status}")
    status, _, answer = ask(url, "/status", monitor)
    expect((status, list(json.loads(answer))) == (200, ["state"]), f"of the status it is told what anybody is: {answer}")


def check(url, key, monitor):
    for _ in range(7):
        status, _, answer = ask(url, "/v1/checks", key, CHECK)
        expect(status == 200, f"a check is answered: {status} {'' if status == 200 else answer}")
    for path in ("/nowhere/a", "/nowhere/b", "/%22quoted%22", "/v1/cases/no-id"):
        ask(url, path, key)
    status, kind, text = ask(url, "/metrics")
    expect(status == 401, "without a key nothing is told")
    is_for_metrics_alone(url, monitor)
    status, kind, text = ask(url, "/metrics", monitor)
    expect((status, kind) == (200, "text/plain; version=0.0.4; charset=utf-8"), f"the answer is Prometheus's format: {kind}")
    families = {family.name: family for family in text_string_to_metric_families(text)}
    expect(len(families) >= 12, f"{len(families)} families are read")
    expect(all(family.documentation for family in families.values()), "each has its help")
    expect(all(name.startswith("perisai_") for name in families), "each has the program's name")
    single = {name: family.samples[0].value for name, family in families.items() if family.type == "gauge" and family.samples}
    expect(single["perisai_journal_events"] > 0, "the journal holds what happened")
    expect(single["perisai_log_signing"] == 1, "the log is signed")
    expect(single["perisai_ready"] == 1 and single["perisai_store_writable"] == 1, "the node is ready and records")
    parts = {sample.labels["part"]: sample.value for sample in families["perisai_part_restarts"].samples}
    expect(len(parts) >= 9 and not any(parts.values()), f"no part was begun again: {parts}")
    requests = families["perisai_http_request_duration_seconds"]
    expect(requests.type == "histogram", "times are a histogram")
    counts = {
        (sample.labels["operation"], sample.labels["status"]): sample.value
        for sample in requests.samples if sample.name.endswith("_count")
    }
    expect(counts.get(("check", "2xx")) == 7, f"seven checks were counted: {counts}")
    expect(counts.get(("none", "4xx"), 0) >= 3, "paths that are none have no label of their own")
    buckets = [
        sample for sample in requests.samples if sample.name.endswith("_bucket") and sample.labels["operation"] == "check"
    ]
    values = [sample.value for sample in buckets]
    expect(values == sorted(values) and buckets[-1].labels["le"] == "+Inf" and values[-1] == 7, "buckets add up")
    known = set(families) | {family.name + "_total" for family in families.values() if family.type == "counter"}
    # What is there only where witnesses are asked, or an exchange is followed.
    known.add("perisai_cosigned_checkpoint_age_seconds")
    following = ("silence_seconds", "behind_events", "behind_seconds", "upgrade_needed")
    known.update(f"perisai_following_{name}" for name in following)
    for name in ("alerts.yaml", "board.json"):
        unknown = names_in(ROOT / "docs" / "monitoring" / name) - known
        expect(not unknown, f"{name} names only what is measured {sorted(unknown)}")


def main(program):
    with tempfile.TemporaryDirectory() as place:
        folder, key_file, monitor_file = f"{place}/node", pathlib.Path(place, "key"), pathlib.Path(place, "monitor.key")
        subprocess.run(
            [program, "init", "--data", folder, "--kind", "platform", "--name", "TEST Lentera", "--key-file", key_file],
            check=True, stdout=subprocess.DEVNULL,
        )
        subprocess.run(
            [program, "key", "issue", "--role", "monitor", "--out", monitor_file, "--data", folder],
            check=True, stdout=subprocess.DEVNULL,
        )
        node = subprocess.Popen(
            [program, "serve", "--data", folder, "--port", "0", "--checkpoint-interval", "1", "--log-level", "error"],
            stdout=subprocess.PIPE, text=True,
        )
        try:
            line = node.stdout.readline()
            while " is ready on " not in line:
                line = node.stdout.readline()
            url = line.split(" is ready on ")[1].strip()
            key = key_file.read_text().strip()
            while json.loads(ask(url, "/status", key)[2])["log"]["size"] == 0:
                pass
            check(url, key, monitor_file.read_text().strip())
        finally:
            node.terminate()
            node.wait(30)
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else __doc__)
