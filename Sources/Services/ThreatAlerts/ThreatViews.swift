import Cooperation

/// A threat alert with its texts, as its own organisation reads it.
package struct ThreatView: Sendable {
    package let alert: ThreatAlert
    /// The assessment of a request that it was raised from; `nil` also where the reader may not read that.
    package let request: ID<Assessment>?
    /// What was seen; `nil` where it was erased.
    package let what: String?
    /// Why it is imminent.
    package let why: String?
    /// The minimum by which somebody can be found.
    package let identifiers: [String]
    /// Why another office than the recommended one.
    package let choice: String?
    /// What was noted about dangers, in order.
    package let dangers: [String]
    /// What counsel and the adviser agreed to, in writing, in the order of the alert's agreements; `nil` where it was erased.
    package let agreements: [String?]
    /// What was noted about telephone calls, in order.
    package let calls: [String]
    /// The office with its texts; `nil` where there is none, or it is not known any more.
    package let office: OfficeView?
    /// What the authority said with the outcome.
    package let note: String?
    /// The names of the people of this organisation who acted.
    package let people: [ID<Person>: String]
    /// The clock that runs from the flag on.
    package let clock: Clock?

    /// The alert alone, with the office that it goes to.
    package var withoutTexts: ThreatView {
        ThreatView(
            alert: alert,
            request: request,
            what: nil,
            why: nil,
            identifiers: [],
            choice: nil,
            dangers: [],
            agreements: agreements.map { _ in nil },
            calls: [],
            office: office,
            note: nil,
            people: people,
            clock: clock
        )
    }
}

/// A threat alert as the authority or the sender reads it where it was sent to.
package struct ThreatNoticeView: Sendable {
    package let notice: ThreatNotice
    /// The signed statement, or the encrypted file in Base64; `nil` in a list.
    package let text: String?
    /// What the statement says, where it is not encrypted.
    package let document: ThreatDocument?
    package let sender: String?
    package let office: String?
    /// What the authority said with the outcome.
    package let note: String?
    /// What people here said about it and its exchange has not recorded; empty in a list.
    package var ownWords: [OwnWord] = []

    /// The alert alone, with who sent it and the office that it is for.
    package var withoutTexts: ThreatNoticeView {
        ThreatNoticeView(notice: notice, text: nil, document: nil, sender: sender, office: office, note: nil)
    }
}

/// How many alerts there were, without exercises.
package struct ThreatFigures: Sendable, Hashable {
    /// By `ThreatAlert.State`, or `ThreatNotice.State` for an authority.
    package let states: [String: Int64]
    /// By `ThreatOutcome`.
    package let outcomes: [String: Int64]
}

/// An office that an alert could go to, with what speaks for it and against it.
package struct ThreatRecipient: Sendable {
    package let office: OfficeView
    /// What speaks against it; `nil` where nothing does.
    package let hindrance: ThreatHindrance?
    /// Whether the register recommends it.
    package let isRecommended: Bool
}

extension ThreatAlert {
    /// Whether somebody of its organisation reads it: the independent adviser those whose danger waits for their word, and
    /// those that they agreed to.
    func isOpen(to caller: Caller) -> Bool {
        guard caller.role == .adviser else { return true }
        return !dangers.isEmpty && (State.open.contains(state) || agreements.contains { $0.by == caller.person })
    }
}

extension StoreReading {
    private static var alertParts: Set<String> {
        ["what", "why", "identifiers", "choice", "note", "agreement"]
    }

    /// An alert of the node's own organisation.
    ///
    /// - Throws: `Refusal` `not-found`, also for everybody else, and for an adviser whom it does not concern.
    func threat(_ id: ID<ThreatAlert>, for caller: Caller) throws -> ThreatAlert {
        guard let alert = try load(ThreatAlert.self, id), alert.organisation == caller.organisation.id,
            alert.isOpen(to: caller)
        else {
            throw Refusal(.notFound, "not-found", "There is no such threat alert.")
        }
        return alert
    }

