extension ThreatAlert {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the alert; `nil` for one not raised.
    ///   - command: what is asked.
    ///   - id: its id, which raising takes on.
    ///   - now: the time.
    /// - Returns: what happens; nothing where the state is already as asked, or the time has not come.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: ThreatAlert?,
        _ command: ThreatAlertCommand,
        id: ID<ThreatAlert>,
        now: Timestamp
    ) throws(Refusal) -> [Act] {
        if case .raise(let facts, let words) = command {
            guard state == nil else {
                throw Refusal(.conflict, "already-raised", "An alert with this id was raised already.")
            }
            return try raised(facts, words, id: id, now: now)
        }
        guard let state else { throw Refusal(.notFound, "not-found", "There is no such threat alert.") }
        return try state.decide(command, now: now)
    }

    private static func raised(
        _ facts: ThreatAlertRaised,
        _ words: ThreatWords,
        id: ID<ThreatAlert>,
        now: Timestamp
    ) throws(Refusal) -> [Act] {
        guard facts.seenAt <= now else {
            throw Refusal(.invalid, "seen-in-the-future", "Say when it was seen; that has passed.", pointer: "/seenAt")
        }
        guard Territory.isCountry(facts.country) else {
            throw Refusal(
                .invalid,
                "country-invalid",
                "Write a country as two capital letters (ISO 3166-1), as ID.",
                pointer: "/country"
            )
        }
        guard facts.office != nil || facts.recommended == nil else {
            throw Refusal(
                .invalid,
                "office-missing",
                "The register has an office of this country that may receive it; name it.",
                pointer: "/office"
            )
        }
        if facts.office != facts.recommended { _ = try Texts.required(words.choice ?? "", "choice") }
        let raised = Act(
            facts,
            on: id,
            sealed: [
                "what": words.what, "why": words.why, "identifiers": words.identifiers.joined(separator: "\n"),
                "choice": words.choice,
            ]
        )
        // There is nothing that anybody could approve, so nobody is waited for.
        let withheld = facts.office == nil ? [Act(ThreatAlertWithheld(hindrance: .noOffice), on: id)] : []
        return [raised] + withheld
    }

    private func decide(_ command: ThreatAlertCommand, now: Timestamp) throws(Refusal) -> [Act] {
        switch command {
        case .raise: throw Refusal(.conflict, "already-raised", "An alert with this id was raised already.")
        case .approve(let person, let isNight): return [try approved(by: person, isNight: isNight)]
        case .noteDangers(let more, let note):
            try requireOpen()
            guard !more.isEmpty else {
                throw Refusal(.invalid, "danger-missing", "Say which danger there is.", pointer: "/dangers")
            }
            let dangers = more.sorted()
            let note = try Texts.required(note, "note")
            return [Act(ThreatAlertDangerNoted(dangers: dangers), on: id, sealed: ["note": note])]
        case .agree(let text, let role, let person): return try agreed(text, role, by: person)
        case .redirect(let facts, let choice):
            try requireOpen()
            guard facts.office != office else { return [] }
            return [Act(facts, on: id, sealed: ["choice": try Texts.required(choice, "choice")])]
        case .drop(let reason):
            if state == .dropped { return [] }
            try requireOpen()
            return [Act(ThreatAlertDropped(), on: id, sealed: ["reason": try Texts.required(reason, "reason")])]
        case .withhold(let hindrance, let isNight):
            try requireReady(byNight: isNight)
            let isKnown = state == .withheld && withheldFor == hindrance
            return isKnown ? [] : [Act(ThreatAlertWithheld(hindrance: hindrance), on: id)]
        case .send(let facts, let isNight):
            try requireReady(byNight: isNight)
            guard !isBarredByDanger else {
                throw Refusal(
                    .conflict,
                    "danger-not-agreed",
                    "A danger was noted; counsel and an independent adviser both have to agree in writing before this goes out."
                )
            }
            return [Act(facts, on: id)]
        case .noteReceived: return state == .sent && receivedAt == nil ? [Act(ThreatAlertReceived(), on: id)] : []
        case .noteCall(let note, let isReached): return [try telephoned(note, isReached: isReached)]
        case .noteAcknowledged: return state == .sent ? [Act(ThreatAlertAcknowledged(), on: id)] : []
        case .noteOutcome(let outcome):
            return state == .sent || state == .acknowledged ? [Act(ThreatAlertClosed(outcome: outcome), on: id)] : []
        case .tick(let isDelivered, let refusedFor):
            return overdue(isDelivered: isDelivered, refusedFor: refusedFor, now: now)
        }
    }

    private func approved(by person: ID<Person>, isNight: Bool) throws(Refusal) -> Act {
        guard state != .dropped else { throw Self.takenBack }
        guard office != nil else { throw Self.withoutOffice }
        guard person != raisedBy else {
            throw Refusal(
                .conflict,
                "other-person-needed",
                "Whoever raised it does not approve it; ask a colleague."
            )
        }
        guard !agreements.contains(where: { $0.by == person }) else {
            throw Refusal(
                .conflict,
                "other-person-needed",
                "Whoever agreed to the danger does not approve it as well; ask a colleague."
            )
        }
        guard !approvals.contains(where: { $0.by == person }), approvals.count < Self.approvalsNeeded else {
            throw Refusal(
                .conflict,
                "already-approved",
                "You approved this already, or two people did; nobody approves twice."
            )
        }
        // What is out already is confirmed, be it by night or by day.
        return Act(ThreatAlertApproved(person: person, isNight: isNight && State.open.contains(state)), on: id)
    }

    private func agreed(_ text: String, _ role: Role, by person: ID<Person>) throws(Refusal) -> [Act] {
        try requireOpen()
        guard !dangers.isEmpty else {
            throw Refusal(.conflict, "no-danger-noted", "No danger was noted that anybody could agree about.")
        }
        guard role == .counsel || role == .adviser else {
            throw Refusal(.forbidden, "role-not-allowed", "Only counsel and the independent adviser agree to this.")
        }
        // Design rule 15: whoever wants it sent does not judge what threatens, and nobody judges it twice.
        guard person != raisedBy, person != chosenBy, !approvals.contains(where: { $0.by == person }),
            !agreements.contains(where: { $0.by == person && $0.role != role })
        else {
            throw Refusal(
                .conflict,
                "other-person-needed",
                "Who raised, directed or approved this does not agree to its danger, and nobody does in two roles."
            )
        }
        let text = try Texts.required(text, "agreement")
        guard !agreements.contains(where: { $0.role == role }) else { return [] }
        return [Act(ThreatAlertAgreed(person: person, role: role), on: id, sealed: ["agreement": text])]
    }

    private func telephoned(_ note: String, isReached: Bool) throws(Refusal) -> Act {
        guard takesCalls else {
            throw Refusal(.conflict, "threat-not-sent", "This was not sent; nobody is called about it yet.")
        }
        // A line that was busy often does not keep anybody from noting that somebody answered at last.
        guard callsAtPositions.count < Self.callsMax || (isReached && reachedAt == nil) else {
            throw Refusal(.conflict, "too-many-calls", "At most \(Self.callsMax) calls are noted.")
        }
        let facts = ThreatAlertTelephoned(isReached: isReached)
        return Act(facts, on: id, sealed: ["note": try Texts.required(note, "note")])
    }

    private func overdue(isDelivered: Bool, refusedFor: String?, now: Timestamp) -> [Act] {
        var acts: [Act] = []
        if state == .sent, receivedAt == nil, let sentAt {
            let isNewRefusal = refusedFor != nil && self.refusedFor == nil
            let isLate = !isDelivered && undeliveredAt == nil && now >= sentAt + Self.deliveryTimeMax
            if isNewRefusal || isLate { acts.append(Act(ThreatAlertUndelivered(code: refusedFor), on: id)) }
        }
        if confirmationMissedAt == nil, let due = confirmationDueAt, now >= due {
            acts.append(Act(ThreatAlertConfirmationMissed(), on: id))
        }
        return acts
    }

    private func requireOpen() throws(Refusal) {
        guard state != .dropped else { throw Self.takenBack }
        guard State.open.contains(state) else {
            throw Refusal(
                .conflict,
                "threat-sent",
                "This was sent already; telephone the authority about what has changed."
            )
        }
    }

    private func requireReady(byNight isNight: Bool) throws(Refusal) {
        try requireOpen()
        guard isApproved(byNight: isNight) else {
            throw Self.notApproved
        }
    }

    /// What is answered where it needs another approval.
    public static let notApproved = Refusal(
        .conflict,
        "not-approved",
        "Two people have to approve this first; by night, one."
    )

    /// What is answered while there is no office that it could go to.
    public static let withoutOffice = Refusal(
        .conflict,
        "threat-without-office",
        "There is no office yet that this could go to; once the register has one of the country, name it."
    )

    private static let takenBack = Refusal(.conflict, "threat-dropped", "This was taken back; raise another.")
}
