import Cooperation
import Services
import TransparencyLog

/// One row of an answer.
///
/// A value of another kind than the table declares was not written by this program.
package struct SQLRow: Sendable, Equatable {
    package let values: [SQLValue]

    package init(_ values: [SQLValue]) {
        self.values = values
    }

    private func damaged(_ expected: String) -> StoreError {
        StoreError(.damaged, "A column does not hold \(expected). Run the verification of the log.")
    }

    func integer(_ column: Int) throws(StoreError) -> Int64 {
        guard case .integer(let value) = values[column] else { throw damaged("a whole number") }
        return value
    }

    func optionalInteger(_ column: Int) throws(StoreError) -> Int64? {
        if case .null = values[column] { return nil }
        return try integer(column)
    }

    func text(_ column: Int) throws(StoreError) -> String {
        guard case .text(let value) = values[column] else { throw damaged("a text") }
        return value
    }

    func optionalText(_ column: Int) throws(StoreError) -> String? {
        if case .null = values[column] { return nil }
        return try text(column)
    }

    func bytes(_ column: Int) throws(StoreError) -> [UInt8] {
        guard case .bytes(let value) = values[column] else { throw damaged("bytes") }
        return value
    }

    func optionalBytes(_ column: Int) throws(StoreError) -> [UInt8]? {
        if case .null = values[column] { return nil }
        return try bytes(column)
    }

    func hash(_ column: Int) throws(StoreError) -> LogHash {
        guard let hash = LogHash(bytes: try bytes(column)) else { throw damaged("a hash of 32 bytes") }
        return hash
    }

    func identifier(_ column: Int) throws(StoreError) -> Identifier {
        guard let identifier = Identifier(try text(column)) else { throw damaged("an id") }
        return identifier
    }
}
