import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    private static let assessmentList = "assessments"
    private static let assessmentParameters = pageParameters.union(["state"])
    private static let assessmentPath = "/v1/assessments"

    func assessments() throws -> [APIRoute] {
        try assessmentReading() + assessmentFindings() + assessmentAnswers() + assessmentConsequences() + paperScans()
    }

    private func assessmentReading() throws -> [APIRoute] {
        [
            try route(
                .get,
                Self.assessmentPath,
                "listAssessments",
                .readAssessments,
                limits: .reading,
                query: Self.assessmentParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.assessmentParameters)
                let page = try PageRequest(query, list: Self.assessmentList, node: node)
                let found = try await node.assessments(
                    try query.value("state", "a state of an assessment") { Assessment.State(rawValue: $0) },
                    after: bookmark(page.after),
                    limit: page.limit,
                    for: caller
                )
                let cursor = found.next.map {
                    PageRequest.cursor(after: words($0), list: Self.assessmentList, node: node)
                }
                let items = found.assessments.map {
                    WireAssessment($0.assessment, $0.request, for: caller.organisation)
                }
                return try .json(encoding: WirePage(items: items, cursor: cursor))
            },
            try route(
                .get,
                Self.assessmentPath + "/{id}",
                "readAssessment",
                .readAssessments,
                limits: .reading
            ) { request, caller in
                let id: ID<Assessment> = try request.path.id()
                let view = try await node.noting(.assessment(id), by: caller) {
                    try await node.assessment(id, for: caller)
                }
                return try .json(encoding: WireAssessment(view, for: caller.organisation, face: node.face))
            },
        ]
    }

    private func assessmentFindings() throws -> [APIRoute] {
        [
            try act("assignment", "assignAssessment") { _, caller in .assign(try caller.requiredPerson()) },
            try act("identity", "checkIdentity", reading: WireIdentityCheck.self) { wire, caller in
                .checkIdentity(
                    wire.method,
                    wire.result,
                    note: wire.note,
                    by: try caller.requiredPerson(),
                    called: wire.called
                )
            },
            try act("lock", "lockAssessment", reading: WireLock.self) { wire, _ in
                .lock(factors: wire.factors, note: wire.note)
            },
            try act("unlock", "unlockAssessment", reading: WireNote.self) { wire, caller in
                .unlock(note: wire.note, by: try caller.requiredPerson())
            },
            try act("forgery", "findRequestForged", reading: WireNote.self) { wire, caller in
                .findForged(note: wire.note, by: try caller.requiredPerson())
            },
            try act("forgery-reversal", "takeForgeryBack", reading: WireReason.self) { wire, caller in
                .takeForgeryBack(reasons: try wire.worded(), by: try caller.requiredPerson())
            },
            try act("form", "checkForm", reading: WireFormCheck.self) { wire, _ in
                .checkForm(defects: wire.defects, factors: wire.factors ?? [], note: wire.note)
            },
            try act("weighing", "weighRequest", limits: .standard) { request, caller in
                let wire = try await request.readJSON(as: WireWeighing.self)
                // That there is no danger is said, and not left out, where data could put somebody into one.
                if wire.dangers == nil {
                    let view = try await node.assessment(request.path.id(), for: caller)
                    guard !view.assessment.kind.asksData else { throw Assessment.dangersMissing }
                }
                return wire.command
            },
            try act("dangers", "noteRequestDanger", reading: WireDangers.self) { wire, _ in
                .noteDangers(wire.dangers, note: wire.note)
            },
            try act("preservation", "confirmPreservation", reading: WirePreservation.self) { wire, _ in
                .preserve(until: wire.until, reasons: wire.reasons)
            },
            try act("adviser", "askAdviser", reading: WireAdviser.self) { wire, _ in .askAdviser(wire.person) },
            try act(
                "danger",
                "judgeDanger",
                .adviseOnRequests,
                reading: WireDangerJudgement.self
            ) { wire, caller in
                .judgeDanger(
                    agrees: wire.agrees,
                    reasons: wire.reasons,
                    role: caller.role,
                    by: try caller.requiredPerson()
                )
            },
        ]
    }

    private func assessmentAnswers() throws -> [APIRoute] {
        [
            try route(
                .post,
                Self.assessmentPath + "/{id}/answer",
                "proposeAnswer",
                .assessRequests
            ) { request, caller in
                let wire = try await request.readJSON(as: WireNewAnswer.self)
                let id: ID<Assessment> = try request.path.id()
                let country = try await node.assessment(id, for: caller).assessment.opening.country
                return try await answeringWhole(id, to: caller) {
                    try await node.proposeAnswer(try wire.proposal(in: country), to: id, by: caller)
                }
            },
            try act("approval", "approveAnswer") { _, caller in .approve(by: try caller.requiredPerson()) },
            try route(
                .post,
                Self.assessmentPath + "/{id}/reopening",
                "answerAgain",
                .assessRequests,
                limits: .reading
            ) { request, caller in
                let id: ID<Assessment> = try request.path.id()
                return try await answeringWhole(id, to: caller) { try await node.answerAgain(id, by: caller) }
            },
            try act("return", "sendAnswerBack", reading: WireReason.self) { wire, caller in
                .sendBack(reasons: try wire.worded(), by: try caller.requiredPerson())
            },
            try route(
                .post,
                Self.assessmentPath + "/{id}/clock-stop",
                "stopRequestClock",
                .assessRequests
            ) { request, caller in
                let wire = try await request.readJSON(as: WireClockStop.self)
                let id: ID<Assessment> = try request.path.id()
                return try await answeringWhole(id, to: caller) {
                    try await node.stopRequestClock((wire.reason, wire.note), of: id, by: caller)
                }
            },
            try route(
                .post,
                Self.assessmentPath + "/{id}/clock-resume",
                "resumeRequestClock",
                .assessRequests,
                limits: .reading
            ) { request, caller in
                let id: ID<Assessment> = try request.path.id()
                return try await answeringWhole(id, to: caller) {
                    try await node.stopRequestClock(nil, of: id, by: caller)
                }
            },
            try route(.post, "/v1/paper-requests", "recordPaperRequest", .assessRequests) { request, caller in
                let wire = try await request.readJSON(as: WirePaperRequest.self)
                return try await answering {
                    try await node.recordPaperRequest(try wire.paper(), from: wire.authority, by: caller)
                } with: { view in
                    try .created(
                        "/v1/requests/\(view.request.id)",
                        .encoding(WireRequest(view, for: caller.organisation, isWhole: true))
                    )
                }
            },
        ]
    }

    private func assessmentConsequences() throws -> [APIRoute] {
        [
            try act("widening", "widenDisclosure", reading: WireWidening.self) { wire, caller in
                .widen(wire.category, reasons: wire.reasons, by: try caller.requiredPerson())
            }, try disclosing(), try notingDisclosures(),
            try act("measure", "confirmMeasure", reading: WireReason.self) { wire, caller in
                .confirmMeasure(reasons: try wire.worded(), by: try caller.requiredPerson())
            },
            try act("reversal", "reverseItem", reading: WireItemReversal.self) { wire, caller in
                .reverse(item: wire.item, reasons: try wire.worded(), by: try caller.requiredPerson())
            },
            try act("formal-request", "noteFormalRequest", reading: WireFormalRequest.self) { wire, caller in
                .noteFormal(wire.request, note: wire.note ?? "", by: try caller.requiredPerson())
            },
            try act("person-told", "notePersonTold") { _, _ in .notePersonTold },
        ]
    }

    /// An act that brings a body.
    private func act<Body: Decodable & Sendable>(
        _ word: String,
        _ operation: String,
        _ permission: Permission = .assessRequests,
        reading type: Body.Type,
        _ command: @escaping @Sendable (Body, Caller) throws -> AssessmentCommand
    ) throws -> APIRoute {
        try act(word, operation, permission, limits: .standard) { request, caller in
            try command(try await request.readJSON(as: type), caller)
        }
    }

    private func act(
        _ word: String,
        _ operation: String,
        _ permission: Permission = .assessRequests,
        limits: RouteLimits = .reading,
        _ command: @escaping @Sendable (IncomingRequest, Caller) async throws -> AssessmentCommand
    ) throws -> APIRoute {
        try route(
            .post,
            Self.assessmentPath + "/{id}/" + word,
            operation,
            permission,
            limits: limits
        ) { request, caller in
            // The body is read first, so that what is misspelt is told before anything else.
            let wanted = try await command(request, caller)
            let id: ID<Assessment> = try request.path.id()
            return try await answeringWhole(id, to: caller) { try await node.assess(wanted, on: id, by: caller) }
        }
    }

    /// Answers an act with the assessment that it returns and its texts, and notes that a person was told them.
    func answeringWhole(
        _ id: ID<Assessment>,
        to caller: Caller,
        _ act: () async throws -> AssessmentView
    ) async throws -> OutgoingResponse {
        try await answering(noting: .assessment(id), by: caller, act) { view in
            try .json(encoding: WireAssessment(view, for: caller.organisation, face: node.face))
        }
    }
}
