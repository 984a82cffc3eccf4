import Fingerprints
import FingerprintSearch
import Foundation

/// Measures the index on files of raw hashes, for `bench_search.py`, which compares it with its peers.
///
/// Usage: `search-benchmark query ROWS QUERIES RADIUS PASSES [automatic|scan|probe]` and `search-benchmark insert ROWS COUNT`
/// and `search-benchmark save ROWS`.
/// A file holds 32 bytes for each hash. Prints one JSON object.
@main
struct SearchBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        switch arguments.dropFirst().first {
        case "query" where arguments.count == 6 || arguments.count == 7:
            guard let radius = Int(arguments[4]), let passes = Int(arguments[5]), passes > 0 else { fail() }
            var tuning = IndexTuning()
            switch arguments.dropFirst(6).first {
            case nil, "automatic": tuning.strategy = .automatic
            case "scan": tuning.strategy = .scan
            case "probe": tuning.strategy = .probe
            default: fail()
            }
            try measureQueries(
                rows: readHashes(arguments[2]),
                queries: readHashes(arguments[3]),
                radius: radius,
                passes: passes,
                tuning: tuning
            )
        case "insert" where arguments.count == 4:
            guard let count = Int(arguments[3]) else { fail() }
            try measureInsertions(rows: readHashes(arguments[2]), count: count)
        case "save" where arguments.count == 3:
            try measureSaving(rows: readHashes(arguments[2]))
        default:
            fail()
        }
    }

    private static func fail() -> Never {
        print(
            "usage: search-benchmark query ROWS QUERIES RADIUS PASSES [automatic|scan|probe] | insert ROWS COUNT | save ROWS"
        )
        exit(2)
    }

    private static func readHashes(_ path: String) throws -> [Hash256] {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        return stride(from: 0, to: bytes.count, by: Hash256.byteCount).compactMap { start in
            Hash256(bytes: bytes[start..<min(start + Hash256.byteCount, bytes.count)])
        }
    }

    private static func measureQueries(
        rows: [Hash256],
        queries: [Hash256],
        radius: Int,
        passes: Int,
        tuning: IndexTuning
    ) throws {
        let clock = ContinuousClock()
        var index = FingerprintIndex(tuning: tuning)
        let building = clock.measure {
            index.insert(contentsOf: rows.enumerated().lazy.map { (hash: $1, entry: UInt32($0)) })
            index.settle()
        }
        let snapshot = index.snapshot()
        var microseconds: [Double] = []
        var hits = 0
        var checksum = 0
        for pass in 0..<passes {
            hits = 0
            for query in queries {
                var found: [SearchHit] = []
                let time = clock.measure { found = snapshot.search(query, radius: radius) }
                hits += found.count
                checksum &+= found.reduce(0) { $0 &+ Int($1.entry) &* ($1.distance + 1) }
                // The first pass only warms up what the peers, measured after their own first pass, have warm too.
                if pass > 0 || passes == 1 { microseconds.append(time.microseconds) }
            }
        }
        report([
            "rows": Double(rows.count), "hits": Double(hits), "checksum": Double(checksum % 1_000_003),
            "build_ms": building.microseconds / 1000, "bytes_per_row": Double(index.byteCount) / Double(rows.count),
            "p50_us": percentile(microseconds, 0.5), "p99_us": percentile(microseconds, 0.99),
            "min_us": percentile(microseconds, 0), "mean_us": microseconds.reduce(0, +) / Double(microseconds.count),
        ])
    }

    /// Inserts the last rows one by one into an index of the others, taking a snapshot after each.
    private static func measureInsertions(rows: [Hash256], count: Int) throws {
        let clock = ContinuousClock()
        var index = FingerprintIndex()
        let loaded = rows.dropLast(count)
        index.insert(contentsOf: loaded.enumerated().lazy.map { (hash: $1, entry: UInt32($0)) })
        index.settle()
        var microseconds: [Double] = []
        var snapshot = index.snapshot()
        var longestMerge = 0.0
        for (place, hash) in rows.enumerated().dropFirst(loaded.count) {
            let time = clock.measure {
                index.insert(hash, entry: UInt32(place))
                snapshot = index.snapshot()
            }
            microseconds.append(time.microseconds)
            if let merge = index.pendingMerge() {
                longestMerge = max(longestMerge, clock.measure { index.install(merge.run()) }.microseconds / 1000)
            }
        }
        report([
            "rows": Double(snapshot.count), "p50_us": percentile(microseconds, 0.5),
            "p99_us": percentile(microseconds, 0.99), "max_us": percentile(microseconds, 1),
            "mean_us": microseconds.reduce(0, +) / Double(microseconds.count), "longest_merge_ms": longestMerge,
        ])
    }

    private static func measureSaving(rows: [Hash256]) throws {
        let clock = ContinuousClock()
        var index = FingerprintIndex()
        index.insert(contentsOf: rows.enumerated().lazy.map { (hash: $1, entry: UInt32($0)) })
        index.settle()
        var bytes: [UInt8] = []
        let saving = clock.measure { bytes = index.snapshot().encoded() }
        var loaded = FingerprintIndex()
        let loading = try clock.measure { loaded = try FingerprintIndex(decoding: bytes) }
        report([
            "rows": Double(loaded.count), "bytes": Double(bytes.count),
            "save_ms": saving.microseconds / 1000, "load_ms": loading.microseconds / 1000,
        ])
    }

    private static func percentile(_ values: [Double], _ share: Double) -> Double {
        guard !values.isEmpty else { return 0 }
        return values.sorted()[min(values.count - 1, Int(Double(values.count) * share))]
    }

    private static func report(_ figures: [String: Double]) {
        let fields = figures.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
        print("{\(fields.joined(separator: ", "))}")
    }
}
