extension MultipartPartHeader {
    /// Header lines that one part may have.
    private static let linesMax = 8

    /// Parses the lines over a part, without the empty line that ends them.
    ///
    /// - Parameters:
    ///   - bytes: Lines separated by CR LF.
    ///   - limits: Limits of names.
    /// - Throws: ``MultipartError`` for folded or broken lines, for repeated ones, for a part that is not `form-data`
    ///   with one name, and for a transfer encoding that changes the bytes.
    init(parsing bytes: ArraySlice<UInt8>, limits: MultipartLimits) throws(MultipartError) {
        var disposition: ContentDisposition?
        var contentType: String?
        var lineCount = 0
        var rest = bytes
        while !rest.isEmpty {
            let end = rest.firstIndex(of: 0x0D) ?? rest.endIndex
            let line = rest[..<end]
            rest = rest[end...]
            if !rest.isEmpty {
                guard rest.count > 2, rest[end + 1] == 0x0A else { throw Self.malformed }
                rest = rest.dropFirst(2)
            }
            lineCount += 1
            guard lineCount <= Self.linesMax else { throw Self.malformed }
            let (name, value) = try Self.split(line)
            switch name {
            case "content-disposition":
                guard disposition == nil else { throw Self.malformed }
                disposition = try ContentDisposition(parsing: value)
            case "content-type":
                guard contentType == nil, let text = String(validating: value, as: UTF8.self) else {
                    throw Self.malformed
                }
                contentType = text
            case "content-transfer-encoding":
                guard ["7bit", "8bit", "binary"].contains(String(decoding: value, as: UTF8.self).lowercased()) else {
                    throw MultipartError(.malformedHeaders, "Send parts as they are, without a transfer encoding.")
                }
            default: break
            }
        }
        guard let disposition else {
            throw MultipartError(.notFormData, "A part has no Content-Disposition: form-data.")
        }
        guard disposition.name.utf8.count <= limits.nameBytesMax else {
            throw MultipartError(.nameTooLong, "The name of a part may have at most \(limits.nameBytesMax) bytes.")
        }
        self.init(name: disposition.name, filename: disposition.filename, contentType: contentType)
    }

    private static let malformed = MultipartError(.malformedHeaders, "The header of a part is malformed.")

    private static func split(
        _ line: ArraySlice<UInt8>
    ) throws(MultipartError) -> (name: String, value: ArraySlice<UInt8>) {
        guard
            let colon = line.firstIndex(of: UInt8(ascii: ":")),
            colon > line.startIndex,
            line[..<colon].allSatisfy(\.isTokenByte),
            line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
        else { throw malformed }
        var value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
        while let last = value.last, last == 0x20 || last == 0x09 { value.removeLast() }
        return (String(decoding: line[..<colon], as: UTF8.self).lowercased(), value)
    }
}
