import CanonicalJSON
import Cooperation
import Store
import Synchronization

/// An aggregate for tests alone, with facets and lookup keys of every kind.
struct Parcel: Aggregate {
    enum Facet: String, AggregateFacet {
        case state
        case priority
        case shelfRow
        case owner
    }

    static let name = "parcel"
    static let labelScope = "label"
    /// How often a row was written, by its owner; each test that asks has an owner of its own.
    static let writings = Mutex<[String: Int]>([:])

    let id: ID<Parcel>
    var place: ParcelPlaced
    var moves = 0

    func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .state: .text(place.state)
        case .priority: place.priority.map { .integer($0) }
        case .shelfRow: .integer(place.shelfRow)
        case .owner:
            place.owner.map { owner in
                Self.writings.withLock { $0[owner, default: 0] += 1 }
                return .text(owner)
            }
        }
    }

    var lookupKeys: Set<LookupKey> {
        Set(place.labels.map { LookupKey(scope: Self.labelScope, value: $0) })
    }

    static func apply(_ state: Parcel?, _ event: JournalEvent) throws(ReplayError) -> Parcel {
        switch event.type {
        case ParcelPlaced.type:
            return Parcel(id: ID(event.subject), place: try event.payload(ParcelPlaced.self), moves: state?.moves ?? 0)
        case ParcelMoved.type:
            guard var parcel = state else {
                throw ReplayError(position: event.position, reason: "the parcel is not there")
            }
            parcel.place.shelfRow = try event.payload(ParcelMoved.self).shelfRow
            parcel.moves += 1
            return parcel
        default:
            throw ReplayError(position: event.position, reason: "\(event.type) is not known")
        }
    }

    static let migration = Migration(
        version: 1000,
        statements: [
            """
            CREATE TABLE agg_parcel (
                id TEXT NOT NULL PRIMARY KEY, event_position BIGINT NOT NULL, document TEXT NOT NULL,
                state TEXT, priority BIGINT, shelf_row BIGINT, owner TEXT
            )
            """,
            "CREATE INDEX agg_parcel_by_priority ON agg_parcel (priority, id)",
        ]
    )
}
