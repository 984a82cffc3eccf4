import Cooperation
import Fingerprints
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private struct CheckView: Sendable {
        struct Match: Sendable {
            let signal: String
            let behaviours: String
            let distance: String
            let rule: String
        }

        struct Answer: Sendable {
            let badge: String
            let badgeKind: String
            let reason: String?
            let fingerprints: [Fact]
            let matches: [Match]
            let hasMatches: Bool
            let casePath: String?
        }

        let token: String
        let error: String?
        let answer: Answer?
    }

    private static let fileBytesMax = 50_000_000
    /// A file may come as slowly as a connection allows; what follows is to be done in half a minute.
    private static let fileLimits = RouteLimits(
        bodyBytesMax: fileBytesMax + 65_536,
        timeout: ConnectionLimits().bodyTimeout + .seconds(30)
    )

    /// Asking about a file, as the platform's own programs do.
    func check() throws -> [ConsoleRoute] {
        [
            try page("/console/check", "console.check", .check) { actor, _ in
                check(actor, error: nil, answer: nil)
            },
            try upload(
                "/console/check",
                "console.checkFile",
                .check,
                parts: ["file": Self.fileBytesMax],
                limits: Self.fileLimits
            ) { actor, form in
                guard let file = form["file"], !file.bytes.isEmpty else {
                    return check(actor, error: actor.texts.text("check.missing"), answer: nil)
                }
                do {
                    let (answer, prints) = try await node.check(
                        file: file.bytes,
                        allOrientations: true,
                        context: CheckRequest.Context(),
                        by: actor.caller
                    )
                    return check(actor, error: nil, answer: self.answer(answer, prints, in: actor.texts))
                } catch let refusal as MediaRefusal {
                    return check(actor, error: refusal.message, answer: nil)
                }
            },
        ]
    }

    private func check(_ actor: Actor, error: String?, answer: CheckView.Answer?) -> OutgoingResponse {
        render(
            "check",
            title: actor.texts.text("check.title"),
            CheckView(token: actor.token, error: error, answer: answer),
            for: actor.reader,
            status: error == nil ? .ok : .unprocessableContent
        )
    }

    private func answer(
        _ answer: CheckAnswer,
        _ file: Node.Fingerprinted,
        in texts: Catalogue
    ) -> CheckView.Answer {
        CheckView.Answer(
            badge: texts.word("verdict", answer.verdict),
            badgeKind: answer.verdict == .clear ? "good" : answer.verdict == .review ? "warn" : "bad",
            reason: file.reason.map { texts.text("check.noPDQ", ["reason": $0]) },
            fingerprints: file.prints.map { print in
                Fact(texts.word("fingerprintKind", print.fingerprint.kind), print.fingerprint.value, isCode: true)
            },
            matches: answer.matches.map { match in
                CheckView.Match(
                    signal: match.signal.description,
                    behaviours: match.behaviours.map { texts.word("behaviour", $0) }.joined(separator: ", "),
                    distance: texts.distance(of: match),
                    rule: texts.word("rule", match.rule)
                )
            },
            hasMatches: !answer.matches.isEmpty,
            casePath: answer.openCase.map { "/console/cases/\($0)" }
        )
    }
}
