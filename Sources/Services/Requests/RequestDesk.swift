import CanonicalJSON
import Cooperation
import Statements

/// Where requests are filed: verifies who signed, records them, and starts their clocks, all in the caller's transaction.
struct RequestDesk: Sendable {
    /// How old a signed request may be when it arrives.
    static let ageMax = Seconds.days(14)
    /// How far the clocks of two machines may differ.
    static let aheadMax = Seconds.minutes(5)
    /// Within which time the same target asked of others counts.
    private static let elsewhereTime = Seconds.days(7)
    /// How many earlier requests about one item are looked at for that, newest first.
    private static let elsewhereMax = 100

    let organisation: ID<Organisation>
    let isExchange: Bool
    let secrets: NodeSecrets
    let calendar: any CivilCalendar
    /// How many requests an authority may file within an hour.
    let requestsPerHourMax: Int
    /// The domains of mailboxes that anybody may have.
    let sharedMailDomains: Set<String>
    /// How many requests the authority that files may file within a day.
    var dailyLimit = DailyLimit.none

    /// Files all requests of a draft: here, or where the officer's register is kept.
    func file(
        _ requests: [VerifiedRequest],
        of draft: ID<RequestDraft>,
        supervisor: ID<Officer>?,
        in transaction: any StoreTransaction,
        by caller: Caller
    ) throws {
        let state = try transaction.load(RequestDraft.self, draft)
        let officer = try state.flatMap { try transaction.load(Officer.self, $0.writing.officer) }
        for request in requests {
            if let exchange = officer?.origin?.exchange {
                try hand(request, to: exchange, in: transaction, by: caller)
            } else {
                try file(request, in: transaction, by: caller.author)
            }
        }
        for act in try RequestDraft.decide(state, .file(supervisor: supervisor), id: draft) {
            try transaction.append(act, by: caller.author)
        }
    }

    /// Files one signed request.
    ///
    /// - Parameters:
    ///   - verified: the request, read and verified; whether its signers may ask for this now is looked at here.
    ///   - transaction: the transaction.
    ///   - author: who hands it in; `nil` where it speaks for itself, and the officer does.
    /// - Returns: the request's id.
    /// - Throws: `Refusal`: what mandates refuse; `StoreError`.
    @discardableResult
    func file(
        _ verified: VerifiedRequest,
        in transaction: any StoreTransaction,
        by author: Author?
    ) throws -> ID<Request> {
        let now = transaction.now
        let (statement, document) = (verified.statement, verified.document)
        guard try transaction.load(Request.self, document.id) == nil else {
            throw Refusal(.conflict, "already-filed", "This request was filed already; write a new one to ask again.")
        }
        guard document.issuedAt <= now + Self.aheadMax, document.issuedAt >= now - Self.ageMax else {
            throw Refusal(
                .invalid,
                "issued-too-long-ago",
                "The request was written more than 14 days ago or in the future; write it anew.",
                pointer: "/issuedAt"
            )
        }
        try requireAddressee(of: document, in: transaction)
        let signers = try transaction.signers(of: statement, document)
        try requireRate(of: document, in: transaction)
        try requirePlanned(document, in: transaction)
        let author =
            author ?? Author(organisation: document.authority, actor: signers.officer.officer.person.identifier)
        var turnedAway: String?
        var due: Timestamp?
        let instrument = try transaction.requiredInstrument(document.instrument, for: document.kind)
        do throws(Refusal) {
            try signers.requireMandate(of: statement, document, instrument, at: now)
        } catch {
            // Whatever else is wrong is for the officer to mend; this is for the public to count.
            guard error.code == "standing-insufficient" || error.code == "instrument-not-accepted" else { throw error }
            turnedAway = error.code
        }
        if turnedAway == nil, document.isEverThrottled {
            try requireNotThrottled(document.authority, in: transaction)
        }
        let keys = verified.itemKeys
        let guest = guestKey(of: document)
        var wait: Timestamp?
        if turnedAway == nil, document.kind != .weakenEncryption, let instrument {
            try requireStayUp(document, instrument, keys, guest, in: transaction)
            let (terms, office) = (instrument.terms, signers.officer.office)
            if let code = terms.firstContactClock, try hasToWait(document, guest, in: transaction) {
                wait = try startClock(code, .firstContact, document, office, in: transaction, by: author)
            } else if let code = terms.clock {
                due = try startClock(code, .request, document, office, in: transaction, by: author)
            }
        }
        let filing = RequestFiling(
            facts: RequestFiled(document, supervisor: signers.supervisor?.officer.id),
            items: document.items,
            itemKeys: keys,
            sealed: [
                "document": String(decoding: statement.bytes, as: UTF8.self), SealedKey.partyKey.rawValue: guest,
            ],
            turnedAwayFor: turnedAway,
            dueAt: due,
            sameTargetElsewhere: document.kind.asksData
                ? try isAskedElsewhere(keys, of: document, in: transaction) : false,
            waitsUntil: wait
        )
        for act in try Request.decide(nil, .file(filing), id: document.id, now: now) {
            try transaction.append(act, by: author)
        }
        let request = try transaction.existingRequest(document.id)
        if !isExchange, document.addressee.member == organisation, request.isWaiting {
            try openAssessment(of: request, in: transaction)
        }
        return document.id
    }

