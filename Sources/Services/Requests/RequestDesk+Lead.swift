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
            proposal.outcomes.contains(where: \.outcome.isCompliance)
        else { return }
        try requireLead(among: [proposal.by], or: caller, for: assessment, in: reading)
    }

    /// Fails where data would be handed over for a request that may be forged by what is known by now, and no lead wrote
    /// or approved the latest answer that complies, or hands them over.
    ///
    /// What makes it doubtful may have been found after the answer. A lead who asked the authority to clarify, or refused, agreed
    /// to no data.
    ///
    /// - Throws: `Refusal` `lead-needed`; `StoreError`.
    func requireLead(handingOver assessment: Assessment, by caller: Caller, in reading: any StoreReading) throws {
        try requireLead(among: assessment.compliers ?? [], or: caller, for: assessment, in: reading)
    }

    private func requireLead(
        among people: [ID<Person>],
        or caller: Caller,
        for assessment: Assessment,
        in reading: any StoreReading
    ) throws {
        guard caller.role != .lead else { return }
        let score = try reading.informed(assessment).riskScore
        guard score >= RiskFactor.leadScore else { return }
        let known = try reading.load(Person.self, ids: Array(Set(people).union([caller.person].compactMap(\.self))))
        guard known.values.contains(where: { $0.roles.contains(.lead) }) else {
            throw Refusal(
                .conflict,
                "lead-needed",
                "The risk score is \(score): a lead has to write or approve this answer, or to hand over the data."
            )
        }
    }
}
