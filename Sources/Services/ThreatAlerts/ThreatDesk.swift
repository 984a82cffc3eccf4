import CanonicalJSON
import Cooperation
import Crypto
import Statements
import TransparencyLog

/// Lets threat alerts go out, and follows what comes of them, all in the caller's transaction.
struct ThreatDesk: Sendable {
    /// To how many keys of an office an alert is encrypted at most.
    private static let keysMax = 16

    let organisation: ID<Organisation>
    let secrets: NodeSecrets
    let calendar: any CivilCalendar
    /// The hours in which one approval is enough.
    let nightHours: NightHours

    /// Whether one approval is enough at a moment.
    func isNight(_ moment: Timestamp) -> Bool { nightHours.contains(moment, calendar: calendar) }

    /// Starts the clock that runs from the flag on; a registry without its rule holds up no alert.
    func startClock(of alert: ThreatAlert, in transaction: any StoreTransaction, by author: Author) throws {
        guard let code = ClockCode(ThreatAlert.clockCode), try transaction.clockRule(inForce: code) != nil else {
            return
        }
        _ = try transaction.startClock(
            code,
            ClockStart(
                about: alert.id.identifier,
                .threatAlert,
                owner: organisation,
                startedAt: transaction.now,
                authorityZone: .utc,
                isExercise: alert.raising.isExercise
            ),
            calendar: calendar,
            by: author
        )
    }

    /// Notes that nobody waits for an alert any more.
    func endClock(of alert: ID<ThreatAlert>, _ ending: Clock.Ending, in transaction: any StoreTransaction) throws {
        for clock in try transaction.clocks(about: alert.identifier) where Clock.State.open.contains(clock.state) {
            try transaction.endClock(clock.id, ending, calendar: calendar, by: .node(of: organisation))
        }
    }

    /// Lets an alert go out that enough people approved; where no authority may safely receive it, notes why it does not.
    func release(_ id: ID<ThreatAlert>, in transaction: any StoreTransaction, by caller: Caller) throws {
        let isNight = isNight(transaction.now)
        guard let alert = try transaction.load(ThreatAlert.self, id), alert.isReady(byNight: isNight) else { return }
        let office = try alert.office.flatMap { try transaction.load(Office.self, $0) }
        let authority = try alert.authority.flatMap { try transaction.load(Organisation.self, $0) }
        guard let office else {
            try transaction.command(.withhold(.officeRevoked, isNight: isNight), on: id, by: caller.author)
            return
        }
        let danger: ThreatHindrance? = alert.isBarredByDanger ? .danger : nil
        if let hindrance = ThreatHindrance.of(office, authority) ?? danger {
            try transaction.command(.withhold(hindrance, isNight: isNight), on: id, by: caller.author)
        } else {
            try send(alert, to: office, in: transaction, by: caller)
        }
    }

    private func send(
        _ alert: ThreatAlert,
        to office: Office,
        in transaction: any StoreTransaction,
        by caller: Caller
    ) throws {
        let exchange = office.origin?.exchange
        let followed = try exchange.flatMap { try transaction.load(Exchange.self, $0) }
        let notice = ID<ThreatNotice>(alert.id.identifier)
        let text = try transaction.view(alert, assessing: caller)
        let document = ThreatDocument(
            id: notice,
            sender: followed?.member ?? organisation,
            office: office.id,
            country: alert.country,
            level: alert.raising.level,
            seenAt: alert.raising.seenAt,
            flaggedAt: alert.raisedAt,
            isExercise: alert.raising.isExercise,
            what: text.what ?? "",
            why: text.why ?? "",
            identifiers: text.identifiers
        )
        let statement = try document.signed(with: secrets.answerKey(), at: transaction.now)
        let keys = try transaction.encryptionKeys(of: office, limit: Self.keysMax)
        let words = try Self.words(statement, sealedTo: keys, named: alert.id)
        let envelope = ThreatEnvelope(
            office: office.id,
            level: alert.raising.level,
            seenAt: alert.raising.seenAt,
            flaggedAt: alert.raisedAt,
            dueAt: text.clock?.deadline ?? alert.raisedAt + .minutes(15),
            isExercise: alert.raising.isExercise,
            isSealed: !keys.isEmpty,
            sha256: Hexadecimal.encode(SHA256.hash(data: Array(words.utf8)))
        )
        var dispatch: ID<Dispatch>?
        if let exchange, let person = caller.person {
            let outcome = try transaction.send(
                .threat(notice, envelope),
                text: words,
                to: exchange,
                person: person,
                secrets: secrets,
                isExercise: alert.raising.isExercise,
                by: caller.author
            )
            if case .dispatched(let id) = outcome { dispatch = id }
        }
        let sent = ThreatAlertSent(
            exchange: exchange,
            dispatch: dispatch,
            sha256: envelope.sha256,
            isSealed: envelope.isSealed
        )
        try transaction.command(.send(sent, isNight: isNight(transaction.now)), on: alert.id, by: caller.author)
        guard exchange == nil else { return }
        // The authority reads it on this very node.
        try take(notice, envelope, words, from: organisation, dispatch: nil, in: transaction)
        try follow(ThreatNoticeReceived.type, notice.identifier, of: nil, in: transaction)
    }

    /// The statement as it travels: encrypted where the authority has a key.
    private static func words(
        _ statement: SignedStatement,
        sealedTo keys: [EncryptionPublicKey],
        named id: ID<ThreatAlert>
    ) throws(Refusal) -> String {
        guard !keys.isEmpty else { return String(decoding: statement.bytes, as: UTF8.self) }
        do throws(SealedFileProblem) {
            return Base64.encode(try SealedFile.seal(statement.bytes, name: "threat-alert-\(id).json", to: keys))
        } catch {
            throw Refusal(.invalid, "encryption-key-wrong", "The alert can't be encrypted: \(error.message)")
        }
    }

