import Cooperation
import Services

extension ConsoleRoutes {
    /// Who asks, as the register has them, and where they are called back: never at a number from the request itself.
    func registerSection(
        _ view: AssessmentView,
        _ register: RequestRegister,
        for actor: Actor
    ) -> SheetView.Section {
        let texts = actor.texts
        return .made(texts.text("assess.register")) { section in
            guard let office = register.office else {
                section.lines = [texts.text("assess.noRegister")]
                return
            }
            if view.assessment.factors.contains(.officeMisused) {
                section.lines = [texts.text("register.misusedHelp")]
            }
            section.facts = Fact.optional(texts.label("office", of: "assess"), office.texts[.name])
            section.facts.append(
                Fact(texts.label("function", of: "assess"), texts.word("officeFunction", office.office.function))
            )
            let request = view.request.request
            if !office.office.hasNumber(for: request) {
                let isRevoked = request.filing.channel == .paper && office.office.revokedAt != nil
                section.lines.append(texts.text(isRevoked ? "assess.numberRevoked" : "assess.numberNotVouched"))
            } else {
                section.facts += Fact.optional(texts.label("callBack", of: "assess"), office.texts[.telephone])
                section.facts += Fact.optional(
                    texts.label("callBackSource", of: "assess"),
                    office.texts[.telephoneSource]
                )
            }
            let people = [("officer", register.officer), ("supervisor", register.supervisor)]
            for (name, officer) in people {
                guard let officer else { continue }
                let words = [officer.name, officer.post].compactMap(\.self).joined(separator: ", ")
                section.facts.append(Fact(texts.text("role." + name), words.isEmpty ? "–" : words))
                section.more.append(
                    SheetView.More(
                        texts.text("assess.keysOf", ["name": officer.name ?? texts.text("role." + name)]),
                        table: officer.keys.isEmpty ? nil : officerKeyTable(officer.keys, for: actor.reader)
                    )
                )
            }
        }
    }

    /// What was found so far.
    func assessmentSection(_ view: AssessmentView, for actor: Actor) -> SheetView.Section {
        let (texts, assessment, reader) = (actor.texts, view.assessment, actor.reader)
        func fact(_ name: String, _ text: String?) -> [Fact] { Fact.optional(texts.label(name, of: "assess"), text) }
        func person(_ id: ID<Person>?) -> String? {
            id.map { view.people[$0.identifier] ?? (($0 == actor.visit.person.id) ? actor.visit.name : $0.description) }
        }
        return .made(texts.text("assess.found")) { section in
            section.facts = [
                Fact(
                    texts.label("risk", of: "assess"),
                    assessment.factors.isEmpty
                        ? reader.number(assessment.riskScore)
                        : "\(reader.number(assessment.riskScore)): \(texts.words("riskFactor", assessment.factors))"
                )
            ]
            section.facts += fact("foundForged", assessment.foundForgedAt.map { reader.time($0).text })
            section.facts += fact("forgeryTakenBack", assessment.forgeryTakenBack.map { reader.time($0.at).text })
            section.facts += (assessment.opening.earlier ?? []).map { earlier in
                Fact(
                    texts.label("earlier", of: "assess"),
                    earlier.description,
                    isCode: true,
                    path: "\(Self.assessmentsPath)/\(earlier)"
                )
            }
            section.facts += fact("assignee", person(assessment.assignee))
            for check in assessment.identityChecks {
                let result = texts.word("identityResult", check.result)
                let method = texts.word("identityMethod", check.method)
                section.facts += fact("identity", "\(method): \(result), \(reader.time(check.at).text)")
            }
            section.facts += fact("defects", assessment.defects.map { texts.words("formDefect", $0) })
            section.facts += findingFacts(view, in: texts)
            if !assessment.protectedRoles.isEmpty {
                section.facts += fact("protectedRoles", texts.words("protectedRole", assessment.protectedRoles))
            }
            if !assessment.dangers.isEmpty {
                section.facts += fact("dangers", texts.words("danger", assessment.dangers))
            }
            section.facts += fact("preserved", assessment.preservedUntil.map { texts.formats.time($0, .date) })
            section.facts += fact("adviser", person(assessment.adviser))
            for judgement in assessment.dangerJudgements {
                let word = texts.text(judgement.agrees ? "yesOrNo.yes" : "yesOrNo.no")
                section.facts += fact("dangerAgreed", "\(texts.word("role", judgement.role)): \(word)")
            }
            for clock in view.clocks {
                let label = texts.word("clockSubject", clock.subjectKind)
                section.facts.append(
                    Fact(label, "\(texts.zoned(node.face(of: clock))); \(reader.time(clock.deadline).text)")
                )
            }
            section.facts += fact("measureEnds", assessment.measure.map { reader.time($0.endsAt).text })
            section.facts += fact("formalDue", assessment.formalDueAt.map { reader.time($0).text })
            section.facts += fact("noticeDue", assessment.noticeDueAt.map { reader.time($0).text })
            for file in assessment.disclosed {
                let category = texts.word("dataCategory", file.category)
                section.facts += fact("disclosed", "\(category), \(reader.time(file.at).text)")
            }
            for word in assessment.widened ?? [] {
                let category = texts.word("dataCategory", word.category)
                let reasons = view.widened[word.position] ?? "–"
                section.facts += fact("widened", "\(category), \(reader.time(word.at).text): \(reasons)")
            }
            if assessment.isFormalMissed { section.lines.append(texts.text("assess.formalMissed")) }
            for agency in view.frozen {
                let how = texts.word("frozenLink", agency.link)
                section.lines.append(
                    texts.text("assess.frozen", ["how": how, "request": agency.owes.description])
                )
            }
            if !view.stayUp.isEmpty { section.lines.append(texts.text("assess.stayUp")) }
        }
    }

    private func findingFacts(_ view: AssessmentView, in texts: Catalogue) -> [Fact] {
        guard let finding = view.assessment.proportionality else { return [] }
        let checks: [(AssessmentAct.Check, Bool)] = [
            (.hasLegitimateAim, finding.hasLegitimateAim), (.isCompetent, finding.isCompetent),
            (.isSpecific, finding.isSpecific), (.wouldLessDo, finding.wouldLessDo),
            (.tellsPerson, finding.tellsPerson),
        ]
        var facts = checks.map { check, holds in
            Fact(texts.word("findingCheck", check), texts.text(holds ? "yesOrNo.yes" : "yesOrNo.no"))
        }
        if let rabat = finding.rabat {
            let values = [
                rabat.context, rabat.speaker, rabat.intent, rabat.contentAndForm, rabat.extent, rabat.likelihood,
            ]
            facts += zip(AssessmentAct.rabat, values).map { name, value in
                Fact(texts.text("rabat." + name), "\(value) / \(Proportionality.Rabat.max)")
            }
        }
        facts.append(Fact(texts.label("territory"), texts.territory(finding.territory)))
        facts += Fact.optional(texts.label("legalBasis"), view.legalBasis)
        return facts + Fact.optional(texts.label("reasons"), view.reasons)
    }

    /// What was done with it, and by whom.
    func historySection(_ view: AssessmentView, for actor: Actor) -> SheetView.Section {
        let texts = actor.texts
        return .made(texts.text("assess.history")) { section in
            section.words = view.history.map { event in
                let who = view.people[event.actor] ?? texts.text("case.byNode")
                let what = texts.text("case.entry", ["what": texts.act(event.type), "who": who])
                return "\(actor.reader.time(event.time).text): \(what)"
            }
        }
    }
}
