/// The kinds of fingerprints that members exchange.
public enum FingerprintKind: String, Hashable, Sendable, CaseIterable, Codable {
    /// Perceptual hash of a still picture, compared by distance.
    case pdq
    /// Hash of a file's bytes.
    case sha256
    /// Hash of a file's bytes; forgeable, so only looked up in lists that hold nothing else.
    case md5
    /// Perceptual hashes of a video's frames.
    case vpdq
    /// Fuzzy hash of a longer text.
    case tlsh
    /// A normalised web address.
    case url
    /// A normalised text.
    case text
    /// Keyed hash of an account's name.
    case account

    /// Whether equality alone decides a match; the others are compared by distance.
    public var isExactLookup: Bool {
        switch self {
        case .sha256, .md5, .url, .text, .account: true
        case .pdq, .vpdq, .tlsh: false
        }
    }

    /// Whether a member may propose it as a new signal.
    public var mayBeProposed: Bool { self != .md5 }

    /// Whether a match of it, with nothing else matching, may ever lead to an automatic action.
    ///
    /// Two files with one MD5 can be made at will: whoever can have one listed could have the other removed.
    public var mayActAlone: Bool { self != .md5 }
}
