import Cooperation

/// Whose node this is and what part it plays.
package struct NodeIdentity: Sendable, Hashable {
    /// The organisation that runs it.
    package let organisation: ID<Organisation>
    /// Whether it is an exchange: then it holds members, agreements and signals, and no checks, cases or decisions.
    package let isExchange: Bool

    package init(organisation: ID<Organisation>, isExchange: Bool) {
        self.organisation = organisation
        self.isExchange = isExchange
    }
}
