import TransparencyLog

/// The bytes of a bundle's file, which is read twice: once to see that it is whole, and once to take it in.
package protocol BundleBytes: Sendable {
    /// Reads on from a place.
    ///
    /// - Parameter offset: how many bytes stand before it.
    /// - Returns: some bytes, no more than fit into memory; none at the end.
    /// - Throws: where the file can't be read.
    func read(at offset: Int64) throws -> [UInt8]
}

extension BundleBytes {
    /// Reads a bundle from the beginning to its seal.
    ///
    /// - Parameter body: told each part as it comes.
    /// - Returns: the header.
    /// - Throws: `BundleError`; what reading and `body` throw.
    func readAll(_ body: (BundleReader.Part) async throws -> Void) async throws -> BundleHeader {
        var reader = BundleReader()
        var offset: Int64 = 0
        while true {
            let piece = try read(at: offset)
            guard !piece.isEmpty else { return try reader.finish() }
            offset += Int64(piece.count)
            for part in try reader.read(piece) { try await body(part) }
            try Task.checkCancellation()
        }
    }
}
