#!/usr/bin/env python3
"""Exact radius search: Perisai beside faiss-cpu, on the same data, in turn, in one run.

Needs numpy and faiss-cpu (both on PyPI) and the built tool:

    swift build -c release --product search-benchmark
    python3 bench_search.py .build/release/search-benchmark

For each size it makes two kinds of data, asks every engine the same queries one at a time on one thread, stops with
exit code 1 unless all find equally many hits, and prints how many times faster than each peer Perisai is: the
smallest, median and largest ratio over the rounds. A ratio compares the medians per query of one round.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

os.environ["OMP_NUM_THREADS"] = "1"

import faiss  # noqa: E402  (the thread count must be set before)
import numpy as np  # noqa: E402

BYTES = 32
CHUNKS, CHUNK_BITS, FLIPS = 16, 16, 1


def flipped(rng, row, flips):
    bits = np.unpackbits(row)
    bits[rng.choice(8 * BYTES, flips, replace=False)] ^= 1
    return np.packbits(bits)


def rows_of(kind, count, rng):
    rows = rng.integers(0, 256, size=(count, BYTES), dtype=np.uint8)
    if kind == "clustered":
        # Four in ten lie in families of edited copies; sizes are heavy-tailed and at most 2,000.
        place, end = 0, count * 4 // 10
        while place < end:
            size = min(end - place, 1 + int(min(1999, rng.pareto(1.0) * 5)))
            centre = rows[place].copy()
            for member in range(place + 1, place + size):
                rows[member] = flipped(rng, centre, int(rng.integers(0, 41)))
            place += size
        rows = rows[rng.permutation(count)]
    return rows


def queries_of(rows, count, rng):
    queries = rng.integers(0, 256, size=(count, BYTES), dtype=np.uint8)
    for query in range(0, count, 2):
        queries[query] = flipped(rng, rows[rng.integers(len(rows))], int(rng.integers(0, 41)))
    return queries


def ask_faiss(index, queries, radius):
    """Median and 99th percentile in microseconds of one query, and the number of hits."""
    times, hits = [], 0
    for place in range(len(queries)):
        query = queries[place : place + 1]
        start = time.perf_counter_ns()
        # The radius of faiss is strict.
        limits, _, _ = index.range_search(query, radius + 1)
        times.append((time.perf_counter_ns() - start) / 1000)
        hits += int(limits[-1])
    return float(np.percentile(times, 50)), float(np.percentile(times, 99)), hits


def ask_perisai(tool, rows_path, queries_path, radius):
    output = subprocess.run(
        [tool, "query", rows_path, queries_path, str(radius), "2"], check=True, capture_output=True, text=True
    ).stdout
    return json.loads(output)


def measure(tool, folder, kind, count, arguments):
    rng = np.random.default_rng(arguments.seed + count)
    rows = rows_of(kind, count, rng)
    queries = queries_of(rows, arguments.queries, rng)
    rows_path, queries_path = os.path.join(folder, "rows"), os.path.join(folder, "queries")
    rows.tofile(rows_path)
    queries.tofile(queries_path)

    peers = {
        "MultiHash": faiss.IndexBinaryMultiHash(8 * BYTES, CHUNKS, CHUNK_BITS),
        "Flat": faiss.IndexBinaryFlat(8 * BYTES),
    }
    peers["MultiHash"].nflip = FLIPS
    for peer in peers.values():
        peer.add(rows)
        ask_faiss(peer, queries[: max(1, len(queries) // 10)], arguments.radius)

    ratios = {name: [] for name in peers}
    result = {"kind": kind, "rows": count, "perisai_us": [], "perisai_p99_us": [], "peers_us": {n: [] for n in peers}}
    for _ in range(arguments.rounds):
        own = ask_perisai(tool, rows_path, queries_path, arguments.radius)
        result["perisai_us"].append(own["p50_us"])
        result["perisai_p99_us"].append(own["p99_us"])
        result["bytes_per_row"] = own["bytes_per_row"]
        result["build_ms"] = own["build_ms"]
        for name, peer in peers.items():
            median, _, hits = ask_faiss(peer, queries, arguments.radius)
            if hits != int(own["hits"]):
                sys.exit(f"{kind} {count}: {name} finds {hits} hits, Perisai {int(own['hits'])}")
            result["peers_us"][name].append(median)
            ratios[name].append(median / own["p50_us"])
        result["hits"] = int(own["hits"])
    result["ratios"] = {n: [min(r), statistics.median(r), max(r)] for n, r in ratios.items()}
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tool", help="the built search-benchmark")
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--radius", type=int, default=31)
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--insertions", type=int, default=20000, help="to time at the largest size; 0 for none")
    parser.add_argument("--json", action="store_true", help="print one JSON object for each row of the table")
    arguments = parser.parse_args()
    faiss.omp_set_num_threads(1)
    sizes = [int(size) for size in arguments.sizes.split(",")]

    if not arguments.json:
        print(f"radius {arguments.radius}, one thread, {arguments.rounds} rounds of {arguments.queries} queries;")
        print("times are medians per query in microseconds, ratios are smallest/median/largest")
        print(f"{'data':10} {'rows':>9} {'hits':>7} {'Perisai':>9} {'MultiHash':>10} {'Flat':>9}  times faster than "
              f"{'MultiHash':22} {'Flat':22} bytes/row")
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("uniform", "clustered"):
            for count in sizes:
                result = measure(arguments.tool, folder, kind, count, arguments)
                if arguments.json:
                    print(json.dumps(result), flush=True)
                    continue
                shown = {n: "/".join(f"{r:.1f}" for r in result["ratios"][n]) for n in result["ratios"]}
                peers = {n: statistics.median(t) for n, t in result["peers_us"].items()}
                print(f"{kind:10} {count:9} {result['hits']:7} {statistics.median(result['perisai_us']):9.2f} "
                      f"{peers['MultiHash']:10.1f} {peers['Flat']:9.1f}  {'':17} {shown['MultiHash']:22} "
                      f"{shown['Flat']:22} {result['bytes_per_row']:.0f}", flush=True)
        if arguments.insertions > 0 and max(sizes) > arguments.insertions:
            output = subprocess.run(
                [arguments.tool, "insert", os.path.join(folder, "rows"), str(arguments.insertions)],
                check=True, capture_output=True, text=True,
            ).stdout
            print(output.strip() if arguments.json else f"insert until visible in a snapshot: {output.strip()}")


if __name__ == "__main__":
    main()
