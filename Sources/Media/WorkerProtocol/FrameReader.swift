internal import Fingerprints

/// Takes one frame apart.
///
/// Asking for more than there is throws; nothing in it is trusted.
struct FrameReader {
    private var rest: ArraySlice<UInt8>

    init(_ body: some Collection<UInt8>) {
        rest = Array(body)[...]
    }

    var isAtEnd: Bool { rest.isEmpty }
    var remaining: Int { rest.count }

    mutating func bytes(_ count: Int) throws(FrameError) -> ArraySlice<UInt8> {
        guard count <= rest.count else { throw FrameError() }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func byte() throws(FrameError) -> UInt8 {
        guard let first = rest.popFirst() else { throw FrameError() }
        return first
    }

    mutating func number() throws(FrameError) -> UInt64 {
        try bytes(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func size() throws(FrameError) -> Int {
        try bytes(4).reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func text() throws(FrameError) -> String {
        let count = try Int(byte())
        guard let text = try String(validating: bytes(count), as: UTF8.self) else { throw FrameError() }
        return text
    }

    mutating func hash() throws(FrameError) -> Hash256 {
        try Hash256(number(), number(), number(), number())
    }
}
