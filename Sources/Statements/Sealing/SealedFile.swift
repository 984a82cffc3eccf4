/// Seals and opens small files as a whole.
public enum SealedFile {
    /// Seals bytes.
    ///
    /// - Returns: the sealed file.
    /// - Throws: `SealedFileProblem`.
    public static func seal(
        _ content: [UInt8],
        name: String,
        to recipients: [EncryptionPublicKey]
    ) throws(SealedFileProblem) -> [UInt8] {
        var writer = try SealedFileWriter(name: name, size: content.count, to: recipients)
        var file = writer.header.bytes
        file.reserveCapacity(writer.header.sealedSize)
        var place = 0
        while let size = writer.nextSize {
            file += try writer.seal(Array(content[place..<place + size]))
            place += size
        }
        return file
    }

    /// Opens a sealed file.
    ///
    /// - Returns: what its header says and the content.
    /// - Throws: `SealedFileProblem` at the first thing that is not right.
    public static func open(
        _ file: [UInt8],
        with key: EncryptionSecretKey
    ) throws(SealedFileProblem) -> (header: SealedFileHeader, content: [UInt8]) {
        var place = try SealedFileHeader.byteCount(prefix: Array(file.prefix(SealedFileHeader.prefixBytes)))
        guard place <= file.count else { throw SealedFileProblem(.truncated, "The file ends within its header.") }
        var reader = try SealedFileReader(SealedFileHeader(parsing: Array(file[..<place])), with: key)
        guard file.count <= reader.header.sealedSize else {
            throw SealedFileProblem(.trailingBytes, "Something follows the last piece.")
        }
        var content: [UInt8] = []
        while let size = reader.nextSize {
            content += try reader.open(Array(file[place..<min(place + size, file.count)]))
            place += size
        }
        return (reader.header, content)
    }
}
