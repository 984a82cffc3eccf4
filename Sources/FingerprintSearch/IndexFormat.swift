/// The saved form of an index, version 1.
///
/// All numbers are big-endian.
///
/// | bytes | meaning |
/// |---|---|
/// | 8 | `PRSINDEX` in ASCII |
/// | 4 | version, 1 |
/// | 4 | bytes in a row, 36 |
/// | 8 | number of rows *n* |
/// | 36 *n* | rows: the hash (32), its entry (4); ascending by entry, then by hash |
/// | 32 | SHA-256 of everything before |
///
/// Only the rows are saved: the tables are three times as large and follow from them. The order makes the bytes a
/// function of what the index holds, whatever way it came to hold it.
enum IndexFormat {
    static let magic: [UInt8] = Array("PRSINDEX".utf8)
    static let version: UInt32 = 1
    static let headerBytes = 24
    static let rowBytes = 36
    static let digestBytes = 32

    /// The header for so many rows.
    static func header(rowCount: Int) -> [UInt8] {
        var bytes = magic
        append(version, to: &bytes)
        append(UInt32(rowBytes), to: &bytes)
        append(UInt64(rowCount), to: &bytes)
        return bytes
    }

    static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    static func read<Number: FixedWidthInteger & BitwiseCopyable>(_ bytes: [UInt8], at offset: Int) -> Number {
        precondition(offset >= 0 && offset + MemoryLayout<Number>.size <= bytes.count)
        return bytes.withUnsafeBytes { Number(bigEndian: $0.loadUnaligned(fromByteOffset: offset, as: Number.self)) }
    }
}