    /// Takes an alert in for the one authority that it is for.
    ///
    /// - Throws: `Refusal` `recipient-not-safe`, `signature-wrong`, `already-received`.
    func take(
        _ id: ID<ThreatNotice>,
        _ envelope: ThreatEnvelope,
        _ text: String,
        from sender: ID<Organisation>,
        dispatch: ID<Dispatch>?,
        in transaction: any StoreTransaction
    ) throws {
        let office = try transaction.load(Office.self, envelope.office)
        let authority = try office.flatMap { try transaction.load(Organisation.self, $0.authority) }
        guard let office, ThreatHindrance.of(office, authority) == nil else {
            throw Refusal(
                .conflict,
                "recipient-not-safe",
                "No authority may receive this at this office now; telephone, and name another.",
                pointer: "/office"
            )
        }
        guard envelope.sha256 == Hexadecimal.encode(SHA256.hash(data: Array(text.utf8))) else {
            throw Refusal(.invalid, "signature-wrong", "The text is not the one that the envelope names.")
        }
        if !envelope.isSealed {
            let document = try ThreatDocument(signed: text)
            guard document.id == id, document.sender == sender, document.office == envelope.office,
                document.level == envelope.level, document.isExercise == envelope.isExercise,
                document.flaggedAt == envelope.flaggedAt
            else { throw Refusal(.invalid, "signature-wrong", "What was signed is not what the envelope says.") }
        }
        let facts = ThreatNoticeReceived(
            envelope: envelope,
            authority: office.authority,
            country: office.country,
            dispatch: dispatch
        )
        let state = try transaction.load(ThreatNotice.self, id)
        // Who of the sender's people approved it is not for the authority to know.
        for act in try ThreatNotice.decide(state, .receive(facts, text: text), id: id) {
            try transaction.append(act, by: .node(of: sender))
        }
    }

    /// Reaches this organisation's own people, where an alert came for it from an exchange and its roster names somebody.
    ///
    /// Where it reads its alerts on another's node, the sender's duty officer telephones instead: that node's people are not
    /// to learn of it.
    func announce(_ type: String, _ subject: Identifier, in transaction: any StoreTransaction) throws {
        guard type == ThreatNoticeReceived.type,
            let notice = try transaction.load(ThreatNotice.self, ID(subject)), notice.state == .open,
            try transaction.ownIDs(of: organisation).contains(notice.authority),
            try transaction.load(Roster.self, Roster.id(of: organisation))?.manningPosition != nil
        else { return }
        try transaction.alert(
            .threatReceived,
            subject,
            role: .dutyOfficer,
            isExercise: notice.isExercise,
            by: .node(of: organisation)
        )
    }

    /// Does what follows at the sender from what happened to the notice.
    ///
    /// - Parameters:
    ///   - type: the type of the event that happened to it.
    ///   - subject: its id.
    ///   - exchange: the exchange that says so; `nil` for this node.
    ///   - transaction: the transaction.
    /// - Throws: `StoreError`.
    func follow(
        _ type: String,
        _ subject: Identifier,
        of exchange: ID<Exchange>?,
        in transaction: any StoreTransaction
    ) throws {
        let id = ID<ThreatAlert>(subject)
        guard type.hasPrefix(ThreatNotice.name + "."), let alert = try transaction.load(ThreatAlert.self, id),
            alert.exchange == exchange, let notice = try transaction.load(ThreatNotice.self, ID(subject))
        else { return }
        let author = Author.node(of: organisation)
        switch type {
        case ThreatNoticeReceived.type: try transaction.command(.noteReceived, on: id, by: author)
        case ThreatNoticeAcknowledged.type: try transaction.command(.noteAcknowledged, on: id, by: author)
        case ThreatNoticeClosed.type:
            guard let outcome = notice.outcome else { return }
            try transaction.command(.noteOutcome(outcome), on: id, by: author)
        default: return
        }
        if type != ThreatNoticeReceived.type { try endClock(of: id, .answered, in: transaction) }
    }
}

extension StoreTransaction {
    /// Carries a command out.
    ///
    /// - Returns: how many acts followed.
    @discardableResult
    func command(_ command: ThreatAlertCommand, on id: ID<ThreatAlert>, by author: Author) throws -> Int {
        let acts = try ThreatAlert.decide(load(ThreatAlert.self, id), command, id: id, now: now)
        for act in acts { try append(act, by: author) }
        return acts.count
    }
}

extension StoreReading {
    /// The keys to which an alert for an office, or data for it, is encrypted: those of its officers that are vouched for.
    func encryptionKeys(of office: Office, limit: Int) throws -> [EncryptionPublicKey] {
        let officers = try find(
            AggregateQuery<Officer>(
                [.equals(.office, .text(office.id.description)), .equals(.left, .integer(0))],
                limit: 200
            )
        )
        let found = officers.filter { $0.vouchings.standing != nil }.flatMap { officer in
            officer.keys.filter { $0.kind == .encryption && $0.revokedAt == nil && $0.vouchings.standing != nil }
        }
        // A key that is none was not made by this program; the alert is too urgent to fail on it.
        let keys = found.compactMap { key in key.publicKey.flatMap { try? EncryptionPublicKey("x25519:" + $0) } }
        var kept: [EncryptionPublicKey] = []
        for key in keys where !kept.contains(key) && kept.count < limit { kept.append(key) }
        return kept
    }
}
