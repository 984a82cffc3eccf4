import Passkeys

/// No answer of a browser crashes the reader; what is read of Base64 is written back as it was.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    _ = try? CBORReader.value(of: bytes)
    _ = try? AuthenticatorData(parsing: bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    if let decoded = Base64URL.decode(text) {
        precondition(Base64URL.encode(decoded) == text, "Base64 is not written as it was read")
    }
    // A zero byte parts the client data from the attestation object.
    let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
    guard parts.count == 2, let client = try? ClientData(parsing: parts[0]) else { return 0 }
    let expectation = PasskeyExpectation(
        challenge: client.challenge,
        origin: client.origin,
        relyingParty: "console.example"
    )
    let registration = PasskeyRegistration(
        id: Array(parts[1].prefix(32)),
        clientDataJSON: parts[0],
        attestationObject: parts[1]
    )
    _ = try? registration.verify(expectation)
    return 0
}
