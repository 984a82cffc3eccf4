import CanonicalJSON
import Cooperation
import Statements
import TransparencyLog

extension DemoStory {
    /// A platform warns the police of a threat to a life: two people approve, the police read, acknowledge and report.
    func threat(
        _ police: DemoMandate,
        on exchange: DemoClient,
        at node: DemoClient,
        _ people: Counsel,
        since start: Timestamp
    ) async throws {
        let recipients = try await node.call("GET", "/v1/threats/recipients?country=AU", key: people.reviewer)
        guard let recommended = recipients["items"]?.arrayValue?.first, recommended["isRecommended"] == true else {
            throw CommandFailure("Nobody is recommended for a threat alert.")
        }
        let id = try await node.call(
            "POST",
            "/v1/threats",
            key: people.reviewer,
            [
                "level": "highSpecific", "office": .string(recommended.text("office")),
                "seenAt": .string(clock().description), "what": "A post names a pier and an hour (TEST)",
                "why": "The hour is tonight (TEST)", "identifiers": ["account test-account-3"],
            ]
        ).text("id")
        let path = "/v1/threats/\(id)"
        for key in [people.counsel, people.lead] {
            try await node.call("POST", path + "/approval", key: key)
        }
        let officer = police.officer
        let inbox = "/v1/threat-alerts/\(id)"
        let notice = try await reach(inbox, at: exchange, key: officer.token)
        guard let sealed = Base64.decode(try notice.text("text")),
            let statement = try? SignedStatement(parsing: SealedFile.open(sealed, with: officer.opening).content),
            statement.purpose == .threatAlert
        else {
            throw CommandFailure("The police can't open the threat alert.")
        }
        try await exchange.call("POST", inbox + "/acknowledgement", key: officer.token)
        try await exchange.call(
            "POST",
            inbox + "/outcome",
            key: officer.token,
            ["outcome": "lifeProtected", "note": "A patrol was at the pier in time (TEST)"]
        )
        let told = try await reach(path, at: node, key: people.counsel) { $0["outcome"] == "lifeProtected" }
        guard told["state"] == "closed", told["approvals"]?.arrayValue?.count == 2 else {
            throw CommandFailure("The threat alert did not go its way.")
        }
        try say(
            "a threat to a life: two people approved, the police opened the alert, acknowledged it and told the outcome",
            since: start
        )
    }
}
