/// An office was entered.
///
/// Sealed: the parts that `OfficeText` names.
public struct OfficeEntered: EventPayload {
    /// What happened.
    public static let type = "office.entered"
    /// Whose office it is.
    public let authority: ID<Organisation>
    /// What it is within its state.
    public let function: OfficeFunction
    /// Its country, as two capital letters.
    public let country: String
    /// Its time zone by its IANA name.
    public let zone: String
    /// The codes of the instruments that it may issue, in order.
    public let instruments: [String]
    /// Which sealed parts are there, in order.
    public let texts: [OfficeText]
}

/// An office was changed; what is `nil` stayed.
///
/// Sealed: the parts that `texts` names.
public struct OfficeChanged: EventPayload {
    /// What happened.
    public static let type = "office.changed"
    /// What it is from now on.
    public let function: OfficeFunction?
    /// Its time zone from now on.
    public let zone: String?
    /// What it may issue from now on.
    public let instruments: [String]?
    /// Which sealed parts are written anew, in order.
    public let texts: [OfficeText]
    /// Whether the vouchings given before ended with it.
    public let endsVouching: Bool
}

/// It was said whether an office is warned of threats to life, and before or after which others; vouchings given before end.
///
/// Sealed: `law`, the law under which it is warned, and `source`, where that was read; where it is warned.
public struct OfficeWarningSet: EventPayload {
    /// What happened.
    public static let type = "office.warningSet"
    /// In which place among the offices of its country, from 1; absent where nothing is said any more.
    public let order: Int?
}

/// Somebody vouched for an office.
///
/// Sealed: `how`.
public struct OfficeVouched: EventPayload {
    /// What happened.
    public static let type = "office.vouched"
}

/// A member found that a request was forged which bore the name of an office.
///
/// Neither the request nor who was asked is named; members call back before they trust, until somebody vouches for the office
/// anew.
public struct OfficeMisused: EventPayload {
    /// What happened.
    public static let type = "office.misused"
    /// The id of the key that signed it; absent where none did.
    public let key: String?
}

/// An office was revoked: it and its officers issue nothing any more.
///
/// Sealed: `reason`.
public struct OfficeRevoked: EventPayload {
    /// What happened.
    public static let type = "office.revoked"
}
