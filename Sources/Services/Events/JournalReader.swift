import Cooperation

/// Who reads the journal: somebody with all that any of their roles may read.
package struct JournalReader: Sendable {
    /// The reader; what their one role may read is part of what is permitted.
    let caller: Caller
    /// What the families of events need that are open to them.
    let permitted: Set<Permission>

    /// A reader with one role, as a key has.
    package init(_ caller: Caller) {
        self.init(caller) { permission in (try? AuthorisationRules.authorise(caller, permission)) != nil }
    }

    /// A person with several roles, who sees what either may see.
    package init(_ visit: Visit, as caller: Caller) {
        self.init(caller, visit.may)
    }

    private init(_ caller: Caller, _ may: (Permission) -> Bool) {
        self.caller = caller
        permitted = Set((AuthorisationRules.eventFamilies.map(\.permission) + [.carryRequests]).filter(may))
    }
}
