import Cooperation

/// What is said when a threat to life is flagged.
package struct ThreatFlag: Sendable {
    package let level: ThreatLevel
    /// The office that it is for; `nil` where the register has none of the country that may safely receive it.
    package let office: ID<Office>?
    /// The country, which counts where no office is named.
    package let country: String?
    package let seenAt: Timestamp
    package let words: ThreatWords
    package let dangers: Set<Danger>
    /// The case that it is raised from.
    package let startedFrom: ID<Case>?
    /// The assessment of a request that it is raised from.
    package let startedFromRequest: ID<Assessment>?
    package let isExercise: Bool

    package init(
        level: ThreatLevel,
        office: ID<Office>?,
        country: String? = nil,
        seenAt: Timestamp,
        words: ThreatWords,
        dangers: Set<Danger> = [],
        startedFrom: ID<Case>? = nil,
        startedFromRequest: ID<Assessment>? = nil,
        isExercise: Bool = false
    ) {
        self.level = level
        self.office = office
        self.country = country
        self.seenAt = seenAt
        self.words = words
        self.dangers = dangers
        self.startedFrom = startedFrom
        self.startedFromRequest = startedFromRequest
        self.isExercise = isExercise
    }
}

extension Node {
    /// Flags a threat to life: the clock runs from now on, and two people have to approve.
    ///
    /// Where the register has no office of the country that may safely receive it, it is withheld at once, which the duty
    /// officer is told. What is raised from an exercise's request is an exercise.
    ///
    /// - Parameters:
    ///   - flag: what is said.
    ///   - caller: who flags it; already authorised.
    /// - Returns: the alert.
    /// - Throws: `Refusal` where the office, the case or the request is not known to the caller, no office is named though one
    ///   may receive it or it is in another country than the one that is named, the case or the request
    ///   was flagged already, only counsel may know of the request, or a text is missing; `StoreError`.
    package func raiseThreat(_ flag: ThreatFlag, by caller: Caller) async throws -> ThreatView {
        let desk = threatDesk
        _ = try caller.requiredPerson()
        return try await store.write { transaction in
            let office = try flag.office.map { try transaction.office($0, visibleTo: caller) }
            if let office, let country = flag.country, !country.isEmpty, country != office.country {
                throw Refusal(
                    .invalid,
                    "office-of-another-country",
                    "The office is in another country than the one that is named; name an office of that country, or none.",
                    pointer: "/country"
                )
            }
            let country = office?.country ?? flag.country ?? ""
            if let subject = flag.startedFrom {
                guard try transaction.load(Case.self, subject) != nil else {
                    throw Refusal(.notFound, "not-found", "There is no such case.", pointer: "/case")
                }
                guard try transaction.lookUp(ThreatAlert.self, ThreatAlert.key(of: subject), limit: 1).isEmpty else {
                    throw Refusal(
                        .conflict,
                        "case-flagged-already",
                        "This case was flagged already: one threat goes to one authority.",
                        pointer: "/case"
                    )
                }
            }
            let assessment = try flag.startedFromRequest.map { try transaction.unflagged($0, for: caller) }
            let recipients = try transaction.threatRecipients(in: country, for: caller)
            let facts = ThreatAlertRaised(
                level: flag.level,
                country: country,
                office: office?.id,
                authority: office?.authority,
                recommended: recipients.first(where: \.isRecommended)?.office.office.id,
                seenAt: flag.seenAt,
                identifiers: flag.words.identifiers.count,
                dangers: flag.dangers.sorted(),
                startedFrom: flag.startedFrom,
                startedFromRequest: assessment?.id,
                isExercise: flag.isExercise || assessment?.opening.isExercise == true
            )
            let id: ID<ThreatAlert> = transaction.newID()
            try transaction.command(.raise(facts, flag.words), on: id, by: caller.author)
            let alert = try transaction.threat(id, for: caller)
            try desk.startClock(of: alert, in: transaction, by: caller.author)
            return try transaction.view(alert, assessing: caller)
        }
    }

    /// Says that an alert should go out; it does where enough people said so.
    package func approveThreat(_ id: ID<ThreatAlert>, by caller: Caller) async throws -> ThreatView {
        let person = try caller.requiredPerson()
        let (hours, calendar) = (settings.nightHours, calendar)
        return try await change(id, by: caller) { now in
            .approve(by: person, isNight: hours.contains(now, calendar: calendar))
        }
    }

