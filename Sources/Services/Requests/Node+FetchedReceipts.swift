import CanonicalJSON
import Cooperation
import TransparencyLog

extension Node {
    /// Fetches the receipt of a request from the exchange that keeps it, and believes it only where it is intact, signed by
    /// the exchange's log, about that request, shows its reader no more than they may see, and says nothing else than what
    /// this node received.
    ///
    /// - Throws: `ExchangeFailure`, `malformed` where what came is no such receipt; `Refusal` where the exchange says no;
    ///   `StoreError`.
    func fetchedReceipt(
        of id: ID<Request>,
        _ choice: RequestReceiptChoice,
        from exchange: Exchange
    ) async throws -> [UInt8] {
        let bytes = try await line(to: exchange).connection.receipt(of: id, choice)
        guard bytes.count <= ReceiptLimits.bytesMax else { throw Self.wrong("is longer than a receipt may be") }
        let receipt: Receipt
        do throws(ReceiptError) {
            receipt = try Receipt.parse(bytes)
        } catch {
            throw Self.wrong("is no intact receipt: \(error)")
        }
        guard receipt.signer.text == exchange.verifierKey else {
            throw Self.wrong("is signed by another key than that of its log")
        }
        let subject = JSONValue.string(id.description)
        guard receipt.events.first?.event.value(of: .type)?.stringValue == RequestFiled.type,
            receipt.events.allSatisfy({ $0.event.value(of: .subject) == subject && Self.isOfRequest($0.event) })
        else { throw Self.wrong("is about something else") }
        guard choice.item == nil || receipt.events.contains(where: { Self.number(of: $0.event) == choice.item }) else {
            throw Self.wrong("is about another item")
        }
        // A copy for the person or for everybody must not tell what only the two parties may read.
        guard receipt.events.allSatisfy({ $0.event.shownFields.allSatisfy { choice.view.shows($0.name) } }) else {
            throw Self.wrong("shows more than this reader may see")
        }
        if let pinned = choice.pinned {
            guard receipt.checkpoint.size == pinned.size, receipt.witnesses.isEmpty != pinned.isCosigned else {
                throw Self.wrong("is made of another checkpoint")
            }
        }
        let leaves = try receipt.events.map { event in
            (index: event.index, leaf: MerkleTree.leafHash(of: try event.event.leafData()).hex)
        }
        let isReceived = try await store.read { reading in
            try leaves.allSatisfy { index, leaf in
                let origin = EventOrigin(exchange: exchange.id, position: index)
                guard let known = try reading.event(from: origin) else { return true }
                return try known.payload(EventReceived.self).leafHash == leaf
            }
        }
        guard isReceived else { throw Self.wrong("says something else than this node received") }
        return bytes
    }

    private static func isOfRequest(_ event: DisclosedEvent) -> Bool {
        event.value(of: .type)?.stringValue?.hasPrefix(Request.name + ".") == true
    }

    private static func number(of event: DisclosedEvent) -> Int? {
        event.shownFields.first { $0.name.factKey == "number" }?.value.integerValue.map(Int.init)
    }

    private static func wrong(_ what: String) -> ExchangeFailure {
        ExchangeFailure(.malformed, "The receipt that the exchange gave \(what).")
    }
}
