extension AuthorisationRules {
    /// Whether a member sees an authority's offices, officers and keys.
    ///
    /// It is the one exception to what stays within one organisation: platforms and bodies of civil society that take full
    /// part see whom they would deal with, those who keep and watch over the members see all, an authority sees itself and
    /// never another.
    ///
    /// - Parameters:
    ///   - member: who looks, in its standing.
    ///   - authority: whose part of the register it is.
    /// - Returns: whether it sees that part.
    public static func admits(_ member: Organisation, toRegisterOf authority: ID<Organisation>) -> Bool {
        switch member.kind {
        case .authority: member.id == authority
        case .platform, .civilSociety: member.standing.mayAct
        case .secretariat, .oversight: member.standing.mayRead
        }
    }
}
