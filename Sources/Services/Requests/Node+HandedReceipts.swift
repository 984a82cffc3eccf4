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
        let digest = Self.digest(bytes)
        let words = [
            id.description, view.rawValue, String(item ?? 0), String(receipt.checkpoint.size),
            receipt.witnesses.isEmpty ? "0" : "1",
        ].joined(separator: ".")
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
    ///   refuses that keeps the request; `ExchangeFailure`; `StoreError`.
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
        guard words.count == 5, let id = ID<Request>(words[0]), let view = RequestReceiptView(rawValue: words[1]),
            let item = Int(words[2]), let size = Int64(words[3])
        else { throw missing }
        let choice = RequestReceiptChoice(
            view,
            item: item == 0 ? nil : item,
            pinned: PinnedCheckpoint(size: size, isCosigned: words[4] == "1")
        )
        let exchange = try await store.read { reading in
            try reading.existingRequest(id).origin.flatMap { try reading.load(Exchange.self, $0.exchange) }
        }
        let bytes =
            if let exchange {
                try await fetchedReceipt(of: id, choice, from: exchange)
            } else {
                try await ownReceipt(of: id, choice, before: .writable.upperBound)
            }
        guard Self.digest(bytes) == digest else { throw missing }
        return bytes
    }

    private static func ticket(_ digest: String, _ words: String) -> String { "receipt\u{0}\(digest)\u{0}\(words)" }

    private static func digest(_ bytes: [UInt8]) -> String { Hexadecimal.encode(SHA256.hash(data: bytes)) }
}
