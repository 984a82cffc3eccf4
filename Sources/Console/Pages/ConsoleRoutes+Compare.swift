import Cooperation
import Fingerprints
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private struct CompareView: Sendable {
        struct Side: Sendable {
            let legend: String
            let fileName: String
            let fileProblem: String?
            let fileProblemLanguage: String?
            let hash: FieldView
        }

        struct BankRow: Sendable {
            let bank: String
            let radius: String
            let badge: String
            let badgeKind: String
        }

        struct Known: Sendable {
            let name: String
            let facts: [Fact]
            let whyNot: String?
        }

        struct Answer: Sendable {
            let badge: String
            let badgeKind: String
            let verdict: String
            let orientation: String?
            let bits: DifferingBits?
            let hashes: [BitSquare]
            let known: [Known]
            let banks: [BankRow]
            let hasBanks: Bool
        }

        let token: String
        let limit: String
        let sides: [Side]
        let answer: Answer?
    }

    /// One side as it was sent.
    private struct Side: Sendable {
        let name: String
        let prints: [CheckRequest.Print]
        let whyNot: String?
    }

    private static let sideNames = ["one", "other"]
    private static let hashFields: Set<String> = ["oneHash", "otherHash"]
    private static let banksMax = 200

    /// Two pictures or hashes beside each other.
    ///
    /// Nothing is kept, and nothing is counted as a check.
    func compare() throws -> [ConsoleRoute] {
        let limits = RouteLimits(bodyBytesMax: 2 * Self.fileBytesMax + 65_536, timeout: Self.fileLimits.timeout)
        return [
            try page("/console/compare", "console.compare", .computeFingerprints) { actor, _ in
                comparePage(actor, TypedForm("compare", Self.hashFields), problems: [:], answer: nil)
            },
            try upload(
                "/console/compare",
                "console.compareFiles",
                .computeFingerprints,
                parts: [
                    "oneFile": Self.fileBytesMax, "otherFile": Self.fileBytesMax, "oneHash": Self.textBytesMax,
                    "otherHash": Self.textBytesMax,
                ],
                limits: limits
            ) { actor, parts in
                var form = TypedForm("compare", Self.hashFields, parts)
                var problems: [String: FieldError] = [:]
                var sides: [Side] = []
                for name in Self.sideNames {
                    do {
                        sides.append(try await side(name, parts[name + "File"], form, in: actor.texts))
                    } catch let refusal as MediaRefusal {
                        problems[name] = actor.texts.fieldError(refusal)
                    } catch let refusal as Refusal {
                        guard form.mark(refusal) else { throw refusal }
                    }
                }
                guard sides.count == Self.sideNames.count else {
                    return comparePage(actor, form, problems: problems, answer: nil)
                }
                let answer = try await answer(sides[0], sides[1], for: actor)
                return comparePage(actor, form, problems: [:], answer: answer)
            },
        ]
    }

    private func side(
        _ name: String,
        _ file: FormPart?,
        _ form: TypedForm,
        in texts: Catalogue
    ) async throws -> Side {
        if let file, !file.bytes.isEmpty {
            let found = try await node.fingerprint(file.bytes, allOrientations: true)
            return Side(
                name: file.header.filename ?? texts.text("compare." + name),
                prints: found.prints,
                whyNot: found.reason.map { texts.text("check.noPDQ", ["reason": $0]) }
            )
        }
        let field = name + "Hash"
        guard let hash = try HashText.fingerprint(form[field], field: field) else {
            throw Refusal(.invalid, "side-missing", "Choose a file or write a hash.", pointer: "/" + field)
        }
        return Side(
            name: texts.text("compare." + name),
            prints: [CheckRequest.Print(fingerprint: hash)],
            whyNot: hash.kind == .pdq ? nil : texts.text("compare.exactOnly")
        )
    }

    private func comparePage(
        _ actor: Actor,
        _ form: TypedForm,
        problems: [String: FieldError],
        answer: CompareView.Answer?
    ) -> OutgoingResponse {
        let texts = actor.texts
        let view = CompareView(
            token: actor.token,
            limit: texts.text("compare.fileHint"),
            sides: Self.sideNames.map { name in
                CompareView.Side(
                    legend: texts.text("compare." + name),
                    fileName: name + "File",
                    fileProblem: problems[name]?.errorWords,
                    fileProblemLanguage: problems[name]?.errorLanguage,
                    hash: form.line(name + "Hash", isRequired: false, in: texts)
                )
            },
            answer: answer
        )
        return render(
            "compare",
            title: texts.text("compare.title"),
            view,
            for: actor.reader,
            status: form.hasErrors || !problems.isEmpty ? .unprocessableContent : .ok
        )
    }

    private func answer(_ one: Side, _ other: Side, for actor: Actor) async throws -> CompareView.Answer {
        let texts = actor.texts
        let comparison = Comparison(one.prints, other.prints)
        let banks = try await rows(comparison, for: actor)
        let near = comparison.nearest
        let verdict: (word: String, kind: String) =
            if !comparison.equal.isEmpty || near?.distance == 0 {
                (comparison.equal.isEmpty ? "sameHash" : "sameFile", "bad")
            } else if let near {
                near.distance <= BankSettings.radiusDefault ? ("near", "warn") : ("far", "good")
            } else {
                ("incomparable", "plain")
            }
        return CompareView.Answer(
            badge: texts.text("compareVerdict." + verdict.word),
            badgeKind: verdict.kind,
            verdict: near.map { texts.bits($0.distance) } ?? texts.text("compare.noDistance"),
            orientation: near.flatMap { $0.orientation == .identity ? nil : texts.word("orientation", $0.orientation) },
            bits: near.map { DifferingBits($0.one, $0.other, in: texts) },
            hashes: near.map {
                [
                    BitSquare($0.one, label: texts.text("compare.hashOf", ["name": one.name])),
                    BitSquare($0.other, label: texts.text("compare.hashOf", ["name": other.name])),
                ]
            } ?? [],
            known: [one, other].map { side in
                CompareView.Known(
                    name: side.name,
                    facts: side.prints.map {
                        Fact(texts.word("fingerprintKind", $0.fingerprint.kind), $0.fingerprint.value, isCode: true)
                    },
                    whyNot: side.whyNot
                )
            },
            banks: banks,
            hasBanks: !banks.isEmpty
        )
    }

    /// What each bank would make of this distance, if it knew the other picture.
    private func rows(_ comparison: Comparison, for actor: Actor) async throws -> [CompareView.BankRow] {
        let texts = actor.texts
        guard let nearest = comparison.nearest, let caller = try? actor.visit.caller(for: .readBanks) else { return [] }
        let banks = try await node.banks(after: nil, limit: Self.banksMax, for: caller).banks
        return banks.filter { !$0.bank.isClosed }.map { view in
            let settings = view.bank.settings
            let (word, kind): (String, String) =
                if nearest.distance <= settings.actRadius && settings.allowsBlocking {
                    ("mayAct", "bad")
                } else if nearest.distance <= settings.radius {
                    ("review", "warn")
                } else {
                    ("noMatch", "good")
                }
            return CompareView.BankRow(
                bank: view.name ?? view.bank.id.description,
                radius: texts.text(
                    "banks.radii",
                    [
                        "radius": actor.reader.number(settings.radius),
                        "act": actor.reader.number(settings.actRadius),
                    ]
                ),
                badge: texts.text("compareBank." + word),
                badgeKind: kind
            )
        }
    }
}
