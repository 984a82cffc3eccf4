import CPrinting
import Documents
import Synchronization

/// What sets texts: a font map and a context of its own.
///
/// It exists only for as long as ``alone(_:)`` runs, and one at a time in a process: below Pango, Cairo has one FreeType
/// library for all threads and opens faces in it (`FT_New_Face`) after it let go of its lock, which FreeType forbids. Two
/// threads that opened a face at once crashed the process.
package final class Setter {
    private static let turn = Mutex(())

    /// Looked for in this order; fontconfig finds the rest.
    private static let families =
        "Noto Sans, Noto Sans Thai, Noto Sans Myanmar, Noto Sans Tamil, WenQuanYi Micro Hei, Noto Sans CJK SC, sans-serif"
    private static let codeFamilies = "Noto Sans Mono, DejaVu Sans Mono, monospace, " + families

    private let map: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer
    /// The characters that no font has, in the order of their places.
    package private(set) var unknown: [Unicode.Scalar] = []

    /// Sets and draws texts while nobody else in this process does.
    ///
    /// It blocks the thread until its turn has come, so a server prints through ``PrintingProcesses``.
    ///
    /// - Parameter body: gets the setter, which it must not keep.
    /// - Returns: what the body returns.
    /// - Throws: `DocumentError` `document-not-printed`, and what the body throws.
    package static func alone<Result: Sendable>(
        _ body: (Setter) throws(DocumentError) -> Result
    ) throws(DocumentError) -> Result {
        try turn.withLock { _ throws(DocumentError) in
            guard let setter = Setter() else {
                throw DocumentError("document-not-printed", "Pango did not start; look at the fonts.")
            }
            return try body(setter)
        }
    }

    /// - Returns: `nil` where Pango has no fonts at all.
    private init?() {
        guard let map = pango_cairo_font_map_new() else { return nil }
        guard let context = pango_font_map_create_context(map) else {
            cprinting_release(UnsafeMutableRawPointer(map))
            return nil
        }
        self.map = map
        self.context = context
        pango_context_set_round_glyph_positions(context, 0)
        pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
    }

    deinit {
        cprinting_release(UnsafeMutableRawPointer(context))
        cprinting_release(UnsafeMutableRawPointer(map))
    }

    /// Sets a text in lines of at most a width.
    ///
    /// - Parameters:
    ///   - text: plain text.
    ///   - lettering: how it looks.
    ///   - language: as BCP 47 writes it; it chooses between forms of the same character.
    ///   - width: in points; `nil` for one line of any length.
    /// - Returns: `nil` where there is no memory for it.
    package func set(_ text: String, _ lettering: Lettering, language: String?, width: Double?) -> SetText? {
        guard let layout = pango_layout_new(context) else { return nil }
        let font = pango_font_description_new()
        pango_font_description_set_family(font, lettering.isCode ? Self.codeFamilies : Self.families)
        pango_font_description_set_absolute_size(font, lettering.size * SetText.scale)
        pango_font_description_set_weight(font, lettering.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_layout_set_font_description(layout, font)
        pango_font_description_free(font)

        let attributes = pango_attr_list_new()
        pango_attr_list_insert(attributes, pango_attr_language_new(pango_language_from_string(language ?? "en")))
        // A hyphen at the end of a line would look like a part of an address.
        pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(0))
        pango_layout_set_attributes(layout, attributes)
        pango_attr_list_unref(attributes)

        pango_layout_set_auto_dir(layout, lettering.isCode ? 0 : 1)
        pango_layout_set_wrap(layout, lettering.isCode ? PANGO_WRAP_CHAR : PANGO_WRAP_WORD_CHAR)
        pango_layout_set_width(layout, width.map { Int32($0 * SetText.scale) } ?? -1)
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                pango_layout_set_text(layout, $0.baseAddress, Int32($0.count))
            }
        }
        let set = SetText(owning: layout, lettering)
        unknown += set.unknownCharacters
        return set
    }
}
