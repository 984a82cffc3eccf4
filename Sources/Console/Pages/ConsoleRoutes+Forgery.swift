import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    /// The page on which somebody is asked once more whether a request is forged.
    func forgery() throws -> [ConsoleRoute] {
        [
            try page(Self.assessmentsPath + "/{id}/forgery", "console.confirmForgery", .assessRequests) { actor, _ in
                let view = try await node.assessment(try Self.assessmentID(actor), for: actor.caller)
                return try await forgeryPage(actor, view)
            }
        ]
    }

    /// Where that page is, on the page of a request that this person may find to be forged.
    func forgerySection(_ assessment: Assessment, in texts: Catalogue) -> SheetView.Section {
        .made(texts.text("assess.forgery")) { section in
            section.isScreenOnly = true
            section.lines = [texts.text("assess.forgeryHelp")]
            section.links = [
                SheetView.Link(
                    "\(Self.assessmentsPath)/\(assessment.id)/forgery",
                    texts.text("assess.forgeryGoOn")
                )
            ]
        }
    }

    /// Asks once more before a request is closed as forged, and says who learns of it.
    ///
    /// `typed` is what was typed and refused.
    func forgeryPage(
        _ actor: Actor,
        _ view: AssessmentView,
        typed: AssessmentForm? = nil,
        refusal: Refusal? = nil
    ) async throws -> OutgoingResponse {
        let (texts, request) = (actor.texts, view.request.request)
        let office = try await node.register(of: request).office?.office
        let section = SheetView.Section.made(texts.text("assess.forgeryConfirm")) { section in
            section.isScreenOnly = true
            // What its exchange would not hear is said anew.
            if !view.isForgeryUnheard,
                let obstacle = view.assessment.obstacle(toFindingForgedBy: actor.visit.person.id)
            {
                section.lines = [texts.refusal(obstacle)]
                return
            }
            section.words = [
                texts.word("forgeryReach", ForgeryReach(of: request, office: office)), texts.text("assess.forgeryBack"),
            ]
            section.form = AssessmentFormViews(view: view, typed: typed, actor: actor).forgery
        }
        let title = texts.text("assess.forgery")
        let back = "\(Self.assessmentsPath)/\(request.id)"
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                back: .init(back, texts.word("requestKind", request.filing.kind)),
                intro: exerciseWarning(request.filing.isExercise, in: texts),
                main: [section]
            ),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: refusal.map { texts.notice($0) }
        )
    }
}

extension AssessmentView {
    /// Whether its exchange refused to hear that it is forged, so that this is said anew.
    var isForgeryUnheard: Bool {
        assessment.foundForgedAt != nil && assessment.isForgeryUnheard(of: request.request, among: request.ownWords)
    }

    /// Whether its exchange refused to hear that it is not forged after all, so that this is said anew.
    var isForgeryTakenBackUnheard: Bool {
        assessment.foundForgedAt == nil && assessment.isForgeryUnheard(of: request.request, among: request.ownWords)
    }
}

extension Assessment {
    /// Why a person can't find that it is forged, as the domain would refuse it; `nil` where nothing stands in the way.
    fileprivate func obstacle(toFindingForgedBy person: ID<Person>) -> Refusal? {
        do throws(Refusal) {
            let acts = try Assessment.decide(self, .findForged(note: "–", by: person), id: id, now: openedAt)
            return acts.isEmpty ? Assessment.forged : nil
        } catch {
            return error
        }
    }
}
