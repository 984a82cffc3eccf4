import Documents

/// Puts rows on pages, from the top down.
struct Flow {
    /// The pages so far.
    private(set) var pages: [[Mark]] = [[]]
    private var y = Sheet.top
    private var isAtTop = true

    /// Puts rows on pages.
    ///
    /// - Throws: `DocumentError` `document-too-long`.
    mutating func place(_ rows: [Row]) throws(DocumentError) {
        for (index, row) in rows.enumerated() {
            if !isAtTop, y + row.before + needed(rows, from: index) > Sheet.bottom { try turn(row) }
            try place(row)
        }
    }

    /// How much must fit on the page so that a row may begin on it.
    private func needed(_ rows: [Row], from first: Int) -> Double {
        var sum = 0.0
        for index in first..<rows.count {
            let row = rows[index]
            let isWhole = row.height <= Sheet.wholeRowMax || row.code != nil
            let beginning = row.cells.map { $0.lines.prefix(3).reduce(0) { $0 + $1.height } }.max() ?? 0
            sum += (index == first ? 0 : row.before) + (isWhole ? row.height : beginning)
            guard row.isKeptWithNext, index < first + 4 else { break }
            sum += row.after
        }
        return sum
    }

    private mutating func place(_ row: Row) throws(DocumentError) {
        if !isAtTop { y += row.before }
        var row = row
        var rest = row.cells
        repeat {
            var taken: [Cell] = []
            for index in rest.indices {
                let space = Sheet.bottom - y
                var (height, count) = (0.0, 0)
                for line in rest[index].lines {
                    guard height + line.height <= space || isAtTop && count == 0 else { break }
                    height += line.height
                    count += 1
                }
                taken.append(Cell(x: rest[index].x, lines: Array(rest[index].lines.prefix(count))))
                rest[index].lines.removeFirst(count)
            }
            draw(row, taken)
            row.code = nil
            guard rest.contains(where: { !$0.lines.isEmpty }) else {
                break
            }
            try turn(row)
        } while true
        y += row.after
    }

    private mutating func draw(_ row: Row, _ cells: [Cell]) {
        let height = max(cells.map(\.height).max() ?? 0, row.code?.side ?? 0)
        guard height > 0 else { return }
        let (top, page) = (y, pages.count - 1)
        if let ground = row.ground {
            pages[page].append(
                .ground(x: Sheet.side, y: top - 5, width: Sheet.textWidth, height: height + 10, ground)
            )
        }
        if let edge = row.edge {
            pages[page].append(.ground(x: Sheet.side, y: top - 5, width: 3, height: height + 10, edge))
        }
        for cell in cells {
            var line = top
            for part in cell.lines {
                pages[page].append(.line(part, x: Sheet.side + cell.x, top: line))
                line += part.height
            }
        }
        if let code = row.code {
            pages[page].append(.code(code.squares, x: Sheet.side, y: top, side: code.side))
        }
        y = top + height
        if row.isRuled {
            pages[page].append(
                .rule(x: Sheet.side, y: y + row.after / 2, width: Sheet.textWidth, thickness: 0.5, .line)
            )
        }
        isAtTop = false
    }

    /// Turns the page, and repeats what stands above a row's columns.
    private mutating func turn(_ row: Row) throws(DocumentError) {
        guard pages.count < DocumentLimits.pagesMax else {
            throw DocumentError(
                "document-too-long",
                "Split the document: it would have more than \(DocumentLimits.pagesMax) printed pages."
            )
        }
        pages.append([])
        y = Sheet.topOfOthers
        isAtTop = true
        if let header = row.header {
            draw(Row(cells: header, after: Composer.rowGap, isRuled: true), header)
            y += Composer.rowGap
            isAtTop = true
        }
    }
}
