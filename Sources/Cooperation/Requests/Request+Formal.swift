extension Request {
    /// Whether its authority still owes the formal request after this emergency, whose time is over.
    ///
    /// Who was impersonated owes none.
    public var owesFormal: Bool { formalMissedAt != nil && formalSettledAt == nil && foundForgedAt == nil }

    /// Under which key those are found for which an authority owes the formal request.
    public static func owingKey(of authority: ID<Organisation>) -> LookupKey {
        LookupKey(scope: owingScope, value: authority.description)
    }

    /// - Throws: `Refusal` `exercise-gets-nothing` or `nothing-to-disclose`.
    func decideMissed(_ dispatch: ID<Dispatch>?) throws(Refusal) -> [Act] {
        guard !filing.isExercise else { throw Self.exerciseGetsNothing }
        guard filing.kind == .emergencyDisclosure, items.contains(where: { $0.outcome?.isCompliance == true }) else {
            throw Refusal(.conflict, "nothing-to-disclose", "No answer of this request discloses anything.")
        }
        guard foundForgedAt == nil, !owesFormal else { return [] }
        return [Act(RequestFormalMissed(dispatch: dispatch), on: id)]
    }
}
