import Cooperation
import TransparencyLog

/// Takes in a bundle of an exchange, as a follower takes in what comes over a line.
///
/// The file is read twice: nothing is taken in before its seal was verified, and the second time each batch must be the
/// one that was sealed. A batch is taken in and proved before the next, so that after an interruption the same file is
/// taken in again and nothing twice.
package struct ImportBundle: Sendable {
    /// The exchange whose bundles this node is to take in, as its people learned it by another way.
    package struct Introduction: Sendable, Hashable {
        /// The published key of its log.
        package let verifierKey: NoteVerifierKey
        /// As which of its members this node follows it.
        package let member: ID<Organisation>

        package init(verifierKey: NoteVerifierKey, member: ID<Organisation>) {
            self.verifierKey = verifierKey
            self.member = member
        }
    }

    /// What was seen of a bundle in the first reading.
    private struct Examined: Sendable {
        var digests: [LogHash] = []
        var events = 0
        /// The proofs of what came over the line and was not proved yet.
        var paths: [Int64: [LogHash]] = [:]
    }

    private let node: Node
    private let introduction: Introduction?

    /// Makes the use case.
    ///
    /// - Parameters:
    ///   - node: the node that takes in.
    ///   - introduction: who the exchange is, for the first bundle of one that this node does not follow yet.
    package init(node: Node, introduction: Introduction? = nil) {
        self.node = node
        self.introduction = introduction
    }

    private var store: any Store { node.store }
    private var intake: ExchangeIntake { ExchangeIntake(node: node, status: FollowStatus(at: node.clock())) }

    /// Verifies a bundle and takes it in, exactly once.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - progress: told how many events of how many were taken in.
    /// - Returns: what is there now.
    /// - Throws: `BundleError` where the file is not what the exchange sealed; `Refusal` where it is for another, or does
    ///   not join on, or says what this program does not know; `FollowExchange.Stopped` where it contradicts what was verified before, or an alarm stands;
    ///   `StoreError`, and what reading the file throws.
    package func run(
        _ bytes: any BundleBytes,
        progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> BundleImport {
        var examined = Examined()
        var unproved: Set<Int64> = []
        let header = try await bytes.readAll { part in
            switch part {
            case .header(let header): unproved = try await unprovedPositions(of: try await known(header)?.id)
            case .batch(let batch, let digest):
                examined.digests.append(digest)
                examined.events += batch.events.count
                for event in batch.events where unproved.contains(event.position) {
                    examined.paths[event.position] = event.path
                }
            case .seal: break
            }
        }
        return try await take(bytes, header, examined, unproved, progress)
    }

    private func take(
        _ bytes: any BundleBytes,
        _ header: BundleHeader,
        _ examined: Examined,
        _ unproved: Set<Int64>,
        _ progress: @Sendable (_ done: Int, _ total: Int) -> Void
    ) async throws -> BundleImport {
        let id = ExchangeIntake.id(ofKey: header.signer.text)
        let start = try await store.read { try ExchangeIntake.position(id, in: $0) }
        guard header.after <= start else {
            throw Refusal(
                .conflict,
                "bundle-gap",
                "This bundle begins after position \(header.after), and this node has everything up to \(start): a bundle "
                    + "is missing. Import the bundle that begins after position \(start) first."
            )
        }
        let exchange = try await follow(header)
        // Where it was interrupted last, the proofs of what came in may still be missing.
        if header.through <= start, examined.paths.isEmpty, header.checkpoint.size <= exchange.verifiedSize {
            try await compare(header, with: exchange)
            return try await outcome(header, id, events: 0, of: examined.events)
        }
        let missing = unproved.subtracting(examined.paths.keys).filter { $0 < header.checkpoint.size }.min()
        if let missing { throw BundleProver.missing(at: missing) }
        // First of all: a log that was rewritten brings nothing in.
        try await verify(header, examined.paths, at: id)
        var (count, done, number) = (0, 0, 0)
        _ = try await bytes.readAll { part in
            guard case .batch(let batch, let digest) = part else { return }
            guard number < examined.digests.count, examined.digests[number] == digest else {
                throw BundleError(code: .badSeal, line: number + 2)
            }
            number += 1
            let page = ReceivedEvents(
                events: batch.events.map { EventSlice(position: $0.position, leafHash: $0.leafHash, event: $0.event) },
                cursor: batch.mark?.cursor ?? "",
                position: batch.mark?.position
            )
            count += try await take(page, from: id)
            let paths = batch.events.map { ($0.position, $0.path) }
            try await verify(header, examined.paths.merging(paths) { $1 }, at: id)
            done += batch.events.count
            progress(done, examined.events)
        }
        return try await outcome(header, id, events: count, of: examined.events)
    }

    private func take(_ page: ReceivedEvents, from id: ID<Exchange>) async throws -> Int {
        do {
            return try await intake.take(page, from: id, onlyForward: true)
        } catch let failure as ExchangeFailure {
            guard failure.code == .newer else { throw failure }
            throw Refusal(
                .conflict,
                "exchange-newer",
                "The exchange recorded what this program does not know yet. Upgrade this node and import the same file again; "
                    + "what comes before is taken in."
            )
        }
    }

    private func verify(_ header: BundleHeader, _ paths: [Int64: [LogHash]], at id: ID<Exchange>) async throws {
        let exchange = try await store.read { try ExchangeIntake.going(id, in: $0) }
        _ = try await intake.verify(
            header.checkpoint,
            for: exchange,
            by: BundleProver(header: header, paths: paths)
        )
    }

    /// Compares a bundle that brings nothing with what was verified, as far as the two can be compared.
    private func compare(_ header: BundleHeader, with exchange: Exchange) async throws {
        for (size, root) in [
            (header.checkpoint.size, header.checkpoint.root), (header.start.size, header.start.root),
        ] where size == exchange.verifiedSize && size > 0 {
            guard root.hex == exchange.verifiedRoot else {
                throw try await intake.raise(.inconsistentCheckpoint, at: exchange.id)
            }
        }
    }

    private func outcome(
        _ header: BundleHeader,
        _ id: ID<Exchange>,
        events: Int,
        of total: Int
    ) async throws -> BundleImport {
        let (exchange, position) = try await store.read { reading in
            (try ExchangeIntake.going(id, in: reading), try ExchangeIntake.position(id, in: reading))
        }
        return BundleImport(
            exchange: id,
            eventsTaken: events,
            eventsKnown: total - events,
            position: position,
            verifiedSize: exchange.verifiedSize
        )
    }
}

extension ImportBundle {
    /// The exchange that a bundle is of, where this node follows it; refuses what is of another or for another.
    private func known(_ header: BundleHeader) async throws -> Exchange? {
        let id = ExchangeIntake.id(ofKey: header.signer.text)
        guard header.signer != node.log.verifierKey else {
            throw Refusal(
                .conflict,
                "bundle-of-this-node",
                "This bundle is of this node itself. Import it on the member's node."
            )
        }
        if let introduction, introduction.verifierKey != header.signer {
            throw Refusal(
                .conflict,
                "bundle-of-another-exchange",
                "The key of \(header.signer.shortName) sealed this bundle, and not the one that was given. Compare the key "
                    + "with the one that the exchange publishes."
            )
        }
        let exchange = try await store.read { reading in
            try reading.load(Exchange.self, id) == nil ? nil : try ExchangeIntake.going(id, in: reading)
        }
        guard let member = exchange?.member ?? introduction?.member else {
            throw Refusal(
                .conflict,
                "exchange-not-followed",
                "This bundle is of \(header.signer.shortName), which this node does not follow. Where it shall, give the "
                    + "key that the exchange publishes with --verifier-key, and with --member as which of its members."
            )
        }
        guard header.member == member.description, introduction?.member ?? member == member else {
            throw Refusal(
                .forbidden,
                "bundle-for-another",
                "This bundle was made for member \(header.member), and this node follows the exchange as \(member). Give it "
                    + "to those for whom it was made."
            )
        }
        return exchange
    }

    /// The exchange's record, which is made with the first bundle.
    private func follow(_ header: BundleHeader) async throws -> Exchange {
        if let exchange = try await known(header) { return exchange }
        guard let introduction else { throw Refusal(.notFound, "not-found", "This exchange is not followed.") }
        let id = ExchangeIntake.id(ofKey: header.signer.text)
        let author = intake.author
        return try await store.write { transaction in
            let acts = try Exchange.decide(
                transaction.load(Exchange.self, id),
                .follow(
                    member: introduction.member,
                    verifierKey: introduction.verifierKey.text,
                    // Nobody said yet where it is; this is what its log calls itself.
                    address: introduction.verifierKey.name.text
                ),
                id: id
            )
            for act in acts { try transaction.append(act, by: author) }
            return try ExchangeIntake.going(id, in: transaction)
        }
    }

    /// The places in the exchange's journal of what was received and is not proved yet.
    private func unprovedPositions(of id: ID<Exchange>?) async throws -> Set<Int64> {
        guard let id else { return [] }
        return try await store.read { reading in
            var positions: Set<Int64> = []
            var from = try ExchangeIntake.going(id, in: reading).provenThrough + 1
            while true {
                let page = try reading.received(from: id, after: from, limit: 1000)
                positions.formUnion(page.map(\.event.position))
                guard page.count == 1000, let last = page.last?.position else { return positions }
                guard positions.count < Self.unprovedMax else {
                    throw Refusal(
                        .limitReached,
                        "too-much-unproved",
                        "More than \(Self.unprovedMax) events came over the line and are not proved yet. Let the node go on "
                            + "over the line first."
                    )
                }
                from = last + 1
            }
        }
    }

    /// How many events that came over the line may wait for their proofs.
    private static var unprovedMax: Int { 50_000 }
}
