import Cooperation
import Services

extension Actor {
    /// The person in the one of their roles to which most of the journal is open.
    var journalReader: Caller {
        let families = AuthorisationRules.eventFamilies.map(\.permission)
        func openness(_ caller: Caller) -> Int {
            families.count { permission in (try? AuthorisationRules.authorise(caller, permission)) != nil }
        }
        let callers = families.compactMap { try? visit.caller(for: $0) }
        return callers.max { openness($0) < openness($1) } ?? caller
    }
}
