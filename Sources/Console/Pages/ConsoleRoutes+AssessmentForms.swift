import Cooperation
import Services

extension ConsoleRoutes {
    /// The forms of whoever works on a request, in the order in which it is worked on.
    ///
    /// `typed` is what was typed into one of them and refused; `advisers` may be asked, and each of
    /// `formalRequests` may be what an agency owes after an emergency.
    func assessmentForms(
        _ view: AssessmentView,
        _ typed: AssessmentForm?,
        _ advisers: [PersonView],
        _ formalRequests: [RequestView],
        for actor: Actor
    ) -> [SheetView.Section] {
        let forms = AssessmentFormViews(view: view, typed: typed, actor: actor)
        let texts = actor.texts
        func section(_ name: String, _ folded: [SheetView.Folded?], lines: [String] = []) -> [SheetView.Section] {
            let folded = folded.compactMap(\.self)
            guard !folded.isEmpty || !lines.isEmpty else { return [] }
            return [
                .made(texts.text("assess." + name)) { section in
                    section.isScreenOnly = true
                    section.lines = lines
                    section.folded = folded
                }
            ]
        }
        let judges = actor.visit.may(.adviseOnRequests) && !view.assessment.dangers.isEmpty
        let danger = judges ? [forms.danger] : []
        guard actor.visit.may(.assessRequests) else { return section("danger", danger) }
        let assessment = view.assessment
        let isWaiting = view.request.request.isWaiting
        let isOpen = assessment.state == .open
        let isDoubted = assessment.isLeftDoubted || assessment.isDeniedSinceTakenBack
        let obstacle = assessment.obstacle(
            for: actor.visit.person.id,
            isAgencyFrozen: !view.frozen.isEmpty,
            now: actor.reader.now
        )
        let before = obstacle.map { texts.text("assess.before", ["what": texts.refusal($0)]) }
        let weighs = isOpen && assessment.proportionality == nil && assessment.mayRefuseForRights
        var sections = section(
            "checks",
            [
                isOpen && assessment.assignee != actor.visit.person.id ? forms.taking : nil,
                assessment.state != .closed || isDoubted ? forms.identity : nil,
                isOpen || assessment.state == .proposed || assessment.state == .answered ? forms.lock : nil,
                (assessment.state == .locked || isDoubted || assessment.riskScore >= RiskFactor.lockScore)
                    && assessment.foundForgedAt == nil ? forms.unlock : nil,
                isOpen ? forms.form : nil, isOpen ? forms.finding : nil,
                // What is kept by mistake for too long is kept so also after the request is over.
                (assessment.kind.asksRemoval || assessment.kind == .preservation)
                    && (assessment.state != .closed || assessment.preservedUntil != nil) ? forms.preservation : nil,
                isOpen && !advisers.isEmpty ? forms.adviser(advisers) : nil,
            ]
        )
        if assessment.mayBeFoundForged(by: actor.visit.person.id) || view.isForgeryUnheard {
            sections.append(forgerySection(assessment, in: texts))
        }
        if assessment.mayTakeForgeryBack(by: actor.visit.person.id) || view.isForgeryTakenBackUnheard {
            sections += section("takeBack", [forms.genuine])
        }
        // What may still go out may still be stopped by it.
        if assessment.state != .closed, assessment.state != .locked {
            sections += section("danger", danger + (assessment.kind.asksData ? [forms.endangered] : []))
        }
        if isWaiting {
            sections += section(
                "clock",
                [view.request.request.state == .stopped ? forms.resume : forms.stop]
            )
        }
        if !assessment.refusedAnswers(among: view.request.ownWords, of: view.request.request).items.isEmpty,
            assessment.state != .closed, assessment.state != .proposed
        {
            sections += section("answer", [forms.again])
        }
        switch assessment.state {
        case .open, .locked:
            let lines = [before, weighs ? texts.text("assess.weighFirst") : nil].compactMap(\.self)
            sections += section("answer", isOpen ? [forms.answer] : [], lines: lines)
        case .proposed: sections += proposalSections(view, forms, for: actor)
        case .answered, .closed: break
        }
        let discloses = assessment.kind.asksData && assessment.outcomes.contains(where: \.outcome.isCompliance)
        let isFirst = assessment.disclosed.first?.by == actor.visit.person.id
        let widens = discloses && !isFirst && !assessment.furtherCategories.isEmpty
        sections += section(
            "after",
            [
                assessment.takesAuthorisation ? forms.authorisation : nil,
                widens ? forms.widening : nil,
                discloses ? forms.disclosure : nil,
                discloses && view.takesHandedElsewhere ? forms.handed : nil,
                assessment.measure == nil ? nil : forms.measure,
                assessment.reversibleItems(by: actor.visit.person.id).isEmpty ? nil : forms.reversal,
                assessment.formalDueAt != nil || assessment.isFormalMissed ? forms.formal(among: formalRequests) : nil,
                assessment.noticeDueAt == nil ? nil : forms.told,
            ]
        )
        return sections
    }

    private func proposalSections(
        _ view: AssessmentView,
        _ forms: AssessmentFormViews,
        for actor: Actor
    ) -> [SheetView.Section] {
        let texts = actor.texts
        guard let proposal = view.assessment.proposal else { return [] }
        let isOwn = proposal.by == actor.visit.person.id
        return [
            .made(texts.text("assess.proposed")) { section in
                section.lines = [texts.text(isOwn ? "assess.waits" : "assess.approveHelp")]
                section.facts = proposal.outcomes.map { fact in
                    Fact(
                        String(fact.number),
                        "\(texts.word("itemOutcome", fact.outcome)). \(view.proposed[fact.number] ?? "")"
                    )
                }
                section.facts.append(Fact(texts.label("territory"), texts.territory(proposal.territory)))
                section.folded = isOwn ? [forms.back] : [forms.approval, forms.back]
                section.isScreenOnly = true
            }
        ]
    }
}
