/// How long others may keep an answer.
package enum CachePolicy: Hashable, Sendable {
    /// Not at all: it depends on the caller or changes.
    case never
    /// Everybody, for so many seconds.
    case seconds(Int)
    /// Everybody, for ever: these bytes can never be others under this path.
    case forever

    var headerValue: String {
        switch self {
        case .never: "no-store"
        case .seconds(let seconds): "public, max-age=\(seconds)"
        case .forever: "public, max-age=31536000, immutable"
        }
    }
}
