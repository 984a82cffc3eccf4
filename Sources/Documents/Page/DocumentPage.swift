/// Shows documents as pages that need nothing else: no file beside them, no connection, and no script but that of a check.
public struct DocumentPage: Sendable {
    private let drawing: any CodeDrawing

    /// Makes pages with QR codes by `drawing`.
    public init(drawing: any CodeDrawing) { self.drawing = drawing }

    /// A document as an HTML file.
    ///
    /// - Parameters:
    ///   - document: what to show.
    ///   - embedded: signed data that stands in the page; ``EmbeddedData/init(fromPage:)`` takes it out again.
    ///   - check: what checks that data where scripts run; `nil` for a page without a script.
    /// - Returns: the file, in UTF-8.
    /// - Throws: ``DocumentError`` `document-code`.
    public func html(
        of document: Document,
        embedded: EmbeddedData? = nil,
        check: PageCheck? = nil
    ) throws(DocumentError) -> [UInt8] {
        let style = document.isExercise ? DocumentStyle.exercise : DocumentStyle.plain
        var out = HTMLWriter()
        out.markup("<!doctype html>\n<html")
        out.attribute("lang", document.words.language)
        out.markup(" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\"")
        out.attribute("content", DocumentStyle.policy(for: style, script: embedded == nil ? nil : check?.script))
        out.markup(">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        out.markup("<meta name=\"referrer\" content=\"no-referrer\">\n<title>")
        out.text(document.title.text.string + " · " + document.reference.string)
        out.markup("</title>\n<style>")
        out.style(style)
        out.markup("</style>\n</head>\n<body>\n")
        if document.isExercise { mark(document, &out) }
        out.markup("<main>\n")
        head(document, &out)
        for block in document.blocks { try write(block, document.words, &out) }
        if embedded != nil, let check { out.check(check, digest: digest(document)) }
        out.markup("</main>\n")
        if document.isExercise { mark(document, &out) }
        if let embedded {
            out.data(embedded)
            if let check { out.script(check) }
        }
        out.markup("</body>\n</html>\n")
        return Array(out.html.utf8)
    }

    /// The hash by which the document names the data's file.
    private func digest(_ document: Document) -> String? {
        for case .code(let code) in document.blocks { return code.digest.string }
        return nil
    }

    private func mark(_ document: Document, _ out: inout HTMLWriter) {
        out.markup("<p class=\"mark\">")
        out.phrase(document.words.phrase(.exercise))
        out.markup("</p>\n")
    }

    private func head(_ document: Document, _ out: inout HTMLWriter) {
        let head = document.letterhead
        out.markup("<div class=\"head\">\n<p class=\"name\">")
        out.phrase(Phrase(head.name))
        out.markup("</p>\n<div class=\"lines\">\n")
        for line in head.lines + [head.contact].compactMap(\.self) {
            out.markup("<p>")
            out.phrase(Phrase(line))
            out.markup("</p>\n")
        }
        out.markup("</div>\n</div>\n<h1>")
        out.phrase(document.title)
        out.markup("</h1>\n")
        write(document.facts, &out)
    }

    func write(_ facts: [DocumentFact], _ out: inout HTMLWriter) {
        guard !facts.isEmpty else { return }
        out.markup("<table class=\"facts\">\n<tbody>\n")
        for fact in facts {
            out.markup("<tr><th scope=\"row\">")
            out.phrase(fact.label)
            out.markup("</th><td")
            if let field = fact.field { out.attribute("data-field", field.rawValue) }
            out.markup(">")
            if fact.isCode { out.code(fact.value.text) } else { out.phrase(fact.value) }
            out.markup("</td></tr>\n")
        }
        out.markup("</tbody>\n</table>\n")
    }

    func path(of squares: CodeSquares) -> String {
        squares.darkSquares
            .map { "M\($0.column + CodeSquares.border) \($0.row + CodeSquares.border)h1v1h-1z" }.joined()
    }

    func squares(of code: DocumentCode) throws(DocumentError) -> CodeSquares {
        guard let squares = drawing.squares(of: code.address.string) else {
            throw DocumentError("document-code", "Shorten the address for the QR code.")
        }
        return squares
    }
}
