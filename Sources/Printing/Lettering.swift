/// How a text is set: all sizes are in points of 1/72 inch.
package struct Lettering: Hashable, Sendable {
    let size: Double
    let ink: Ink
    var isBold = false
    var isCode = false
    /// From one line to the next, in sizes: Burmese and Thai need room above and below.
    var pitch = 1.5

    static let title = Lettering(size: 21, ink: .text, isBold: true, pitch: 1.35)
    static let letterhead = Lettering(size: 12.5, ink: .accent, isBold: true)
    static let heading = Lettering(size: 12.5, ink: .accent, isBold: true)
    package static let caption = Lettering(size: 10, ink: .text, isBold: true)
    package static let body = Lettering(size: 10, ink: .text)
    static let code = Lettering(size: 9, ink: .text, isCode: true)
    static let label = Lettering(size: 9, ink: .quiet)
    static let strong = Lettering(size: 9, ink: .quiet, isBold: true)
    static let small = Lettering(size: 8, ink: .quiet)
    static let warning = Lettering(size: 9.5, ink: .warning)
    static let mark = Lettering(size: 8.5, ink: .warning, isBold: true)

    /// The same for a translation that stands below.
    var beside: Lettering {
        Lettering(size: max(8, size * 0.85), ink: ink == .warning ? .warning : .quiet, pitch: pitch)
    }
}
