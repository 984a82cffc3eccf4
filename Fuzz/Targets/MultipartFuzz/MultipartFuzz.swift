import Requests

/// A form reads the same whether it comes at once or byte by byte.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let boundary = try? MultipartBoundary("x") else { preconditionFailure("the boundary is a good one") }
    let atOnce = Reading(of: [bytes], boundary)
    let byteByByte = Reading(of: bytes.map { [$0] }, boundary)
    precondition(atOnce == byteByByte, "a form reads differently when it comes in pieces")
    return 0
}
