import Fingerprints

/// Reads a list of hashes line by line: `pdq <hex>`, a bare hash, or CSV whose header names a column of hashes.
package struct HashListParser: Sendable {
    /// One hash of the list.
    package struct Entry: Hashable, Sendable {
        package let fingerprint: Fingerprint
        /// The line it stands on, from 1.
        package let line: Int
    }

    private enum Form: Sendable {
        case unknown
        case lines
        /// The columns that hold hashes, with their kind; a column named `hash` tells it by the length.
        case csv([(index: Int, kind: FingerprintKind?)], others: [(index: Int, name: String)])
    }

    private static let kinds: [FingerprintKind] = [.pdq, .sha256, .md5]

    private var form = Form.unknown
    /// How many lines were read.
    package private(set) var lines = 0
    /// What the row that was read last has in the columns that hold no hashes, by their names in lower case.
    package private(set) var cells: [String: String] = [:]

    package init() {}

    /// Reads the next line.
    ///
    /// - Parameter bytes: the line without its line feed.
    /// - Returns: its hashes; none for comments, empty lines and the header.
    /// - Throws: `HashListError` with this line.
    package mutating func take(_ bytes: some Sequence<UInt8>) throws(HashListError) -> [Entry] {
        lines += 1
        cells = [:]
        var text = Substring(String(decoding: Array(bytes), as: UTF8.self))
        if lines == 1, text.first == "\u{FEFF}" { text.removeFirst() }
        text = text.trimmed
        if text.isEmpty || text.first == "#" { return [] }
        guard case .unknown = form else { return try entries(of: text) }
        form = try header(of: text) ?? .lines
        if case .csv = form { return [] }
        return try entries(of: text)
    }

    /// Counts a line that is read in another way.
    mutating func skip() { lines += 1 }

    private func header(of text: Substring) throws(HashListError) -> Form? {
        let fields = try CSVRow.fields(of: text, line: lines)
        var columns: [(index: Int, kind: FingerprintKind?)] = []
        var others: [(index: Int, name: String)] = []
        for (index, field) in fields.enumerated() {
            let name = Substring(field).trimmed.lowercased()
            if name == "hash" {
                columns.append((index, nil))
            } else if let kind = Self.kinds.first(where: { $0.rawValue == name }) {
                columns.append((index, kind))
            } else {
                others.append((index, name))
            }
        }
        return columns.isEmpty ? nil : .csv(columns, others: others)
    }

    private mutating func entries(of text: Substring) throws(HashListError) -> [Entry] {
        guard case .csv(let columns, let others) = form else { return [try entry(ofLine: text)] }
        let fields = try CSVRow.fields(of: text, line: lines)
        for column in others where fields.indices.contains(column.index) {
            cells[column.name] = String(Substring(fields[column.index]).trimmed)
        }
        var entries: [Entry] = []
        for column in columns where fields.indices.contains(column.index) {
            let value = Substring(fields[column.index]).trimmed
            if !value.isEmpty { entries.append(try entry(column.kind, value)) }
        }
        guard !entries.isEmpty else { throw HashListError(line: lines, reason: .emptyRow) }
        return entries
    }

    private func entry(ofLine text: Substring) throws(HashListError) -> Entry {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
        switch words.count {
        case 1: return try entry(nil, words[0])
        case 2:
            guard let kind = Self.kinds.first(where: { $0.rawValue == words[0].lowercased() }) else {
                throw HashListError(line: lines, reason: .unknownKind)
            }
            return try entry(kind, words[1])
        default: throw HashListError(line: lines, reason: .tooManyWords)
        }
    }

    private func entry(_ kind: FingerprintKind?, _ value: Substring) throws(HashListError) -> Entry {
        let lengths: [Int: FingerprintKind] = [64: .pdq, 32: .md5]
        guard let kind = kind ?? lengths[value.utf8.count] else {
            throw HashListError(line: lines, reason: .unknownLength)
        }
        do throws(FingerprintError) {
            return Entry(fingerprint: try Fingerprint(kind: kind, value: String(value)), line: lines)
        } catch {
            throw HashListError(line: lines, reason: error.cause.map { .badHash($0) } ?? .unknownKind)
        }
    }
}

extension Substring {
    /// Without blanks and carriage returns at both ends.
    fileprivate var trimmed: Substring {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
            return self[startIndex..<startIndex]
        }
        return self[first...last]
    }
}
