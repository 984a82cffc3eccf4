import CanonicalJSON
import Cooperation
import HTTPServing
import Services

/// Checks of content, one a line; each is answered as if it had come alone.
struct CheckLines: LineAnswering {
    /// How many lines are looked up at once; their answers keep the order of the lines.
    private static let atOnce = 16

    private let node: Node
    private let recheck: @Sendable () async throws -> Caller
    private let room: HeldPlace
    private var verdicts: [Verdict: Int64] = [:]
    private var refused: Int64 = 0

    init(node: Node, recheck: @escaping @Sendable () async throws -> Caller, room: HeldPlace) {
        self.node = node
        self.recheck = recheck
        self.room = room
    }

    mutating func answers(to lines: [LineParser.Line]) async -> (answers: [JSONValue], failure: (any Error)?) {
        var answers: [JSONValue] = []
        var rest = lines[...]
        do {
            while !rest.isEmpty {
                let caller = try await recheck()
                let some = Array(rest.prefix(Self.atOnce))
                rest = rest.dropFirst(some.count)
                for (line, outcome) in zip(some, await outcomes(of: some, by: caller)) {
                    switch outcome {
                    case .success(let answer):
                        verdicts[answer.verdict, default: 0] += 1
                        answers.append(try LineAnswer.json(line, answer))
                    case .failure(let error):
                        guard let failure = LineFailure(error) else { throw error }
                        refused += 1
                        answers.append(try LineAnswer.json(line, failure))
                    }
                }
            }
            return (answers, nil)
        } catch {
            return (answers, error)
        }
    }

    var summary: JSONValue {
        var members: [String: JSONValue] = [
            "lines": .integer(verdicts.values.reduce(refused, +)), "refused": .integer(refused),
        ]
        for verdict in Verdict.allCases { members[verdict.rawValue] = .integer(verdicts[verdict] ?? 0) }
        return .object(members)
    }

    private func outcomes(of lines: [LineParser.Line], by caller: Caller) async -> [Result<WireCheckAnswer, any Error>]
    {
        if lines.count == 1, let line = lines.first { return [await outcome(of: line, by: caller)] }
        return await withTaskGroup(of: (Int, Result<WireCheckAnswer, any Error>).self) { group in
            for (index, line) in lines.enumerated() {
                group.addTask { (index, await outcome(of: line, by: caller)) }
            }
            var outcomes = [Result<WireCheckAnswer, any Error>?](repeating: nil, count: lines.count)
            for await (index, outcome) in group { outcomes[index] = outcome }
            return outcomes.compactMap(\.self)
        }
    }

    private func outcome(of line: LineParser.Line, by caller: Caller) async -> Result<WireCheckAnswer, any Error> {
        do {
            let wire = try LineAnswer.read(WireCheckRequest.self, line)
            let context = wire.context ?? WireContext()
            let prints = wire.fingerprints.map { CheckRequest.Print(fingerprint: $0) }
            let check = try CheckRequest(kind: .fingerprints, prints: prints, context: context.context())
            let answer = try await node.check(check, by: caller)
            return .success(WireCheckAnswer(answer, to: prints, context: context, reason: nil))
        } catch {
            return .failure(error)
        }
    }
}
