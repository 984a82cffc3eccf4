import CanonicalJSON
import Cooperation

extension DemoStory {
    /// A referral unit writes and signs on its own node, whose outbox files the request, and reads the answer there.
    func referral(
        _ entered: DemoMandate,
        to addressee: JSONValue,
        at node: DemoClient,
        _ people: Counsel,
        _ ring: DemoKeyRing,
        since start: Timestamp
    ) async throws {
        let unit = DemoCast.unitWithNode
        let home = DemoClient(tools: tools, address: ring.nodes[unit.node] ?? "")
        let mandate = entered.moved(
            to: home,
            officer: try ring.key(unit.title, "officer", on: unit.node),
            supervisor: try ring.key(unit.title, "supervisor", on: unit.node)
        )
        // The register comes by itself; once the officer's keys are vouched for here too, they may write.
        try await reach("/v1/officers/\(mandate.officer.record)", at: home, key: mandate.officer.token) { officer in
            let keys = officer["keys"]?.arrayValue ?? []
            return officer["vouched"] == true && keys.count == 2 && keys.allSatisfy { $0["vouched"] == true }
        }
        let bearer = try ring.bearer(unit.title, "officer", on: unit.node)
        try await home.call(
            "PATCH",
            "/v1/organisations/\(bearer.organisation)/people/\(bearer.person)",
            key: ring.key(unit.title, "administrator", on: unit.node),
            ["officer": .string(mandate.officer.record)]
        )
        let post = item("posts/1005", "incites", "The same picture again (TEST)")
        let words = wording("referral", "NZ_REFERRAL", to: ["member": addressee], [post])
        guard let id = try await mandate.file(words).first else { throw CommandFailure("No referral was signed.") }
        let path = "/v1/assessments/\(id)"
        try await reach(path, at: node, key: people.counsel)
        try await lookInto(path, defects: [], at: node, people)
        try await node.call(
            "POST",
            path + "/answer",
            key: people.counsel,
            ["items": [["number": 1, "outcome": "complied", "reasons": "Removed under our own terms (TEST)"]]]
        )
        try await node.call("POST", path + "/approval", key: people.lead)
        try await reach("/v1/requests/\(id)", at: home, key: mandate.officer.token) { $0["state"] == "answered" }
        try say("a referral was filed from the unit's own node by its outbox, and its answer read there", since: start)
    }
}
