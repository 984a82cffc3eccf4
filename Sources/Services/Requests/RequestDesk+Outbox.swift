import CanonicalJSON
import Cooperation
import Statements

extension RequestDesk {
    /// Puts a signed request on its way to the exchange that keeps the officer's register.
    ///
    /// What the exchange would refuse by the register as it is known here is refused before it goes; the exchange's own word
    /// counts, and its receipt starts the clock.
    ///
    /// - Throws: `Refusal`: what signatures and mandates refuse; `StoreError`.
    func hand(
        _ verified: VerifiedRequest,
        to exchange: ID<Exchange>,
        in transaction: any StoreTransaction,
        by caller: Caller
    ) throws {
        let (statement, document) = (verified.statement, verified.document)
        let signers = try transaction.signers(of: statement, document)
        let instrument = try transaction.requiredInstrument(document.instrument, for: document.kind, keptBy: exchange)
        try signers.requireMandate(of: statement, document, instrument, at: transaction.now)
        let command = DispatchCommand.queue(
            exchange: exchange,
            message: .filing(document.id),
            person: secrets.opaquePerson(try caller.requiredPerson(), for: exchange),
            text: String(decoding: statement.bytes, as: UTF8.self)
        )
        let id: ID<Dispatch> = transaction.newID()
        for act in try Dispatch.decide(nil, command, id: id) { try transaction.append(act, by: caller.author) }
    }

    /// The texts of an event of the exchange as they are kept here: an item of this authority's own request is found again by
    /// this node's own keyed hash of it.
    func kept(
        _ sealed: [String: String],
        of event: EventReceived.Inner,
        as member: ID<Organisation>
    ) -> [String: String] {
        guard event.type == RequestItemFiled.type, event.organisation == member, let address = sealed["address"] else {
            return sealed
        }
        var kept = sealed
        kept[SealedKey.itemKey.rawValue] = secrets.itemKey(of: ItemAddress(address).text)
        return kept
    }
}
