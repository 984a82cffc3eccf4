import Cooperation
import TransparencyLog

extension Node {
    /// Begins a bundle: exactly what `readEvents` gives the caller of a stretch, with its proofs.
    ///
    /// It ends at the latest checkpoint that is told, or sooner where the wish says so.
    ///
    /// - Parameters:
    ///   - wish: which stretch.
    ///   - caller: for whom; already authorised to read events.
    ///   - recheck: tells anew who the caller is; called before each batch.
    /// - Returns: what gives the bundle piece by piece.
    /// - Throws: `Refusal` `not-a-node`, `no-checkpoint`, `bundle-position`, `log-refuses-to-sign`; `StoreError`.
    package func exportBundle(
        _ wish: BundleWish,
        for caller: Caller,
        recheck: @escaping @Sendable () async throws -> Caller
    ) async throws -> BundleExport {
        // What a person may not read, their node would never learn of once the stretch is behind it.
        guard caller.person == nil, Self.mayFollow(caller) else {
            throw Refusal(
                .forbidden,
                "not-a-node",
                "A bundle is made with the key with which the member's own node would follow: one that is bound to no person, "
                    + "for a platform or civil-society body one that vouches, and for an authority one of an officer, "
                    + "supervisor or duty officer."
            )
        }
        guard let text = try await checkpoint() else {
            throw Refusal(.notFound, "no-checkpoint", "The node has signed no checkpoint yet; ask again in a minute.")
        }
        guard log.currentCondition == .signing else { throw LogKeeper.refusing }
        let note = try SignedNote(parsing: Array(text.utf8))
        let size = try Checkpoint(parsing: note.text).size
        guard (0...size).contains(wish.after), (0...size).contains(wish.verified), wish.positions > 0 else {
            throw Refusal(
                .invalid,
                "bundle-position",
                "The latest checkpoint covers the journal before position \(size): begin there or before, and name a "
                    + "checkpoint that is not newer.",
                pointer: (0...size).contains(wish.after) ? "verified" : "after"
            )
        }
        let start = try await store.read { try $0.start(at: wish.verified, in: size) }
        let header = try BundleHeader(
            signer: log.verifierKey,
            member: caller.organisation.id.description,
            after: wish.after,
            through: min(size, wish.after + wish.positions),
            note: note,
            start: start
        )
        return BundleExport(node: self, header: header, recheck: recheck)
    }

    /// Whether a node that follows with such a key reads all that is for it.
    private static func mayFollow(_ caller: Caller) -> Bool {
        switch caller.organisation.kind {
        case .platform, .civilSociety: caller.isNode
        case .authority: AuthorisationRules.rule(for: .carryOwnRequests).roles.contains(caller.role)
        case .secretariat, .oversight: true
        }
    }

    /// A member as its own node reads this one, without any key of it: for the operator who makes a bundle by hand.
    ///
    /// - Throws: `Refusal` where there is no such member, or it may read nothing now.
    package func followingCaller(for id: ID<Organisation>) async throws -> Caller {
        guard let member = try await store.read({ try $0.load(Organisation.self, id) }) else {
            throw Refusal(.notFound, "not-found", "There is no such member.")
        }
        let role: Role =
            switch member.kind {
            case .platform, .civilSociety: .curator
            case .authority: .officer
            case .secretariat: .secretary
            case .oversight: .adviser
            }
        let caller = Caller(
            organisation: member,
            key: ID(id.identifier),
            role: role,
            person: nil,
            isNode: member.kind.curatesSignals,
            isOnExchange: identity.isExchange
        )
        try AuthorisationRules.authorise(caller, .readEvents)
        return caller
    }
}

extension StoreReading {
    /// An earlier state of the log, with the proof that a later one begins with it.
    fileprivate func start(at earlier: Int64, in size: Int64) throws -> BundleStart {
        let remembered = RememberedReading(self)
        let frontier = try TreeFrontier(size: earlier) { try remembered.hash(of: $0, inTreeOf: earlier) }
        let proof = try ConsistencyProof.generate(from: earlier, to: size) {
            try remembered.hash(of: $0, inTreeOf: size)
        }
        return BundleStart(size: earlier, root: frontier.root, path: proof.path)
    }
}
