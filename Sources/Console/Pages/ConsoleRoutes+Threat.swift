import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private static let threatDone: Set<String> = ["raised", "withheld", "approved", "noted", "redirected", "dropped"]
    private static let dangerGroup = "danger"

    /// One threat alert of this node's organisation, and what people say of it.
    func threat() throws -> [ConsoleRoute] {
        [
            try page("/console/threats/{id}", "console.threat", .readThreats, query: ["done"]) { actor, query in
                let done = query["done"].flatMap { Self.threatDone.contains($0) ? $0 : nil }
                return try await threatPage(
                    actor,
                    notice: done.map { Frame.Notice(kind: "good", text: actor.texts.text("threats." + $0)) }
                )
            },
            try threatForm("approval", "console.approveThreat", .approveThreats, done: "approved") { id, _, caller in
                _ = try await node.approveThreat(id, by: caller)
            },
            try threatForm("release", "console.releaseThreat", .approveThreats, done: "approved") { id, _, caller in
                _ = try await node.releaseThreat(id, by: caller)
            },
            try threatForm(
                "danger",
                "console.noteThreatDanger",
                .raiseThreats,
                fields: FormView.Group.fieldNames(Self.dangerGroup, Danger.allCases).union(["danger-note"]),
                done: "noted"
            ) { id, fields, caller in
                let dangers: Set<Danger> = Self.ticked(fields, Self.dangerGroup)
                _ = try await node.noteThreatDangers(dangers, note: fields["danger-note"], on: id, by: caller)
            },
            try threatForm(
                "agreement",
                "console.agreeToThreat",
                .adviseOnThreats,
                fields: ["agreement-agreement"],
                done: "noted"
            ) { id, fields, caller in
                _ = try await node.agreeToThreat(id, text: fields["agreement-agreement"], by: caller)
            },
            try threatForm(
                "recipient",
                "console.redirectThreat",
                .raiseThreats,
                fields: ["recipient-office", "recipient-choice"],
                done: "redirected"
            ) { id, fields, caller in
                guard let office = ID<Office>(fields["recipient-office"]) else {
                    throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/office")
                }
                _ = try await node.redirectThreat(id, to: office, choice: fields["recipient-choice"], by: caller)
            },
            try threatForm(
                "withdrawal",
                "console.withdrawThreat",
                .raiseThreats,
                fields: ["withdrawal-reason"],
                done: "dropped"
            ) { id, fields, caller in
                _ = try await node.dropThreat(id, reason: fields["withdrawal-reason"], by: caller)
            },
            try threatForm(
                "call",
                "console.noteThreatCall",
                .approveThreats,
                fields: ["call-note", "call-isReached"],
                done: "noted"
            ) { id, fields, caller in
                guard let isReached = Bool(fields["call-isReached"]) else {
                    throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/isReached")
                }
                _ = try await node.noteThreatCall(id, note: fields["call-note"], isReached: isReached, by: caller)
            },
        ]
    }

    private func threatForm(
        _ word: String,
        _ operation: String,
        _ permission: Permission,
        fields: Set<String> = [],
        done: String,
        _ act: @escaping @Sendable (ID<ThreatAlert>, FormFields, Caller) async throws -> Void
    ) throws(RouteTableError) -> ConsoleRoute {
        try form("/console/threats/{id}/\(word)", operation, permission, fields: fields) { actor, fields in
            let id = try Self.threatID(actor)
            do {
                try await act(id, fields, actor.caller)
                return .redirect("/console/threats/\(id)?done=\(done)")
            } catch let refusal as Refusal where refusal.pointer != nil {
                return try await threatPage(actor, typed: (word, fields), refusal: refusal)
            }
        }
    }

    private static func threatID(_ actor: Actor) throws(Problem) -> ID<ThreatAlert> {
        try actor.request.path.value("id") { ID<ThreatAlert>($0) }
    }

    private func threatPage(
        _ actor: Actor,
        typed: (word: String, fields: FormFields)? = nil,
        refusal: Refusal? = nil,
        notice: Frame.Notice? = nil
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let id = try Self.threatID(actor)
        let view = try await node.noting(.threat(id), by: actor.caller) {
            try await node.threat(
                id,
                for: actor.caller,
                assessing: try? actor.visit.caller(for: .readAssessments)
            )
        }
        let recipients =
            ThreatAlert.State.open.contains(view.alert.state) && actor.visit.may(.raiseThreats)
            ? try await node.threatRecipients(in: view.alert.country, for: actor.caller) : []
        let forms = ThreatForms(view: view, typed: typed, refusal: refusal, texts: texts)
        let heading = texts.text("threats.one")
        let mark = SheetView.Mark(view.alert.state.badgeKind, texts.word("threatState", view.alert.state))
        return render(
            "sheet",
            title: heading,
            SheetView(
                heading,
                mark: mark,
                back: .init("/console/threats", texts.text("threats.back")),
                intro: view.alert.raising.isExercise ? [texts.text("threats.exerciseNotice")] : [],
                main: [
                    saidSection(view, for: actor), recipientSection(view, for: actor), lifeSection(view, for: actor),
                ],
                side: forms.sections(
                    mayApprove: actor.visit.may(.approveThreats),
                    mayRaise: actor.visit.may(.raiseThreats),
                    mayAdvise: actor.visit.may(.adviseOnThreats),
                    person: actor.visit.person.id,
                    recipients: recipients
                )
            ),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: notice
        )
    }

    private func saidSection(_ view: ThreatView, for actor: Actor) -> SheetView.Section {
        let (texts, alert) = (actor.texts, view.alert)
        return .made(texts.text("threats.said")) { section in
            section.facts =
                [
                    Fact(texts.text("threats.level"), texts.word("threatLevel", alert.raising.level)),
                    Fact(texts.text("threats.seenAt"), actor.reader.time(alert.raising.seenAt).text),
                ] + Fact.optional(texts.text("threats.what"), view.what)
                + Fact.optional(texts.text("threats.why"), view.why)
                + view.identifiers.map { Fact(texts.text("threats.identifier"), $0) }
                + Fact.optional(
                    texts.text("threats.case"),
                    alert.raising.startedFrom?.description,
                    isCode: true,
                    path: alert.raising.startedFrom.map { "/console/cases/\($0)" }
                )
            section.facts += Fact.optional(
                texts.text("threats.request"),
                view.request?.description,
                isCode: true,
                path: view.request.map { "\(Self.assessmentsPath)/\($0)" }
            )
            section.facts +=
                alert.dangers.map { Fact(texts.text("threats.dangers"), texts.word("threatDanger", $0)) }
                + view.dangers.map { Fact(texts.text("threats.dangerNote"), $0) }
            section.facts += zip(alert.agreements, view.agreements).map { agreement, text in
                let label = texts.text("threats.agreement") + " (" + texts.word("role", agreement.role) + ")"
                return Fact(label, text ?? "–")
            }
        }
    }

    private func recipientSection(_ view: ThreatView, for actor: Actor) -> SheetView.Section {
        let (texts, alert) = (actor.texts, view.alert)
        return .made(texts.text("threats.recipient")) { section in
            if let hindrance = alert.withheldFor {
                section.sectionMark = .init("bad", texts.text("threats.notSafe"))
                section.lines = [texts.word("threatHindrance", hindrance)]
            }
            if alert.needsCall { section.lines.append(texts.text("threats.callNow")) }
            section.facts =
                Fact.optional(texts.text("threats.office"), view.office?.texts[.name])
                + Fact.optional(texts.text("threats.authority"), view.office?.authority)
                + [Fact(texts.text("threats.country"), alert.country)]
                + Fact.optional(texts.text("threats.law"), view.office?.texts[.law])
                + Fact.optional(texts.text("threats.telephone"), view.office?.texts[.telephone])
                + Fact.optional(texts.text("threats.telephoneSource"), view.office?.texts[.telephoneSource])
                + Fact.optional(texts.text("threats.choice"), view.choice)
        }
    }

    private func lifeSection(_ view: ThreatView, for actor: Actor) -> SheetView.Section {
        let (texts, alert) = (actor.texts, view.alert)
        func time(_ name: String, _ time: Timestamp?) -> [Fact] {
            Fact.optional(texts.text("threats." + name), time.map { actor.reader.time($0).text })
        }
        func name(_ person: ID<Person>) -> String { view.people[person] ?? person.description }
        return .made(texts.text("threats.life")) { section in
            section.facts =
                [Fact(texts.text("threats.raisedBy"), name(alert.raisedBy))] + time("raisedAt", alert.raisedAt)
                + time("dueAt", view.clock?.deadline)
                + alert.approvals.map { Fact(texts.text("threats.approvedBy"), name($0.by)) }
                + time("confirmationDueAt", alert.confirmationDueAt)
                + time("confirmationMissedAt", alert.confirmationMissedAt) + time("sentAt", alert.sentAt)
                + time("receivedAt", alert.receivedAt) + time("undeliveredAt", alert.undeliveredAt)
                + view.calls.map { Fact(texts.text("threats.callNote"), $0) } + time("reachedAt", alert.reachedAt)
                + time("acknowledgedAt", alert.acknowledgedAt)
                + Fact.optional(
                    texts.text("threats.outcome"),
                    alert.outcome.map { texts.word("threatOutcome", $0) }
                ) + Fact.optional(texts.text("threats.note"), view.note)
            section.links = [SheetView.Link("/console/journal?about=\(alert.id)", texts.text("act.sameSubject"))]
        }
    }
}
