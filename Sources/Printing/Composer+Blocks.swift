import Documents

extension Composer {
    /// A QR code's side, in points: about 28 mm.
    private static let codeSide = 80.0

    func rows(of block: DocumentBlock) throws(DocumentError) -> [Row] {
        switch block {
        case .heading(let phrase):
            return [
                Row(cells: [Cell(x: 0, lines: lines(phrase, .heading))], before: 14, after: 8, isKeptWithNext: true)
            ]
        case .paragraph(let phrase):
            return [Row(cells: [Cell(x: 0, lines: lines(phrase, .body))], after: 8)]
        case .facts(let facts):
            return self.facts(facts)
        case .checks(let caption, let checks):
            return self.checks(caption, checks)
        case .items(let caption, let items):
            return self.items(caption, items)
        case .quotation(let phrase):
            let cell = Cell(x: 14, lines: lines(phrase, .body, Sheet.textWidth - 22))
            return [Row(cells: [cell], before: 8, after: 14, ground: .ground, edge: .line)]
        case .signatures(let signatures):
            return self.signatures(signatures)
        case .notice(let phrase):
            let cell = Cell(x: 14, lines: lines(phrase, .warning, Sheet.textWidth - 22))
            return [Row(cells: [cell], before: 8, after: 16, ground: .warningGround, edge: .warning)]
        case .code(let code):
            return [try self.code(code)]
        }
    }

    private func caption(_ phrase: Phrase) -> Row {
        Row(cells: [Cell(x: 0, lines: lines(phrase, .caption))], before: 6, after: 5, isKeptWithNext: true)
    }

    private func checks(_ caption: Phrase?, _ checks: [DocumentCheck]) -> [Row] {
        var rows = caption.map { [self.caption($0)] } ?? []
        for check in checks {
            let box = Phrase(check.isChecked ? "☒" : "☐")
            let label = check.isChecked ? Lettering.body : Lettering(size: 10, ink: .quiet)
            rows.append(
                Row(
                    cells: [
                        Cell(x: 0, lines: lines(box, Lettering(size: 10, ink: .accent), 16)),
                        Cell(x: 20, lines: lines(check.label, label, Sheet.textWidth - 20)),
                    ],
                    after: 3
                )
            )
        }
        if let last = rows.indices.last { rows[last].after = 12 }
        return rows
    }

    /// A table: number, address with its reasons, ground, outcome; a column that would be empty is left out.
    private func items(_ caption: Phrase?, _ items: [DocumentItem]) -> [Row] {
        let hasGround = items.contains { $0.ground != nil }
        let hasOutcome = items.contains { $0.outcome != nil }
        let number = 30.0
        let side = 112.0
        let columns = (hasGround ? 1.0 : 0) + (hasOutcome ? 1.0 : 0)
        let main = Sheet.textWidth - number - columns * (side + Self.columnGap)
        let groundX = number + main + Self.columnGap
        let outcomeX = hasGround ? groundX + side + Self.columnGap : groundX

        var header = [
            Cell(x: 0, lines: word(.number, .strong, number - 4)),
            Cell(x: number, lines: word(.address, .strong, main)),
        ]
        if hasGround { header.append(Cell(x: groundX, lines: word(.ground, .strong, side))) }
        if hasOutcome { header.append(Cell(x: outcomeX, lines: word(.outcome, .strong, side))) }
        var rows = caption.map { [self.caption($0)] } ?? []
        rows.append(Row(cells: header, after: Self.rowGap, isRuled: true, isKeptWithNext: true))
        for (index, item) in items.enumerated() {
            var text = lines(Phrase(item.address), .code, main)
            if let identification = item.identification { text += lines(identification, .label, main) }
            if let reasons = item.reasons { text += word(.reasons, .small, main) + lines(reasons, .body, main) }
            var cells = [
                Cell(x: 0, lines: lines(Phrase(String(item.number ?? index + 1)), .label, number - 4)),
                Cell(x: number, lines: text),
            ]
            if let ground = item.ground { cells.append(Cell(x: groundX, lines: lines(ground, .label, side))) }
            if let outcome = item.outcome { cells.append(Cell(x: outcomeX, lines: lines(outcome, .caption, side))) }
            rows.append(Row(cells: cells, after: Self.rowGap, isRuled: true, header: header))
        }
        rows[rows.count - 1].after = 14
        return rows
    }

    private func signatures(_ signatures: [DocumentSignature]) -> [Row] {
        let half = Sheet.textWidth / 2 - Self.columnGap / 2
        let caption = self.caption(document.words.phrase(.signatures))
        return [caption]
            + signatures.map { signature in
                let who = lines(Phrase(signature.who), .caption, half)
                let post = signature.post.map { lines($0, .label, half) } ?? []
                let key = word(.key, .small, half) + lines(Phrase(signature.key), .code, half)
                return Row(
                    cells: [
                        Cell(x: 0, lines: who + post + lines(signature.time.both, .label, half)),
                        Cell(x: half + Self.columnGap, lines: key),
                    ],
                    before: 4,
                    after: 10,
                    isRuled: true
                )
            }
    }

    private func code(_ code: DocumentCode) throws(DocumentError) -> Row {
        guard let squares = drawing.squares(of: code.address.string) else {
            throw DocumentError("document-code", "Shorten the address for the QR code.")
        }
        let x = Self.codeSide + 18
        let width = Sheet.textWidth - x
        let text =
            lines(code.label, .caption, width) + lines(Phrase(code.address), .code, width)
            + word(.digest, .small, width) + lines(Phrase(code.digest), .code, width)
        return Row(
            cells: [Cell(x: x, lines: text)],
            before: 12,
            after: 12,
            code: (squares, Self.codeSide)
        )
    }
}
