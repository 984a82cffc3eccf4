import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    /// The agreements: who shares what with whom, for which use.
    func agreements() throws -> [ConsoleRoute] {
        [
            try page("/console/agreements", "console.agreements", .readAgreements, query: ["after"]) { actor, query in
                try await agreements(actor, after: query.value("after", "an id") { ID($0) })
            },
            try page("/console/agreements/new", "console.newAgreement", .proposeAgreements) { actor, _ in
                try await proposal(actor)
            },
            try form(
                "/console/agreements/new",
                "console.proposeAgreement",
                .proposeAgreements,
                fields: ["title", "use", "validUntil", "parties"]
            ) { actor, fields in
                do {
                    let id = try await propose(fields, by: actor)
                    return .redirect("/console/agreements/\(id)?done=proposed")
                } catch let refusal as Refusal where refusal.kind != .notFound {
                    return try await proposal(actor, typed: fields, refusal: refusal)
                }
            },
            try page("/console/agreements/{id}", "console.agreement", .readAgreements, query: ["done"]) {
                actor,
                query in
                let done = query["done"].flatMap { ["proposed", "accepted", "left"].contains($0) ? $0 : nil }
                return try await agreement(
                    actor,
                    notice: done.map { Frame.Notice(kind: "good", text: actor.texts.text("agreements." + $0)) }
                )
            },
            try form("/console/agreements/{id}/acceptance", "console.acceptAgreement", .joinAgreements) { actor, _ in
                let id = try Self.agreementID(actor)
                _ = try await node.acceptAgreement(id, by: actor.caller)
                return .redirect("/console/agreements/\(id)?done=accepted")
            },
            try form("/console/agreements/{id}/departure", "console.leaveAgreement", .joinAgreements) { actor, _ in
                let id = try Self.agreementID(actor)
                _ = try await node.leaveAgreement(id, by: actor.caller)
                return .redirect("/console/agreements/\(id)?done=left")
            },
        ]
    }

    private static func agreementID(_ actor: Actor) throws(Problem) -> ID<Agreement> {
        try actor.request.path.value("id") { ID<Agreement>($0) }
    }

    private func agreements(_ actor: Actor, after: ID<Agreement>?) async throws -> OutgoingResponse {
        let texts = actor.texts
        let (found, next) = try await node.agreementsPage(after: after, for: actor.caller)
        let list = SheetView.Section.made(texts.text("agreements.list")) { section in
            if found.isEmpty {
                section.lines = [texts.text("agreements.none")]
            } else {
                section.table = TableView(
                    texts.count("agreements.caption", found.count),
                    ["name", "state", "use", "parties", "joined", "validUntil"].map { texts.text("agreements." + $0) },
                    found.map { view in
                        let agreement = view.agreement
                        return [
                            .text(view.title ?? agreement.id.description, path: "/console/agreements/\(agreement.id)"),
                            .badge(agreement.state.badgeKind, texts.word("agreementState", agreement.state)),
                            .text(texts.word("agreementUse", agreement.use)),
                            .number(actor.reader.number(agreement.parties.count)),
                            .number(actor.reader.number(agreement.acceptances.count)),
                            agreement.validUntil.map { .time(actor.reader.time($0)) }
                                ?? .text(texts.text("agreements.noEnd")),
                        ]
                    }
                )
            }
            if actor.visit.may(.proposeAgreements) {
                section.links = [SheetView.Link("/console/agreements/new", texts.text("agreements.propose"))]
            }
        }
        let title = texts.text("agreements.title")
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                intro: [texts.text("agreements.help")],
                main: [list],
                onward: next.map { SheetView.Link("/console/agreements?after=\($0)", texts.text("list.more")) }
            ),
            for: actor.reader
        )
    }

    private func agreement(_ actor: Actor, notice: Frame.Notice?) async throws -> OutgoingResponse {
        let texts = actor.texts
        let page = try await node.agreementPage(try Self.agreementID(actor), for: actor.caller)
        let agreement = page.agreement
        let title = page.title ?? texts.text("agreements.nameless")
        let words = SheetView.Section.made(texts.text("agreements.words")) { section in
            section.words = plain(page, for: actor)
            section.facts = [Fact(texts.text("agreements.id"), agreement.id.description, isCode: true)]
            section.links = [
                SheetView.Link("/console/journal?about=\(agreement.id)", texts.text("act.sameSubject"))
            ]
        }
        let parties = SheetView.Section.made(texts.text("agreements.parties")) { section in
            section.table = TableView(
                texts.count("agreements.partiesCaption", agreement.parties.count),
                [texts.text("agreements.party"), texts.text("agreements.word")],
                agreement.parties.map { party in
                    let hasJoined = agreement.acceptance(by: party) != nil
                    return [
                        .text(
                            page.names[party] ?? party.description,
                            path: "/console/members/\(party)",
                            note: party == page.member ? texts.text("agreements.us") : nil
                        ),
                        .badge(
                            hasJoined ? "good" : "warn",
                            texts.text(hasJoined ? "agreements.hasJoined" : "agreements.hasNotJoined")
                        ),
                    ]
                }
            )
        }
        let view = SheetView(
            title,
            mark: SheetView.Mark(agreement.state.badgeKind, texts.word("agreementState", agreement.state)),
            back: .init("/console/agreements", texts.text("agreements.back")),
            main: [words, parties],
            side: [joining(page, for: actor)].compactMap(\.self)
        )
        return render("sheet", title: title, view, for: actor.reader, notice: notice)
    }

    /// Who sees what, and for what use, one sentence a line.
    private func plain(_ page: AgreementPage, for actor: Actor) -> [String] {
        let (texts, agreement) = (actor.texts, page.agreement)
        let joined = agreement.parties.filter { agreement.acceptance(by: $0) != nil }
            .map { page.names[$0] ?? $0.description }.joined(separator: ", ")
        return [
            joined.isEmpty ? texts.text("agreements.nobodyYet") : texts.text("agreements.whoSees", ["members": joined]),
            texts.text("agreements.whatSees"), texts.word("agreementNote", agreement.use),
            agreement.validUntil.map { end in
                texts.text("agreements.until", ["time": texts.formats.time(end, .date)])
            } ?? texts.text("agreements.untilLeft"), texts.text("agreements.outsiders"),
        ]
    }

    private func joining(_ page: AgreementPage, for actor: Actor) -> SheetView.Section? {
        let (texts, agreement) = (actor.texts, page.agreement)
        guard agreement.parties.contains(page.member) else { return nil }
        return .made(texts.text("agreements.ours")) { section in
            section.isScreenOnly = true
            guard agreement.origin == nil else {
                section.lines = [texts.text("agreements.elsewhere")]
                return
            }
            let hasJoined = agreement.acceptance(by: page.member) != nil
            guard actor.visit.may(.joinAgreements), agreement.state != .ended else {
                section.lines = [texts.text(hasJoined ? "agreements.hasJoined" : "agreements.hasNotJoined")]
                return
            }
            section.form = FormView(
                "/console/agreements/\(agreement.id)/" + (hasJoined ? "departure" : "acceptance"),
                text: texts.text(hasJoined ? "agreements.leaveHelp" : "agreements.acceptHelp"),
                submit: texts.text(hasJoined ? "agreements.leave" : "agreements.accept"),
                kind: hasJoined ? .danger : .main
            )
        }
    }
}

extension Agreement.State {
    /// The kind of badge that shows it.
    var badgeKind: String {
        switch self {
        case .proposed: "warn"
        case .inForce: "good"
        case .ended: "plain"
        }
    }
}
