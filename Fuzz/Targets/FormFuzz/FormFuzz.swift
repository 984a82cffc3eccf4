import HTTPTypes
import Requests

/// Three lines: a media type, a query or form, and whom a proxy says that it speaks for.
///
/// A form that is taken has no field twice and none that is not known, and its values have no control characters.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let lines = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
    if let type = MediaType(parsing: String(lines[0])) {
        precondition(MediaType(parsing: type.essence)?.essence == type.essence, "a media type has two readings")
        precondition(type.essence.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "a media type has other characters")
    }
    guard lines.count > 1 else { return 0 }
    let known: Set = ["limit", "after", "text", "token"]
    for allowsLines in [false, true] {
        guard let query = try? Query(parsing: lines[1], knowing: known, allowsLines: allowsLines) else { continue }
        for name in known {
            let isPlain = (query[name] ?? "").utf8.allSatisfy {
                $0 >= 0x20 && $0 != 0x7F || allowsLines && [0x09, 0x0A, 0x0D].contains($0)
            }
            precondition(isPlain, "a field has control characters")
        }
        _ = try? query.integer("limit", in: 1...100)
    }
    guard lines.count > 2, let name = HTTPField.Name("X-Forwarded-For") else { return 0 }
    var fields = HTTPFields()
    fields.append(HTTPField(name: name, value: String(lines[2])))
    let believed = ClientAddress.of(peer: nil, fields: fields, behindProxy: true)
    // Only the last entry was written by the proxy.
    fields.append(HTTPField(name: name, value: "192.0.2.1"))
    let last = ClientAddress.of(peer: nil, fields: fields, behindProxy: true)
    precondition(last != .unknown, "what the proxy wrote is not believed")
    fields[values: name] = ["192.0.2.1", String(lines[2])]
    precondition(ClientAddress.of(peer: nil, fields: fields, behindProxy: true) == believed, "a former entry counts")
    precondition(ClientAddress.of(peer: nil, fields: fields, behindProxy: false) == .unknown, "a stranger is believed")
    return 0
}
