import Cooperation
import Cursors

/// No cursor crashes its reader; one that a node did not sign is none, and one that it did says the same again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    guard let secrets = NodeSecrets(bytes: [UInt8](repeating: 7, count: NodeSecrets.byteCount)) else {
        preconditionFailure("the secret is a good one")
    }
    let reader = ID<Organisation>(Identifier(derivedHigh: 1, low: 2))
    precondition((try? EventCursor(text, reader: reader, secrets: secrets)) == nil, "a cursor was made up")

    // Past the signature, which no fuzzer guesses.
    let signed = secrets.cursorTag("events\u{0}\(reader)\u{0}\(text)") + "-" + text
    if let cursor = try? EventCursor(signed, reader: reader, secrets: secrets) {
        precondition(cursor.position >= 0, "a cursor stands before the beginning")
        let again = cursor.text(for: reader, secrets: secrets)
        precondition((try? EventCursor(again, reader: reader, secrets: secrets)) == cursor, "a cursor moved")
    }
    return 0
}
