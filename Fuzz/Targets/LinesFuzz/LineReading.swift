import Requests

/// What a body said.
struct LineReading: Equatable {
    private(set) var lines: [LineParser.Line] = []
    private(set) var failure: LineError?

    init(of pieces: [[UInt8]], _ limits: LineLimits) {
        var parser = LineParser(limits: limits)
        do throws(LineError) {
            for piece in pieces {
                parser.feed(piece)
                while let line = try parser.next() { lines.append(line) }
            }
            if let line = try parser.finish() { lines.append(line) }
        } catch {
            failure = error
        }
    }

    /// Whether these are the first lines that hold something, and all of them where nothing failed.
    func isPrefix(ofLinesIn bytes: [UInt8]) -> Bool {
        var expected: [LineParser.Line] = []
        for (index, piece) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let line = piece.last == 0x0D ? piece.dropLast() : piece
            guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
            expected.append(LineParser.Line(number: index + 1, bytes: Array(line)))
        }
        return failure == nil ? lines == expected : lines.elementsEqual(expected.prefix(lines.count))
    }
}
