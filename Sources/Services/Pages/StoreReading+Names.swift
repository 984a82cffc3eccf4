import Cooperation

extension StoreReading {
    /// The names of organisations, as far as they are known here and not erased.
    func names(of ids: some Sequence<ID<Organisation>>) throws(StoreError) -> [ID<Organisation>: String] {
        try names(load(Organisation.self, ids: Array(Set(ids))), at: \.namedAt)
    }

    /// The names of people, as far as they are not erased.
    func names(of ids: some Sequence<ID<Person>>) throws(StoreError) -> [ID<Person>: String] {
        try names(load(Person.self, ids: Array(Set(ids))), at: \.namedAt)
    }

    private func names<Named>(
        _ known: [ID<Named>: Named],
        at position: (Named) -> Int64
    ) throws(StoreError) -> [ID<Named>: String] {
        let part = "name"
        let texts = try sealedParts([part], at: known.values.map(position))
        return known.compactMapValues { texts[position($0)]?[part] }
    }
}
