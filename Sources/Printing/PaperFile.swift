import CPrinting
import Cooperation
import Documents

/// A PDF file that is being written; it owns Cairo's objects.
final class PaperFile {
    /// What Cairo writes into.
    private final class Output {
        var bytes: [UInt8] = []
    }

    private let output = Output()
    private let surface: OpaquePointer
    private let drawing: OpaquePointer

    /// Begins a file of A4 pages.
    ///
    /// - Returns: `nil` where there is no memory for it.
    init?() {
        let write: cairo_write_func_t = { closure, data, count in
            guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
            let output = Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue()
            guard output.bytes.count + Int(count) <= DocumentLimits.printedBytesMax else {
                return CAIRO_STATUS_WRITE_ERROR
            }
            output.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
            return CAIRO_STATUS_SUCCESS
        }
        let place = Unmanaged.passUnretained(output).toOpaque()
        guard let surface = cairo_pdf_surface_create_for_stream(write, place, Sheet.width, Sheet.height) else {
            return nil
        }
        guard let drawing = cairo_create(surface) else {
            cairo_surface_destroy(surface)
            return nil
        }
        self.surface = surface
        self.drawing = drawing
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
    }

    deinit {
        cairo_destroy(drawing)
        cairo_surface_finish(surface)
        cairo_surface_destroy(surface)
    }

    /// Says what the file is; without a date Cairo would write the present one.
    func describe(_ document: Document) {
        let date = document.time.moment.description.prefix(19) + "Z"
        for (name, text) in [
            (CAIRO_PDF_METADATA_TITLE, document.title.text.string),
            (CAIRO_PDF_METADATA_AUTHOR, document.letterhead.name.string),
            (CAIRO_PDF_METADATA_SUBJECT, document.reference.string),
            (CAIRO_PDF_METADATA_CREATOR, "Perisai"),
            (CAIRO_PDF_METADATA_CREATE_DATE, String(date)),
            (CAIRO_PDF_METADATA_MOD_DATE, String(date)),
        ] {
            cairo_pdf_surface_set_metadata(surface, name, text)
        }
    }

    /// Draws a page and begins the next one.
    func add(_ marks: [Mark]) {
        for mark in marks { draw(mark) }
        cairo_show_page(drawing)
    }

    /// Ends the file.
    ///
    /// - Throws: `DocumentError` `document-not-printed`.
    func finish() throws(DocumentError) -> [UInt8] {
        let isDrawn = cairo_status(drawing) == CAIRO_STATUS_SUCCESS
        cairo_surface_finish(surface)
        guard isDrawn, cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
            throw DocumentError("document-not-printed", "Split the document: its file would be too large.")
        }
        return output.bytes
    }

    private func draw(_ mark: Mark) {
        switch mark {
        case .line(let line, let x, let top):
            use(line.text.ink)
            cairo_move_to(drawing, x, top + line.ascent)
            line.text.draw(line.index, on: drawing)
        case .rule(let x, let y, let width, let thickness, let ink):
            fill(x, y - thickness / 2, width, thickness, ink)
        case .ground(let x, let y, let width, let height, let ink):
            fill(x, y, width, height, ink)
        case .code(let squares, let x, let y, let side):
            fill(x, y, side, side, .white)
            use(.text)
            let one = side / Double(squares.side)
            // One path, so that no light hairs show between squares that touch.
            for square in squares.darkSquares {
                cairo_rectangle(drawing, x + Double(square.column) * one, y + Double(square.row) * one, one, one)
            }
            cairo_fill(drawing)
        }
    }

    private func use(_ ink: Ink) { cairo_set_source_rgb(drawing, ink.red, ink.green, ink.blue) }

    private func fill(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ ink: Ink) {
        use(ink)
        cairo_rectangle(drawing, x, y, width, height)
        cairo_fill(drawing)
    }
}
