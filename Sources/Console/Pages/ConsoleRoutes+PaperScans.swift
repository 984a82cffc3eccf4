import Cooperation
import HTTPServing
import Services

extension ConsoleRoutes {
    private static let scanLimits = RouteLimits(
        bodyBytesMax: Assessment.scanBytesMax + 65_536,
        timeout: .seconds(60)
    )

    /// The scan of the paper on which a request came: bringing it later, a file to download, and its erasure.
    func paperScans() throws -> [ConsoleRoute] {
        [
            try page(Self.assessmentsPath + "/{id}/scan", "console.scan", .readAssessments) { actor, _ in
                let id = try Self.assessmentID(actor)
                let scan = try await node.noting(.assessment(id), by: actor.caller) {
                    try await node.scan(of: id, for: actor.caller)
                }
                return .file(scan.bytes, MediaType.octetStream, name: scan.name)
            },
            try upload(
                Self.assessmentsPath + "/{id}/scan",
                "console.keepScan",
                .assessRequests,
                parts: ["file": Assessment.scanBytesMax],
                limits: Self.scanLimits
            ) { actor, parts in
                let id = try Self.assessmentID(actor)
                do {
                    guard let file = parts["file"], !file.bytes.isEmpty else {
                        throw Refusal(.invalid, "file-missing", "Choose a file.", pointer: "/file")
                    }
                    _ = try await node.keepScan(file.bytes, of: id, by: actor.caller)
                    return .redirect("\(Self.assessmentsPath)/\(id)?done=recorded")
                } catch let refusal as Refusal where refusal.kind != .notFound {
                    return try await assessmentPage(
                        actor,
                        try await node.assessment(id, for: actor.caller),
                        refusal: refusal
                    )
                }
            },
            try form(
                Self.assessmentsPath + "/{id}/scan/erasure",
                "console.eraseScan",
                .eraseTexts,
                fields: ["reason"]
            ) { actor, fields in
                let id = try Self.assessmentID(actor)
                _ = try await node.eraseScan(of: id, reason: fields["reason"], by: actor.caller)
                return .redirect("\(Self.assessmentsPath)/\(id)?done=recorded")
            },
        ]
    }

    /// Where the scan is fetched and erased, or brought where it is not here yet; `nil` where the request came signed.
    func scanSection(_ view: AssessmentView, for actor: Actor) -> SheetView.Section? {
        let (texts, assessment) = (actor.texts, view.assessment)
        let path = "\(Self.assessmentsPath)/\(assessment.id)/scan"
        guard let scan = assessment.scan else {
            guard view.request.request.filing.scan != nil, actor.visit.may(.assessRequests) else { return nil }
            return .made(texts.text("paper.file")) { section in
                section.isScreenOnly = true
                section.form = FormView(
                    path,
                    fields: [
                        FieldView(
                            id: "file",
                            label: texts.text("paper.file"),
                            type: "file",
                            hint: texts.text("paper.fileHint")
                        )
                    ],
                    bringsFiles: true,
                    submit: texts.text("paper.scanBring"),
                    kind: .plainly
                )
            }
        }
        return .made(texts.text("paper.file")) { section in
            section.isScreenOnly = true
            guard !scan.isErased else {
                section.lines = [texts.text("paper.scanErased")]
                return
            }
            let until = assessment.scanDueAt ?? scan.keptUntil
            section.lines = [texts.text("paper.scanKept", ["time": actor.reader.time(until).text])]
            section.links = [.init(path, texts.text("paper.scanOpen"))]
            guard actor.visit.may(.eraseTexts) else { return }
            section.folded = [
                .init(
                    texts.text("paper.scanErase"),
                    FormView(
                        path + "/erasure",
                        fields: [FieldView(id: "reason", label: texts.label("reason"), isText: true)],
                        submit: texts.text("paper.scanErase"),
                        kind: .danger
                    )
                )
            ]
        }
    }
}
