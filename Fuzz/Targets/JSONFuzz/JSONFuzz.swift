import CanonicalJSON

/// What parses has one canonical form, and that form parses to the same value and to itself.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let value = try? JSONValue(parsing: bytes) else {
        precondition((try? JSONValue(parsingCanonical: bytes)) == nil, "canonical, and yet it does not parse")
        return 0
    }
    let canonical = value.canonicalBytes
    precondition((try? JSONValue(parsingCanonical: canonical)) == value, "the canonical form says something else")
    if (try? JSONValue(parsingCanonical: bytes)) != nil {
        precondition(bytes == canonical, "two canonical forms of one value")
    }
    return 0
}
