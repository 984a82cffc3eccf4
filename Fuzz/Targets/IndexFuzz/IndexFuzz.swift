import FingerprintSearch
import Fingerprints

/// A damaged index file is refused, or it is the whole index that was saved.
///
/// The first bytes choose what is saved, the others what is changed in the file: a position (two bytes) and a value.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    _ = try? FingerprintIndex(decoding: bytes)

    guard let size = bytes.first else { return 0 }
    var index = FingerprintIndex()
    for entry in 0..<UInt32(size) {
        let word = UInt64(entry) &* 0x9E37_79B9_7F4A_7C15
        index.insert(Hash256(word, ~word, word << 1, word >> 1), entry: entry)
    }
    let saved = index.snapshot().encoded()
    var changed = saved
    var rest = bytes.dropFirst()
    while rest.count >= 3 {
        let change = Array(rest.prefix(3))
        changed[(Int(change[0]) << 8 | Int(change[1])) % changed.count] = change[2]
        rest = rest.dropFirst(3)
    }
    if let loaded = try? FingerprintIndex(decoding: changed) {
        precondition(changed == saved, "a damaged index was loaded")
        precondition(loaded.count == index.count, "entries were lost")
    }
    return 0
}
