import CanonicalJSON
import Cooperation
import Statements

extension RequestDesk {
    /// Sends what follows from acts on an assessment: an answer that is complete, or that something was undone or told.
    func send(
        _ acts: [Act],
        of assessment: Assessment,
        in transaction: any StoreTransaction,
        by caller: Caller
    ) throws {
        let request = try transaction.existingRequest(ID<Request>(assessment.id.identifier))
        for act in acts {
            switch act.type {
            case AssessmentAnswered.type:
                try answer(request, assessment, in: transaction, by: caller)
                try startNotice(of: request, assessment, in: transaction, by: caller.author)
                let answered = try JSONValueDecoder().decode(AssessmentAnswered.self, from: .object(act.facts))
                try startFollowing(answered, request, assessment, in: transaction, by: caller.author)
            case AssessmentPreserved.type:
                try startPreservation(of: request, assessment, in: transaction, by: caller.author)
            case AssessmentMeasureConfirmed.type:
                try end([.measure], of: request, in: transaction, by: caller.author)
            case AssessmentItemReversed.type:
                try reverse(act, request, assessment, in: transaction, by: caller)
            case AssessmentFormalised.type:
                try end([.disclosure], of: request, in: transaction, by: caller.author)
            case AssessmentFoundForged.type:
                try undo(forged: request, assessment, in: transaction, by: caller)
            case AssessmentForgeryTakenBack.type:
                try resume(doubted: request, assessment, in: transaction, by: caller)
            case AssessmentUnlocked.type where assessment.forgeryTakenBack != nil:
                try tellGenuine(request, assessment, in: transaction, by: caller)
                // It was taken back, or answered elsewhere, meanwhile.
                if !request.takesAnswer { try closeAssessment(of: request, in: transaction) }
            case AssessmentIdentityChecked.type:
                try tellGenuine(request, assessment, in: transaction, by: caller)
            case AssessmentPersonTold.type:
                try end([.notice], of: request, in: transaction, by: caller.author)
                try say(.personTold, nil, of: request, person: caller.person, in: transaction, by: caller.author)
            default: break
            }
        }
    }

    /// Says that what was done about an item is undone, and why; a measure that has no item left ends no more.
    private func reverse(
        _ act: Act,
        _ request: Request,
        _ assessment: Assessment,
        in transaction: any StoreTransaction,
        by caller: Caller
    ) throws {
        let facts = try JSONValueDecoder().decode(AssessmentItemReversed.self, from: .object(act.facts))
        if assessment.measure == nil { try end([.measure], of: request, in: transaction, by: caller.author) }
        try say(
            .itemReversed(number: facts.number, isMistake: true),
            RequestWordText(note: act.sealed["reasons"] ?? ""),
            of: request,
            person: caller.person,
            in: transaction,
            by: caller.author
        )
    }

    /// Lets people be told in time that the person concerned has to be told; nothing tells that person by itself.
    private func startNotice(
        of request: Request,
        _ assessment: Assessment,
        in transaction: any StoreTransaction,
        by author: Author
    ) throws {
        guard assessment.kind == .emergencyDisclosure, assessment.noticeDueAt != nil else { return }
        try start(RequestClock.notice, .notice, about: request, assessment, in: transaction, by: author)
    }

    private func answer(
        _ request: Request,
        _ assessment: Assessment,
        in transaction: any StoreTransaction,
        by caller: Caller
    ) throws {
        let proposals = try transaction.events(
            EventQuery(subject: assessment.id.identifier, types: [AssessmentProposed.type], limit: 1000)
        )
        guard let latest = proposals.last else { return }
        let facts = try latest.payload(AssessmentProposed.self)
        var reasons: [Int: String] = [:]
        if let text = try transaction.sealedPart("reasons", at: latest.position) {
            for entry in try JSONValue(parsing: Array(text.utf8)).arrayValue ?? [] {
                guard let number = entry["number"]?.integerValue else { continue }
                reasons[Int(number)] = entry["reasons"]?.stringValue
            }
        }
        let statement = try signedAnswer(
            to: request,
            facts,
            reasons,
            measureEndsAt: assessment.measure?.endsAt,
            at: transaction.now
        )
        try say(
            .answered(
                outcomes: facts.outcomes,
                concernsProtectedRole: !assessment.protectedRoles.isEmpty
            ),
            RequestWordText(reasons: reasons, signed: String(decoding: statement.bytes, as: UTF8.self)),
            of: request,
            person: caller.person,
            in: transaction,
            by: caller.author
        )
        let isFinal = assessment.outcomes.allSatisfy(\.outcome.isFinal)
        guard isFinal else { return }
        try endClocks(
            of: try transaction.existingRequest(request.id),
            // The request itself learns of it only when its exchange recorded it.
            isRefused: assessment.outcomes.allSatisfy(\.outcome.isRefusal),
            in: transaction
        )
    }

    /// The answer as the platform's node signs it: facts and reasons, for people and programs.
    private func signedAnswer(
        to request: Request,
        _ facts: AssessmentProposed,
        _ reasons: [Int: String],
        measureEndsAt: Timestamp?,
        at now: Timestamp
    ) throws -> SignedStatement {
        let key = try secrets.answerKey()
        var members: [String: JSONValue] = [
            "version": .integer(1),
            "request": .string(request.id.description),
            "kind": .string(request.filing.kind.rawValue),
            "addressee": .string(request.filing.addressee.id.description),
            "answeredAt": .string(now.description),
            "isExercise": .bool(request.filing.isExercise),
            "territory": try JSONValueEncoder().encode(facts.territory),
            "key": .string(key.publicKey.description),
            "items": .array(
                facts.outcomes.map { fact in
                    .object([
                        "number": .integer(Int64(fact.number)),
                        "outcome": .string(fact.outcome.rawValue),
                        "reasons": .string(reasons[fact.number] ?? ""),
                    ])
                }
            ),
        ]
        members["receivedAt"] = request.receivedAt.map { .string($0.description) }
        members["measureEndsAt"] = measureEndsAt.map { .string($0.description) }
        do throws(SignatureProblem) {
            return try SignedStatement.sign(.object(members), for: .answer, with: key)
        } catch {
            throw Refusal(.limitReached, "answer-too-long", "The answer can't be signed: \(error.message)")
        }
    }
}
