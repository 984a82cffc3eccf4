import Cooperation
import TransparencyLog

/// Which events, and which of their fields, an organisation may read: its slice of the journal.
struct EventVisibility {
    /// How an event is open to a reader.
    enum Answer: Hashable {
        /// It does not exist for the reader.
        case hidden
        /// Everything but these sealed parts is shown.
        case shown(without: Set<String>)
        /// It belongs to an agreement: shown to those who had joined when it was recorded, and to later ones after they
        /// joined.
        case shared(ID<Agreement>, without: Set<String>)
    }

    /// Handed to one person at a time, and never along with the event.
    private static let neverShown: Set<String> = ["link"]

    let reading: any StoreReading
    let caller: Caller

    /// What the caller may read of an event.
    func answer(_ event: JournalEvent) throws -> Answer {
        if caller.organisation.ownsNode, !caller.isOnExchange {
            return event.type == ExchangeFollowed.type ? .shown(without: ["address"]) : .shown(without: [])
        }
        switch event.type.prefix(while: { $0 != "." }) {
        case Organisation.name[...]: return .shown(without: [])
        case Person.name[...], Key.name[...]:
            let isOwn = event.organisation == caller.organisation.id
            let mayKeep = caller.role == .administrator || caller.role == .auditor
            return isOwn && mayKeep ? .shown(without: []) : .hidden
        case Agreement.name[...]:
            guard let agreement = try reading.load(Agreement.self, ID(event.subject)),
                try reading.isVisible(agreement, to: caller)
            else { return .hidden }
            return .shown(without: [])
        case Bank.name[...]:
            return try reading.load(Bank.self, ID(event.subject)).map { bank in
                open(agreement: bank.agreement, owner: bank.owner, without: [])
            } ?? .hidden
        case Signal.name[...]: return try signal(event)
        case Submission.name[...]:
            if caller.organisation.kind.curatesSignals { return .shown(without: []) }
            return try isOwnSubmission(event) ? .shown(without: []) : .hidden
        default: return .hidden
        }
    }

    private func signal(_ event: JournalEvent) throws -> Answer {
        guard caller.organisation.kind.curatesSignals, let signal = try reading.load(Signal.self, ID(event.subject)),
            let bank = try reading.load(Bank.self, signal.bank)
        else { return .hidden }
        if event.type == SignalViewed.type {
            // Who opened whose link concerns those two.
            let isParty = caller.organisation.id == signal.proposer || caller.organisation.id == event.organisation
            guard isParty else { return .hidden }
        }
        return open(agreement: bank.agreement, owner: bank.owner, without: Self.neverShown)
    }

    private func open(agreement: ID<Agreement>?, owner: ID<Organisation>, without: Set<String>) -> Answer {
        guard caller.organisation.kind.curatesSignals else { return .hidden }
        if let agreement { return .shared(agreement, without: without) }
        return owner == caller.organisation.id ? .shown(without: without) : .hidden
    }

    private func isOwnSubmission(_ event: JournalEvent) throws -> Bool {
        try reading.load(Submission.self, ID(event.subject))?.authority == caller.organisation.id
    }
}
