/// The value of a part's Content-Disposition (RFC 7578 section 4.2).
struct ContentDisposition: Hashable, Sendable {
    let name: String
    let filename: String?

    /// Parses `form-data; name="..."`, with a file name or without.
    ///
    /// In quoted text a backslash escapes a quote or a backslash and otherwise stands for itself, as browsers and old
    /// senders of whole paths mean it. Other parameters, `filename*` among them, are read over.
    init(parsing value: ArraySlice<UInt8>) throws(MultipartError) {
        let malformed = MultipartError(.notFormData, "A Content-Disposition is not form-data with one name.")
        var scanner = Scanner(rest: value)
        guard scanner.token()?.lowercased() == "form-data" else { throw malformed }
        var parameters: [String: String] = [:]
        while scanner.skipSeparator() {
            guard
                let key = scanner.token()?.lowercased(),
                scanner.skip(UInt8(ascii: "=")),
                let text = scanner.quotedText() ?? scanner.token(),
                parameters.updateValue(text, forKey: key) == nil
            else { throw malformed }
        }
        guard scanner.rest.isEmpty, let name = parameters["name"], !name.isEmpty else { throw malformed }
        self.name = name
        filename = parameters["filename"]
    }

    private struct Scanner {
        var rest: ArraySlice<UInt8>

        mutating func skip(_ byte: UInt8) -> Bool {
            guard rest.first == byte else { return false }
            rest.removeFirst()
            return true
        }

        mutating func skipSpace() {
            rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
        }

        /// Skips a semicolon with the white space around it; a last one with nothing behind it is let pass.
        mutating func skipSeparator() -> Bool {
            skipSpace()
            guard skip(UInt8(ascii: ";")) else { return false }
            skipSpace()
            return !rest.isEmpty
        }

        mutating func token() -> String? {
            let bytes = rest.prefix(while: \.isTokenByte)
            guard !bytes.isEmpty else { return nil }
            rest = rest[bytes.endIndex...]
            return String(decoding: bytes, as: UTF8.self)
        }

        mutating func quotedText() -> String? {
            guard skip(UInt8(ascii: "\"")) else { return nil }
            var bytes: [UInt8] = []
            while let byte = rest.popFirst() {
                switch byte {
                case UInt8(ascii: "\""): return String(validating: bytes, as: UTF8.self)
                case UInt8(ascii: "\\") where rest.first == UInt8(ascii: "\"") || rest.first == UInt8(ascii: "\\"):
                    bytes.append(rest.removeFirst())
                default: bytes.append(byte)
                }
            }
            return nil
        }
    }
}

extension UInt8 {
    /// Whether this is a character of RFC 9110's `token`.
    var isTokenByte: Bool {
        isLetterOrDigit || "!#$%&'*+-.^_`|~".utf8.contains(self)
    }
}
