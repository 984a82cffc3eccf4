import Cooperation

/// The line to the exchange that keeps something.
struct ExchangeLine: Sendable {
    let exchange: ID<Exchange>
    let connection: any ExchangeConnection
}

extension Node {
    /// The line to the exchange that keeps a signal; `nil` for a signal that is kept here.
    ///
    /// - Throws: `Refusal` where there is no such signal for the caller, or an alarm stands about the exchange;
    ///   `ExchangeFailure` where it was not met yet.
    func line(toExchangeOf id: ID<Signal>, for caller: Caller) async throws -> ExchangeLine? {
        let organisation = caller.organisation.id
        let now = clock()
        let exchange = try await store.read { reading -> Exchange? in
            guard let signal = try reading.load(Signal.self, id),
                try reading.isVisible(signal, to: organisation, at: now, for: .readSignals)
            else { throw Refusal(.notFound, "not-found", "There is no such signal.") }
            return try signal.origin.flatMap { try reading.load(Exchange.self, $0.exchange) }
        }
        return try exchange.map(line)
    }

    /// The line to an exchange that is followed.
    ///
    /// - Throws: `Refusal` `alarm-stands`; `ExchangeFailure` where it was not met yet.
    func line(to exchange: Exchange) throws -> ExchangeLine {
        guard !exchange.isStopped else {
            throw Refusal(
                .conflict,
                "alarm-stands",
                "An alarm stands about the exchange that keeps this. An administrator has to look into it first."
            )
        }
        guard let connection = connections.connection(to: exchange.id) else {
            throw ExchangeFailure(.unreachable, "The exchange was not reached since this node started.")
        }
        return ExchangeLine(exchange: exchange.id, connection: connection)
    }
}

extension StoreReading {
    /// Whether a negative opinion of this node's own is on its way to the exchange that keeps a signal.
    func isDisputedHere(_ signal: Signal) throws -> Bool {
        try signal.origin != nil && !lookUp(Dispatch.self, Dispatch.disputeKey(of: signal.id), limit: 1).isEmpty
    }

    /// Those of some signals of which the same is true, in as many statements for a page of them as for one.
    func disputedHere(_ signals: [Signal]) throws -> Set<ID<Signal>> {
        let kept = signals.filter { $0.origin != nil }
        let found = try lookUp(
            Dispatch.self,
            scope: Dispatch.disputeScope,
            values: Set(kept.map { Dispatch.disputeKey(of: $0.id).value })
        )
        return Set(kept.map(\.id).filter { found[Dispatch.disputeKey(of: $0).value] != nil })
    }
}
