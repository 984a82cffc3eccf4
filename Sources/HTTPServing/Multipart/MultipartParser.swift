/// Reads multipart/form-data (RFC 7578) from bytes that come in pieces of any size.
///
/// A pure state machine: `feed` it, then ask `next` until it says `nil`, and `finish` when no more bytes come. It is
/// stricter than RFC 2046: nothing before the first delimiter but one line end, nothing after the last but white space,
/// lines end in CR LF, and whatever begins with the boundary is a delimiter. What two readers could take for different
/// forms is refused.
package struct MultipartParser: Sendable {
    private enum State: Hashable, Sendable {
        case beforeFirstDelimiter
        case afterDelimiter
        case header
        case beforeData
        case data
        case partEnd
        case afterEnd
    }

    /// White space that may follow a delimiter on its line, in bytes.
    private static let paddingBytesMax = 16

    private let limits: MultipartLimits
    /// CR LF, two dashes, the boundary.
    private let delimiter: [UInt8]
    private var state = State.beforeFirstDelimiter
    private var failure: MultipartError?
    private var buffer: [UInt8] = []
    /// Where the unread bytes of the buffer begin.
    private var start = 0
    /// Bytes of an unfinished header that were already searched for its end.
    private var searched = 0
    private var partCount = 0

    package init(boundary: MultipartBoundary, limits: MultipartLimits = MultipartLimits()) {
        self.limits = limits
        delimiter = Array("\r\n--".utf8) + boundary.bytes
    }

    /// Takes the next bytes.
    ///
    /// Ask `next` until it says `nil` before feeding more, so that little is held.
    package mutating func feed(_ bytes: some Sequence<UInt8>) {
        if start > 0 {
            buffer.removeSubrange(..<start)
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// Takes one step.
    ///
    /// - Returns: The step, or `nil` when it needs more bytes.
    /// - Throws: ``MultipartError``, and the same again ever after.
    package mutating func next() throws(MultipartError) -> MultipartEvent? {
        if let failure { throw failure }
        do {
            while true {
                switch state {
                case .beforeFirstDelimiter: guard try readFirstDelimiter() else { return nil }
                case .afterDelimiter:
                    guard let ended = try readDelimiterLineEnd() else { return nil }
                    if ended { return .ended }
                case .header:
                    guard let header = try readHeader() else { return nil }
                    return .partBegan(header)
                case .beforeData: guard try checkDataStart() else { return nil }
                case .data:
                    guard let bytes = readData() else { return nil }
                    if !bytes.isEmpty { return .data(bytes) }
                case .partEnd:
                    state = .afterDelimiter
                    return .partEnded
                case .afterEnd:
                    try checkNothingFollows()
                    return nil
                }
            }
        } catch {
            failure = error
            throw error
        }
    }

    /// Says that no more bytes come.
    ///
    /// - Throws: ``MultipartError`` when the closing delimiter was not read.
    package mutating func finish() throws(MultipartError) {
        if let failure { throw failure }
        guard state == .afterEnd else {
            let error = MultipartError(.truncated, "The form ends before its closing delimiter.")
            failure = error
            throw error
        }
    }
}

extension MultipartParser {
    private var unread: ArraySlice<UInt8> { buffer[start...] }

    private mutating func readFirstDelimiter() throws(MultipartError) -> Bool {
        let afterLineEnd = unread.first == 0x0D
        let expected = afterLineEnd ? delimiter[...] : delimiter.dropFirst(2)
        guard unread.prefix(expected.count).elementsEqual(expected.prefix(unread.count)) else {
            throw MultipartError(.noOpeningDelimiter, "The form does not begin with its boundary.")
        }
        guard unread.count >= expected.count else { return false }
        start += expected.count
        state = .afterDelimiter
        return true
    }

    /// Reads the rest of a delimiter's line: `true` when it was the last delimiter, `nil` when bytes are missing.
    private mutating func readDelimiterLineEnd() throws(MultipartError) -> Bool? {
        let malformed = MultipartError(.malformedDelimiter, "A line begins with the boundary but is no delimiter.")
        guard let first = unread.first else { return nil }
        if first == UInt8(ascii: "-") {
            guard unread.count >= 2 else { return nil }
            guard buffer[start + 1] == UInt8(ascii: "-") else { throw malformed }
            start += 2
            state = .afterEnd
            return true
        }
        let padding = unread.prefix { $0 == 0x20 || $0 == 0x09 }.count
        guard padding <= Self.paddingBytesMax else { throw malformed }
        let rest = unread.dropFirst(padding).prefix(2)
        guard rest.elementsEqual([0x0D, 0x0A].prefix(rest.count)) else { throw malformed }
        guard rest.count == 2 else { return nil }
        guard partCount < limits.partsMax else {
            throw MultipartError(.tooManyParts, "A form may have at most \(limits.partsMax) parts.")
        }
        partCount += 1
        start += padding + 2
        searched = 0
        state = .header
        return false
    }

    private mutating func readHeader() throws(MultipartError) -> MultipartPartHeader? {
        let tooLarge = MultipartError(
            .headersTooLarge,
            "The header of a part may have at most \(limits.headerBytesMax) bytes."
        )
        var index = start + max(0, searched - 3)
        while index + 4 <= buffer.count {
            guard index - start <= limits.headerBytesMax else { throw tooLarge }
            if buffer[index] == 0x0D, buffer[index + 1] == 0x0A, buffer[index + 2] == 0x0D, buffer[index + 3] == 0x0A {
                let header = try MultipartPartHeader(parsing: buffer[start..<index], limits: limits)
                start = index + 4
                state = .beforeData
                return header
            }
            index += 1
        }
        guard unread.count - 3 <= limits.headerBytesMax else { throw tooLarge }
        searched = unread.count
        return nil
    }

    /// Refuses a delimiter where the data should begin: some readers would see an empty part there, others its text.
    private mutating func checkDataStart() throws(MultipartError) -> Bool {
        let dashBoundary = delimiter.dropFirst(2)
        guard unread.prefix(dashBoundary.count).elementsEqual(dashBoundary.prefix(unread.count)) else {
            state = .data
            return true
        }
        guard unread.count >= dashBoundary.count else { return false }
        throw MultipartError(.malformedDelimiter, "A part has no line end between its header and the next delimiter.")
    }

    /// Reads data up to the next delimiter or to where one may begin; `nil` when nothing can be told yet.
    private mutating func readData() -> [UInt8]? {
        let end = buffer.withUnsafeBufferPointer { bytes -> (index: Int, isDelimiter: Bool) in
            var index = start
            while index < bytes.count {
                guard let carriageReturn = bytes[index...].firstIndex(of: 0x0D) else { return (bytes.count, false) }
                let candidate = bytes[carriageReturn...].prefix(delimiter.count)
                if candidate.elementsEqual(delimiter.prefix(candidate.count)) {
                    return (carriageReturn, candidate.count == delimiter.count)
                }
                index = carriageReturn + 1
            }
            return (index, false)
        }
        let data = Array(buffer[start..<end.index])
        start = end.index
        if end.isDelimiter {
            start += delimiter.count
            state = .partEnd
            return data
        }
        return data.isEmpty ? nil : data
    }

    private mutating func checkNothingFollows() throws(MultipartError) {
        guard unread.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }) else {
            throw MultipartError(.bytesAfterEnd, "Something follows the closing delimiter of the form.")
        }
        start = buffer.count
    }
}
