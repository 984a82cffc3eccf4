import Cooperation

/// A view that a person saved, with its name, `nil` once that was erased.
package struct NamedView: Sendable, Hashable {
    package let id: ID<SavedView>
    package let name: String?
    package let filter: CaseFilter
}

extension Node {
    /// How the caller's person wants to see things.
    package func preferences(of caller: Caller) async throws -> PreferenceChoices {
        let id = Preferences.id(of: try caller.requiredPerson())
        return try await store.read { try $0.load(Preferences.self, id)?.choices ?? .none }
    }

    /// Changes how the caller's person wants to see things.
    ///
    /// - Parameters:
    ///   - choices: all choices from now on.
    ///   - caller: whose person.
    /// - Returns: the choices.
    /// - Throws: `Refusal` `person-needed`.
    @discardableResult
    package func changePreferences(_ choices: PreferenceChoices, by caller: Caller) async throws -> PreferenceChoices {
        try await change(.choose(choices), by: caller) { choices }
    }

    /// The views that the caller's person saved, the oldest first.
    package func savedViews(of caller: Caller) async throws -> [NamedView] {
        let id = Preferences.id(of: try caller.requiredPerson())
        return try await store.read { reading in
            let views = try reading.load(Preferences.self, id)?.views ?? []
            let names = try reading.sealedParts(["name"], at: views.map(\.namedAt))
            return views.map { NamedView(id: $0.id, name: names[$0.namedAt]?["name"], filter: $0.filter) }
        }
    }

    /// Saves a view.
    ///
    /// - Throws: `Refusal`: `too-many-views`, `text-missing`, `text-too-long`.
    package func saveView(_ name: String, _ filter: CaseFilter, by caller: Caller) async throws -> NamedView {
        let author = caller.author
        let id = Preferences.id(of: try caller.requiredPerson())
        return try await store.write { transaction in
            let view: ID<SavedView> = transaction.newID()
            try transaction.change(.saveView(view, name: name, filter), of: id, by: author)
            return NamedView(id: view, name: try Texts.required(name, "name"), filter: filter)
        }
    }

    /// Gives a view of the caller's person another name and filter.
    ///
    /// - Throws: `Refusal`: `not-found`, `text-missing`, `text-too-long`.
    package func replaceView(
        _ view: ID<SavedView>,
        name: String,
        _ filter: CaseFilter,
        by caller: Caller
    ) async throws -> NamedView {
        try await change(.replaceView(view, name: name, filter), by: caller) {
            NamedView(id: view, name: try Texts.required(name, "name"), filter: filter)
        }
    }

    /// Removes a view of the caller's person.
    ///
    /// - Throws: `Refusal` `not-found`.
    package func removeView(_ view: ID<SavedView>, by caller: Caller) async throws {
        try await change(.removeView(view), by: caller) {}
    }

    /// Changes the preferences of the caller's person.
    ///
    /// - Returns: what `made` makes of the change, within its transaction.
    private func change<Made: Sendable>(
        _ command: PreferencesCommand,
        by caller: Caller,
        _ made: @escaping @Sendable () throws -> Made
    ) async throws -> Made {
        let author = caller.author
        let id = Preferences.id(of: try caller.requiredPerson())
        return try await store.write { transaction in
            try transaction.change(command, of: id, by: author)
            return try made()
        }
    }
}

extension StoreTransaction {
    fileprivate func change(_ command: PreferencesCommand, of id: ID<Preferences>, by author: Author) throws {
        let state = try load(Preferences.self, id)
        for act in try Preferences.decide(state, command, id: id) { try append(act, by: author) }
    }
}
