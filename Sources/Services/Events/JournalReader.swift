import Cooperation

/// Who reads the journal: somebody with all that any of their roles may read.
package struct JournalReader: Sendable {
    /// The reader; what their one role may read is part of what is permitted.
    let caller: Caller
    /// What the families of events need that are open to them.
    let permitted: Set<Permission>

    /// The reader as they read what is made of requests: the adviser, who reads least, where no other role of theirs may.
    let assessing: Caller
    /// The reader as they read threat alerts.
    let alerting: Caller
    /// The reader as they read requests: counsel, who reads most, where that is one of their roles.
    let requesting: Caller

    /// A reader with one role, as a key has.
    package init(_ caller: Caller) {
        self.init(caller, { _ in caller }) { permission in
            (try? AuthorisationRules.authorise(caller, permission)) != nil
        }
    }

    /// A person with several roles, who sees what either may see.
    package init(_ visit: Visit, as caller: Caller) {
        self.init(caller, { (try? visit.caller(for: $0)) ?? caller }, visit.may)
    }

    private init(_ caller: Caller, _ acting: (Permission) -> Caller, _ may: (Permission) -> Bool) {
        self.caller = caller
        assessing = acting(.readAssessments)
        alerting = acting(.readThreats)
        requesting = acting(.readRequests)
        permitted = Set((AuthorisationRules.eventFamilies.map(\.permission) + [.carryRequests]).filter(may))
    }
}
