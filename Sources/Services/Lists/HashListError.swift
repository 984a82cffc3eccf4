import Fingerprints

/// Why a list of hashes could not be read, with the line.
package struct HashListError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    package enum Reason: Hashable, Sendable {
        /// The value is not hexadecimal, or not as long as its kind wants.
        case badHash(HexError)
        /// The length is that of no kind.
        case unknownLength
        /// The word before the value is not one of the kinds.
        case unknownKind
        /// There is more on the line than a hash.
        case tooManyWords
        /// A quote in a row of CSV is not closed.
        case openQuote
        /// A row of CSV has no hash in any of the columns.
        case emptyRow
        /// The line begins as an object and is none.
        case badObject
        /// The whole list holds nothing.
        case empty
    }

    /// The line, from 1.
    package let line: Int
    package let reason: Reason

    package init(line: Int, reason: Reason) {
        self.line = line
        self.reason = reason
    }

    package var description: String {
        let problem =
            switch reason {
            case .badHash(let error): error.description
            case .unknownLength: "a bare hash has 64 digits (pdq) or 32 (md5); for another kind write it first"
            case .unknownKind: "write pdq, sha256 or md5 before the hash, or the hash alone"
            case .tooManyWords: "there is more on the line than a hash; comments begin with #"
            case .openQuote: "a quote is not closed"
            case .emptyRow: "the row has no hash"
            case .badObject: "the line is not one JSON object"
            case .empty: "the list holds no hashes"
            }
        return reason == .empty ? problem : "line \(line): \(problem)"
    }
}
