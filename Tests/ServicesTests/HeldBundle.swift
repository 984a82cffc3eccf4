import Cooperation
import Services
import Synchronization
import TransparencyLog

/// A bundle in memory, whose second reading a test can make fail or change.
final class HeldBundle: BundleBytes {
    struct Broken: Error {}

    private static let pieceBytes = 4096

    let bytes: [UInt8]
    /// What the second reading gives instead.
    private let second: [UInt8]
    /// After how many bytes of the second reading the file can't be read any more.
    private let breaksAt: Int?
    private let reading = Mutex(0)

    init(_ bytes: [UInt8], second: [UInt8]? = nil, breaksAt: Int? = nil) {
        self.bytes = bytes
        self.second = second ?? bytes
        self.breaksAt = breaksAt
    }

    func read(at offset: Int64) throws -> [UInt8] {
        let number = reading.withLock { number in
            if offset == 0 { number += 1 }
            return number
        }
        if number > 1, let breaksAt, offset >= breaksAt { throw Broken() }
        return Array((number > 1 ? second : bytes).dropFirst(Int(offset)).prefix(Self.pieceBytes))
    }
}

extension TestNode {
    /// A bundle as this node makes it for a caller.
    func bundle(
        after: Int64 = 0,
        verified: Int64? = nil,
        positions: Int64 = BundleWish.positionsMax,
        for caller: Caller
    ) async throws -> [UInt8] {
        let wish = BundleWish(after: after, verified: verified, positions: positions)
        var export = try await node.exportBundle(wish, for: caller) { caller }
        var bytes: [UInt8] = []
        while let piece = try await export.next() { bytes += piece }
        return bytes
    }

    /// A bundle up to everything that is recorded now.
    func signedBundle(after: Int64 = 0, verified: Int64? = nil, for caller: Caller) async throws -> [UInt8] {
        try await node.log.sign()
        return try await bundle(after: after, verified: verified, for: caller)
    }

    /// Takes a bundle in.
    @discardableResult
    func take(
        _ bytes: [UInt8],
        introduction: ImportBundle.Introduction? = nil
    ) async throws -> BundleImport {
        try await ImportBundle(node: node, introduction: introduction).run(HeldBundle(bytes))
    }

    /// What can be told of the events that a caller reads from a node: position and all fields.
    func slice(for caller: Caller) async throws -> [BundleLine] {
        var lines: [BundleLine] = []
        var cursor: String?
        while true {
            let page = try await node.readEvents(cursor: cursor, limit: 500, wait: Seconds(0), by: caller) { caller }
            lines += page.events.map { BundleLine(position: $0.position, event: $0.event) }
            if page.events.isEmpty, page.cursor == cursor { return lines }
            cursor = page.cursor
        }
    }
}

/// One event as its reader sees it.
struct BundleLine: Hashable {
    let position: Int64
    let event: DisclosedEvent

    /// The events of a bundle, which must be whole.
    static func all(of bytes: [UInt8]) throws(BundleError) -> [BundleLine] {
        var reader = BundleReader()
        var lines: [BundleLine] = []
        for part in try reader.read(bytes) {
            guard case .batch(let batch, digest: _) = part else { continue }
            lines += batch.events.map { BundleLine(position: $0.position, event: $0.event) }
        }
        _ = try reader.finish()
        return lines
    }
}
