import Cooperation

extension Node {
    /// The targets that belong to nobody, in order of id and so of time, with how often they were named.
    ///
    /// What they are is not told: only their keyed hashes are kept.
    ///
    /// - Parameters:
    ///   - state: only those in this state; `nil` for all.
    ///   - after: the canary that the page before ended with.
    ///   - limit: how many at most.
    /// - Returns: the page, and the id to go on after, `nil` at the end.
    /// - Throws: `StoreError`.
    package func canaries(
        _ state: Canary.State? = nil,
        after: ID<Canary>? = nil,
        limit: Int
    ) async throws -> (canaries: [Canary], next: ID<Canary>?) {
        let query = AggregateQuery<Canary>(
            state.map { [.equals(.state, .text($0.rawValue))] } ?? [],
            after: after.map { .init(value: nil, id: $0) },
            limit: limit
        )
        return try await store.read { reading in
            let page = try reading.find(query)
            return (try reading.counted(page), page.count == limit ? page.last?.id : nil)
        }
    }

    /// Registers a target that belongs to nobody: a real request for data that names it from now on is locked.
    ///
    /// - Parameters:
    ///   - target: the account or the address; it is kept as a keyed hash alone.
    ///   - caller: who says so, in person.
    /// - Returns: the canary; the same one where it is registered already.
    /// - Throws: `Refusal` `text-missing`, `text-too-long`, `person-needed`; `StoreError`.
    package func registerCanary(_ target: String, by caller: Caller) async throws -> Canary {
        _ = try caller.requiredPerson()
        let target = try Texts.required(target, "target", bytesMax: RequestItem.addressBytesMax)
        let key = secrets.canaryKey(of: target)
        return try await store.write { transaction in
            if let known = try transaction.counted(transaction.canaries(knownBy: [key])).first { return known }
            let id: ID<Canary> = transaction.newID()
            for act in try Canary.decide(nil, .register(key: key), id: id) {
                try transaction.append(act, by: caller.author)
            }
            return try transaction.canary(id)
        }
    }

    /// Removes a target that belongs to nobody, and erases its keyed hash: it may be somebody's one day.
    ///
    /// What it locked stays locked until a person clears it.
    ///
    /// - Throws: `Refusal` `not-found`, `person-needed`; `StoreError`.
    package func removeCanary(_ id: ID<Canary>, by caller: Caller) async throws {
        _ = try caller.requiredPerson()
        try await store.write { transaction in
            for act in try Canary.decide(transaction.canary(id), .remove, id: id) {
                try transaction.append(act, by: caller.author)
            }
            _ = try transaction.eraseSealedParts(ofSubject: id.identifier, forgetting: .none)
        }
    }

    /// Removes a target as ``removeCanary(_:by:)`` does, named as whoever keeps it knows it.
    ///
    /// - Parameters:
    ///   - name: the target as it was registered, in any spelling that counts as the same; or the canary's id.
    ///   - caller: who removes it, in person.
    /// - Throws: `Refusal` `text-missing`, `text-too-long`, `canary-unknown`, `person-needed`; `StoreError`.
    package func removeCanary(named name: String, by caller: Caller) async throws {
        _ = try caller.requiredPerson()
        let name = try Texts.required(name, "target", bytesMax: RequestItem.addressBytesMax)
        let key = secrets.canaryKey(of: name)
        let known = try await store.read { reading -> ID<Canary>? in
            if let id = ID<Canary>(name), try reading.load(Canary.self, id)?.state == .active { return id }
            return try reading.canaries(knownBy: [key]).first?.id
        }
        guard let known else {
            throw Refusal(
                .invalid,
                "canary-unknown",
                "No such target is registered. Type it as it was registered, or give its id.",
                pointer: "/target"
            )
        }
        try await removeCanary(known, by: caller)
    }
}

extension StoreReading {
    /// The canaries that still count among those that have one of some keyed hashes, in order of id.
    func canaries(knownBy keys: Set<String>) throws -> [Canary] {
        // What was registered anew after it was removed is the newest.
        let found = try subjects(.canaryKey, equalToAnyOf: keys.sorted(), limit: 1)
        return try load(Canary.self, ids: Set(found.values.joined()).map { ID<Canary>($0) }).values
            .filter { $0.state == .active }
            .sorted { $0.id < $1.id }
    }

    /// The canaries with the requests counted that named them.
    fileprivate func counted(_ canaries: [Canary]) throws -> [Canary] {
        let named = try lookUp(
            Assessment.self,
            scope: Assessment.canaryScope,
            values: Set(canaries.map(\.id.description))
        )
        let assessments = try load(Assessment.self, ids: Array(Set(named.values.joined())))
        return canaries.map { canary in
            canary.counted((named[canary.id.description] ?? []).compactMap { assessments[$0]?.openedAt })
        }
    }

    fileprivate func canary(_ id: ID<Canary>) throws -> Canary {
        guard let canary = try load(Canary.self, id) else {
            throw Refusal(.notFound, "not-found", "There is no such canary.")
        }
        return canary
    }
}

extension NodeSecrets {
    /// The keyed hash by which it is found that a request names a canary.
    ///
    /// A link is compared as items are, and an account or a mailbox in small letters and without an `@` before it: people
    /// write these as they like.
    ///
    /// - Returns: 64 hexadecimal digits.
    func canaryKey(of target: String) -> String {
        let address = ItemAddress(target)
        let spelling = address.host == nil ? address.text.drop { $0 == "@" }.lowercased() : address.text
        return pseudonym("canary", spelling)
    }
}
