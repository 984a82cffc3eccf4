/// Cuts bytes that come in pieces of any size into lines.
///
/// A pure state machine: `feed` it, then ask `next` until it says `nil`, and ask `finish` for what stands behind the last
/// line feed. Lines end in LF or CR LF; empty ones, and those of blanks alone, are counted and passed over.
package struct LineParser: Sendable {
    /// One line that holds something.
    package struct Line: Hashable, Sendable {
        /// Which it is, from 1.
        package let number: Int
        /// What stands on it, without its end.
        package let bytes: [UInt8]

        package init(number: Int, bytes: [UInt8]) {
            self.number = number
            self.bytes = bytes
        }
    }

    private let limits: LineLimits
    private var buffer: [UInt8] = []
    /// Where the unread bytes of the buffer begin.
    private var start = 0
    /// Up to where they were searched for a line feed.
    private var searched = 0
    private var number = 0
    private var failure: LineError?

    package init(limits: LineLimits = LineLimits()) {
        self.limits = limits
    }

    /// Takes the next bytes.
    ///
    /// Ask `next` until it says `nil` before feeding more, so that little is held.
    package mutating func feed(_ bytes: some Sequence<UInt8>) {
        if start > 0 {
            buffer.removeSubrange(..<start)
            searched -= start
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// Takes the next line.
    ///
    /// - Returns: The line, or `nil` when it needs more bytes.
    /// - Throws: ``LineError``, and the same again ever after.
    package mutating func next() throws(LineError) -> Line? {
        if let failure { throw failure }
        while let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = buffer[start..<end]
            start = end + 1
            searched = start
            if let line = try take(line) { return line }
        }
        searched = buffer.count
        // One byte more may be the carriage return before the line feed.
        guard searched - start <= limits.lineBytesMax + 1 else {
            throw fail(number < limits.linesMax ? .lineTooLong : .tooManyLines, number + 1)
        }
        return nil
    }

    /// Says that no more bytes come.
    ///
    /// - Returns: What stands behind the last line feed, if anything.
    /// - Throws: As `next`.
    package mutating func finish() throws(LineError) -> Line? {
        if let failure { throw failure }
        let rest = buffer[start...]
        start = buffer.count
        searched = start
        return rest.isEmpty ? nil : try take(rest)
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) throws(LineError) -> Line? {
        number += 1
        guard number <= limits.linesMax else { throw fail(.tooManyLines, number) }
        let line = bytes.last == 0x0D ? bytes.dropLast() : bytes
        guard line.count <= limits.lineBytesMax else { throw fail(.lineTooLong, number) }
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { return nil }
        return Line(number: number, bytes: Array(line))
    }

    private mutating func fail(_ code: LineError.Code, _ number: Int) -> LineError {
        let error = LineError(code: code, number: number, limits: limits)
        failure = error
        return error
    }
}
