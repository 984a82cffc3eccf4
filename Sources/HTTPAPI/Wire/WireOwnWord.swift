import Cooperation
import Services

/// A word of people here that the exchange has not recorded: an authority's, or what an addressee said in vain.
struct WireOwnWord: Encodable {
    /// What can be said.
    enum Word: String, Encodable {
        case withdrawn
        case clarified
        case acknowledged
        case reported
        case answered
        case disclosed
        case foundForged
        case forgeryTakenBack
        case other
    }

    let word: Word
    let outcome: ThreatOutcome?
    let state: Dispatch.State
    let code: String?

    init(_ said: OwnWord) {
        (word, outcome) =
            switch said.message {
            case .authorityWord(_, .withdrawn): (.withdrawn, nil)
            case .authorityWord(_, .clarified): (.clarified, nil)
            case .threatWord(_, .acknowledged): (.acknowledged, nil)
            case .threatWord(_, .reported(let outcome)): (.reported, outcome)
            case .request(_, .answered): (.answered, nil)
            case .request(_, .disclosed): (.disclosed, nil)
            case .request(_, .foundForged): (.foundForged, nil)
            case .request(_, .forgeryTakenBack): (.forgeryTakenBack, nil)
            case .verification, .opinion, .request, .threat, .filing: (.other, nil)
            }
        state = said.state
        code = said.code
    }
}

/// What an authority's own node says of a request, as it comes.
struct WireAuthorityWord: Decodable {
    let word: AuthorityWord
    /// The reason or the note.
    let text: String
    /// By which a repeat is known.
    let dispatch: ID<Dispatch>?
}

/// What an authority's own node says of a threat alert, as it comes.
struct WireThreatWord: Decodable {
    /// What became of it; absent where somebody has it.
    let outcome: ThreatOutcome?
    let note: String?
    /// By which a repeat is known.
    let dispatch: ID<Dispatch>?
}
