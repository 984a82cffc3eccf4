import Cooperation
import Services
import Store
import Testing

extension SmallWorld {
    /// Exchanges that are followed, each with a bank and a signal about which a word of this node is on its way.
    mutating func makeExchanges() async throws {
        for number in 0..<count {
            let author = platform.administrator.author
            let proposal = proposal(number)
            let place = try await platform.store.write { transaction in
                let exchange: ID<Exchange> = transaction.newID()
                let member: ID<Organisation> = transaction.newID()
                let (bank, signal): (ID<Bank>, ID<Signal>) = (transaction.newID(), transaction.newID())
                var position: Int64 = 0
                func follow(_ command: ExchangeCommand) throws {
                    let state = try transaction.load(Exchange.self, exchange)
                    for act in try Exchange.decide(state, command, id: exchange) {
                        try transaction.append(act, by: author)
                    }
                }
                func receive(_ acts: [Act]) throws {
                    for act in acts {
                        let event = EventReceived.Inner(
                            type: act.type,
                            version: act.version,
                            subject: act.subject,
                            time: transaction.now,
                            organisation: member,
                            actor: member.identifier,
                            facts: act.facts
                        )
                        let hash = String(repeating: "0", count: 64)
                        let received = EventReceived(position: position, leafHash: hash, event: event)
                        try follow(.receive(received, sealed: act.sealed))
                        position += 1
                    }
                }
                try follow(.follow(member: member, verifierKey: "TEST", address: "https://exchange.example"))
                try receive(
                    Organisation.decide(
                        nil,
                        .register(kind: .platform, name: "TEST member", interests: nil, ownsNode: false),
                        id: member
                    )
                )
                let owner = try #require(try transaction.load(Organisation.self, member))
                let open = try BankCommand.open(
                    name: "TEST bank there",
                    owner: owner,
                    agreement: nil,
                    settings: BankSettings(),
                    verifier: nil
                )
                try receive(try Bank.decide(nil, open, id: bank, actor: member, now: transaction.now))
                let there = try #require(try transaction.load(Bank.self, bank))
                let context = SignalContext(
                    organisation: owner,
                    person: ID(member.identifier),
                    proposer: owner,
                    bank: there,
                    agreement: nil,
                    now: transaction.now
                )
                try receive(Signal.decide(nil, .propose(proposal), id: signal, context: context))
                return (exchange, signal)
            }
            subjects["exchanges"] = place.0.identifier
            subjects["signals there"] = place.1.identifier
            _ = try await node.giveOpinion(
                .negative,
                of: place.1,
                reason: "TEST doubt",
                dispatch: nil,
                by: try caller(.giveOpinions)
            )
        }
    }
}
