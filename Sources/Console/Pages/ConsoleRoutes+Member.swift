import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    /// The page of one member.
    func member(
        _ actor: Actor,
        typed: FormFields? = nil,
        refusal: Refusal? = nil,
        notice: Frame.Notice? = nil
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let page = try await node.memberPage(try Self.memberID(actor), for: actor.caller)
        let organisation = page.organisation
        let heading = page.name ?? texts.text("members.nameless")
        let view = SheetView(
            heading,
            mark: SheetView.Mark(
                organisation.standing.badgeKind,
                texts.word("standing", organisation.standing)
            ),
            back: .init("/console/members", texts.text("members.back")),
            main: [facts(page, for: actor), powers(organisation, in: texts)],
            side: [
                agreements(page, for: actor), standing(page, typed, refusal, for: actor),
                declaration(page, typed, refusal, for: actor), exercises(organisation, for: actor),
                firstKey(page, for: actor),
            ].compactMap(\.self)
        )
        return render(
            "sheet",
            title: heading,
            view,
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: notice ?? texts.notice(refusal, unlessAt: ["standing", "reason", "interests"])
        )
    }

    private func facts(_ page: MemberPage, for actor: Actor) -> SheetView.Section {
        let (texts, organisation) = (actor.texts, page.organisation)
        func fact(_ name: String, _ text: String, isCode: Bool = false) -> Fact {
            Fact(texts.text("members." + name), text, isCode: isCode)
        }
        func words(_ name: String, _ words: [String]?) -> Fact {
            fact(name, words.map { $0.isEmpty ? texts.text("act.nothing") : $0.joined(separator: ", ") } ?? "")
        }
        return .made(texts.text("members.about")) { section in
            section.facts =
                [
                    fact("kind", texts.word("organisationKind", organisation.kind)),
                    fact("standing", texts.word("standing", organisation.standing)),
                ]
                + Fact.optional(
                    texts.text("members.since"),
                    page.registeredAt.map { texts.formats.time($0, .date) }
                )
            if let interests = organisation.interests {
                section.facts += [
                    words("owners", interests.owners), words("funders", interests.funders),
                    words("governments", interests.governments),
                ]
            } else {
                section.facts.append(fact("interests", texts.text("members.undeclared")))
            }
            if organisation.kind.curatesSignals {
                let takes = organisation.takesExercises ?? false
                section.facts.append(fact("exercises", texts.text(takes ? "act.yes" : "act.no")))
            }
            section.facts.append(fact("id", organisation.id.description, isCode: true))
            section.lines =
                [texts.text("standingNote." + organisation.standing.rawValue)]
                + (organisation.origin == nil ? [] : [texts.text("members.elsewhere")])
            section.links = [
                SheetView.Link("/console/journal?about=\(organisation.id)", texts.text("act.sameSubject"))
            ]
        }
    }

    /// What it may see and do here, in words.
    private func powers(_ organisation: Organisation, in texts: Catalogue) -> SheetView.Section {
        let permissions = AuthorisationRules.permissions(
            of: organisation,
            in: Set(Role.allCases),
            isOnExchange: node.identity.isExchange
        )
        return .made(texts.text("members.powers")) { section in
            section.lines = [texts.text("members.powersHelp")]
            section.words = permissions.map { texts.word("may", $0) }
            if permissions.isEmpty { section.lines = [texts.text("members.powersNone")] }
            if organisation.kind == .authority { section.lines.insert(texts.text("members.authorityNever"), at: 0) }
        }
    }

    private func agreements(_ page: MemberPage, for actor: Actor) -> SheetView.Section? {
        let texts = actor.texts
        guard !page.agreements.isEmpty else { return nil }
        return .made(texts.text("members.agreements")) { section in
            section.table = TableView(
                texts.count("agreements.caption", page.agreements.count),
                [texts.text("agreements.name"), texts.text("agreements.state")],
                page.agreements.map { view in
                    [
                        .text(
                            view.title ?? view.agreement.id.description,
                            path: "/console/agreements/\(view.agreement.id)"
                        ),
                        .badge(
                            view.agreement.state.badgeKind,
                            texts.word("agreementState", view.agreement.state)
                        ),
                    ]
                }
            )
        }
    }

    private func standing(
        _ page: MemberPage,
        _ typed: FormFields?,
        _ refusal: Refusal?,
        for actor: Actor
    ) -> SheetView.Section? {
        let (texts, organisation) = (actor.texts, page.organisation)
        let next = Standing.allCases.filter(organisation.standing.successors.contains)
        guard actor.visit.may(.changeStanding), !organisation.ownsNode, organisation.origin == nil, !next.isEmpty else {
            return nil
        }
        func error(_ name: String) -> FieldError? {
            refusal.flatMap { $0.pointer == "/" + name ? texts.fieldError($0) : nil }
        }
        return .made(texts.text("members.changeStanding")) { section in
            section.isScreenOnly = true
            section.form = FormView(
                "/console/members/\(organisation.id)/standing",
                fields: [
                    FieldView(
                        id: "standing",
                        label: texts.text("members.newStanding"),
                        error: error("standing"),
                        options: next.map { standing in
                            FieldView.Option(
                                value: standing.rawValue,
                                text: texts.word("standing", standing) + ": "
                                    + texts.text("standingNote." + standing.rawValue),
                                isCurrent: standing.rawValue == typed?["standing"]
                            )
                        }
                    ),
                    FieldView(
                        id: "reason",
                        label: texts.text("members.reason"),
                        value: typed?["reason"] ?? "",
                        hint: texts.text("members.reasonHint"),
                        error: error("reason"),
                        isText: true
                    ),
                ],
                submit: texts.text("members.change"),
                keep: "standing"
            )
        }
    }

    private func declaration(
        _ page: MemberPage,
        _ typed: FormFields?,
        _ refusal: Refusal?,
        for actor: Actor
    ) -> SheetView.Section? {
        let (texts, organisation) = (actor.texts, page.organisation)
        guard actor.visit.may(.declareInterests), organisation.id == actor.visit.organisation.id else { return nil }
        return .made(texts.text("members.declare")) { section in
            section.isScreenOnly = true
            section.lines = [texts.text("members.declareHelp")]
            section.form = FormView(
                "/console/members/\(organisation.id)/interests",
                fields: interestViews(typed, organisation.interests, refusal, in: texts),
                submit: texts.text("members.declareSubmit"),
                keep: "interests"
            )
        }
    }

    /// Whether it takes exercises that nobody planned is its own word.
    private func exercises(_ organisation: Organisation, for actor: Actor) -> SheetView.Section? {
        let texts = actor.texts
        guard actor.visit.may(.keepExercises), organisation.id == actor.visit.organisation.id,
            organisation.kind.curatesSignals
        else { return nil }
        let takes = organisation.takesExercises ?? false
        return .made(texts.text("members.exercises")) { section in
            section.isScreenOnly = true
            section.form = FormView(
                "/console/members/\(organisation.id)/exercises",
                text: texts.text("members.exercisesHelp"),
                hidden: ["takes": takes ? "no" : "yes"],
                submit: texts.text(takes ? "members.takeNone" : "members.takeExercises"),
                kind: .plainly
            )
        }
    }

    /// The operator issues another member's first key.
    private func firstKey(_ page: MemberPage, for actor: Actor) -> SheetView.Section? {
        let (texts, organisation) = (actor.texts, page.organisation)
        guard actor.visit.may(.keepKeys), actor.visit.organisation.ownsNode, !organisation.ownsNode,
            organisation.origin == nil
        else { return nil }
        return .made(texts.text("members.firstKey")) { section in
            section.isScreenOnly = true
            section.form = FormView(
                "/console/members/\(organisation.id)/key",
                text: texts.text("members.firstKeyHelp"),
                submit: texts.text("members.firstKeySubmit"),
                kind: .plainly
            )
        }
    }
}
