/// A bank was opened.
///
/// Sealed: `name`; for an external list `verifier`, `criteria` and `contact`.
public struct BankOpened: EventPayload {
    /// What happened.
    public static let type = "bank.opened"
    /// Who opened it.
    public let owner: ID<Organisation>
    /// Under which agreement it is shared.
    public let agreement: ID<Agreement>?
    /// How it matches.
    public let settings: BankSettings
    /// Whether a named body outside verified the list that it holds.
    public let isExternalList: Bool
}

/// A bank's settings were changed.
public struct BankSettingsChanged: EventPayload {
    /// What happened.
    public static let type = "bank.settingsChanged"
    /// How it matches from now on.
    public let settings: BankSettings
}

/// A platform switched acting by itself on or off for a bank, on its own node.
public struct BankEnforcementSwitched: EventPayload {
    /// What happened.
    public static let type = "bank.enforcementSwitched"
    /// On or off.
    public let isEnforced: Bool
}

/// A bank was closed.
public struct BankClosed: EventPayload {
    /// What happened.
    public static let type = "bank.closed"
}

/// Who verified a list that was imported, by which published criteria, and whom to tell of errors.
public struct ExternalVerifier: Sendable, Hashable {
    /// The body's name.
    public let name: String
    /// Where its criteria are published, or the criteria themselves.
    public let criteria: String
    /// Where objections go.
    public let contact: String

    /// Makes a verifier.
    ///
    /// - Throws: `Refusal` where one of the texts is missing or too long.
    public init(name: String, criteria: String, contact: String) throws(Refusal) {
        self.name = try Texts.required(name, "verifier", bytesMax: Organisation.nameBytesMax)
        self.criteria = try Texts.required(criteria, "criteria")
        self.contact = try Texts.required(contact, "contact", bytesMax: Organisation.nameBytesMax)
    }
}

/// What can be asked of a bank.
public enum BankCommand: Sendable {
    /// Open one.
    case open(
        name: String,
        owner: Organisation,
        agreement: Agreement?,
        settings: BankSettings,
        verifier: ExternalVerifier?
    )
    /// Change how it matches.
    case changeSettings(BankSettings)
    /// Switch acting by itself on or off, on this platform's node.
    case switchEnforcement(Bool)
    /// Close it.
    case close
}

extension Bank {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the bank; `nil` for one not opened.
    ///   - command: what is asked.
    ///   - id: its id, which opening takes on.
    ///   - actor: the organisation that asks.
    ///   - now: the time.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Bank?,
        _ command: BankCommand,
        id: ID<Bank>,
        actor: ID<Organisation>,
        now: Timestamp
    ) throws(Refusal) -> [Act] {
        switch (state, command) {
        case (nil, .open(let name, let owner, let agreement, let settings, let verifier)):
            let name = try Texts.required(name, "name", bytesMax: Organisation.nameBytesMax)
            guard owner.kind.curatesSignals else {
                throw Refusal(
                    .forbidden,
                    "kind-not-allowed",
                    "Only platforms and bodies of civil society keep banks."
                )
            }
            if let agreement {
                guard agreement.binds(owner.id, at: now) else {
                    throw Refusal(
                        .conflict,
                        "agreement-not-in-force",
                        "Accept the agreement first; it is in force once two parties did.",
                        pointer: "/agreement"
                    )
                }
                guard agreement.use == .block || !settings.allowsBlocking else {
                    throw Refusal(
                        .conflict,
                        "agreement-reviews-only",
                        "This agreement allows review only.",
                        pointer: "/allowsBlocking"
                    )
                }
            }
            return [
                Act(
                    BankOpened(
                        owner: owner.id,
                        agreement: agreement?.id,
                        settings: settings,
                        isExternalList: verifier != nil
                    ),
                    on: id,
                    sealed: [
                        "name": name, "verifier": verifier?.name, "criteria": verifier?.criteria,
                        "contact": verifier?.contact,
                    ]
                )
            ]
        case (_?, .open): throw Refusal(.conflict, "already-open", "A bank with this id was opened already.")
        case (nil, _): throw Refusal(.notFound, "not-found", "There is no such bank.")
        case (let bank?, .changeSettings(let settings)):
            try bank.requireOwner(actor)
            try bank.requireOpen()
            return bank.settings == settings ? [] : [Act(BankSettingsChanged(settings: settings), on: id)]
        case (let bank?, .switchEnforcement(let isOn)):
            try bank.requireOpen()
            return bank.isEnforced == isOn ? [] : [Act(BankEnforcementSwitched(isEnforced: isOn), on: id)]
        case (let bank?, .close):
            try bank.requireOwner(actor)
            return bank.isClosed ? [] : [Act(BankClosed(), on: id)]
        }
    }

    private func requireOwner(_ actor: ID<Organisation>) throws(Refusal) {
        guard origin == nil else {
            throw Refusal(.conflict, "kept-elsewhere", "This bank is kept by the exchange; change it there.")
        }
        guard actor == owner else {
            throw Refusal(.forbidden, "not-the-owner", "Only the organisation that opened this bank may do that.")
        }
    }

    private func requireOpen() throws(Refusal) {
        guard !isClosed else { throw Refusal(.conflict, "bank-closed", "This bank is closed.") }
    }

    /// The state after an event.
    public static func apply(_ state: Bank?, _ event: JournalEvent) throws(ReplayError) -> Bank {
        switch (state, event.type) {
        case (nil, BankOpened.type):
            let facts = try event.payload(BankOpened.self)
            return Bank(
                id: ID(event.subject),
                owner: facts.owner,
                agreement: facts.agreement,
                settings: facts.settings,
                isExternalList: facts.isExternalList,
                isEnforced: false,
                isClosed: false,
                namedAt: event.position,
                latestPosition: event.position,
                origin: event.origin
            )
        case (var bank?, BankSettingsChanged.type):
            bank.settings = try event.payload(BankSettingsChanged.self).settings
            bank.latestPosition = event.position
            return bank
        // Acting by itself is this node's own choice; no exchange switches it.
        case (var bank?, BankEnforcementSwitched.type) where event.origin == nil:
            bank.isEnforced = try event.payload(BankEnforcementSwitched.self).isEnforced
            return bank
        case (var bank?, BankClosed.type):
            _ = try event.payload(BankClosed.self)
            bank.isClosed = true
            bank.latestPosition = event.position
            return bank
        default: throw ReplayError.unexpected(event, after: state)
        }
    }
}
