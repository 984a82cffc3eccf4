import Requests

/// A body has the same lines whether it comes at once or byte by byte, and those that a simple cut at line feeds finds.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let limits = LineLimits(lineBytesMax: 16, linesMax: 32)
    let atOnce = LineReading(of: [bytes], limits)
    let byteByByte = LineReading(of: bytes.map { [$0] }, limits)
    precondition(atOnce == byteByByte, "a body reads differently when it comes in pieces")
    precondition(atOnce.isPrefix(ofLinesIn: bytes), "a line is not what stands between two line feeds")
    return 0
}
