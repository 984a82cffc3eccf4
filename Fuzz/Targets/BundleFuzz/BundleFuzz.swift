import TransparencyLog

/// A bundle reads the same whether it comes at once or in pieces, and nothing that was read can be written another way.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let atOnce = BundleReading(of: [bytes])
    let pieces = stride(from: 0, to: count, by: 5).map { Array(bytes[$0..<min($0 + 5, count)]) }
    precondition(atOnce.isSame(as: BundleReading(of: pieces)), "a bundle reads differently when it comes in pieces")
    precondition(atOnce.written.elementsEqual(bytes.prefix(atOnce.written.count)), "a line has two encodings")
    if atOnce.failure == nil {
        precondition(BundleReading(of: [bytes + [0x0A]]).failure?.code == .trailingBytes, "something may follow a seal")
    }
    return 0
}
