import Cooperation

/// How a person made sure who asks, as it comes.
struct WireIdentityCheck: Decodable {
    let method: IdentityCheck.Method
    let result: IdentityCheck.Result
    let note: String
    /// Which number was called, where the register has none.
    let callBack: String?
    /// From which source that is, apart from the request.
    let callBackSource: String?

    /// The number and its source, as far as they are said.
    var called: IdentityCheck.Called? {
        callBack == nil && callBackSource == nil
            ? nil : IdentityCheck.Called(number: callBack ?? "", source: callBackSource ?? "")
    }
}

/// That it looks forged, as it comes.
struct WireLock: Decodable {
    let factors: [RiskFactor]
    let note: String
}

/// What the form lacks, as it comes.
struct WireFormCheck: Decodable {
    let defects: [FormDefect]
    let factors: [RiskFactor]?
    let note: String?
}

/// Until when what may be removed is kept, as it comes.
struct WirePreservation: Decodable {
    let until: Timestamp
    let reasons: String?
}

/// Which adviser is asked, as it comes.
struct WireAdviser: Decodable {
    let person: ID<Person>
}

/// What counsel or the adviser says of a danger, as it comes.
struct WireDangerJudgement: Decodable {
    let agrees: Bool
    let reasons: String
}

/// Why the clock stands, as it comes.
struct WireClockStop: Decodable {
    let reason: ClockTerms.StopReason
    let note: String
}

/// Which request an agency's formal one is, as it comes.
struct WireFormalRequest: Decodable {
    let request: ID<Request>?
    let note: String?
}
