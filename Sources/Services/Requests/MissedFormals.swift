import Cooperation

/// For how many emergencies of one half-year the formal request did not come in time, by who owed it.
struct MissedFormals {
    private(set) var byAuthority: [ID<Organisation>: Int] = [:]

    mutating func add(_ request: Request) {
        guard let authority = request.authority else { return }
        byAuthority[authority, default: 0] += 1
    }

    /// What is told of it: who owed it only where the half-year is over, so that the moment of no single disclosure shows.
    func figures(since: String, isOver: Bool, names: [ID<Organisation>: String]) -> RequestFigures.MissedFormals {
        RequestFigures.MissedFormals(
            since: since,
            isOver: isOver,
            requests: byAuthority.values.reduce(0, +),
            authorities: !isOver
                ? []
                : byAuthority.map { id, count in .init(id: id, name: names[id], requests: count) }
                    .sorted { $0.id < $1.id }
        )
    }
}
