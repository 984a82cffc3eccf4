/// Who vouches: a person of the organisation that runs the node.
public struct Voucher: Sendable, Hashable {
    /// The organisation.
    public let organisation: Organisation
    /// The person.
    public let person: ID<Person>

    /// Makes a voucher.
    public init(organisation: Organisation, person: ID<Person>) {
        self.organisation = organisation
        self.person = person
    }

    /// Fails unless this person's word counts.
    ///
    /// - Parameters:
    ///   - authority: whose office, officer or key it is.
    ///   - enterers: who entered it or changed it since.
    /// - Throws: `Refusal` `own-authority-vouches`, `kind-not-allowed`, `not-the-operator`, `other-person-needed`.
    func requireWord(for authority: ID<Organisation>, enteredBy enterers: Set<Identifier>) throws(Refusal) {
        guard organisation.id != authority else {
            throw Refusal(
                .forbidden,
                "own-authority-vouches",
                "An authority does not vouch for itself; ask the organisation that runs this node."
            )
        }
        guard organisation.kind != .authority else {
            throw Refusal(.forbidden, "kind-not-allowed", "No authority vouches for another.")
        }
        guard organisation.ownsNode else {
            throw Refusal(
                .forbidden,
                "not-the-operator",
                "Only the organisation that runs this node vouches; ask its secretary or administrator."
            )
        }
        guard !enterers.contains(person.identifier) else {
            throw Refusal(
                .conflict,
                "other-person-needed",
                "Whoever entered it does not vouch for it; ask a colleague."
            )
        }
    }
}
