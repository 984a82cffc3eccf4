import Cooperation
import Services
import Store
import Testing

@Suite struct SubmissionPageTests {
    @Test func `a curator proposes from a submission, which that answers`() async throws {
        let platform = try await TestPlatform()
        let bank = try await platform.bank()
        let authority = try await platform.member(.authority)
        let officer = Caller(
            organisation: authority.organisation,
            key: authority.key,
            role: .officer,
            person: ID(authority.organisation.id.identifier),
            isOnExchange: false
        )
        let other = try await platform.member(.platform)
        let agreement = try await platform.node.proposeAgreement(
            title: "TEST agreement",
            parties: [platform.administrator.organisation.id, other.organisation.id],
            use: .review,
            validUntil: nil,
            by: platform.administrator
        ).agreement.id
        for party in [platform.administrator, other] {
            _ = try await platform.node.acceptAgreement(agreement, by: party)
        }
        let shared = try await platform.node.openBank(
            name: "TEST shared bank",
            agreement: agreement,
            settings: BankSettings(),
            verifier: nil,
            by: platform.administrator
        ).bank.id
        let submission = try await platform.node.submit(
            kind: .image,
            behaviours: [.threat],
            reference: "TEST reference",
            reasons: "TEST reasons",
            by: officer
        ).submission.id
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.curator)
            let page = "/console/submissions/\(submission)"
            let form = "/console/signals/new?submission=\(submission)"
            #expect(try await browser.page(page).shows(form))
            let empty = try await browser.page(form)
            #expect(empty.shows("TEST reference") && empty.shows(#"name="submission" value="\#(submission)""#))
            var fields = [
                "bank": bank.description, "kind": "image", "behaviours-threat": "yes",
                "fingerprints": String(repeating: "0f", count: 32), "rationale": "",
                "exemptionAssessment": "TEST no exemption", "act": "propose", "submission": submission.description,
            ]
            let refused = try await browser.upload("/console/signals/new", fields, from: form)
            #expect(refused.status == 422 && refused.shows(#"name="submission" value="\#(submission)""#))
            fields["rationale"] = "TEST rationale"
            // What an authority handed in never goes into a bank of one's own, where nobody independent would look.
            let own = try await browser.upload("/console/signals/new", fields, from: form)
            #expect(own.status == 422 && !own.shows("Nothing was proposed yet"), "\(own.text)")
            #expect(try await platform.node.submission(submission, for: authority).submission.state == .open)
            // Into a bank of an agreement it goes, and the authority is answered that somebody acted on it.
            fields["bank"] = shared.description
            let proposed = try await browser.upload("/console/signals/new", fields, from: form)
            #expect(proposed.status == 200 && proposed.shows("TEST rationale"), "\(proposed.status)")
            let answered = try await platform.node.submission(submission, for: authority).submission
            #expect(answered.state == .proposed, "\(answered.state)")
            let signals = try await platform.store.read { try $0.find(AggregateQuery<Signal>(limit: 10)) }
            #expect(signals.map(\.bank) == [shared])
            #expect(signals.map(\.provenance.submission) == [submission])
        }
    }
}
