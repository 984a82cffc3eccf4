/// One of the eight ways to turn and mirror a picture onto itself.
public enum DihedralTransform: String, Hashable, Sendable, CaseIterable, Codable {
    /// The picture as it is.
    case identity
    /// A quarter turn against the clock.
    case rotate90
    /// A half turn.
    case rotate180
    /// A quarter turn with the clock.
    case rotate270
    /// Top and bottom exchanged.
    case flipVertical
    /// Left and right exchanged.
    case flipHorizontal
    /// Rows and columns exchanged: mirrored at the diagonal from top left to bottom right.
    case transpose
    /// Mirrored at the diagonal from top right to bottom left.
    case antitranspose

    /// Whether the transform exchanges width and height.
    public var exchangesSides: Bool {
        switch self {
        case .rotate90, .rotate270, .transpose, .antitranspose: true
        case .identity, .rotate180, .flipVertical, .flipHorizontal: false
        }
    }

    /// Whether the result is upside down, once sides are exchanged.
    var reversesRows: Bool {
        switch self {
        case .rotate90, .rotate180, .flipVertical, .antitranspose: true
        case .identity, .rotate270, .flipHorizontal, .transpose: false
        }
    }

    /// Whether the result is mirrored left to right, once sides are exchanged.
    var reversesColumns: Bool {
        switch self {
        case .rotate180, .rotate270, .flipHorizontal, .antitranspose: true
        case .identity, .rotate90, .flipVertical, .transpose: false
        }
    }
}