    /// Fails where the members' thresholds slow the authority down and it filed enough today.
    private func requireNotThrottled(_ authority: ID<Organisation>, in transaction: any StoreTransaction) throws {
        if dailyLimit == .none { return }
        let today = try transaction.requestsOfDay(by: authority, now: transaction.now)
        switch dailyLimit {
        case .none: return
        case .notBelow(let count):
            if today >= count { throw DailyLimit.Unknown() }
        case .atMost(let count):
            guard today < count else { throw Self.throttled(count) }
        }
    }

    private static func throttled(_ count: Int) -> Refusal {
        Refusal(
            .limitReached,
            "authority-throttled",
            "For the quality of your requests of the last 180 days you may file \(count) requests a day."
        )
    }

    private func requireAddressee(of document: RequestDocument, in transaction: any StoreTransaction) throws {
        guard let member = document.addressee.member else {
            // Under its id a member would seem to have answered what a link's holder says.
            let known = try transaction.load(Organisation.self, ID<Organisation>(document.addressee.id))
            guard known == nil, document.addressee.id != organisation.identifier else {
                throw Refusal(
                    .invalid,
                    "guest-id-taken",
                    "This is the id of a member, which is asked as a member; choose a new id for a guest.",
                    pointer: "/addressee/id"
                )
            }
            return
        }
        guard isExchange || member == organisation else {
            throw Refusal(
                .invalid,
                "addressee-unknown",
                "On this node only its own organisation can be asked.",
                pointer: "/addressee"
            )
        }
        guard member != organisation || !isExchange else {
            throw Refusal(.invalid, "addressee-unknown", "An exchange is asked nothing.", pointer: "/addressee")
        }
        if member != organisation { try transaction.requireAddressee(member, pointer: "/addressee") }
    }

