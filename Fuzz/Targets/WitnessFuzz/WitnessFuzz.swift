import TransparencyLog

/// What a log sends a witness is written back as it was read, a policy can be asked, and lines of a witness make a note.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if let request = try? AddCheckpointRequest(parsing: bytes) {
        precondition(request.encoded == bytes, "a request has two encodings")
    }
    if let policy = try? WitnessPolicy(parsing: bytes), policy.isMet(by: []) {
        precondition(policy.isMet(by: policy.witnesses.map(\.key)), "more witnesses are worth less than none")
    }
    _ = try? SignedNote.signatures(parsing: bytes)
    return 0
}
