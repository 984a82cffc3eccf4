import FingerprintSearch
import Fingerprints
import Services

/// A list of hashes, ready for looking files up.
package struct HashList: Sendable {
    /// A hash of the list that a file comes near to.
    package struct Match: Hashable, Sendable {
        package let fingerprint: Fingerprint
        /// In how many of 256 bits the picture differs; 0 where kinds are compared by equality.
        package let distance: Int
        /// Where the hash stands in the list first, from 1.
        package let line: Int
    }

    private let pictures: [(hash: Hash256, line: Int)]
    private let index: IndexSnapshot
    private let sha256: [Hash256: Int]
    private let md5: [String: Int]

    /// Reads a list from a file.
    ///
    /// - Throws: `HashListError`, which names the line; `FileProblem`.
    package init(path: RawPath) throws {
        var parser = HashListParser()
        var builder = Builder()
        try FileLines.forEach(of: path) { line in builder.add(try parser.take(line)) }
        try self.init(builder, lines: parser.lines)
    }

    /// Reads a list from text.
    ///
    /// - Throws: `HashListError`, which names the line.
    package init(text: String) throws(HashListError) {
        var parser = HashListParser()
        var builder = Builder()
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            builder.add(try parser.take(line))
        }
        try self.init(builder, lines: parser.lines)
    }

    private init(_ builder: Builder, lines: Int) throws(HashListError) {
        guard !builder.isEmpty else { throw HashListError(line: lines, reason: .empty) }
        pictures = builder.pictures
        sha256 = builder.sha256
        md5 = builder.md5
        var index = FingerprintIndex()
        index.insert(contentsOf: pictures.enumerated().lazy.map { (hash: $0.element.hash, entry: UInt32($0.offset)) })
        index.settle()
        self.index = index.snapshot()
    }

    /// How many different hashes it holds.
    package var count: Int { pictures.count + sha256.count + md5.count }

    /// What of the list a file matches.
    ///
    /// - Parameters:
    ///   - prints: the file's fingerprints.
    ///   - radius: the largest distance of a PDQ hash that still counts.
    /// - Returns: exact matches first, then pictures, nearest first.
    package func matches(of prints: FileFingerprints, radius: Int) -> [Match] {
        var matches: [Match] = []
        for print in [
            (FingerprintKind.sha256, prints.sha256.hex, sha256[prints.sha256]),
            (.md5, prints.md5, md5[prints.md5]),
        ] {
            if let line = print.2, let fingerprint = try? Fingerprint(kind: print.0, value: print.1) {
                matches.append(Match(fingerprint: fingerprint, distance: 0, line: line))
            }
        }
        for hit in index.search(prints.hashes, radius: radius) {
            let known = pictures[Int(hit.entry)]
            matches.append(Match(fingerprint: Fingerprint(pdq: known.hash), distance: hit.distance, line: known.line))
        }
        return matches
    }

    private struct Builder {
        var pictures: [(hash: Hash256, line: Int)] = []
        var sha256: [Hash256: Int] = [:]
        var md5: [String: Int] = [:]
        private var known: Set<Hash256> = []

        var isEmpty: Bool { pictures.isEmpty && sha256.isEmpty && md5.isEmpty }

        mutating func add(_ entries: [HashListParser.Entry]) {
            for entry in entries {
                switch (entry.fingerprint.kind, entry.fingerprint.hash256) {
                case (.pdq, let hash?):
                    if known.insert(hash).inserted { pictures.append((hash, entry.line)) }
                case (.sha256, let hash?):
                    if sha256[hash] == nil { sha256[hash] = entry.line }
                default:
                    if md5[entry.fingerprint.value] == nil { md5[entry.fingerprint.value] = entry.line }
                }
            }
        }
    }
}
