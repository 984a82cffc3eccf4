import Documents

/// Sets a document's texts and makes rows of them.
struct Composer {
    /// The room around the line between two rows, in points.
    static let rowGap = 7.0
    /// The room between columns, in points.
    static let columnGap = 12.0

    let document: Document
    let setter: Setter
    let drawing: any CodeDrawing
    /// Characters that are shown by their numbers.
    let spelledOut: Set<Unicode.Scalar>

    /// Everything from the letterhead to the last block.
    func rows() throws(DocumentError) -> [Row] {
        var rows = letterhead() + title()
        for block in document.blocks { rows += try self.rows(of: block) }
        return rows
    }

    private func letterhead() -> [Row] {
        let head = document.letterhead
        let half = Sheet.textWidth / 2 - Self.columnGap / 2
        let left = lines(Phrase(head.name), .letterhead, half)
        let right = (head.lines + [head.contact].compactMap(\.self)).flatMap { lines(Phrase($0), .small, half) }
        let cells = [Cell(x: 0, lines: left), Cell(x: half + Self.columnGap, lines: right)]
        return [Row(cells: cells, after: 24, isRuled: true)]
    }

    private func title() -> [Row] {
        [Row(cells: [Cell(x: 0, lines: lines(document.title, .title))], before: 6, after: 14)] + facts(document.facts)
    }

    func facts(_ facts: [DocumentFact]) -> [Row] {
        let width = (Sheet.textWidth * 0.34).rounded()
        let valueWidth = Sheet.textWidth - width - Self.columnGap
        var rows = facts.map { fact in
            let value = fact.isCode ? Lettering.code : Lettering.body
            return Row(
                cells: [
                    Cell(x: 0, lines: lines(fact.label, .label, width)),
                    Cell(x: width + Self.columnGap, lines: lines(fact.value, value, valueWidth)),
                ],
                after: Self.rowGap,
                isRuled: true
            )
        }
        if let last = rows.indices.last { rows[last].after = Self.rowGap + 7 }
        return rows
    }

    /// A text in lines, its translation below.
    func lines(_ phrase: Phrase, _ lettering: Lettering, _ width: Double = Sheet.textWidth) -> [SetText.Line] {
        guard !phrase.text.isEmpty else { return [] }
        let first = set(phrase.text.string, lettering, language: phrase.language, width: width)
        guard let beside = phrase.beside, !beside.text.isEmpty else { return first?.lines ?? [] }
        let second = set(beside.text.string, lettering.beside, language: beside.language, width: width)
        return (first?.lines ?? []) + (second?.lines ?? [])
    }

    func set(_ text: String, _ lettering: Lettering, language: String?, width: Double) -> SetText? {
        guard !spelledOut.isEmpty else { return setter.set(text, lettering, language: language, width: width) }
        var shown = ""
        for scalar in text.unicodeScalars {
            if spelledOut.contains(scalar) { shown += scalar.spelledOut } else { shown.unicodeScalars.append(scalar) }
        }
        return setter.set(shown, lettering, language: language, width: width)
    }

    func word(_ word: DocumentWord, _ lettering: Lettering, _ width: Double = Sheet.textWidth) -> [SetText.Line] {
        lines(document.words.phrase(word), lettering, width)
    }
}
