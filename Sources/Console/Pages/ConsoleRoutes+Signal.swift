import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private static let doneWords: Set<String> = [
        "proposed", "verified", "opinion", "held", "sent", "confirmed", "withdrawn",
    ]

    /// One signal: everything known of it, and what can be done with it.
    func signal() throws -> [ConsoleRoute] {
        [
            try page("/console/signals/{id}", "console.signal", .readSignals, query: ["done"]) { actor, query in
                let done = query["done"].flatMap { Self.doneWords.contains($0) ? $0 : nil }
                return try await signalPage(
                    actor,
                    SignalForms(),
                    notice: done.map { Frame.Notice(kind: "good", text: actor.texts.text("signalDone." + $0)) }
                )
            },
            try form(
                "/console/signals/{id}/verification",
                "console.verifySignal",
                .verifySignals,
                fields: SignalForms.verifyFields
            ) { actor, fields in
                var forms = SignalForms()
                forms.verify = TypedForm("verify", SignalForms.verifyFields, fields)
                return try await act(actor, &forms, \.verify) { id, form in
                    let outcome = try await node.verifySignal(
                        id,
                        basis: try form.word("basis"),
                        lookedAt: form["lookedAt"],
                        dispatch: nil,
                        by: actor.caller
                    )
                    return outcome.done(recorded: "verified")
                }
            },
            try form(
                "/console/signals/{id}/opinions",
                "console.giveOpinion",
                .giveOpinions,
                fields: SignalForms.opinionFields
            ) { actor, fields in
                var forms = SignalForms()
                forms.opinion = TypedForm("opinionForm", SignalForms.opinionFields, fields)
                return try await act(actor, &forms, \.opinion) { id, form in
                    let outcome = try await node.giveOpinion(
                        try form.word("category"),
                        of: id,
                        reason: form["reason"],
                        dispatch: nil,
                        by: actor.caller
                    )
                    return outcome.done(recorded: "opinion")
                }
            },
            try form("/console/signals/{id}/confirmation", "console.confirmOpinion", .giveOpinions) { actor, _ in
                var forms = SignalForms()
                return try await act(actor, &forms, \.confirm) { id, _ in
                    try await node.confirmOpinion(of: id, by: actor.caller)
                    return "confirmed"
                }
            },
            try form("/console/signals/{id}/viewing", "console.viewSignal", .viewSignals) { actor, _ in
                do {
                    let link = try await node.viewSignal(try Self.signalID(actor), by: actor.caller)
                    return try await signalPage(actor, SignalForms(), link: link)
                } catch let refusal as Refusal where refusal.kind != .notFound {
                    return try await signalPage(actor, SignalForms(), refusal: refusal)
                }
            },
            try form(
                "/console/signals/{id}/withdrawal",
                "console.withdrawSignal",
                .withdrawSignals,
                fields: SignalForms.withdrawFields
            ) { actor, fields in
                var forms = SignalForms()
                forms.withdraw = TypedForm("withdraw", SignalForms.withdrawFields, fields)
                return try await act(actor, &forms, \.withdraw, naming: ["/reason": "withdrawReason"]) { id, form in
                    try await node.withdrawSignal(id, reason: form["withdrawReason"], by: actor.caller)
                    return "withdrawn"
                }
            },
        ]
    }

    private static func signalID(_ actor: Actor) throws(Problem) -> ID<Signal> {
        try actor.request.path.value("id") { ID<Signal>($0) }
    }

    /// Does what a form asks, or shows the page again with what was typed and what is wrong.
    private func act(
        _ actor: Actor,
        _ forms: inout SignalForms,
        _ place: WritableKeyPath<SignalForms, TypedForm>,
        naming names: [String: String] = [:],
        _ body: (ID<Signal>, TypedForm) async throws -> String
    ) async throws -> OutgoingResponse {
        do {
            let id = try Self.signalID(actor)
            let done = try await body(id, forms[keyPath: place])
            return .redirect("/console/signals/\(id)?done=\(done)")
        } catch let refusal as Refusal where refusal.kind != .notFound {
            if forms[keyPath: place].mark(refusal, naming: names) {
                let text = actor.texts.text("signal.wrong")
                return try await signalPage(
                    actor,
                    forms,
                    notice: Frame.Notice(kind: "bad", text: text),
                    status: .unprocessableContent
                )
            }
            return try await signalPage(actor, forms, refusal: refusal)
        }
    }

    private func signalPage(_ actor: Actor, _ forms: SignalForms, refusal: Refusal) async throws -> OutgoingResponse {
        try await signalPage(
            actor,
            forms,
            notice: actor.texts.notice(refusal),
            status: ConsoleProblem(refusal).status
        )
    }

    private func signalPage(
        _ actor: Actor,
        _ forms: SignalForms,
        notice: Frame.Notice? = nil,
        link: String? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> OutgoingResponse {
        let reader = try actor.visit.caller(for: .readSignals)
        let file = try await node.signalFile(try Self.signalID(actor), for: reader)
        let heading = actor.texts.text("signal.title", ["name": actor.texts.name(of: file.view.signal)])
        let view = signalView(file, heading: heading, forms, link: link, for: actor)
        return render("signal", title: heading, view, for: actor.reader, status: status, notice: notice)
    }
}

/// What is typed on the page of a signal.
struct SignalForms: Sendable {
    static let verifyFields: Set<String> = ["basis", "lookedAt"]
    static let opinionFields: Set<String> = ["category", "reason"]
    static let withdrawFields: Set<String> = ["withdrawReason"]

    var verify = TypedForm("verify", verifyFields)
    var opinion = TypedForm("opinionForm", opinionFields)
    var confirm = TypedForm("confirm", [])
    var withdraw = TypedForm("withdraw", withdrawFields)
}

extension SignalOutcome {
    /// The word for what became of it.
    fileprivate func done(recorded: String) -> String {
        switch self {
        case .recorded: recorded
        case .awaitsConfirmation: "held"
        case .dispatched: "sent"
        }
    }
}
