import CanonicalJSON

/// One answer, taken apart just enough to look at it.
struct RawAnswer {
    let status: Int
    let headerFields: [String: String]
    let body: String
    /// What follows, when several answers came on one connection.
    let rest: String

    init?(_ text: String) {
        guard let headEnd = text.firstRange(of: "\r\n\r\n") else { return nil }
        let lines = text[..<headEnd.lowerBound].split(separator: "\r\n")
        guard let first = lines.first, let status = first.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return nil }
        self.status = status
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            fields[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        headerFields = fields
        let bytes = text[headEnd.upperBound...].utf8
        let length = fields["content-length"].flatMap { Int($0) } ?? (status < 200 ? 0 : bytes.count)
        body = String(decoding: bytes.prefix(length), as: UTF8.self)
        rest = String(decoding: bytes.dropFirst(length), as: UTF8.self)
    }

    var json: JSONValue? { try? JSONValue(parsing: Array(body.utf8)) }
    var code: String? { json?["code"]?.stringValue }
}
