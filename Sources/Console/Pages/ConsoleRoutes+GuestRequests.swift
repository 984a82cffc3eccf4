import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    static let guestPath = "/guest"
    /// As at the API's door: who guesses links gets nowhere.
    private static let guestRate = RateLimit(perSecond: 1, burst: 120)
    private static let guestReading = RouteLimits(bodyBytesMax: 0, perAddress: guestRate)
    /// A reason for each of a thousand items, percent-encoded.
    private static let guestAnswering = RouteLimits(
        bodyBytesMax: 4 << 20,
        timeout: .seconds(60),
        perAddress: guestRate
    )
    private static let guestFields: Set<String> = Set(
        (1...RequestDocument.itemsMax).flatMap { ["outcome-\($0)", "reasons-\($0)"] } + ["keptUntil"]
    )

    private struct GuestView: Sendable {
        let heading: String
        let isExercise: Bool
        let facts: [Fact]
        let itemTable: TableView
        let guestPath: String
        /// What was signed and who signed it; empty where nothing is shown.
        let signedFacts: [Fact]
        /// Where the signed document is found as long as the link works; `nil` after.
        let documentPath: String?
        let hasRequest: Bool
        let sets: [FormView.Fieldset]
        /// Until when what was removed is kept; none where no removal is asked for.
        let keeping: [FieldView]
        let isAnswered: Bool
        let answers: [Fact]
        let problem: String?
        /// The language of the problem where it is not the page's.
        let problemLanguage: String?
    }

    /// The one page of a platform that is no member: the request as a document, and an answer to each item, given once.
    func guestRequests() throws -> [ConsoleRoute] {
        [
            try open(
                Self.guestPath + "/{secret}",
                "console.guestRequest",
                limits: Self.guestReading
            ) { reader, _ in
                try await guest(reader) { view in
                    try await guestPage(reader, view, TypedForm("requests", Self.guestFields))
                }
            },
            try open(
                Self.guestPath + "/{secret}/document",
                "console.guestDocument",
                query: ["form"],
                limits: Self.guestReading
            ) { reader, query in
                try await guest(reader) { view in try await order(view, query["form"] ?? "json", in: reader.texts) }
            },
            // The address is the secret, and the page tells no browser to say where it comes from.
            try openForm(
                Self.guestPath + "/{secret}",
                "console.answerAsGuest",
                fields: Self.guestFields,
                isOwnOnly: false,
                limits: Self.guestAnswering,
                gate: { reader in
                    do {
                        _ = try await node.guestRequest(Self.guestSecret(reader))
                        return nil
                    } catch let refusal as Refusal {
                        return guestProblem(reader, refusal)
                    }
                }
            ) { reader, fields in
                try await guest(reader) { view in
                    var form = TypedForm("requests", Self.guestFields, fields)
                    do {
                        let items = try Self.answers(form, to: view)
                        let answered = try await node.answerAsGuest(
                            Self.guestSecret(reader),
                            items,
                            keptUntil: try form.date("keptUntil")
                        )
                        return try await guestPage(reader, answered, form)
                    } catch let refusal as Refusal where refusal.kind != .notFound {
                        _ = form.mark(refusal, naming: Self.pointers(view))
                        return try await guestPage(reader, view, form, refusal: refusal)
                    }
                }
            },
        ]
    }

    private static func guestSecret(_ reader: Reader) throws(Problem) -> String {
        try reader.request.path.value("secret") { $0 }
    }

    private static func pointers(_ view: RequestView) -> [String: String] {
        var pointers: [String: String] = [:]
        for (place, item) in view.items.enumerated() {
            pointers["/items/\(place)/reasons"] = "reasons-\(item.item.number)"
            pointers["/items/\(place)/outcome"] = "outcome-\(item.item.number)"
        }
        return pointers
    }

    private static func answers(_ form: TypedForm, to view: RequestView) throws(Refusal) -> [RequestAnswer.Item] {
        var items: [RequestAnswer.Item] = []
        for item in view.items {
            let number = item.item.number
            items.append(
                .init(
                    number: number,
                    outcome: try form.word("outcome-\(number)"),
                    reasons: form["reasons-\(number)"]
                )
            )
        }
        return items
    }

    /// Shows a page of a guest, whose address no answer of this node tells onward.
    private func guest(
        _ reader: Reader,
        _ body: (RequestView) async throws -> OutgoingResponse
    ) async throws -> OutgoingResponse {
        do {
            return untold(try await body(try await node.guestRequest(Self.guestSecret(reader))))
        } catch let refusal as Refusal {
            return guestProblem(reader, refusal)
        }
    }

    private func guestProblem(_ reader: Reader, _ refusal: Refusal) -> OutgoingResponse {
        let view = GuestView(
            heading: reader.texts.text("requests.guestTitle"),
            isExercise: false,
            facts: [],
            itemTable: TableView("", [], []),
            guestPath: "",
            signedFacts: [],
            documentPath: nil,
            hasRequest: false,
            sets: [],
            keeping: [],
            isAnswered: true,
            answers: [],
            problem: reader.texts.text(refusal.kind == .notFound ? "requests.linkOver" : "problem.title"),
            problemLanguage: nil
        )
        let status = ConsoleProblem(refusal).status
        return untold(render("guest", title: view.heading, view, for: reader, status: status))
    }

    /// An answer whose address no page tells onward.
    func untold(_ response: OutgoingResponse) -> OutgoingResponse {
        var response = response
        response.headerFields[.referrerPolicy] = "no-referrer"
        return response
    }

    /// Who signed, and where a stranger can ask whether they did.
    private static func facts(of issuer: RequestIssuer, in texts: Catalogue) -> [Fact] {
        let office = issuer.office?.texts ?? [:]
        return Fact.optional(texts.text("register.office"), office[.name])
            + Fact.optional(texts.text("document.telephone"), office[.telephone])
            + Fact.optional(texts.text("register.telephoneSource"), office[.telephoneSource])
            + issuer.signers.map { signer in
                let who = [signer.name, signer.post].compactMap(\.self).joined(separator: ", ")
                return Fact(
                    [texts.text("requests.signedBy"), who].filter { !$0.isEmpty }.joined(separator: ": "),
                    signer.publicKey ?? signer.keyID,
                    isCode: true
                )
            }
    }

    private func guestPage(
        _ reader: Reader,
        _ view: RequestView,
        _ form: TypedForm,
        refusal: Refusal? = nil
    ) async throws -> OutgoingResponse {
        let (texts, request) = (reader.texts, view.request)
        let path = String(reader.request.target.prefix { $0 != "?" })
        let shown = view.document.map {
            RequestDocumentView(document: $0, authority: view.authorityName, addressee: view.addresseeName)
        }
        var facts = (shown?.head(in: texts) ?? []) + (shown?.law(in: texts) ?? [])
        let face = try await node.dueFaces(of: [request])[request.id]
        facts += Fact.optional(texts.label("due"), face.map(texts.bothZones))
        let isAnswered = !request.isWaiting && request.state != .unanswered
        let allowed = ItemOutcome.allowed(for: request.filing.kind)
        let sets = view.items.map { item in
            form.answer(
                to: item.item.number,
                at: item.address,
                among: ItemOutcome.allCases.filter { allowed.contains($0) && $0.isFinal },
                in: texts
            )
        }
        let content = GuestView(
            heading: texts.word("requestKind", request.filing.kind),
            isExercise: request.filing.isExercise,
            facts: facts,
            itemTable: .items(view.items, in: texts),
            guestPath: path,
            signedFacts: view.signed == nil ? [] : Self.facts(of: try await node.issuer(of: view), in: texts),
            documentPath: isAnswered || view.signed == nil ? nil : path + "/document",
            hasRequest: true,
            sets: isAnswered ? [] : sets,
            keeping: isAnswered || !request.filing.kind.asksRemoval
                ? [] : [form.line("keptUntil", type: "date", isRequired: false, in: texts)],
            isAnswered: isAnswered,
            answers: isAnswered
                ? view.items.compactMap { item in
                    item.item.outcome.map {
                        Fact(String(item.item.number), "\(texts.word("itemOutcome", $0)). \(item.answer ?? "")")
                    }
                } : [],
            problem: refusal.map(texts.refusal),
            problemLanguage: refusal.flatMap { texts.fieldError($0).errorLanguage }
        )
        return render(
            "guest",
            title: content.heading,
            content,
            for: reader,
            status: refusal == nil ? .ok : .unprocessableContent
        )
    }
}
