/// What is entered of a new office.
public struct OfficeEntry: Sendable {
    /// Whose office it is.
    public let authority: Organisation
    /// What it is within its state.
    public let function: OfficeFunction
    /// Its country, as two capital letters.
    public let country: String
    /// Its time zone by its IANA name.
    public let zone: String
    /// What it may issue.
    public let instruments: [Instrument]
    /// What is said of it in words.
    public let texts: [OfficeText: String]

    /// Makes an entry.
    public init(
        authority: Organisation,
        function: OfficeFunction,
        country: String,
        zone: String,
        instruments: [Instrument],
        texts: [OfficeText: String]
    ) {
        self.authority = authority
        self.function = function
        self.country = country
        self.zone = zone
        self.instruments = instruments
        self.texts = texts
    }
}

/// What is changed of an office; what is `nil` stays.
public struct OfficeChange: Sendable {
    /// What it is from now on.
    public let function: OfficeFunction?
    /// Its time zone from now on.
    public let zone: String?
    /// What it may issue from now on.
    public let instruments: [Instrument]?
    /// What is written anew.
    public let texts: [OfficeText: String]

    /// Makes a change.
    public init(
        function: OfficeFunction? = nil,
        zone: String? = nil,
        instruments: [Instrument]? = nil,
        texts: [OfficeText: String] = [:]
    ) {
        self.function = function
        self.zone = zone
        self.instruments = instruments
        self.texts = texts
    }
}

/// What can be asked of an office.
public enum OfficeCommand: Sendable {
    /// Enter it.
    case enter(OfficeEntry)
    /// Change it; `held` are the instruments of the register that it holds now.
    case change(OfficeChange, held: [Instrument])
    /// Say in which place among the offices of its country it is warned of threats to life, by which law and from which
    /// source that is known; `nil` to say nothing of it any more. `held` are the words that stand there now, where there are
    /// some and they were not erased.
    case setWarning(order: Int?, law: String?, source: String?, held: OfficeWarningWords?)
    /// Vouch for it, and say how it was asked.
    case vouch(how: String, by: Voucher)
    /// Note that a forged request bore its name, and was signed with this key. The node asks this by itself.
    case noteMisuse(key: String?)
    /// Revoke it, with the reason.
    case revoke(reason: String)
}
