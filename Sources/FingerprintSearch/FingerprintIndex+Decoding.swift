extension FingerprintIndex {
    /// Loads a saved index.
    ///
    /// Whatever happened to the bytes, the result is either the whole index that was saved or an error.
    ///
    /// - Parameter bytes: what `IndexSnapshot.encoded()` gave.
    /// - Throws: `IndexFormatError` saying in which way the bytes are not an index.
    /// - Complexity: O(*n*), about a second for a million hashes.
    public init(decoding bytes: [UInt8]) throws(IndexFormatError) {
        var decoder = IndexDecoder()
        try decoder.append(bytes)
        self = try decoder.finish()
    }
}
