import Cooperation

/// How many requests of one half-year were found to be forged, by whose name they bore.
struct ForgedRequests {
    /// How many, how many of them asked for data in an emergency, and of how many others it was taken back; `nil` for those in
    /// the name of no member.
    private(set) var byAuthority: [ID<Organisation>?: (requests: Int, emergencies: Int, takenBack: Int)] = [:]

    mutating func add(_ request: Request, isTakenBack: Bool) {
        let isEmergency = request.filing.kind == .emergencyDisclosure
        var counts = byAuthority[request.authority] ?? (0, 0, 0)
        if isTakenBack {
            counts.takenBack += 1
        } else {
            counts.requests += 1
            counts.emergencies += isEmergency ? 1 : 0
        }
        byAuthority[request.authority] = counts
    }

    /// What is told of it.
    ///
    /// - Parameters:
    ///   - since: the first day of the half-year.
    ///   - isOver: whether it is over, and nothing is added any more; by the month a forger would read which name was found out.
    ///   - names: what the authorities are called.
    /// - Returns: the figures, in whose name they came only where the half-year is over.
    func figures(since: String, isOver: Bool, names: [ID<Organisation>: String]) -> RequestFigures.Forgeries {
        RequestFigures.Forgeries(
            since: since,
            isOver: isOver,
            requests: byAuthority.values.reduce(0) { $0 + $1.requests },
            emergencies: byAuthority.values.reduce(0) { $0 + $1.emergencies },
            takenBack: byAuthority.values.reduce(0) { $0 + $1.takenBack },
            authorities: !isOver
                ? []
                : byAuthority.compactMap { id, count in
                    id.map {
                        .init(
                            id: $0,
                            name: names[$0],
                            requests: count.requests,
                            emergencies: count.emergencies,
                            takenBack: count.takenBack
                        )
                    }
                }.sorted { $0.id < $1.id }
        )
    }
}
