extension DocumentPage {
    func write(_ block: DocumentBlock, _ words: DocumentWords, _ out: inout HTMLWriter) throws(DocumentError) {
        switch block {
        case .heading(let phrase):
            out.markup("<h2>")
            out.phrase(phrase)
            out.markup("</h2>\n")
        case .paragraph(let phrase):
            out.markup("<p>")
            out.phrase(phrase)
            out.markup("</p>\n")
        case .facts(let facts):
            write(facts, &out)
        case .checks(let caption, let checks):
            write(caption, checks, words, &out)
        case .items(let caption, let items):
            write(caption, items, words, &out)
        case .quotation(let phrase):
            out.markup("<blockquote>")
            out.phrase(phrase)
            out.markup("</blockquote>\n")
        case .signatures(let signatures):
            write(signatures, words, &out)
        case .notice(let phrase):
            out.markup("<p class=\"notice\">")
            out.phrase(phrase)
            out.markup("</p>\n")
        case .code(let code):
            try write(code, words, &out)
        }
    }

    private func write(
        _ caption: Phrase?,
        _ checks: [DocumentCheck],
        _ words: DocumentWords,
        _ out: inout HTMLWriter
    ) {
        if let caption {
            out.markup("<p><strong>")
            out.phrase(caption)
            out.markup("</strong></p>\n")
        }
        out.markup("<ul class=\"checks\">\n")
        for check in checks {
            out.markup(check.isChecked ? "<li class=\"ticked\">" : "<li>")
            out.markup(
                check.isChecked
                    ? "<span class=\"box\" aria-hidden=\"true\">☒</span>"
                    : "<span class=\"box\" aria-hidden=\"true\">☐</span>"
            )
            out.markup("<span><span class=\"hidden\">")
            out.text(words.phrase(check.isChecked ? .checked : .unchecked).text.string + ": ")
            out.markup("</span>")
            out.phrase(check.label)
            out.markup("</span></li>\n")
        }
        out.markup("</ul>\n")
    }

    private func write(_ caption: Phrase?, _ items: [DocumentItem], _ words: DocumentWords, _ out: inout HTMLWriter) {
        let hasGround = items.contains { $0.ground != nil }
        let hasOutcome = items.contains { $0.outcome != nil }
        let columns: [DocumentWord] =
            [.number, .address] + (hasGround ? [.ground] : []) + (hasOutcome ? [.outcome] : [])
        out.markup("<table class=\"items\">\n")
        if let caption {
            out.markup("<caption>")
            out.phrase(caption)
            out.markup("</caption>\n")
        }
        out.markup("<thead>\n<tr>")
        for column in columns {
            out.markup("<th scope=\"col\">")
            out.phrase(words.phrase(column))
            out.markup("</th>")
        }
        out.markup("</tr>\n</thead>\n<tbody>\n")
        for (index, item) in items.enumerated() {
            let number = item.number ?? index + 1
            out.markup("<tr")
            out.attribute("data-number", String(number))
            out.markup("><td>")
            out.number(number)
            out.markup("</td><td>")
            if !item.address.isEmpty { out.code(item.address) }
            if let identification = item.identification {
                out.markup("<br>")
                out.phrase(identification)
            }
            if let reasons = item.reasons {
                out.markup("<span class=\"label\">")
                out.phrase(words.phrase(.reasons))
                out.markup("</span><span data-field=\"reasons\">")
                out.phrase(reasons)
                out.markup("</span>")
            }
            out.markup("</td>")
            if hasGround { cell(item.ground, words.phrase(.ground), " data-field=\"ground\"", &out) }
            if hasOutcome {
                cell(item.outcome, words.phrase(.outcome), " class=\"outcome\" data-field=\"outcome\"", &out)
            }
            out.markup("</tr>\n")
        }
        out.markup("</tbody>\n</table>\n")
    }

    /// A cell that says on a narrow screen what its column is.
    private func cell(_ phrase: Phrase?, _ column: Phrase, _ attributes: StaticString, _ out: inout HTMLWriter) {
        out.markup("<td")
        out.markup(attributes)
        if phrase != nil { out.attribute("data-label", column.text.string) }
        out.markup(">")
        if let phrase { out.phrase(phrase) }
        out.markup("</td>")
    }

    private func write(_ signatures: [DocumentSignature], _ words: DocumentWords, _ out: inout HTMLWriter) {
        out.markup("<table class=\"facts\">\n<caption>")
        out.phrase(words.phrase(.signatures))
        out.markup("</caption>\n<tbody>\n")
        for signature in signatures {
            out.markup("<tr><th scope=\"row\">")
            out.phrase(Phrase(signature.who))
            if let post = signature.post {
                out.markup("<br>")
                out.phrase(post)
            }
            out.markup("</th><td>")
            out.phrase(signature.time.both)
            out.markup("<span class=\"label\">")
            out.phrase(words.phrase(.key))
            out.markup("</span>")
            out.code(signature.key)
            out.markup("</td></tr>\n")
        }
        out.markup("</tbody>\n</table>\n")
    }

    private func write(_ code: DocumentCode, _ words: DocumentWords, _ out: inout HTMLWriter) throws(DocumentError) {
        let squares = try squares(of: code)
        let side = squares.side + 2 * CodeSquares.border
        out.markup("<div class=\"code\">\n<svg role=\"img\"")
        out.attribute("aria-label", "QR: " + code.address.string)
        out.attribute("viewBox", "0 0 \(side) \(side)")
        out.markup("><path fill=\"#000\"")
        out.attribute("d", path(of: squares))
        out.markup("/></svg>\n<div>\n<p><strong>")
        out.phrase(code.label)
        out.markup("</strong></p>\n<p>")
        out.code(code.address)
        out.markup("</p>\n<p class=\"label\">")
        out.phrase(words.phrase(.digest))
        out.markup("</p>\n<p>")
        out.code(code.digest)
        out.markup("</p>\n</div>\n</div>\n")
    }
}
