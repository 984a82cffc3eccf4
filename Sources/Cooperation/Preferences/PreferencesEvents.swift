/// A person chose how to see things.
public struct PreferencesChanged: EventPayload {
    /// What happened.
    public static let type = "preferences.changed"
    /// All choices from now on.
    public let choices: PreferenceChoices
}

/// A person saved a view, or replaced one of theirs.
///
/// Sealed: `name`.
public struct PreferencesViewSaved: EventPayload {
    /// What happened.
    public static let type = "preferences.viewSaved"
    /// Which view.
    public let view: ID<SavedView>
    /// What it shows.
    public let filter: CaseFilter
}

/// A person removed a view of theirs.
public struct PreferencesViewRemoved: EventPayload {
    /// What happened.
    public static let type = "preferences.viewRemoved"
    /// Which view.
    public let view: ID<SavedView>
}
