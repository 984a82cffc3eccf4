/// What can be asked of a person's preferences.
public enum PreferencesCommand: Sendable, Hashable {
    /// Choose how to see things.
    case choose(PreferenceChoices)
    /// Save a new view.
    case saveView(ID<SavedView>, name: String, CaseFilter)
    /// Give a view another name and filter.
    case replaceView(ID<SavedView>, name: String, CaseFilter)
    /// Remove a view.
    case removeView(ID<SavedView>)
}

extension Preferences {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the preferences; `nil` of somebody who has none yet.
    ///   - command: what is asked.
    ///   - id: their id, which is the person's.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Preferences?,
        _ command: PreferencesCommand,
        id: ID<Preferences>
    ) throws(Refusal) -> [Act] {
        let views = state?.views ?? []
        switch command {
        case .choose(let choices):
            return choices == state?.choices ?? .none ? [] : [Act(PreferencesChanged(choices: choices), on: id)]
        case .saveView(let view, let name, let filter):
            guard views.count < viewsMax else {
                throw Refusal(
                    .conflict,
                    "too-many-views",
                    "You saved \(viewsMax) views already; remove or replace one."
                )
            }
            return [try save(view, name, filter, id)]
        case .replaceView(let view, let name, let filter):
            try require(view, of: views)
            return [try save(view, name, filter, id)]
        case .removeView(let view):
            try require(view, of: views)
            return [Act(PreferencesViewRemoved(view: view), on: id)]
        }
    }

    private static func require(_ view: ID<SavedView>, of views: [SavedView]) throws(Refusal) {
        guard views.contains(where: { $0.id == view }) else {
            throw Refusal(.notFound, "not-found", "You have no such view.")
        }
    }

    private static func save(
        _ view: ID<SavedView>,
        _ name: String,
        _ filter: CaseFilter,
        _ id: ID<Preferences>
    ) throws(Refusal) -> Act {
        let name = try Texts.required(name, "name", bytesMax: viewNameBytesMax)
        return Act(PreferencesViewSaved(view: view, filter: filter), on: id, sealed: ["name": name])
    }

    /// The state after an event.
    public static func apply(_ state: Preferences?, _ event: JournalEvent) throws(ReplayError) -> Preferences {
        var preferences = state ?? Preferences(id: ID(event.subject), choices: .none, views: [])
        switch event.type {
        case PreferencesChanged.type:
            preferences.choices = try event.payload(PreferencesChanged.self).choices
        case PreferencesViewSaved.type:
            let facts = try event.payload(PreferencesViewSaved.self)
            let view = SavedView(id: facts.view, filter: facts.filter, namedAt: event.position)
            if let index = preferences.views.firstIndex(where: { $0.id == facts.view }) {
                preferences.views[index] = view
            } else {
                preferences.views.append(view)
            }
        case PreferencesViewRemoved.type:
            let view = try event.payload(PreferencesViewRemoved.self).view
            preferences.views.removeAll { $0.id == view }
        default: throw ReplayError.unexpected(event, after: state)
        }
        return preferences
    }
}
