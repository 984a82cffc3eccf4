import CanonicalJSON
import Cooperation
import Services
import Store
import Synchronization
import Testing

/// A receiver in the same process, which hears everything and answers as it is told.
final class HeardMessages: WebhookSending {
    /// One message as it was heard.
    struct Heard: Sendable {
        let message: WebhookMessage

        func field(_ name: String) -> String? { message.fields.first { $0.name == name }?.value }
        var body: JSONValue { get throws { try JSONValue(parsing: message.body) } }
        var type: String? { get throws { try body["type"]?.stringValue } }
        var data: [String: JSONValue] { get throws { try body["data"]?.objectValue ?? [:] } }
        var position: Int64? { get throws { try data["position"]?.integerValue } }
    }

    typealias Answering = @Sendable (Heard) -> WebhookAnswer
    static let taken: Answering = { _ in .answered(status: 204, retryAfter: nil) }

    private let state = Mutex<(heard: [Heard], answer: Answering)>(([], taken))

    var all: [Heard] { state.withLock(\.heard) }

    func answers(_ answer: @escaping Answering) { state.withLock { $0.answer = answer } }

    /// What was heard since this was last asked.
    func take() -> [Heard] {
        state.withLock { state in
            defer { state.heard = [] }
            return state.heard
        }
    }

    func send(_ message: WebhookMessage) async -> WebhookAnswer {
        let heard = Heard(message: message)
        let answer = state.withLock { state in
            state.heard.append(heard)
            return state.answer
        }
        return answer(heard)
    }
}

extension TestNode {
    /// A webhook, made past the rules of its making, for what may never be asked but must not be told either.
    func webhook(
        of organisation: ID<Organisation>,
        _ role: Role,
        _ kinds: Set<WebhookEventKind> = Set(WebhookEventKind.allCases)
    ) async throws -> Webhook {
        let secrets = node.secrets
        return try await store.write { transaction in
            let id: ID<Webhook> = transaction.newID()
            let secret = WebhookSecret(bytes: [UInt8](repeating: 1, count: 32))
            try transaction.append(
                Act(
                    WebhookMade(organisation: organisation, role: role, kinds: kinds),
                    on: id,
                    sealed: [
                        "address": "https://receiver.example/\(id)", "secret": try secrets.sealed(secret, of: id),
                    ]
                ),
                by: .node(of: organisation)
            )
            return try #require(try transaction.load(Webhook.self, id))
        }
    }
}
