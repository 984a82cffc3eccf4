import Fingerprints
import Pictures

/// Whatever the first bytes say, the header is read, and what is decoded has the size that its limits allow.
///
/// The decoders behind it are not watched by the fuzzer; they get what it makes of their formats all the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let format = MediaFormat(startOf: bytes) else { return 0 }
    precondition(MediaFormat(startOf: bytes.prefix(64)) == format, "the format is not told by the first bytes")
    var limits = MediaLimits()
    limits.pixelsMax = 4_096
    do throws(MediaError) {
        let pixels = try MediaDecoder.decode(bytes, as: format, limits: limits)
        precondition(pixels.width * pixels.height <= limits.pixelsMax, "a picture is larger than it may be")
    } catch {
        precondition([.unreadable, .unsupported, .tooLarge].contains(error.code), "refused as \(error)")
    }
    return 0
}