    /// Alerts with their texts, in as many statements however many they are.
    ///
    /// - Parameters:
    ///   - alerts: the alerts.
    ///   - reader: the reader in the role in which they read what is made of requests: only where they may read that are they
    ///     told from which request an alert was raised.
    /// - Returns: the views, in the same order.
    /// - Throws: `StoreError`.
    func views(_ alerts: [ThreatAlert], assessing reader: Caller) throws -> [ThreatView] {
        let requests = try openRequests(Set(alerts.compactMap(\.raising.startedFromRequest)), to: reader)
        let notices = try load(ThreatNotice.self, ids: alerts.map { ID<ThreatNotice>($0.id.identifier) })
        let positions = alerts.flatMap { alert in
            [alert.raisedAtPosition, alert.choiceAtPosition] + alert.dangersAtPositions + alert.callsAtPositions
                + alert.agreements.map(\.position)
        }
        let parts = try sealedParts(
            Self.alertParts,
            at: positions + notices.values.compactMap(\.closedAtPosition)
        )
        let offices = try load(Office.self, ids: Array(Set(alerts.compactMap(\.office))))
        let officeViews = try views(Array(offices.values))
        let people = try names(
            of: alerts.flatMap { [$0.raisedBy] + $0.approvals.map(\.by) + $0.agreements.map(\.by) }
        )
        return alerts.map { alert in
            let raised = parts[alert.raisedAtPosition] ?? [:]
            return ThreatView(
                alert: alert,
                request: alert.raising.startedFromRequest.flatMap { requests.contains($0) ? $0 : nil },
                what: raised["what"],
                why: raised["why"],
                identifiers: (raised["identifiers"] ?? "").split(separator: "\n").map(String.init),
                choice: parts[alert.choiceAtPosition]?["choice"],
                dangers: alert.dangersAtPositions.compactMap { parts[$0]?["note"] },
                agreements: alert.agreements.map { parts[$0.position]?["agreement"] },
                calls: alert.callsAtPositions.compactMap { parts[$0]?["note"] },
                office: officeViews.first { $0.office.id == alert.office },
                note: notices[ID<ThreatNotice>(alert.id.identifier)]?.closedAtPosition.flatMap { parts[$0]?["note"] },
                people: people,
                clock: nil
            )
        }
    }

    /// Those of some assessments that a reader may read.
    private func openRequests(_ ids: Set<ID<Assessment>>, to reader: Caller) throws -> Set<ID<Assessment>> {
        guard (try? AuthorisationRules.authorise(reader, .readAssessments)) != nil else { return [] }
        return Set(try load(Assessment.self, ids: Array(ids)).filter { $0.value.isOpen(to: reader) }.keys)
    }

    /// One alert with its texts and its clock.
    func view(_ alert: ThreatAlert, assessing reader: Caller) throws -> ThreatView {
        guard let view = try views([alert], assessing: reader).first else {
            throw Refusal(.notFound, "not-found", "There is no such threat alert.")
        }
        let clock = try clocks(about: alert.id.identifier).last
        return ThreatView(
            alert: alert,
            request: view.request,
            what: view.what,
            why: view.why,
            identifiers: view.identifiers,
            choice: view.choice,
            dangers: view.dangers,
            agreements: view.agreements,
            calls: view.calls,
            office: view.office,
            note: view.note,
            people: view.people,
            clock: clock
        )
    }

    /// A notice that the caller's organisation sent or received; to others it does not exist.
    func notice(_ id: ID<ThreatNotice>, for caller: Caller) throws -> ThreatNotice {
        guard caller.role != .adviser, let notice = try load(ThreatNotice.self, id),
            notice.isOpen(to: caller.organisation, as: try ownIDs(of: caller))
        else { throw Refusal(.notFound, "not-found", "There is no such threat alert.") }
        return notice
    }

    /// Notices, in as many statements however many they are.
    ///
    /// - Parameters:
    ///   - notices: the notices.
    ///   - withText: whether what they say is read as well.
    /// - Returns: the views, in the same order.
    /// - Throws: `StoreError`.
    func views(_ notices: [ThreatNotice], withText: Bool = false) throws -> [ThreatNoticeView] {
        let members = try names(of: notices.map(\.sender))
        let offices = try load(Office.self, ids: Array(Set(notices.map(\.receipt.envelope.office))))
        let officePositions = offices.values.compactMap { $0.textPositions[.name] }
        let textPositions = withText ? notices.map(\.receivedAtPosition) : []
        let parts = try sealedParts(
            ["text", "note", "name"],
            at: officePositions + textPositions + notices.compactMap(\.closedAtPosition)
        )
        return try notices.map { notice in
            let text = parts[notice.receivedAtPosition]?["text"]
            let place = offices[notice.receipt.envelope.office]?.textPositions[.name]
            return ThreatNoticeView(
                notice: notice,
                text: text,
                document: notice.receipt.envelope.isSealed ? nil : text.flatMap { try? ThreatDocument(signed: $0) },
                sender: members[notice.sender],
                office: place.flatMap { parts[$0]?["name"] },
                note: notice.closedAtPosition.flatMap { parts[$0]?["note"] },
                ownWords: withText && notice.origin != nil ? try ownWords(about: notice.id.identifier) : []
            )
        }
    }
}
