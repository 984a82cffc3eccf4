extension RequestDocument.Attachment {
    /// Whether hash, name and size have the form of such.
    public var isWellFormed: Bool {
        sha256.utf8.count == 64 && sha256.utf8.allSatisfy(\.isHexadecimalDigit) && bytes >= 0
            && name.utf8.count <= RequestDocument.wordBytesMax
    }
}
