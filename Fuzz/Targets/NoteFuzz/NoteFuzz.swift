import TransparencyLog

/// A note and a checkpoint that parse are written back byte for byte.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if let note = try? SignedNote(parsing: bytes) {
        precondition(Array(note.encoded.utf8) == bytes, "a note is not written as it was read")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    if let checkpoint = try? Checkpoint(parsing: text) {
        precondition(checkpoint.text == text, "a checkpoint is not written as it was read")
    }
    if let tile = Tile(path: text) {
        precondition(tile.path == text, "a tile has two paths")
    }
    if let width = bytes.first, let bundle = EntryBundle(bytes: Array(bytes.dropFirst()), width: Int(width)) {
        precondition(bundle.bytes.elementsEqual(bytes.dropFirst()), "a bundle is not written as it was read")
    }
    return 0
}
