extension AuthorisationRules {
    /// Whether an agreement lets a member come near a bank and what it holds.
    ///
    /// To whom it does not, the thing does not exist.
    ///
    /// - Parameters:
    ///   - member: the organisation, as it is known where the agreement is kept.
    ///   - permission: what it wants to do.
    ///   - bank: the bank that it is about, or that holds the signal that it is about.
    ///   - agreement: the bank's agreement; `nil` where the bank is under none, or its agreement is not known.
    ///   - time: now.
    /// - Returns: `true` also where the permission needs nothing of an agreement.
    public static func admits(
        _ member: ID<Organisation>,
        _ permission: Permission,
        to bank: Bank,
        under agreement: Agreement?,
        at time: Timestamp
    ) -> Bool {
        guard rule(for: permission).agreement == .inForce else { return true }
        guard let id = bank.agreement else { return bank.owner == member }
        return agreement?.id == id && agreement?.binds(member, at: time) == true
    }

    /// Whether a member comes near an agreement itself.
    ///
    /// - Parameters:
    ///   - member: the organisation, as it is known where the agreement is kept.
    ///   - kind: what the organisation is.
    ///   - permission: what it wants to do.
    ///   - agreement: the agreement.
    /// - Returns: `true` also where the permission needs nothing of an agreement.
    public static func admits(
        _ member: ID<Organisation>,
        kind: OrganisationKind,
        _ permission: Permission,
        to agreement: Agreement
    ) -> Bool {
        guard rule(for: permission).agreement == .named else { return true }
        return kind == .secretariat || kind == .oversight || agreement.parties.contains(member)
    }
}
