import HTTPServing
import SeededRandomness
import Testing

@Suite struct MultipartParserTests {
    /// What a form holds, however its bytes came.
    private enum Outcome: Equatable {
        case parts([FormPart])
        case refused(MultipartError.Code)
    }

    private static func parse(_ pieces: [ArraySlice<UInt8>], limits: MultipartLimits = MultipartLimits()) -> Outcome {
        do {
            var parser = MultipartParser(boundary: try MultipartBoundary("B0UND"), limits: limits)
            var parts: [FormPart] = []
            var header: MultipartPartHeader?
            var bytes: [UInt8] = []
            for piece in pieces {
                parser.feed(piece)
                while let event = try parser.next() {
                    switch event {
                    case .partBegan(let began): (header, bytes) = (began, [])
                    case .data(let data):
                        #expect(!data.isEmpty)
                        bytes += data
                    case .partEnded: parts.append(FormPart(header: try #require(header), bytes: bytes))
                    case .ended: break
                    }
                }
            }
            try parser.finish()
            return .parts(parts)
        } catch let error as MultipartError {
            return .refused(error.code)
        } catch {
            Issue.record(error)
            return .parts([])
        }
    }

    private static func parse(_ text: String, limits: MultipartLimits = MultipartLimits()) -> Outcome {
        let bytes = Array(text.utf8)
        let whole = parse([bytes[...]], limits: limits)
        #expect(parse(bytes.indices.map { bytes[$0...$0] }, limits: limits) == whole, "byte by byte")
        return whole
    }

    private static let disposition = "Content-Disposition: form-data; name=\"a\"\r\n"

    @Test(arguments: ["", " ", "a ", "a\"", "ä", String(repeating: "a", count: 71)])
    func `what is no boundary is refused`(text: String) {
        #expect(throws: MultipartError.self) { try MultipartBoundary(text) }
    }

    @Test(arguments: [
        ("", MultipartError.Code.truncated),
        ("--B0UND", .truncated),
        ("--B0UND\r\n", .truncated),
        ("--B0UND\r\n\(disposition)\r\nx", .truncated),
        ("--B0UND\r\n\(disposition)\r\nx\r\n--B0UND", .truncated),
        ("--B0UND\r\n\(disposition)\r\nx\r\n--B0UND-", .truncated),
        ("--B0UND\r\n\(disposition)\r\nx\n--B0UND--", .truncated),
        ("preamble\r\n--B0UND--", .noOpeningDelimiter),
        ("--OTHER--", .noOpeningDelimiter),
        ("\r\n\r\n--B0UND--", .noOpeningDelimiter),
        ("--B0UNDX\r\n", .malformedDelimiter),
        ("--B0UND\n", .malformedDelimiter),
        ("--B0UND-X", .malformedDelimiter),
        ("--B0UND\(String(repeating: " ", count: 17))\r\n", .malformedDelimiter),
        ("--B0UND\r\n\(disposition)\r\nx\r\n--B0UNDX", .malformedDelimiter),
        ("--B0UND\r\n\(disposition)\r\n--B0UND--", .malformedDelimiter),
        ("--B0UND--\r\nepilogue", .bytesAfterEnd),
        ("--B0UND\r\n\r\n\r\nx\r\n--B0UND--", .notFormData),
        ("--B0UND\r\n\r\nx\r\n\r\n--B0UND--", .malformedHeaders),
        ("--B0UND\r\nContent-Type: text/plain\r\n\r\nx\r\n--B0UND--", .notFormData),
        ("--B0UND\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n", .notFormData),
        ("--B0UND\r\nContent-Disposition: form-data\r\n\r\n", .notFormData),
        ("--B0UND\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n", .notFormData),
        ("--B0UND\r\nContent-Disposition: form-data; name=\"a\r\n\r\n", .notFormData),
        ("--B0UND\r\nContent-Disposition: form-data; name=\"a\"x\r\n\r\n", .notFormData),
        ("--B0UND\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\n", .notFormData),
        ("--B0UND\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\n", .notFormData),
        ("--B0UND\r\n\(disposition)\(disposition)\r\n", .malformedHeaders),
        ("--B0UND\r\n\(disposition) folded\r\n\r\n", .malformedHeaders),
        ("--B0UND\r\nName : x\r\n\r\n", .malformedHeaders),
        ("--B0UND\r\nno colon\r\n\r\n", .malformedHeaders),
        ("--B0UND\r\nA: b\nC: d\r\n\r\n", .malformedHeaders),
        ("--B0UND\r\nA: b\rC: d\r\n\r\n", .malformedHeaders),
        ("--B0UND\r\nA: \u{0}\r\n\r\n", .malformedHeaders),
        ("--B0UND\r\n\(disposition)Content-Transfer-Encoding: base64\r\n\r\n", .malformedHeaders),
        ("--B0UND\r\n\(String(repeating: "A: b\r\n", count: 9))\r\n", .malformedHeaders),
        ("--B0UND\r\nA: \(String(repeating: "b", count: 5_000))\r\n\r\n", .headersTooLarge),
        ("--B0UND\r\nContent-Disposition: form-data; name=\(String(repeating: "n", count: 65))\r\n\r\n", .nameTooLong),
        ("--B0UND\r\n" + String(repeating: "\(disposition)\r\nx\r\n--B0UND\r\n", count: 17), .tooManyParts),
    ])
    func `a malformed form is refused with its reason`(text: String, code: MultipartError.Code) {
        #expect(Self.parse(text) == .refused(code))
    }

    @Test func `an error stays`() throws {
        var parser = MultipartParser(boundary: try MultipartBoundary("B"))
        parser.feed("nothing".utf8)
        #expect(throws: MultipartError.self) { try parser.next() }
        parser.feed("--B--".utf8)
        #expect(throws: MultipartError.self) { try parser.next() }
        #expect(throws: MultipartError.self) { try parser.finish() }
    }

    @Test func `a form as clients send it is read`() {
        let text = """
            --B0UND\r
            Content-Disposition: form-data; name="file"; filename="TEST \\"1\\".png"; filename*=UTF-8''x\r
            Content-Type: image/png\r
            \r
            line\r
            --B0UN not yet\r\r
            --B0UND \t\r
            content-disposition:FORM-DATA;name=context;\r
            content-transfer-encoding: binary\r
            \r
            \r
            --B0UND--\r

            """
        let file = MultipartPartHeader(name: "file", filename: "TEST \"1\".png", contentType: "image/png")
        let context = MultipartPartHeader(name: "context", filename: nil, contentType: nil)
        guard case .parts(let parts) = Self.parse(text) else {
            Issue.record("refused: \(Self.parse(text))")
            return
        }
        #expect(parts.map(\.header) == [file, context])
        #expect(parts.map { String(decoding: $0.bytes, as: UTF8.self) } == ["line\r\n--B0UN not yet\r", ""])
    }

    @Test func `an empty form and a leading line end are let pass`() {
        #expect(Self.parse("--B0UND--") == .parts([]))
        #expect(Self.parse("\r\n--B0UND--\r\n \r\n") == .parts([]))
    }

    @Test(arguments: UInt64(0)..<200)
    func `how the bytes are split never changes what they mean`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let pieces = [
            "\r\n", "\r", "\n", "--", "--B0UND", "\r\n--B0UND", "-", "x", "\r\n--B0UN", " ", "\u{0}", ":", "\"",
        ]
        func noise() -> String {
            (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
                .joined()
        }
        var text = "--B0UND"
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            text += "\r\n\(Self.disposition)\r\n\(noise())\r\n--B0UND"
        }
        text += "--"
        var bytes = Array(text.utf8)
        if seed % 3 == 0, let index = bytes.indices.randomElement(using: &random) {
            bytes[index] = UInt8.random(in: .min ... .max, using: &random)
        }
        if seed % 5 == 0 { bytes.removeLast(Int.random(in: 0...bytes.count / 2, using: &random)) }
        let whole = Self.parse([bytes[...]])
        for _ in 0..<20 {
            var split: [ArraySlice<UInt8>] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Int.random(in: 0...min(rest.count, 9), using: &random)
                split.append(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            #expect(Self.parse(split) == whole, "seed \(seed)")
        }
    }

    @Test(arguments: UInt64(0)..<50)
    func `data come back as they were sent`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let lineEnds: [UInt8] = [0x0D, 0x0A, 0x2D]
        let contents: [[UInt8]] = (0..<Int.random(in: 1...5, using: &random)).map { _ in
            (0..<Int.random(in: 0...3_000, using: &random)).map { _ in
                let choice = Int.random(in: 0...3, using: &random)
                return choice < 3 ? lineEnds[choice] : UInt8.random(in: .min ... .max, using: &random)
            }
        }
        var bytes: [UInt8] = []
        for content in contents {
            bytes += Array("--B0UND\r\n\(Self.disposition)\r\n".utf8) + content + Array("\r\n".utf8)
        }
        bytes += Array("--B0UND--\r\n".utf8)
        var split: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Int.random(in: 1...700, using: &random)
            split.append(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        guard case .parts(let parts) = Self.parse(split) else {
            Issue.record("seed \(seed): refused")
            return
        }
        #expect(parts.map(\.bytes) == contents, "seed \(seed)")
    }
}
