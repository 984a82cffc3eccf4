import CPrinting

/// A text that Pango has set in lines; it owns the layout.
package final class SetText {
    /// One of its lines, with the distances from its baseline.
    struct Line {
        let text: SetText
        let index: Int32
        /// From the top of the line's space to its baseline, in points.
        let ascent: Double
        /// The height of the line's space, in points.
        let height: Double
    }

    private let layout: OpaquePointer
    let ink: Ink
    /// Its lines from the top down.
    private(set) var lines: [Line] = []

    /// Takes a layout over.
    init(owning layout: OpaquePointer, _ lettering: Lettering) {
        self.layout = layout
        ink = lettering.ink
        for index in 0..<pango_layout_get_line_count(layout) {
            guard let line = pango_layout_get_line_readonly(layout, index) else { continue }
            var extents = PangoRectangle()
            pango_layout_line_get_extents(line, nil, &extents)
            let (above, natural) = (-Double(extents.y) / Self.scale, Double(extents.height) / Self.scale)
            let height = max(natural, lettering.size * lettering.pitch)
            lines.append(Line(text: self, index: index, ascent: above + (height - natural) / 2, height: height))
        }
    }

    deinit { cprinting_release(UnsafeMutableRawPointer(layout)) }

    /// Pango's units in a point.
    static let scale = Double(PANGO_SCALE)

    /// How many glyphs draw it: in scripts that are shaped, another number than that of its characters.
    package var glyphCount: Int { Int(cprinting_glyph_count(layout)) }

    /// The width of the longest line, in points.
    var width: Double {
        var extents = PangoRectangle()
        pango_layout_get_extents(layout, nil, &extents)
        return Double(extents.width) / Self.scale
    }

    /// The first characters that no font on this machine has.
    package var unknownCharacters: [Unicode.Scalar] {
        guard pango_layout_get_unknown_glyphs_count(layout) > 0 else { return [] }
        var characters = [UInt32](repeating: 0, count: 4096)
        let count = cprinting_unknown_characters(layout, &characters, Int32(characters.count))
        return characters.prefix(Int(count)).compactMap { Unicode.Scalar($0) }
    }

    /// Draws a line with its baseline's beginning at the current point.
    func draw(_ index: Int32, on drawing: OpaquePointer) {
        guard let line = pango_layout_get_line_readonly(layout, index) else { return }
        pango_cairo_show_layout_line(drawing, line)
    }
}
