/// What can be asked of a threat alert.
public enum ThreatAlertCommand: Sendable, Hashable {
    /// Raise it, with what is said in words.
    case raise(ThreatAlertRaised, ThreatWords)
    /// Say that it should go out.
    case approve(by: ID<Person>, isNight: Bool)
    /// Note dangers of design rule 15.
    case noteDangers(Set<Danger>, note: String)
    /// Agree in writing, as counsel or as the independent adviser, that it goes out in spite of the danger.
    case agree(text: String, as: Role, by: ID<Person>)
    /// Name another office.
    case redirect(ThreatAlertRedirected, choice: String)
    /// Take it back.
    case drop(reason: String)
    /// Note that no authority may safely receive it; with whether it is night, so that one approval is enough.
    case withhold(ThreatHindrance, isNight: Bool)
    /// Note that it was sent; with whether it is night, so that one approval is enough.
    case send(ThreatAlertSent, isNight: Bool)
    /// Note that it is where the authority reads it.
    case noteReceived
    /// Note that somebody telephoned, and whether a person of the authority was reached.
    case noteCall(note: String, isReached: Bool)
    /// Note that the authority acknowledged it.
    case noteAcknowledged
    /// Note what the authority reported.
    case noteOutcome(ThreatOutcome)
    /// Do what the time demands: `refusedFor` is the exchange's word where it refused it for good, `isDelivered` whether it
    /// took it.
    case tick(isDelivered: Bool, refusedFor: String?)
}

/// What an alert says in words.
public struct ThreatWords: Sendable, Hashable {
    /// How long one identifier may be, in bytes.
    public static let identifierBytesMax = 500

    /// What was seen.
    public let what: String
    /// Why it is imminent.
    public let why: String
    /// The minimum by which somebody can be found, each on a line.
    public let identifiers: [String]
    /// Why another office than the recommended one.
    public let choice: String?

    /// Takes the words.
    ///
    /// - Throws: `Refusal` `text-missing`, `text-too-long`, `too-many-identifiers`.
    public init(what: String, why: String, identifiers: [String], choice: String? = nil) throws(Refusal) {
        self.what = try Texts.required(what, "what")
        self.why = try Texts.required(why, "why")
        self.choice = try Texts.optional(choice, "choice")
        var kept: [String] = []
        for identifier in identifiers {
            let text = try Texts.optional(identifier, "identifiers", bytesMax: Self.identifierBytesMax)
            if let text { kept.append(text.split(whereSeparator: \.isNewline).joined(separator: " ")) }
        }
        guard kept.count <= ThreatAlert.identifiersMax else {
            throw Refusal(
                .invalid,
                "too-many-identifiers",
                "Tell the minimum: at most \(ThreatAlert.identifiersMax) identifiers.",
                pointer: "/identifiers"
            )
        }
        self.identifiers = kept
    }
}