    /// Tries again to let an alert go out that was withheld.
    ///
    /// - Throws: `Refusal` `not-approved` where it needs another approval by now, `threat-without-office`; `StoreError`.
    package func releaseThreat(_ id: ID<ThreatAlert>, by caller: Caller) async throws -> ThreatView {
        let desk = threatDesk
        return try await store.write { transaction in
            let alert = try transaction.threat(id, for: caller)
            guard alert.state != .withheld || alert.office != nil else { throw ThreatAlert.withoutOffice }
            guard alert.state != .withheld || alert.isApproved(byNight: desk.isNight(transaction.now)) else {
                throw ThreatAlert.notApproved
            }
            try desk.release(id, in: transaction, by: caller)
            return try transaction.view(try transaction.threat(id, for: caller), assessing: caller)
        }
    }

    /// Notes dangers of design rule 15.
    package func noteThreatDangers(
        _ dangers: Set<Danger>,
        note: String,
        on id: ID<ThreatAlert>,
        by caller: Caller
    ) async throws -> ThreatView {
        try await change(id, by: caller) { _ in .noteDangers(dangers, note: note) }
    }

    /// Agrees in writing, as counsel or as the independent adviser, that an alert goes out in spite of a danger.
    package func agreeToThreat(_ id: ID<ThreatAlert>, text: String, by caller: Caller) async throws -> ThreatView {
        let person = try caller.requiredPerson()
        let role = caller.role
        return try await change(id, by: caller) { _ in .agree(text: text, as: role, by: person) }
    }

    /// Names another office; who approved or agreed before has to do so again.
    package func redirectThreat(
        _ id: ID<ThreatAlert>,
        to office: ID<Office>,
        choice: String,
        by caller: Caller
    ) async throws -> ThreatView {
        let office = try await store.read { try $0.office(office, visibleTo: caller) }
        let facts = ThreatAlertRedirected(office: office.id, authority: office.authority, country: office.country)
        return try await change(id, by: caller) { _ in .redirect(facts, choice: choice) }
    }

    /// Takes an alert back that was not sent.
    package func dropThreat(_ id: ID<ThreatAlert>, reason: String, by caller: Caller) async throws -> ThreatView {
        try await change(id, by: caller) { _ in .drop(reason: reason) }
    }

    /// Notes that somebody telephoned the authority; only a call that reached a person ends the clock.
    package func noteThreatCall(
        _ id: ID<ThreatAlert>,
        note: String,
        isReached: Bool,
        by caller: Caller
    ) async throws -> ThreatView {
        try await change(id, by: caller) { _ in .noteCall(note: note, isReached: isReached) }
    }

    private func change(
        _ id: ID<ThreatAlert>,
        by caller: Caller,
        _ decided: @escaping @Sendable (Timestamp) -> ThreatAlertCommand
    ) async throws -> ThreatView {
        let desk = threatDesk
        return try await store.write { transaction in
            _ = try transaction.threat(id, for: caller)
            let command = decided(transaction.now)
            try transaction.command(command, on: id, by: caller.author)
            if case .drop = command { try desk.endClock(of: id, .withdrawn, in: transaction) }
            if case .noteCall(_, true) = command { try desk.endClock(of: id, .answered, in: transaction) }
            try desk.release(id, in: transaction, by: caller)
            return try transaction.view(try transaction.threat(id, for: caller), assessing: caller)
        }
    }

    var threatDesk: ThreatDesk {
        ThreatDesk(
            organisation: identity.organisation,
            secrets: secrets,
            calendar: calendar,
            nightHours: settings.nightHours
        )
    }
}

extension StoreReading {
    /// An assessment from which the caller may raise a threat alert, and from which none was raised that stands.
    ///
    /// - Throws: `Refusal` `not-found`, also where the caller may not read it, `request-for-counsel-alone`,
    ///   `request-flagged-already`.
    fileprivate func unflagged(_ id: ID<Assessment>, for caller: Caller) throws -> Assessment {
        guard (try? AuthorisationRules.authorise(caller, .readAssessments)) != nil,
            let assessment = try load(Assessment.self, id), assessment.isOpen(to: caller)
        else {
            throw Refusal(.notFound, "not-found", "There is no such request.", pointer: "/request")
        }
        // The alert is read by people who are not to learn that there is such a request.
        guard assessment.kind != .stayUp else {
            throw Refusal(
                .conflict,
                "request-for-counsel-alone",
                "Only counsel may know of this request; flag the threat without naming it.",
                pointer: "/request"
            )
        }
        guard try lookUp(ThreatAlert.self, ThreatAlert.key(of: id), limit: 1).isEmpty else {
            throw Refusal(
                .conflict,
                "request-flagged-already",
                "This request was flagged already: one threat goes to one authority.",
                pointer: "/request"
            )
        }
        return assessment
    }
}
