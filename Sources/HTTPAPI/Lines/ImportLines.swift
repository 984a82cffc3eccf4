import CanonicalJSON
import Cooperation
import Fingerprints
import HTTPServing
import Services

/// Signals for one bank, one a line; what the bank holds already is told as such.
///
/// The lines that came together become one transaction, and are answered once that is on the disk.
struct ImportLines: LineAnswering {
    private let node: Node
    private let bank: ID<Bank>
    /// What lines say that do not say it themselves.
    private let kind: ContentKind
    private let provenance: Provenance
    private let recheck: @Sendable () async throws -> Caller
    private let room: HeldPlace
    private var accepted: Int64 = 0
    private var duplicates: Int64 = 0
    private var refused: Int64 = 0

    init(
        node: Node,
        bank: ID<Bank>,
        kind: ContentKind,
        provenance: Provenance,
        recheck: @escaping @Sendable () async throws -> Caller,
        room: HeldPlace
    ) {
        self.node = node
        self.bank = bank
        self.kind = kind
        self.provenance = provenance
        self.recheck = recheck
        self.room = room
    }

    mutating func answers(to lines: [LineParser.Line]) async -> (answers: [JSONValue], failure: (any Error)?) {
        var answers: [JSONValue] = []
        var rest = lines[...]
        do {
            while !rest.isEmpty {
                let some = Array(rest.prefix(Node.proposalsMax))
                rest = rest.dropFirst(some.count)
                answers += try await propose(some, by: try await recheck())
            }
            return (answers, nil)
        } catch {
            return (answers, error)
        }
    }

    var summary: JSONValue {
        [
            "lines": .integer(accepted + duplicates + refused), "accepted": .integer(accepted),
            "duplicates": .integer(duplicates), "refused": .integer(refused),
        ]
    }

    private mutating func propose(_ lines: [LineParser.Line], by caller: Caller) async throws -> [JSONValue] {
        let read = try lines.map { line -> Result<SignalProposal, LineFailure> in
            do {
                return .success(try proposal(of: line))
            } catch {
                guard let failure = LineFailure(error) else { throw error }
                return .failure(failure)
            }
        }
        let good = read.compactMap { try? $0.get() }
        var outcomes = good.isEmpty ? [][...] : try await node.importSignals(good, into: bank, by: caller)[...]
        return try zip(lines, read).map { line, proposal in
            switch proposal {
            case .failure(let failure):
                refused += 1
                return try LineAnswer.json(line, failure)
            case .success:
                switch outcomes.removeFirst() {
                case .accepted(let id):
                    accepted += 1
                    return try LineAnswer.json(line, WireImported(id: id, outcome: .accepted))
                case .duplicate(let id):
                    duplicates += 1
                    return try LineAnswer.json(line, WireImported(id: id, outcome: .duplicate))
                case .refused(let refusal):
                    refused += 1
                    guard let failure = LineFailure(refusal) else { throw refusal }
                    return try LineAnswer.json(line, failure)
                }
            }
        }
    }

    private func proposal(of line: LineParser.Line) throws -> SignalProposal {
        let wire = try LineAnswer.read(WireImportLine.self, line)
        var different: [Fingerprint] = []
        for print in wire.fingerprints where !different.contains(print) { different.append(print) }
        return SignalProposal(
            kind: wire.kind ?? kind,
            behaviours: Set(wire.behaviours),
            provenance: provenance,
            fingerprints: different,
            rationale: wire.rationale,
            exemptionAssessment: wire.exemptionAssessment,
            source: wire.source,
            expiresAt: wire.expiresAt
        )
    }
}
