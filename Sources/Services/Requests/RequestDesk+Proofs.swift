import CanonicalJSON
import Cooperation
import Crypto
import Statements
import TransparencyLog

extension RequestDesk {
    /// Fails unless what an addressee sends with its word is what the word says that it is.
    ///
    /// What is recorded as signed is read as signed, and what is recorded as encrypted may be kept; so neither is believed.
    ///
    /// - Throws: `Refusal`: `signature-wrong`, `file-not-sealed`; `StoreError`.
    func requireSound(
        _ word: RequestWord,
        _ texts: RequestWordText?,
        of request: Request,
        in transaction: any StoreTransaction
    ) throws {
        switch word {
        case .answered(let outcomes, _):
            guard let signed = texts?.signed else { return }
            try requireSigned(signed, outcomes, texts?.reasons ?? [:], about: request)
            guard outcomes.contains(where: \.outcome.isCompliance) else { return }
            try requireDone(signed, of: request, now: transaction.now)
        case .disclosed(_, let sha256):
            let keys = try transaction.disclosureKeys(of: try transaction.view(request))
            try requireSealed(texts?.file ?? "", sha256, to: keys)
        default: return
        }
    }

    /// Fails unless a statement is the answer to this request with these outcomes, signed by the key that it names.
    ///
    /// That key is the addressee's node's own; what vouches for it is that the answer came from that member.
    private func requireSigned(
        _ text: String,
        _ outcomes: [Assessment.ItemFact],
        _ reasons: [Int: String],
        about request: Request
    ) throws(Refusal) {
        let value: JSONValue
        do throws(SignatureProblem) {
            let statement = try SignedStatement(parsing: Array(text.utf8))
            value = statement.statement
            _ = try statement.verify(as: .answer, by: [try SigningPublicKey(value["key"]?.stringValue ?? "")])
        } catch {
            throw Refusal(.invalid, "signature-wrong", error.message)
        }
        let items: [JSONValue] = outcomes.map { fact in
            [
                "number": .integer(Int64(fact.number)), "outcome": .string(fact.outcome.rawValue),
                "reasons": .string(reasons[fact.number] ?? ""),
            ]
        }
        guard value["request"]?.stringValue == request.id.description,
            value["addressee"]?.stringValue == request.filing.addressee.id.description,
            value["kind"]?.stringValue == request.filing.kind.rawValue,
            value["isExercise"] == .bool(request.filing.isExercise), value["items"]?.arrayValue == items
        else {
            throw Refusal(
                .invalid,
                "signature-wrong",
                "What was signed is not the answer to this request that is said."
            )
        }
    }

    /// Fails unless a signed answer by which something was done says where it has effect, and when it was done.
    ///
    /// Documents that have force in law are made of that. The addressee's clock may be behind as far as it may be ahead.
    private func requireDone(_ text: String, of request: Request, now: Timestamp) throws(Refusal) {
        let latest = now + Self.aheadMax
        guard let signed = SignedAnswer(text), let received = request.receivedAt,
            signed.answeredAt >= received - Self.aheadMax, signed.answeredAt <= latest
        else {
            throw Refusal(
                .invalid,
                "signature-wrong",
                "What was signed does not say where it has effect and when it was done, or not in the time of the request."
            )
        }
    }

    /// Fails unless a file in Base64 is sealed to the one key that the request names, or to those of a paper's office, and has
    /// this SHA-256.
    ///
    /// What its pieces hold only the authority can tell; that it is no plain file can be told from how it begins.
    private func requireSealed(_ base64: String, _ sha256: String, to keys: [String]) throws(Refusal) {
        let notSealed = Refusal(
            .invalid,
            "file-not-sealed",
            "Hand data over sealed to the key that the request names, with the SHA-256 of the sealed file.",
            pointer: "/text"
        )
        guard let file = Base64.decode(base64), Hexadecimal.encode(SHA256.hash(data: file)) == sha256, !keys.isEmpty
        else {
            throw notSealed
        }
        do {
            let length = try SealedFileHeader.byteCount(prefix: Array(file.prefix(SealedFileHeader.prefixBytes)))
            let header = try SealedFileHeader(parsing: Array(file.prefix(length)))
            let ids = try keys.map { try EncryptionPublicKey("x25519:" + $0).id }
            guard header.sealedSize == file.count, Set(header.recipientKeys) == Set(ids) else { throw notSealed }
        } catch {
            throw notSealed
        }
    }
}
