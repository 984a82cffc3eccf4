import Cooperation
import HTTPServing
import HTTPTypes
import Services
import TransparencyLog

extension ConsoleRoutes {
    private static let noticesPerPage = 100

    /// Threat alerts where they were sent to: the authority's inbox by its clock, and the sender's view of it.
    func threatNotices() throws -> [ConsoleRoute] {
        [
            try page("/console/threat-alerts", "console.threatNotices", .readThreats, query: ["after"]) {
                actor,
                query in
                let after = try query.value("after", "a place of this list") { Self.noticeBookmark($0) }
                return try await noticeList(actor, after: after)
            },
            try page("/console/threat-alerts/{id}", "console.threatNotice", .readThreats, query: ["done"]) {
                actor,
                query in
                let done = query["done"].flatMap { ["acknowledged", "reported"].contains($0) ? $0 : nil }
                return try await notice(
                    actor,
                    told: done.map { Frame.Notice(kind: "good", text: actor.texts.text("threatNotices." + $0)) }
                )
            },
            try page("/console/threat-alerts/{id}/file", "console.threatFile", .readThreats) { actor, _ in
                let id = try Self.noticeID(actor)
                let view = try await node.noting(.threatNotice(id), by: actor.caller) {
                    try await node.threatNotice(id, for: actor.caller)
                }
                let text = view.text ?? ""
                if view.notice.receipt.envelope.isSealed {
                    let name = "threat-alert-\(view.notice.id).sealed"
                    return .file(Base64.decode(text) ?? [], MediaType.octetStream, name: name)
                }
                return .file(Array(text.utf8), MediaType.json, name: "threat-alert-\(view.notice.id).json")
            },
            try form(
                "/console/threat-alerts/{id}/acknowledgement",
                "console.acknowledgeThreat",
                .answerThreats
            ) { actor, _ in
                let id = try Self.noticeID(actor)
                _ = try await node.acknowledgeThreat(id, by: actor.caller)
                return .redirect("/console/threat-alerts/\(id)?done=acknowledged")
            },
            try form(
                "/console/threat-alerts/{id}/outcome",
                "console.reportThreat",
                .answerThreats,
                fields: ["outcome", "note"]
            ) { actor, fields in
                let id = try Self.noticeID(actor)
                do {
                    guard let outcome = ThreatOutcome(rawValue: fields["outcome"]) else {
                        throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/outcome")
                    }
                    _ = try await node.reportThreat(id, outcome, note: fields["note"], by: actor.caller)
                    return .redirect("/console/threat-alerts/\(id)?done=reported")
                } catch let refusal as Refusal where refusal.pointer != nil {
                    return try await notice(actor, typed: fields, refusal: refusal)
                }
            },
        ]
    }

    private static func noticeID(_ actor: Actor) throws(Problem) -> ID<ThreatNotice> {
        try actor.request.path.value("id") { ID<ThreatNotice>($0) }
    }

