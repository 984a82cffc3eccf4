import Documents

extension Composer {
    /// What stands around the text of a page: the title and the reference at the top, the number at the bottom, and the
    /// mark of an exercise on each page.
    func frame(page: Int, of count: Int) -> [Mark] {
        var marks: [Mark] = [.ground(x: 0, y: 0, width: Sheet.width, height: 5, .accent)]
        let foot = Sheet.height - 44
        marks.append(.rule(x: Sheet.side, y: foot - 6, width: Sheet.textWidth, thickness: 0.5, .line))
        if document.isExercise {
            let ground = Mark.ground(x: 0, y: 0, width: Sheet.width, height: 30, .warningGround)
            marks.append(ground)
            marks += oneLine(document.words.phrase(.exercise).text.string, .mark, top: 9)
            marks += oneLine(document.words.phrase(.exercise).text.string, .mark, top: Sheet.height - 26)
        }
        if page > 1 {
            let half = Sheet.textWidth / 2
            let title = document.title.text.string
            marks += oneLine(title, .small, top: 40, width: half - Self.columnGap)
            marks += oneLine(document.reference.string, .small, top: 40, width: half, isAtEnd: true)
            marks.append(.rule(x: Sheet.side, y: 58, width: Sheet.textWidth, thickness: 0.5, .line))
        }
        marks += oneLine(document.reference.string, .small, top: foot, width: Sheet.textWidth * 0.8)
        marks += oneLine("\(page)/\(count)", .small, top: foot, isAtEnd: true)
        return marks
    }

    /// The first line of a text.
    private func oneLine(
        _ text: String,
        _ lettering: Lettering,
        top: Double,
        width: Double = Sheet.textWidth,
        isAtEnd: Bool = false
    ) -> [Mark] {
        guard !text.isEmpty, let set = set(text, lettering, language: nil, width: width), let line = set.lines.first
        else { return [] }
        let x = isAtEnd ? Sheet.side + Sheet.textWidth - min(set.width, width) : Sheet.side
        return [.line(line, x: x, top: top)]
    }
}
