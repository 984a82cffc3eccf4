import Cooperation
import Services

/// How a person wants to see things, as it comes and goes.
struct WirePreferences: Codable {
    /// The language of the screen; absent for the browser's.
    let language: String?
    let blursMedia: Bool
    let greysMedia: Bool
    let mutesMedia: Bool
    let optedOut: [Behaviour]
    let colourScheme: PreferenceChoices.ColourScheme

    init(_ choices: PreferenceChoices) {
        language = choices.language
        blursMedia = choices.blursMedia
        greysMedia = choices.greysMedia
        mutesMedia = choices.mutesMedia
        optedOut = choices.optedOut
        colourScheme = choices.colourScheme
    }

    func choices() throws(Refusal) -> PreferenceChoices {
        try PreferenceChoices(
            language: language,
            blursMedia: blursMedia,
            greysMedia: greysMedia,
            mutesMedia: mutesMedia,
            optedOut: Set(optedOut),
            colourScheme: colourScheme
        )
    }
}

/// A filter of cases, as it comes and goes.
struct WireCaseFilter: Codable {
    let queue: CaseFilter.Queue?
    let assignee: CaseFilter.Assignment?
    let state: Case.State?
    let behaviour: Behaviour?
    let language: String?
    let kind: ContentKind?

    init(_ filter: CaseFilter) {
        queue = filter.queue
        assignee = filter.assignment
        state = filter.state
        behaviour = filter.behaviour
        language = filter.language
        kind = filter.kind
    }

    func filter() throws(Refusal) -> CaseFilter {
        try CaseFilter(
            queue: queue ?? .all,
            assignment: assignee ?? .anyone,
            state: state,
            behaviour: behaviour,
            language: language,
            kind: kind
        )
    }
}

/// A view to save.
struct WireNewView: Decodable {
    let name: String
    let filter: WireCaseFilter
}

/// A saved view as it is answered.
struct WireView: Encodable {
    let id: ID<SavedView>
    let name: String?
    let filter: WireCaseFilter

    init(_ view: NamedView) {
        id = view.id
        name = view.name
        filter = WireCaseFilter(view.filter)
    }
}

/// How much graphic content a person was shown, beside the limits; times in seconds.
struct WireGauge: Encodable {
    let continuousSeconds: Int64
    let continuousSecondsMax: Int64
    let shiftSeconds: Int64
    let shiftSecondsMax: Int64
    let itemsInLastHour: Int
    let itemsPerHourMax: Int
    let breakOffered: Bool
    let breakUntil: Timestamp?

    init(_ gauge: ExposureGauge) {
        continuousSeconds = gauge.continuous.count
        continuousSecondsMax = gauge.limits.continuousMax.count
        shiftSeconds = gauge.shift.count
        shiftSecondsMax = gauge.limits.shiftMax.count
        itemsInLastHour = gauge.itemsInLastHour
        itemsPerHourMax = gauge.limits.itemsPerHourMax
        breakOffered = gauge.isBreakOffered
        breakUntil = gauge.breakUntil
    }
}
