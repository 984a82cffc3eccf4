import Cooperation

/// What an officer chooses among who writes a request.
package struct RequestChoices: Sendable {
    /// A member that can be asked.
    package struct Platform: Sendable, Hashable {
        package let id: ID<Organisation>
        package let name: String
    }

    /// The officer as the register has them; `nil` for somebody who is none.
    package let officer: OfficerView?
    package let office: OfficeView?
    /// The instruments that the office may issue now, by code.
    package let instruments: [InstrumentView]
    /// By name.
    package let platforms: [Platform]
}

extension Node {
    private static let choicesMax = 1000

    /// What the caller can write requests with.
    package func requestChoices(for caller: Caller) async throws -> RequestChoices {
        let person = try caller.requiredPerson()
        let isExchange = identity.isExchange
        return try await store.read { reading in
            let officer = try reading.officer(ofPerson: person)
            let office = try officer.flatMap { try reading.load(Office.self, $0.office) }
            let register = officer?.origin?.exchange
            let instruments = try reading.find(
                AggregateQuery<Instrument>(
                    [.equals(.state, .text(Instrument.State.adopted.rawValue))],
                    limit: Self.choicesMax
                )
            ).filter { instrument in
                guard let office, instrument.origin?.exchange == register else { return false }
                do throws(Refusal) {
                    try office.mayIssue(instrument)
                    return true
                } catch {
                    return false
                }
            }
            let members = try reading.find(AggregateQuery<Organisation>(limit: Self.choicesMax)).filter { member in
                member.kind.curatesSignals && member.origin?.exchange == register
                    && ![.suspended, .withdrawn, .applicant].contains(member.standing)
                    && (isExchange || register != nil || member.ownsNode)
            }
            let names = try reading.names(of: members.map(\.id))
            return RequestChoices(
                officer: try reading.views([officer].compactMap(\.self)).first,
                office: try reading.views([office].compactMap(\.self)).first,
                instruments: try reading.views(instruments).sorted {
                    $0.instrument.terms.code < $1.instrument.terms.code
                },
                platforms: members.map { .init(id: $0.id, name: names[$0.id] ?? $0.id.description) }
                    .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
            )
        }
    }

    /// What the caller's authority asked before about some items, by their one spelling as `ItemAddress` has it; one never
    /// asked about is left out.
    package func earlierRequests(
        about spellings: Set<String>,
        for caller: Caller
    ) async throws -> [String: [RequestDraftView.Earlier]] {
        let secrets = secrets
        return try await store.read { reading in
            let members = try reading.ownIDs(of: caller)
            var keys: [String: String] = [:]
            for spelling in spellings { keys[secrets.itemKey(of: spelling)] = spelling }
            let found = try reading.subjects(.itemKey, equalToAnyOf: Array(keys.keys), limit: Self.earlierMax)
            let requests = try reading.load(Request.self, ids: Set(found.values.joined()).map { ID<Request>($0) })
            var earlier: [String: [RequestDraftView.Earlier]] = [:]
            for (key, subjects) in found {
                guard let spelling = keys[key] else { continue }
                let known = Set(subjects).compactMap { requests[ID<Request>($0)] }
                    .filter { $0.authority.map(members.contains) == true && $0.state != .turnedAway }
                guard !known.isEmpty else { continue }
                earlier[spelling] = known.map { .init(request: $0.id, receivedAt: $0.receivedAt) }
                    .sorted { $0.request < $1.request }
            }
            return earlier
        }
    }
}
