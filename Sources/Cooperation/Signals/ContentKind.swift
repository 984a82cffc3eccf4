/// What kind of thing a piece of content is.
public enum ContentKind: String, Codable, CaseIterable, Sendable {
    /// A still picture.
    case image
    /// A moving picture.
    case video
    /// Sound alone.
    case audio
    /// A file to read.
    case document
    /// A text.
    case text
    /// An address.
    case url
    /// An account.
    case account
}
