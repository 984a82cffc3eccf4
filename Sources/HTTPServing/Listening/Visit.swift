import HTTPTypes
import HummingbirdCore

/// What came of one request, before its answer is written.
struct Visit<Key: Hashable & Sendable>: Sendable {
    /// How the request was counted, so that it can be counted out.
    struct Admission: Sendable {
        var share: ConcurrencyGate<Key>.Share?
    }

    /// How many unread bytes of a body are read over rather than the connection closed.
    private static var drainBytesMax: Int { 65_536 }

    var response = OutgoingResponse(status: .internalServerError)
    var operationID: String?
    var admission: Admission?
    var bodySource: RequestBodySource?
    /// Whether the answer itself reads the body.
    var readsBodyWhileAnswering = false

    /// Whether so much of the body is still to come that the connection had better close.
    func leavesBodyUnread(_ request: Request) -> Bool {
        if readsBodyWhileAnswering { return false }
        if let bodySource, !bodySource.isUnread { return false }
        if request.headers[.transferEncoding] != nil { return true }
        guard let length = request.headers[.contentLength] else { return false }
        // A client that waits for leave to send may now send the next request instead of the body.
        if request.headers[.expect] != nil { return length != "0" }
        return Int(length).map { $0 > Self.drainBytesMax } ?? true
    }
}
