import Cooperation
import TransparencyLog

/// A bundle on its way out: it is made piece by piece as it is asked for, so that no more than one batch is in memory.
package struct BundleExport: Sendable {
    private enum Stage {
        case header
        case batches
        case seal
        case done
    }

    /// What its first line says.
    package let header: BundleHeader
    /// How many events were given out.
    package private(set) var events = 0

    private let node: Node
    private let recheck: @Sendable () async throws -> Caller
    private var writer = BundleWriter()
    private var stage = Stage.header
    private var cursor: EventCursor
    /// What was read and is not given out yet, each with where to go on after it.
    private var waiting: [(event: BundleBatch.Event, next: EventCursor)] = []

    init(node: Node, header: BundleHeader, recheck: @escaping @Sendable () async throws -> Caller) {
        self.node = node
        self.header = header
        self.recheck = recheck
        cursor = EventCursor()
        cursor.position = header.after
    }

    /// The next piece of the file; `nil` after the last.
    ///
    /// - Throws: `Refusal` where the caller may not read any more; `StoreError`. The file that was begun is then worth
    ///   nothing, as its seal is missing.
    package mutating func next() async throws -> [UInt8]? {
        switch stage {
        case .header:
            stage = .batches
            return writer.begin(header)
        case .batches: return try await batch()
        case .seal:
            stage = .done
            return BundleWriter.end(try node.log.seal(writer.sealText(by: header.signer.name)))
        case .done: return nil
        }
    }

    private mutating func batch() async throws -> [UInt8] {
        var isAtEnd = try await read()
        var (count, bytes) = (0, 0)
        for (event, _) in waiting {
            bytes += event.encodedBytes
            // One event goes alone, however long it is.
            guard count == 0 || bytes <= BundleLimits.batchBytesMax else { break }
            count += 1
        }
        let (batch, rest) = (waiting.prefix(count), waiting.dropFirst(count))
        isAtEnd = isAtEnd && rest.isEmpty
        let here = rest.isEmpty ? cursor : batch.last?.next ?? cursor
        waiting = Array(rest)
        events += batch.count
        if isAtEnd { stage = .seal }
        return writer.batch(batch.map(\.event), mark: mark(here))
    }

    private func mark(_ cursor: EventCursor) -> BundleBatch.Mark? {
        guard cursor.backlog == nil, let member = ID<Organisation>(header.member) else { return nil }
        return BundleBatch.Mark(
            position: cursor.position,
            cursor: cursor.text(for: member, secrets: node.secrets)
        )
    }

    /// Reads on where nothing waits.
    ///
    /// Returns whether everything was read.
    private mutating func read() async throws -> Bool {
        while waiting.isEmpty, !hasReadAll {
            let (from, size) = (cursor, header.checkpoint.size)
            let page = try await node.page(
                from: from,
                before: header.through,
                limit: BundleLimits.eventsPerBatchMax,
                for: try await recheck()
            )
            cursor = page.next
            let slices = page.events
            let paths = try await node.store.read { reading in
                let remembered = RememberedReading(reading)
                return try slices.map { try remembered.inclusionProof(of: $0.position, size: size).path }
            }
            for ((slice, path), next) in zip(zip(slices, paths), page.marks) {
                let event = BundleBatch.Event(
                    position: slice.position,
                    leafHash: slice.leafHash,
                    event: slice.event,
                    path: path
                )
                waiting.append((event, next))
            }
        }
        return hasReadAll
    }

    private var hasReadAll: Bool { cursor.backlog == nil && cursor.position >= header.through }
}
