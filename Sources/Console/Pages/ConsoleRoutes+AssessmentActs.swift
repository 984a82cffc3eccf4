import Cooperation
import HTTPServing
import Services

extension ConsoleRoutes {
    static let assessmentsPath = "/console/assessments"
    private static let disclosedBytesMax = 5 << 20
    private static let disclosureLimits = RouteLimits(bodyBytesMax: disclosedBytesMax + 65_536)

    /// What people of the addressee do with a request; a refusal shows the page again with what was typed.
    func assessmentActs() throws -> [ConsoleRoute] {
        // Handing data over brings a file, and so comes in parts.
        try AssessmentAct.allCases.filter { $0 != .disclosure }.map { act in
            try form(
                "\(Self.assessmentsPath)/{id}/\(act.rawValue)",
                "console.assessment.\(act.rawValue)",
                act.permission,
                fields: act.fields,
                limits: act == .answer ? Self.longFormLimits : Self.formLimits
            ) { actor, fields in
                let form = AssessmentForm(act: act, form: TypedForm("assess", act.fields, fields))
                return try await answering(form, for: actor) { id, view in
                    try await carryOut(form, on: id, view, for: actor)
                }
            }
        } + [try disclosing()]
    }

    private func disclosing() throws -> ConsoleRoute {
        let act = AssessmentAct.disclosure
        let fileField = act.field("file")
        return try upload(
            Self.assessmentsPath + "/{id}/\(act.rawValue)",
            "console.assessment.\(act.rawValue)",
            act.permission,
            parts: [act.field("category"): 64, fileField: Self.disclosedBytesMax],
            limits: Self.disclosureLimits
        ) { actor, parts in
            let form = AssessmentForm(act: act, form: TypedForm("assess", act.fields, parts))
            return try await answering(form, for: actor) { id, _ in
                guard let file = parts[fileField], !file.bytes.isEmpty else {
                    throw Refusal(.invalid, "file-missing", "Choose a file.", pointer: "/file")
                }
                let name = file.header.filename.flatMap { $0.isEmpty ? nil : $0 } ?? "data"
                _ = try await node.disclose(
                    try form.disclosedCategory(),
                    file.bytes,
                    named: name,
                    of: id,
                    by: actor.caller
                )
            }
        }
    }

    static func assessmentID(_ actor: Actor) throws(Problem) -> ID<Assessment> {
        try actor.request.path.value("id") { ID<Assessment>($0) }
    }

    private func carryOut(
        _ form: AssessmentForm,
        on id: ID<Assessment>,
        _ view: AssessmentView,
        for actor: Actor
    ) async throws {
        if view.assessment.kind.asksData { try form.requireDangers() }
        if let command = try form.command(by: actor.visit.person.id, as: actor.caller.role) {
            _ = try await node.assess(command, on: id, by: actor.caller)
            return
        }
        switch form.act {
        case .stop: _ = try await node.stopRequestClock(try form.stop(), of: id, by: actor.caller)
        case .authorisation:
            let command = try form.weighing(view.assessment.proportionality)
            _ = try await node.assess(command, on: id, by: actor.caller)
        case .again: _ = try await node.answerAgain(id, by: actor.caller)
        case .resume: _ = try await node.stopRequestClock(nil, of: id, by: actor.caller)
        case .handed:
            let handed = try form.handedOver()
            _ = try await node.noteDisclosure(
                handed.category,
                sha256: handed.sha256,
                note: handed.note,
                handedAt: handed.at,
                of: id,
                by: actor.caller
            )
        default:
            let assessment = view.assessment
            let answer = try form.answer(assessment.openItems, country: assessment.opening.country)
            _ = try await node.proposeAnswer(answer, to: id, by: actor.caller)
        }
    }

    private func answering(
        _ form: AssessmentForm,
        for actor: Actor,
        _ body: (ID<Assessment>, AssessmentView) async throws -> Void
    ) async throws -> OutgoingResponse {
        let id = try Self.assessmentID(actor)
        let view = try await node.assessment(id, for: actor.caller)
        do {
            try await body(id, view)
            return .redirect("\(Self.assessmentsPath)/\(id)?done=\(form.act.rawValue)")
        } catch let refusal as Refusal where refusal.kind != .notFound {
            var form = form
            _ = form.form.mark(refusal, naming: form.act.pointers(answering: view.assessment.openItems))
            return form.act == .forgery
                ? try await forgeryPage(actor, view, typed: form, refusal: refusal)
                : try await assessmentPage(actor, view, typed: form, refusal: refusal)
        }
    }
}

extension Assessment {
    /// The items that have no final answer yet.
    var openItems: [Int] {
        let answered = Set(outcomes.filter(\.outcome.isFinal).map(\.number))
        return (1...max(1, opening.items)).filter { !answered.contains($0) }
    }

    /// Whether it is of a kind that is refused because it would violate rights.
    var mayRefuseForRights: Bool { ItemOutcome.allowed(for: kind).contains(.refusedRights) }

    /// What stands in the way of complying fully, as the domain would refuse it; `nil` where nothing does.
    func obstacle(for person: ID<Person>, isAgencyFrozen: Bool, now: Timestamp) -> Refusal? {
        let outcome = ItemOutcome.complied
        guard ItemOutcome.allowed(for: kind).contains(outcome), state == .open || state == .locked else { return nil }
        do throws(Refusal) {
            let proposal = AnswerProposal(
                items: openItems.map { .init(number: $0, outcome: outcome, reasons: "–") },
                territory: .countries([opening.country]),
                isTemporary: false
            )
            _ = try Assessment.decide(
                self,
                .propose(proposal, by: person, isAgencyFrozen: isAgencyFrozen),
                id: id,
                now: now
            )
            return nil
        } catch {
            return error
        }
    }
}