    private func noticeList(_ actor: Actor, after: ThreatNoticeBookmark?) async throws -> OutgoingResponse {
        let texts = actor.texts
        let waiting = try await node.threatNotices(openOnly: true, limit: Self.noticesPerPage, for: actor.caller)
        let all = try await node.threatNotices(after: after, limit: Self.noticesPerPage, for: actor.caller)
        let figures = try await node.threatFigures(for: actor.caller)
        let inbox = SheetView.Section.made(texts.text("threatNotices.inbox")) { section in
            section.lines = waiting.notices.isEmpty ? [texts.text("threatNotices.none")] : []
            section.table = noticeTable(waiting.notices, for: actor)
        }
        let list = SheetView.Section.made(texts.text("threatNotices.all")) { section in
            section.lines = all.notices.isEmpty ? [texts.text("threatNotices.none")] : []
            section.table = noticeTable(all.notices, for: actor)
        }
        let title = texts.text("threatNotices.title")
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                intro: [texts.text("threatNotices.help")],
                main: [inbox, list],
                side: [threatCounts(figures, states: ThreatNotice.State.self, page: "threatNoticeState", for: actor)],
                onward: all.next.map { next in
                    SheetView.Link("/console/threat-alerts?after=" + Self.words(next), texts.text("list.more"))
                },
                scripts: TableView.clockScripts
            ),
            for: actor.reader
        )
    }

    private func noticeTable(_ notices: [ThreatNoticeView], for actor: Actor) -> TableView? {
        let texts = actor.texts
        guard !notices.isEmpty else { return nil }
        return TableView(
            texts.count("threatNotices.caption", notices.count),
            ["left", "level", "sender", "receivedAt", "state"].map { texts.text("threatNotices." + $0) },
            notices.map { view in
                let (notice, envelope) = (view.notice, view.notice.receipt.envelope)
                return [
                    notice.state == .open
                        ? .clock(envelope.dueAt, texts.formats.span(to: envelope.dueAt, from: actor.reader.now))
                        : .text(texts.text("threatNotices.noClock")),
                    .text(
                        texts.word("threatLevel", envelope.level),
                        path: "/console/threat-alerts/\(notice.id)",
                        note: envelope.isExercise ? texts.text("threats.exercise") : nil
                    ), .text(view.sender ?? notice.sender.description), .time(actor.reader.time(notice.receivedAt)),
                    .badge(notice.state.badgeKind, texts.word("threatNoticeState", notice.state)),
                ]
            }
        )
    }

    private func notice(
        _ actor: Actor,
        typed: FormFields? = nil,
        refusal: Refusal? = nil,
        told: Frame.Notice? = nil
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let id = try Self.noticeID(actor)
        let view = try await node.noting(.threatNotice(id), by: actor.caller) {
            try await node.threatNotice(id, for: actor.caller)
        }
        let notice = view.notice
        let heading = texts.text("threatNotices.one")
        let isTheirs =
            actor.visit.may(.answerThreats) && (notice.origin == nil || actor.visit.organisation.ownsNode)
        return render(
            "sheet",
            title: heading,
            SheetView(
                heading,
                mark: .init(notice.state.badgeKind, texts.word("threatNoticeState", notice.state)),
                back: .init("/console/threat-alerts", texts.text("threatNotices.back")),
                intro: notice.receipt.envelope.isExercise ? [texts.text("threats.exerciseNotice")] : [],
                main: [noticeSaid(view, for: actor)],
                side: [noticeLife(view, for: actor)] + [ownWordsSection(view.ownWords, in: texts)].compactMap(\.self)
                    + (isTheirs ? [noticeForm(view, typed, refusal, in: texts)].compactMap(\.self) : [])
            ),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: told
        )
    }

    private func noticeSaid(_ view: ThreatNoticeView, for actor: Actor) -> SheetView.Section {
        let (texts, envelope) = (actor.texts, view.notice.receipt.envelope)
        return .made(texts.text("threats.said")) { section in
            section.facts =
                [
                    Fact(texts.text("threats.level"), texts.word("threatLevel", envelope.level)),
                    Fact(texts.text("threats.seenAt"), actor.reader.time(envelope.seenAt).text),
                ] + Fact.optional(texts.text("threats.what"), view.document?.what)
                + Fact.optional(texts.text("threats.why"), view.document?.why)
                + (view.document?.identifiers ?? []).map { Fact(texts.text("threats.identifier"), $0) }
            section.lines = [texts.text(envelope.isSealed ? "threatNotices.sealed" : "threatNotices.signed")]
            section.links = [
                SheetView.Link(
                    "/console/threat-alerts/\(view.notice.id)/file",
                    texts.text("threatNotices.file"),
                    file: "threat-alert-\(view.notice.id)" + (envelope.isSealed ? ".sealed" : ".json")
                )
            ]
        }
    }

    private func noticeLife(_ view: ThreatNoticeView, for actor: Actor) -> SheetView.Section {
        let (texts, notice) = (actor.texts, view.notice)
        func time(_ name: String, _ time: Timestamp?) -> [Fact] {
            Fact.optional(texts.text("threats." + name), time.map { actor.reader.time($0).text })
        }
        return .made(texts.text("threats.life")) { section in
            section.facts =
                [
                    Fact(texts.text("threatNotices.sender"), view.sender ?? notice.sender.description),
                    Fact(texts.text("threats.office"), view.office ?? notice.receipt.envelope.office.description),
                ] + time("raisedAt", notice.receipt.envelope.flaggedAt) + time("receivedAt", notice.receivedAt)
                + time("dueAt", notice.receipt.envelope.dueAt) + time("acknowledgedAt", notice.acknowledgedAt)
                + Fact.optional(
                    texts.text("threats.outcome"),
                    notice.outcome.map { texts.word("threatOutcome", $0) }
                ) + Fact.optional(texts.text("threats.note"), view.note)
        }
    }

    private func noticeForm(
        _ view: ThreatNoticeView,
        _ typed: FormFields?,
        _ refusal: Refusal?,
        in texts: Catalogue
    ) -> SheetView.Section? {
        let notice = view.notice
        func error(_ name: String) -> FieldError? {
            refusal.flatMap { $0.pointer == "/" + name ? texts.fieldError($0) : nil }
        }
        let path = "/console/threat-alerts/\(notice.id)/"
        // What was said here counts here while it is on its way.
        let said = view.ownWords.filter(\.isOnItsWay).map(\.message)
        let isAcknowledged = said.contains(.threatWord(notice.id, .acknowledged)) && notice.state == .open
        let isReported = said.contains { message in
            guard case .threatWord(_, .reported) = message else { return false }
            return true
        }
        guard !isReported else { return nil }
        switch isAcknowledged ? .acknowledged : notice.state {
        case .closed: return nil
        case .open:
            return .made(texts.text("threatNotices.acknowledge")) { section in
                section.lines = [texts.text("threatNotices.acknowledgeHelp")]
                section.form = FormView(path + "acknowledgement", submit: texts.text("threatNotices.acknowledge"))
            }
        case .acknowledged:
            return .made(texts.text("threatNotices.report")) { section in
                section.lines = [texts.text("threatNotices.reportHelp")]
                section.form = FormView(
                    path + "outcome",
                    fields: [
                        .choice(
                            "outcome",
                            texts.text("threats.outcome"),
                            among: ThreatOutcome.self,
                            page: "threatOutcome",
                            chosen: typed?["outcome"] ?? "",
                            error: error("outcome"),
                            in: texts
                        ),
                        FieldView(
                            id: "note",
                            label: texts.text("threats.note"),
                            value: typed?["note"] ?? "",
                            error: error("note"),
                            autocomplete: "off",
                            isRequired: false,
                            isText: true
                        ),
                    ],
                    submit: texts.text("threatNotices.report")
                )
            }
        }
    }

    private static func words(_ bookmark: ThreatNoticeBookmark) -> String {
        guard case .integer(let time) = bookmark.value else { return bookmark.id.description }
        return "\(time).\(bookmark.id)"
    }

    private static func noticeBookmark(_ words: String) -> ThreatNoticeBookmark? {
        let parts = words.split(separator: ".")
        guard parts.count == 2, let time = Int64(parts[0]), let id = ID<ThreatNotice>(String(parts[1])) else {
            return nil
        }
        return .init(value: .integer(time), id: id)
    }
}

extension ThreatNotice.State {
    /// The kind of badge that shows it.
    var badgeKind: String {
        switch self {
        case .open: "bad"
        case .acknowledged: "warn"
        case .closed: "good"
        }
    }
}
