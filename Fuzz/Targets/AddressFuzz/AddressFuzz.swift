import Addresses

/// An address that is taken is written in one spelling, which is read as the same address; unencrypted is only who may be.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    if let address = try? OutgoingAddress(parsing: text) {
        precondition(address.scheme == .https, "an address is unencrypted though nothing is allowed")
        precondition((try? OutgoingAddress(parsing: address.text)) == address, "an address has two readings")
        precondition((1...65535).contains(address.port), "an address has no port")
    }
    if let address = try? OutgoingAddress(parsing: text, allowing: .thisMachine), address.scheme == .http {
        let host = address.host.text
        precondition(
            host == "localhost" || host == "[::1]" || host.hasPrefix("127."),
            "another machine is spoken to unencrypted"
        )
        precondition(
            (try? OutgoingAddress(parsing: address.text, allowing: .thisMachine)) == address,
            "an unencrypted address has two readings"
        )
        precondition((try? OutgoingAddress(parsing: text)) == nil, "an unencrypted address is taken anywhere")
    }
    if let allowed = try? AllowedDestinations(parsing: [text]) {
        precondition(allowed != .none, "a destination allows nothing")
    }
    return 0
}
