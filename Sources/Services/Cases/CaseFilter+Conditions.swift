import Cooperation

extension CaseFilter {
    /// Whether what it lets through stands by when the platform's answer is due, and not by urgency.
    package var isByAnswerDue: Bool { state == .decided }

    /// The order of what it lets through.
    var order: AggregateQuery<Case>.Order { isByAnswerDue ? .ascending(facet) : .descending(facet) }

    /// The facet that orders it, with whose value a page ends.
    var facet: Case.Facet { isByAnswerDue ? .answerDueAt : .priority }

    /// What the filter asks of the store.
    ///
    /// - Parameters:
    ///   - viewer: who asks; `nil` where no person does.
    ///   - now: the time, against which locks are judged.
    /// - Returns: the conditions.
    /// - Throws: `Refusal` `viewer-missing` where the filter is about a person and none asks.
    func conditions(
        for viewer: CaseViewer?,
        now: Timestamp
    ) throws(Refusal) -> [AggregateQuery<Case>.Condition] {
        guard !needsPerson || viewer != nil else {
            throw Refusal(
                .invalid,
                "viewer-missing",
                "This key is bound to no person, whose cases these could be; leave assignee=me and queue=forMe out."
            )
        }
        var conditions: [AggregateQuery<Case>.Condition] = []
        if queue != .all { conditions.append(.equals(.waiting, .integer(1))) }
        if let state { conditions.append(.equals(.state, .text(state.rawValue))) }
        if let language { conditions.append(.equals(.language, .text(language))) }
        if let kind { conditions.append(.equals(.kind, .text(kind.rawValue))) }
        if let behaviour { conditions.append(.hasKey(Case.behaviourKey(behaviour))) }
        let isFree = [AggregateQuery<Case>.Condition.isNull(.assignee), .isLess(.lockedUntil, now.microseconds + 1)]
        switch assignment {
        case .anyone: break
        case .me: if let viewer { conditions.append(.equals(.assignee, .text(viewer.person.description))) }
        case .nobody: conditions.append(.anyOf(isFree))
        }
        guard queue == .forMe, let viewer else { return conditions }
        conditions.append(.anyOf(isFree + [.equals(.assignee, .text(viewer.person.description))]))
        conditions.append(.lacksKey(Case.skipKey(viewer.person)))
        conditions += viewer.optedOut.map { .lacksKey(Case.behaviourKey($0)) }
        if let languages = viewer.languages {
            conditions.append(
                .anyOf([.isNull(.language), .isOneOf(.language, languages.map { .text($0) })])
            )
        }
        return conditions
    }
}
