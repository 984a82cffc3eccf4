import CanonicalJSON
import Cooperation
import Services

extension DemoStory {
    /// How long a receipt or a message may take.
    private static let patience = Duration.seconds(20)

    /// Runs a witness for the exchange's log for as long as the body runs.
    ///
    /// - Parameter body: takes the file with the policy that asks for its cosignature.
    /// - Throws: what the body throws; `CommandFailure` where the witness does not start.
    func withWitness(_ body: @Sendable (_ policy: String) async throws -> Void) async throws {
        let log = try await line(["log", "key", "--data", "\(folder)/exchange"])
        let place = "\(folder)/witness"
        let witness = try await line(["witness", "init", "--data", place, "--name", "witness.example/demo"])
        let serving = ["witness", "serve", "--data", place, "--log", log, "--port", "0", "--log-level", "warning"]
        try await tools.withServer(serving, log: "\(folder)/witness.log") { address in
            let policy = "\(folder)/policy.txt"
            try DurableFile.create(policy, "log \(log)\nwitness academy \(witness) \(address)\nquorum academy\n")
            try await body(policy)
        }
    }

    /// Lets a program of an authority be told by a webhook that its order was answered: the body files the order, waits for
    /// its answer, and returns its id.
    func withWebhook(
        of unit: String,
        _ organisation: String,
        on exchange: DemoClient,
        _ ring: DemoKeyRing,
        since start: Timestamp,
        _ body: @Sendable () async throws -> String
    ) async throws -> String {
        try await tools.withReceiver { address, inbox in
            let webhook = try await exchange.call(
                "POST",
                "/v1/organisations/\(organisation)/webhooks",
                key: ring.key(unit, "administrator", on: "exchange"),
                ["address": .string(address), "role": "officer", "kinds": ["request.answered"]]
            )
            guard let secret = WebhookSecret(try webhook.text("secret")) else {
                throw CommandFailure("A webhook was made without a secret.")
            }
            let id = try await body()
            let message = try await first(in: inbox)
            let told = try JSONValue(parsing: message.body)
            guard message.isSigned(with: secret), told["type"] == "request.answered",
                told["data"]?["subject"]?.stringValue == id
            else {
                throw CommandFailure("What the webhook told is not what happened, or not by the exchange.")
            }
            try say("a webhook told the authority's program of the answer, signed with their secret", since: start)
            return id
        }
    }

    /// Writes the receipts of a request to files and opens them, with nothing but the policy of who is trusted.
    func openReceipts(
        of request: String,
        _ views: [(holder: String, query: String, node: DemoClient, key: String)],
        policy: String,
        since start: Timestamp
    ) async throws {
        for view in views {
            let path = "\(folder)/request-receipt-\(view.holder).json"
            let deadline = ContinuousClock.now + Self.patience
            var verdict: String?
            while verdict == nil, ContinuousClock.now < deadline {
                let answer = try await view.node.bytes("/v1/requests/\(request)/receipt?\(view.query)", key: view.key)
                // An authority may fetch one before the log covers the answer.
                let text = String(decoding: answer.body, as: UTF8.self)
                guard answer.status == 200, text.contains("\"request.answered\"") else {
                    try await Task.sleep(for: .milliseconds(100))
                    continue
                }
                try DurableFile.replace(path, with: text)
                let (status, output) = try await tools.run(["receipt", "verify", path, "--policy", policy])
                guard status == 0 else { throw CommandFailure("The receipt \(path) does not verify: \(output)") }
                verdict = output.split(separator: "\n").first.map(String.init)
            }
            guard let verdict else { throw CommandFailure("No receipt of the order came for the \(view.holder).") }
            try say(
                "receipt of the order for the \(view.holder), cosigned by a witness: \(path): \(verdict)",
                since: start
            )
        }
    }

    private func first(in inbox: DemoInbox) async throws -> DemoMessage {
        let deadline = ContinuousClock.now + Self.patience
        while ContinuousClock.now < deadline {
            if let message = inbox.first { return message }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw CommandFailure("No message of the webhook came.")
    }

    /// The one line that a command prints.
    private func line(_ arguments: [String]) async throws -> String {
        let (status, output) = try await tools.run(arguments)
        guard status == 0, let line = output.split(separator: "\n").first else {
            throw CommandFailure("'perisai \(arguments.prefix(2).joined(separator: " "))' failed.")
        }
        return String(line)
    }
}
