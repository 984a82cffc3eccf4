import CanonicalJSON
import Cooperation

extension Organisation {
    /// A member of any standing, as a journal would tell of it.
    static func member(_ kind: OrganisationKind, _ standing: Standing, ownsNode: Bool) throws -> Organisation {
        let id: ID<Organisation> = .random()
        return try apply(
            nil,
            JournalEvent(
                position: 0,
                type: OrganisationRegistered.type,
                version: OrganisationRegistered.version,
                subject: id.identifier,
                time: Timestamp(microseconds: 1_541_466_000_000_000),
                organisation: id,
                actor: id.identifier,
                facts: [
                    "kind": .string(kind.rawValue), "standing": .string(standing.rawValue), "ownsNode": .bool(ownsNode),
                    "isExchange": false,
                ],
                origin: nil
            )
        )
    }
}
