import Cooperation
import Services

extension ConsoleRoutes {
    /// How near an exchange is; `nil` where this node takes it in by bundles only.
    func contact(with exchange: Exchange) -> FollowContact? {
        following().flatMap { $0.exchange == exchange.id ? $0 : nil }
    }

    /// How an exchange is, the worst first.
    func mark(_ exchange: Exchange, _ contact: FollowContact?, in texts: Catalogue) -> SheetView.Mark {
        if exchange.isStopped { return .init("bad", texts.text("exchanges.stopped")) }
        if let mark = lateness(contact, in: texts) { return mark }
        if exchange.alarm != nil { return .init("warn", texts.text("exchanges.lookedInto")) }
        return .init("good", texts.text("exchanges.well"))
    }

    /// Why nothing comes from an exchange for longer than following takes; `nil` while all comes.
    ///
    /// One that says nothing because nothing happened answers nevertheless, and is not marked.
    func lateness(_ contact: FollowContact?, in texts: Catalogue) -> SheetView.Mark? {
        guard let contact else { return nil }
        let name: String? =
            if contact.needsUpgrade {
                "upgrade"
            } else if contact.silence > FollowContact.patience {
                "silent"
            } else {
                contact.isLate ? "late" : nil
            }
        return name.map { .init("warn", texts.text("exchanges." + $0)) }
    }

    /// How many acts of an exchange's log are not here yet; of one that says nothing nobody knows what it recorded since.
    func lag(_ contact: FollowContact?, in texts: Catalogue) -> String {
        guard let contact, contact.silence <= FollowContact.patience, let events = contact.eventsBehind else {
            return texts.text("exchanges.notKnown")
        }
        return events == 0 ? texts.text("exchanges.upToDate") : texts.count("overview.lag", Int(events))
    }
}
