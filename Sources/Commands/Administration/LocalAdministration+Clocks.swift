import CanonicalJSON
import Cooperation
import Services

extension LocalAdministration {
    func clocks() async throws -> [JSONValue] {
        try AuthorisationRules.authorise(caller, .readClocks)
        var items: [JSONValue] = []
        var after: ClockBookmark?
        repeat {
            let page = try await node.clocks(after: after, limit: Self.pageSize, for: caller)
            items += page.clocks.map { $0.json(node.face(of: $0)) }
            after = page.next
        } while after != nil
        return items
    }

    func clockRules() async throws -> [JSONValue] {
        try AuthorisationRules.authorise(caller, .readClocks)
        return try await all { after in
            let page = try await node.clockRules(after: after, limit: Self.pageSize)
            return (page.rules.map(\.json), page.next)
        }
    }

    func importClockRules(_ rules: [JSONValue]?) async throws -> [JSONValue] {
        try AuthorisationRules.authorise(caller, .keepClockRules)
        guard let rules else { return try await node.importFirstClockRules(by: caller).map(\.json) }
        let drafts = try rules.enumerated().map { index, rule in
            do {
                return try JSONValueDecoder().decode(ClockRuleText.self, from: rule).draft()
            } catch let error as JSONError {
                throw CommandFailure("Rule \(index + 1) of the file can't be read: \(error)")
            }
        }
        return try await node.importClockRules(drafts, by: caller).map(\.json)
    }
}

extension Clock {
    /// As it is printed.
    fileprivate func json(_ face: ClockFace) -> JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id.description), "code": .string(code.description), "state": .string(state.rawValue),
            "subject": .string(subject.description), "subjectKind": .string(subjectKind.rawValue),
            "startedAt": .string(startedAt.description), "deadline": .string(deadline.description),
            "zone": .string(zone.description), "local": .string(face.localText),
            "isExercise": .bool(isExercise), "stepsTaken": .integer(Int64(stepsTaken)),
        ]
        members["assignee"] = assignee.map { .string($0.description) }
        return .object(members)
    }
}

extension ClockRuleView {
    /// As it is printed.
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(rule.id.description), "code": .string(rule.code.description),
            "state": .string(rule.state.rawValue), "start": .string(rule.terms.start.rawValue),
            "consequence": .string(rule.terms.consequence.rawValue),
            "sourceDate": .string(rule.sourceDate.description),
            "confirmedByLocalLawyer": .bool(rule.confirmedOn != nil),
        ]
        members["duration"] = try? JSONValueEncoder().encode(rule.terms.duration)
        members["summary"] = summary.map { .string($0) }
        members["source"] = source.map { .string($0) }
        return .object(members)
    }
}
