import CanonicalJSON
import Cooperation

extension WebhookMessage {
    /// What a receiver is told of an event: its type, its time, and what it happened to.
    ///
    /// Whoever wants to know more reads it, with a key of their own.
    ///
    /// - Parameters:
    ///   - event: the event; one that came from an exchange as it was recorded there.
    ///   - withheld: the fields that the webhook's role is not shown.
    /// - Returns: the body.
    static func body(of event: JournalEvent, without withheld: WithheldFields) -> [UInt8] {
        var data: [String: JSONValue] = [
            "position": .integer(event.position), "subject": .string(event.subject.description),
        ]
        if !withheld.contains("organisation") { data["organisation"] = .string(event.organisation.description) }
        let body: [String: JSONValue] = [
            "type": .string(event.type), "timestamp": .string(event.time.description), "data": .object(data),
        ]
        return JSONValue.object(body).canonicalBytes
    }

    /// Signs a message.
    ///
    /// - Parameters:
    ///   - id: by what the receiver knows it.
    ///   - address: where it goes.
    ///   - body: what it says.
    ///   - secrets: with which it is signed, the newest first.
    ///   - now: when it is sent.
    init(id: String, to address: String, body: [UInt8], secrets: [WebhookSecret], now: Timestamp) {
        let second = now.microseconds / 1_000_000
        let signatures = secrets.map { $0.signature(id: id, second: second, body: body) }
        self.init(
            address: address,
            fields: [
                Field("webhook-id", id), Field("webhook-timestamp", String(second)),
                Field("webhook-signature", signatures.joined(separator: " ")),
            ],
            body: body
        )
    }
}
