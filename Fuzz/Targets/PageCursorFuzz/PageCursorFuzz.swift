import Cooperation
import Cursors

/// No cursor of a list crashes its reader; one that a node did not sign is none, nor is one of another list, and a place
/// that was read says the same again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    guard let secrets = NodeSecrets(bytes: [UInt8](repeating: 7, count: NodeSecrets.byteCount)) else {
        preconditionFailure("the secret is a good one")
    }
    precondition(PageCursor.words(of: text, list: "cases", secrets: secrets) == nil, "a cursor was made up")

    // Past the signature, which no fuzzer guesses.
    let cursor = PageCursor.text(after: text, list: "cases", secrets: secrets)
    precondition(PageCursor.words(of: cursor, list: "cases", secrets: secrets) == text, "a cursor moved")
    precondition(PageCursor.words(of: cursor, list: "keys", secrets: secrets) == nil, "a cursor is good elsewhere")
    if let place: (value: Int64?, id: ID<Organisation>) = PageCursor.place(text) {
        let words = PageCursor.words(value: place.value, id: place.id)
        let again: (value: Int64?, id: ID<Organisation>)? = PageCursor.place(words)
        precondition(again?.value == place.value && again?.id == place.id, "a place moved")
    }
    return 0
}
