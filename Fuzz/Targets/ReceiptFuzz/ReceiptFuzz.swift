import TransparencyLog

/// A receipt has exactly one encoding: what parses is written back byte for byte.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if let receipt = try? Receipt.parse(bytes) {
        precondition(receipt.encoded() == bytes, "a receipt has two encodings")
    }
    return 0
}
