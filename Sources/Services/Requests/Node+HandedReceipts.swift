import CanonicalJSON
import Cooperation
import Crypto
import TransparencyLog

/// Where a receipt that was handed out is found again.
package struct HandedReceipt: Sendable, Hashable {
    /// The SHA-256 of the file, in lowercase hexadecimal.
    package let digest: String
    /// The path on this node under which whoever has the receipt finds the same file.
    package let path: String
}

extension Node {
    /// Where handed out receipts are found.
    package static let handedReceiptsPath = "/receipts"
    /// With what the words of a decision's receipt begin; those of a request's begin with its id.
    private static let decisionMark = "decision"

    /// Where this very file of a receipt is found again, without an account: what a printed code leads to.
    ///
    /// Nothing is kept for it. The path names the file's hash and what the file is made of, authenticated by this node's
    /// secret, so that it opens this one receipt and nothing else; and it opens it only as long as it is the same, not
    /// after a part of it was erased.
    ///
    /// - Parameters:
    ///   - bytes: the receipt, as this node made or fetched it for somebody who may have it.
    ///   - id: the request.
    ///   - view: for whom it was made.
    ///   - item: which item it is about; `nil` for all.
    /// - Returns: the path and the hash.
    /// - Throws: `ReceiptError` where it is none.
    package func handedReceipt(
        _ bytes: [UInt8],
        of id: ID<Request>,
        view: RequestReceiptView,
        item: Int?
    ) throws -> HandedReceipt {
        let receipt = try Receipt.parse(bytes)
        return handed(bytes, [id.description, view.rawValue, String(item ?? 0)] + Self.checkpointWords(of: receipt))
    }

    /// Where this very file of a decision's receipt is found again, as that of a request's is.
    ///
    /// - Parameters:
    ///   - file: the receipt, as this node made it.
    ///   - id: the decision.
    /// - Returns: the path and the hash.
    package func handedReceipt(_ file: DecisionPage.ReceiptFile, of id: ID<Decision>) -> HandedReceipt {
        let words = [Self.decisionMark, id.description, file.view.rawValue]
        return handed(file.bytes, words + Self.checkpointWords(of: file.receipt))
    }

    private func handed(_ bytes: [UInt8], _ parts: [String]) -> HandedReceipt {
        let digest = Self.digest(bytes)
        let words = parts.joined(separator: ".")
        let tag = secrets.cursorTag(Self.ticket(digest, words))
        return HandedReceipt(digest: digest, path: "\(Self.handedReceiptsPath)/\(digest)/\(tag)-\(words)")
    }

    /// The file that was handed out.
    ///
    /// - Parameters:
    ///   - digest: the file's SHA-256, as the path names it.
    ///   - ticket: what else the path names.
    /// - Returns: the file, byte for byte.
    /// - Throws: `Refusal` `not-found` where nothing was handed out so, or a part of it was erased since; what the exchange
    ///   refuses that keeps a request; `ExchangeFailure`; `StoreError`.
    package func handedReceipt(digest: String, ticket: String) async throws -> [UInt8] {
        let missing = Refusal(
            .notFound,
            "not-found",
            "There is no such receipt here, or a part of it was erased since it was handed out."
        )
        let halves = ticket.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard halves.count == 2, secrets.isValidCursor(Self.ticket(digest, halves[1]), tag: halves[0]) else {
            throw missing
        }
        let words = halves[1].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 5, let size = Int64(words[3]) else { throw missing }
        let pinned = PinnedCheckpoint(size: size, isCosigned: words[4] == "1")
        let bytes: [UInt8]
        if words[0] == Self.decisionMark {
            guard let id = ID<Decision>(words[1]), let view = ReceiptView(rawValue: words[2]) else { throw missing }
            bytes = try await receipt(of: id, view: view, pinned: pinned)
        } else {
            guard let id = ID<Request>(words[0]), let view = RequestReceiptView(rawValue: words[1]),
                let item = Int(words[2])
            else { throw missing }
            let choice = RequestReceiptChoice(view, item: item == 0 ? nil : item, pinned: pinned)
            bytes = try await requestReceipt(of: id, choice)
        }
        guard Self.digest(bytes) == digest else { throw missing }
        return bytes
    }

    private func requestReceipt(of id: ID<Request>, _ choice: RequestReceiptChoice) async throws -> [UInt8] {
        let exchange = try await store.read { reading in
            try reading.existingRequest(id).origin.flatMap { try reading.load(Exchange.self, $0.exchange) }
        }
        guard let exchange else { return try await ownReceipt(of: id, choice, before: .writable.upperBound) }
        return try await fetchedReceipt(of: id, choice, from: exchange)
    }

    /// The checkpoint that a receipt is made of: its size, and whether its cosignatures are in the file.
    private static func checkpointWords(of receipt: Receipt) -> [String] {
        [String(receipt.checkpoint.size), receipt.witnesses.isEmpty ? "0" : "1"]
    }

    private static func ticket(_ digest: String, _ words: String) -> String { "receipt\u{0}\(digest)\u{0}\(words)" }

    private static func digest(_ bytes: [UInt8]) -> String { Hexadecimal.encode(SHA256.hash(data: bytes)) }
}
