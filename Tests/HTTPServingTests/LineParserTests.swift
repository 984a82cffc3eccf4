import HTTPServing
import SeededRandomness
import Testing

@Suite struct LineParserTests {
    private struct Outcome: Equatable {
        var lines: [String] = []
        var numbers: [Int] = []
        var failure: LineError.Code?
        var failedAt: Int?
    }

    private static func parse(_ pieces: [ArraySlice<UInt8>], _ limits: LineLimits) -> Outcome {
        var outcome = Outcome()
        var parser = LineParser(limits: limits)
        func take(_ line: LineParser.Line) {
            outcome.lines.append(String(decoding: line.bytes, as: UTF8.self))
            outcome.numbers.append(line.number)
        }
        do throws(LineError) {
            for piece in pieces {
                parser.feed(piece)
                while let line = try parser.next() { take(line) }
            }
            if let line = try parser.finish() { take(line) }
        } catch {
            (outcome.failure, outcome.failedAt) = (error.code, error.number)
            #expect(throws: error) { try parser.next() }
            #expect(throws: error) { try parser.finish() }
        }
        return outcome
    }

    private static func parse(_ text: String, _ limits: LineLimits = LineLimits()) -> Outcome {
        let bytes = Array(text.utf8)
        let whole = parse([bytes[...]], limits)
        #expect(parse(bytes.indices.map { bytes[$0...$0] }, limits) == whole, "byte by byte")
        return whole
    }

    private static let small = LineLimits(lineBytesMax: 4, linesMax: 3)

    @Test(arguments: ["abcde", "abcde\n", "abcde\r\n", "a\nabcde", String(repeating: "x", count: 100)])
    func `a line that is too long ends the reading, with its number`(text: String) {
        let outcome = Self.parse(text, Self.small)
        #expect(outcome.failure == .lineTooLong)
        #expect(outcome.failedAt == (text.hasPrefix("a\n") ? 2 : 1))
    }

    @Test(arguments: ["abcd", "abcd\n", "abcd\r\n"])
    func `a line as long as may be is read, whatever ends it`(text: String) {
        #expect(Self.parse(text, Self.small) == Outcome(lines: ["abcd"], numbers: [1]))
    }

    @Test func `one line more than may be ends the reading after those that may`() {
        let outcome = Self.parse("a\n\nb\nc\n", Self.small)
        #expect(outcome == Outcome(lines: ["a", "b"], numbers: [1, 3], failure: .tooManyLines, failedAt: 4))
    }

    @Test(arguments: ["", "\n", "\r\n"])
    func `a line that is both too long and one too many is one too many, however it comes`(end: String) {
        let outcome = Self.parse("a\n\nb\n" + String(repeating: "x", count: 100) + end, Self.small)
        #expect(outcome == Outcome(lines: ["a", "b"], numbers: [1, 3], failure: .tooManyLines, failedAt: 4))
    }

    @Test func `empty lines are counted and passed over, and the last line needs no end`() {
        let outcome = Self.parse("\n{}\r\n \t \r\n\n{\"a\":1}", LineLimits())
        #expect(outcome == Outcome(lines: ["{}", "{\"a\":1}"], numbers: [2, 5]))
        #expect(Self.parse("") == Outcome())
    }

    @Test func `however the bytes are cut, the lines are those between the line feeds`() {
        var random = SplitMix64(seed: 11)
        for _ in 0..<500 {
            let alphabet = Array("\n\r ab".utf8)
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ -> UInt8 in
                alphabet[Int.random(in: alphabet.indices, using: &random)]
            }
            var pieces: [ArraySlice<UInt8>] = []
            var start = 0
            while start < bytes.count {
                let end = min(bytes.count, start + Int.random(in: 1...9, using: &random))
                pieces.append(bytes[start..<end])
                start = end
            }
            var expected = Outcome()
            for (index, piece) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
                let line = piece.last == 0x0D ? piece.dropLast() : piece
                guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
                expected.lines.append(String(decoding: line, as: UTF8.self))
                expected.numbers.append(index + 1)
            }
            #expect(Self.parse(pieces, LineLimits()) == expected)
        }
    }
}
