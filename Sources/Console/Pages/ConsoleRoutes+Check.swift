import Cooperation
import Fingerprints
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private struct CheckView: Sendable {
        struct Match: Sendable {
            let signalPath: String?
            let behaviours: String
            let distance: String
            let rule: String
        }

        struct Answer: Sendable {
            let badge: String
            let badgeKind: String
            let meaning: String
            let reason: String?
            let orientation: String?
            let facts: [Fact]
            /// The picture hashes of the other orientations.
            let turned: [Fact]
            let hasTurned: Bool
            let matches: [Match]
            let hasMatches: Bool
            let casePath: String?
            let json: String
        }

        let token: String
        let error: String?
        let errorLanguage: String?
        let isOpen: Bool
        let fields: [FieldView]
        let answer: Answer?
    }

    static let fileBytesMax = 50_000_000
    /// A file may come as slowly as a connection allows; what follows is to be done in half a minute.
    static let fileLimits = RouteLimits(
        bodyBytesMax: fileBytesMax + (1 << 20),
        timeout: ConnectionLimits().bodyTimeout + .seconds(30)
    )
    private static let contextFields: Set<String> = ["reference", "link", "account", "language", "country"]
    /// The fields of pointers into the context of a check.
    private static let contextNames = Dictionary(uniqueKeysWithValues: contextFields.map { ("/context/" + $0, $0) })

    /// Asking about a file, as the platform's own programs do.
    func check() throws -> [ConsoleRoute] {
        [
            try page("/console/check", "console.check", .check) { actor, _ in
                check(actor, TypedForm("check", Self.contextFields), error: nil, answer: nil)
            },
            try upload(
                "/console/check",
                "console.checkFile",
                .check,
                parts: Dictionary(uniqueKeysWithValues: Self.contextFields.map { ($0, Self.textBytesMax) })
                    .merging(["file": Self.fileBytesMax]) { $1 },
                limits: Self.fileLimits
            ) { actor, parts in
                var form = TypedForm("check", Self.contextFields, parts)
                guard let file = parts["file"], !file.bytes.isEmpty else {
                    return check(actor, form, error: FieldError(actor.texts.text("check.missing")), answer: nil)
                }
                do {
                    let context = try Self.context(form)
                    let (answer, prints) = try await node.check(
                        file: file.bytes,
                        allOrientations: true,
                        context: context,
                        by: actor.caller
                    )
                    return check(actor, form, error: nil, answer: try view(answer, prints, context, for: actor))
                } catch let refusal as MediaRefusal {
                    return check(actor, form, error: actor.texts.fieldError(refusal), answer: nil)
                } catch let refusal as Refusal {
                    guard form.mark(refusal, naming: Self.contextNames) else { throw refusal }
                    return check(actor, form, error: nil, answer: nil)
                }
            },
        ]
    }

    private static func context(_ form: TypedForm) throws(Refusal) -> CheckRequest.Context {
        let (language, country) = (form["language"], form["country"].uppercased())
        return try CheckRequest.Context(
            reference: form["reference"],
            link: form["link"],
            account: form["account"],
            details: CaseContext(
                language: language.isEmpty ? nil : language,
                country: country.isEmpty ? nil : country
            )
        )
    }

    private func check(
        _ actor: Actor,
        _ form: TypedForm,
        error: FieldError?,
        answer: CheckView.Answer?
    ) -> OutgoingResponse {
        let view = CheckView(
            token: actor.token,
            error: error?.errorWords,
            errorLanguage: error?.errorLanguage,
            isOpen: Self.contextFields.contains { !form[$0].isEmpty },
            fields: ["reference", "link", "account", "language", "country"].map {
                form.line($0, isRequired: false, in: actor.texts)
            },
            answer: answer
        )
        return render(
            "check",
            title: actor.texts.text("check.title"),
            view,
            for: actor.reader,
            status: error == nil && !form.hasErrors ? .ok : .unprocessableContent
        )
    }

    private func view(
        _ answer: CheckAnswer,
        _ file: Node.Fingerprinted,
        _ context: CheckRequest.Context,
        for actor: Actor
    ) throws -> CheckView.Answer {
        let texts = actor.texts
        let maySee = actor.visit.may(.readSignals)
        let orientations = file.prints.flatMap(\.orientations)
        let found = answer.matches.lazy.compactMap { match in
            orientations.first { $0.hash.hex == match.fingerprint }
        }.first
        return CheckView.Answer(
            badge: texts.word("verdict", answer.verdict),
            badgeKind: answer.verdict == .clear ? "good" : answer.verdict == .review ? "warn" : "bad",
            meaning: texts.word("verdictMeaning", answer.verdict),
            reason: file.reason.map { texts.text("check.noPDQ", ["reason": $0]) },
            orientation: found.map {
                texts.text("check.turned", ["orientation": texts.word("orientation", $0.orientation)])
            },
            facts: file.prints.map { print in
                Fact(texts.word("fingerprintKind", print.fingerprint.kind), print.fingerprint.value, isCode: true)
            },
            turned: orientations.map {
                Fact(texts.word("orientation", $0.orientation), $0.hash.hex, isCode: true)
            },
            hasTurned: !orientations.isEmpty,
            matches: answer.matches.map { match in
                CheckView.Match(
                    signalPath: maySee ? "/console/signals/\(match.signal)" : nil,
                    behaviours: match.behaviours.map { texts.word("behaviour", $0) }.joined(separator: ", "),
                    distance: texts.distance(of: match),
                    rule: texts.word("rule", match.rule)
                )
            },
            hasMatches: !answer.matches.isEmpty,
            casePath: actor.visit.may(.readCases) ? answer.openCase.map { "/console/cases/\($0)" } : nil,
            json: try CheckJSON(answer, file, context).text()
        )
    }
}