    /// Fails where the authority filed as much within an hour as it may.
    ///
    /// Practice, emergencies and everything else count each by themselves: none of them keeps another one out. Of emergencies
    /// it files fewer, since each of them wakes people up.
    private func requireRate(of document: RequestDocument, in transaction: any StoreTransaction) throws {
        func filed(_ conditions: [AggregateQuery<Request>.Condition]) throws -> Int {
            Int(
                try transaction.count(
                    AggregateQuery<Request>(
                        [
                            .equals(.authority, .text(document.authority.description)),
                            .isGreater(.receivedAt, (transaction.now - .hours(1)).microseconds),
                        ] + conditions
                    )
                )
            )
        }
        let emergency = AggregateQuery<Request>.Condition.equals(
            .kind,
            .text(RequestKind.emergencyDisclosure.rawValue)
        )
        let (lane, most): (Int, Int)
        if document.isExercise {
            (lane, most) = (try filed([.equals(.isExercise, .integer(1))]), requestsPerHourMax)
        } else if document.kind == .emergencyDisclosure {
            (lane, most) = (try filed([.isNull(.isExercise), emergency]), emergenciesPerHourMax)
        } else {
            let real = try filed([.isNull(.isExercise)])
            (lane, most) = (real - (try filed([.isNull(.isExercise), emergency])), requestsPerHourMax)
        }
        guard lane < most else {
            throw Refusal(
                .limitReached,
                "too-many-requests-filed",
                document.kind == .emergencyDisclosure && !document.isExercise
                    ? "Your authority filed \(most) emergency requests within an hour; call the platform for this one."
                    : "Your authority filed \(most) requests within an hour; file this one later."
            )
        }
    }

    /// In a night of attacks one authority asks many platforms: never fewer than what the default gives, unless it may file
    /// fewer of anything.
    private var emergenciesPerHourMax: Int { min(requestsPerHourMax, max(100, requestsPerHourMax / 10)) }

    private func startClock(
        _ code: String,
        _ kind: Clock.SubjectKind,
        _ document: RequestDocument,
        _ office: Office,
        in transaction: any StoreTransaction,
        by author: Author
    ) throws -> Timestamp {
        guard let code = ClockCode(code), let zone = ZoneName(office.zone) else {
            throw Refusal(
                .conflict,
                "clock-rule-missing",
                "The instrument's clock or the office's time zone is not one; mend the register."
            )
        }
        return try transaction.startClock(
            code,
            ClockStart(
                about: document.id.identifier,
                kind,
                owner: document.addressee.member ?? organisation,
                startedAt: transaction.now,
                authorityZone: zone,
                isExercise: document.isExercise
            ),
            calendar: calendar,
            by: author
        ).deadline
    }

    /// Whether the same target was asked of somebody else lately: nothing of the other request is told.
    private func isAskedElsewhere(
        _ keys: [String],
        of document: RequestDocument,
        in transaction: any StoreTransaction
    ) throws -> Bool {
        let found = try transaction.subjects(.itemKey, equalToAnyOf: keys, limit: Self.elsewhereMax)
        let others = try transaction.load(
            Request.self,
            ids: Array(Set(found.values.joined())).map { ID<Request>($0) }
        )
        return others.values.contains { other in
            other.filing.isExercise == document.isExercise && other.filing.kind.asksData
                && other.filing.addressee != document.addressee && other.state != .turnedAway
                && other.receivedAt.map { $0 >= transaction.now - Self.elsewhereTime } ?? false
        }
    }

    /// Notes that no clock of a request is needed any more that waits for its answer.
    ///
    /// What was asked to stay up stays up for its time, unless that was taken back or refused; who may be asked against it may be
    /// asked until it is taken back.
    func endClocks(of request: Request, isRefused: Bool? = nil, in transaction: any StoreTransaction) throws {
        let isWithdrawn = request.state == .withdrawn
        let isOver = isWithdrawn || isRefused ?? request.isRefused
        var kinds: Set<Clock.SubjectKind> = [.request, .firstContact]
        if isOver { kinds.insert(.stayUp) }
        if isWithdrawn { kinds.insert(.redress) }
        try end(
            kinds,
            of: request,
            isWithdrawn ? .withdrawn : .answered,
            in: transaction,
            by: .node(of: organisation)
        )
    }
}

extension RequestDocument {
    /// Whether it waits where the members' thresholds slow its authority down.
    ///
    /// Practice counts for nothing, and is slowed down by nothing; nor is a life in danger.
    var isEverThrottled: Bool { !isExercise && kind != .emergencyDisclosure }
}
