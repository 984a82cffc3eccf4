import Cooperation

extension AssessmentCommand {
    /// Fails where it is said in somebody else's name, or in a role in which the caller does not come.
    func requireSaid(by caller: Caller) throws(Refusal) {
        let person: ID<Person>?
        switch self {
        case .checkIdentity(_, _, _, let by): person = by
        case .unlock(_, let by), .approve(let by), .sendBack(_, let by), .confirmMeasure(_, let by),
            .propose(_, let by, _):
            person = by
        case .judgeDanger(_, _, let role, let by):
            guard role == caller.role else { throw Self.notTheirs }
            person = by
        default: return
        }
        guard person == caller.person else { throw Self.notTheirs }
    }

    private static let notTheirs = Refusal(.forbidden, "role-not-allowed", "Speak for yourself, in your own role.")
}

extension StoreReading {
    /// Whether an agency owes the formal request after an emergency.
    func isFrozen(_ authority: ID<Organisation>?) throws -> Bool {
        guard let authority else { return false }
        return try !lookUp(Assessment.self, Assessment.frozenKey(of: authority), limit: 1).isEmpty
    }

    /// Fails where an emergency disclosure would go to an agency that is frozen.
    func requireNotFrozen(_ assessment: Assessment) throws {
        guard assessment.kind == .emergencyDisclosure, try isFrozen(assessment.opening.authority) else { return }
        let complies = assessment.proposal?.outcomes.contains { $0.outcome.isCompliance } ?? true
        guard !complies else { throw Assessment.agencyFrozen }
    }
}
