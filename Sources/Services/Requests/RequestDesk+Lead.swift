import Cooperation

extension RequestDesk {
    /// Fails where data would go out for a request that may be forged by its risk score, and no lead wrote or approved the
    /// answer.
    ///
    /// - Parameters:
    ///   - assessment: as it was before the answer was approved.
    ///   - caller: who approves it.
    ///   - reading: what is known by now.
    /// - Throws: `Refusal` `lead-needed`; `StoreError`.
    func requireLead(of assessment: Assessment, by caller: Caller, in reading: any StoreReading) throws {
        guard let proposal = assessment.proposal, assessment.kind.asksData,
            proposal.outcomes.contains(where: \.outcome.isCompliance), caller.role != .lead
        else { return }
        let score = try reading.informed(assessment).riskScore
        guard score >= RiskFactor.leadScore else { return }
        let both: [ID<Person>?] = [proposal.by, caller.person]
        let people = try reading.load(Person.self, ids: both.compactMap(\.self))
        guard people.values.contains(where: { $0.roles.contains(.lead) }) else {
            throw Refusal(
                .conflict,
                "lead-needed",
                "The risk score is \(score): a lead has to write or approve this answer before data go out."
            )
        }
    }
}
