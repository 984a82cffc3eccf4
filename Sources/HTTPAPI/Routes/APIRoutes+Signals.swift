import Cooperation
import Fingerprints
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    private static let list = "signals"
    private static let fingerprintParameters: [FingerprintKind] = [.pdq, .sha256, .md5]
    private static let signalParameters = pageParameters.union(["bank", "state", "proposer"])
        .union(fingerprintParameters.map(\.rawValue))
    /// A thousand proposals with their texts.
    private static let proposalLimits = RouteLimits(bodyBytesMax: 16 << 20)

    func signals() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/signals",
                "listSignals",
                .readSignals,
                limits: .reading,
                query: Self.signalParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.signalParameters)
                let page = try PageRequest(query, list: Self.list, node: node)
                let found = try await node.signals(
                    try filter(query),
                    after: page.afterID(),
                    limit: page.limit,
                    for: caller
                )
                return try self.page(found.signals.map(WireSignal.init), next: found.next, list: Self.list)
            },
            try route(
                .post,
                "/v1/signals",
                "proposeSignals",
                .proposeSignals,
                limits: Self.proposalLimits
            ) { request, caller in
                // What others may send as well needs no room of its own.
                let bytes = request.bytesToCome
                let room =
                    bytes > RouteLimits.standard.bodyBytesMax ? try uploads.room(bytes: bytes, for: caller.key) : nil
                defer { room?.keep() }
                switch try await request.readJSON(as: WireProposals.self) {
                case .one(let wire):
                    return try await answering {
                        try await node.proposeSignal(try wire.proposal(), into: wire.bank, by: caller)
                    } with: { view in
                        try .created("/v1/signals/\(view.signal.id)", .encoding(WireSignal(view)))
                    }
                case .many(let wires):
                    guard (1...Node.proposalsMax).contains(wires.count) else {
                        throw Refusal(
                            .invalid,
                            "batch-invalid",
                            "Propose 1 to \(Node.proposalsMax) signals at once.",
                            pointer: "/signals"
                        )
                    }
                    return try await propose(wires, by: caller)
                }
            },
            try route(.get, "/v1/signals/{id}", "readSignal", .readSignals, limits: .reading) { request, caller in
                try .json(encoding: WireSignal(try await node.signal(request.path.id(), for: caller)))
            },
            try route(
                .post,
                "/v1/signals/{id}/verification",
                "verifySignal",
                .verifySignals
            ) { request, caller in
                let wire = try await request.readJSON(as: WireVerification.self)
                return try await answering {
                    try await node.verifySignal(
                        try request.path.id(),
                        basis: wire.basis,
                        lookedAt: wire.lookedAt,
                        dispatch: caller.isNode ? wire.dispatch : nil,
                        by: caller
                    )
                } with: { outcome in
                    try .json(encoding: WireOutcome(outcome))
                }
            },
            try route(.post, "/v1/signals/{id}/opinions", "giveOpinion", .giveOpinions) { request, caller in
                let wire = try await request.readJSON(as: WireOpinion.self)
                let id: ID<Signal> = try request.path.id()
                if wire.confirm == true {
                    guard wire.category == nil, wire.reason == nil else {
                        throw Problem.invalidField(
                            wire.category == nil ? "/reason" : "/category",
                            "Confirm a colleague's opinion, or give one; not both."
                        )
                    }
                    return try await answering {
                        try await node.confirmOpinion(of: id, by: caller)
                    } with: { _ in
                        try .json(encoding: WireOutcome(.recorded))
                    }
                }
                guard let category = wire.category else {
                    throw Problem.invalidField("/category", "Say positive, seed or negative.")
                }
                return try await answering {
                    try await node.giveOpinion(
                        category,
                        of: id,
                        reason: wire.reason,
                        dispatch: caller.isNode ? wire.dispatch : nil,
                        by: caller
                    )
                } with: { outcome in
                    try .json(encoding: WireOutcome(outcome))
                }
            },
            try route(
                .post,
                "/v1/signals/{id}/viewing",
                "viewSignal",
                .viewSignals,
                limits: .reading
            ) { request, caller in
                let id: ID<Signal> = try request.path.id()
                return try await tellingOnce(id: id.description) {
                    try .json(encoding: ["link": try await node.viewSignal(id, by: caller)])
                }
            },
            try route(
                .post,
                "/v1/signals/{id}/withdrawal",
                "withdrawSignal",
                .withdrawSignals
            ) { request, caller in
                let wire = try await request.readJSON(as: WireReason.self)
                let id: ID<Signal> = try request.path.id()
                return try await answering {
                    try await node.withdrawSignal(id, reason: wire.reason, by: caller)
                } with: { view in
                    try .json(encoding: WireSignal(view))
                }
            },
        ]
    }

    /// A proposal that can't be read as such is refused by itself; the others go on.
    private func propose(_ wires: [WireProposal], by caller: Caller) async throws -> OutgoingResponse {
        let read = wires.map { wire -> Result<SignalProposal, Refusal> in
            do throws(Refusal) { return .success(try wire.proposal()) } catch { return .failure(error) }
        }
        let good = zip(wires, read).compactMap { wire, proposal in
            (try? proposal.get()).map { (bank: wire.bank, proposal: $0) }
        }
        return try await answering {
            good.isEmpty ? [] : try await node.proposeSignals(good, by: caller)
        } with: { results in
            var decided = results[...]
            let answers = read.map { proposal in
                switch proposal {
                case .success: WireProposalResult(decided.removeFirst())
                case .failure(let refusal): WireProposalResult(.failure(refusal))
                }
            }
            return try .json(encoding: ["results": answers])
        }
    }

    private func filter(_ query: Query) throws -> Node.SignalFilter {
        var filter = Node.SignalFilter(
            bank: try query.value("bank", "an id") { ID<Bank>($0) },
            state: try query.value("state", "a state of a signal") { Signal.State(rawValue: $0) },
            proposer: try query.value("proposer", "an id") { ID<Organisation>($0) }
        )
        for kind in Self.fingerprintParameters {
            guard
                let fingerprint = try query.value(
                    kind.rawValue,
                    "a \(kind.rawValue) hash in hexadecimal",
                    { try? Fingerprint(kind: kind, value: $0) }
                )
            else { continue }
            guard filter.fingerprint == nil else {
                throw Problem.invalidField(kind.rawValue, "Look one fingerprint up at a time.")
            }
            filter.fingerprint = fingerprint
        }
        return filter
    }
}
