import CanonicalJSON
import Statements

/// An authority's office with an officer and a supervisor for whom the secretariat vouches, and the keys by which they sign.
struct DemoMandate: Sendable {
    /// What an office is.
    struct Office: Sendable {
        let unit: String
        let function: String
        let country: String
        let zone: String
        let instruments: [String]
        let telephone: String
    }

    /// A person of it who signs.
    struct Signer: Sendable {
        /// The id in the register.
        let record: String
        /// The key of the API where they write.
        var token: String
        let key: SigningSecretKey
        let opening: EncryptionSecretKey
    }

    /// The office's id in the register.
    let office: String
    /// The node on which they write: the exchange, or their authority's own.
    private(set) var desk: DemoClient
    private(set) var officer: Signer
    private(set) var supervisor: Signer

    /// Enters an office, its people and their keys; the secretary vouches for each.
    init(_ office: Office, on exchange: DemoClient, authority: String, _ ring: DemoKeyRing) async throws {
        desk = exchange
        let secretary = try ring.key(DemoCast.secretariat, "secretary", on: "exchange")
        let vouching: JSONValue = ["how": "Called the switchboard, which the national directory lists (TEST)"]
        let supervisor = try ring.key(office.unit, "supervisor", on: "exchange")
        let id = try await exchange.call(
            "POST",
            "/v1/offices",
            key: supervisor,
            [
                "authority": .string(authority), "function": .string(office.function),
                "country": .string(office.country), "zone": .string(office.zone),
                "instruments": .array(office.instruments.map { .string($0) }),
                "name": .string("Desk of \(office.unit)"), "telephone": .string(office.telephone),
                "telephoneSource": "National directory (TEST)", "law": "Act on online safety (TEST)",
            ]
        ).text("id")
        self.office = id
        try await exchange.call("POST", "/v1/offices/\(id)/vouching", key: secretary, vouching)
        var signers: [Signer] = []
        for role in ["officer", "supervisor"] {
            let token = try ring.key(office.unit, role, on: "exchange")
            let person = try ring.bearer(office.unit, role, on: "exchange").person
            let record = try await exchange.call(
                "POST",
                "/v1/officers",
                key: supervisor,
                [
                    "person": .string(person), "office": .string(id), "rank": .string(role),
                    "name": .string("TEST \(role)"),
                ]
            ).text("id")
            let path = "/v1/officers/\(record)"
            try await exchange.call("POST", path + "/vouching", key: secretary, vouching)
            let key = try SigningSecretKey()
            let opening = try EncryptionSecretKey()
            for (kind, key, id) in [
                ("signing", key.publicKey.description, key.publicKey.id),
                ("encryption", opening.publicKey.description, opening.publicKey.id),
            ] {
                try await exchange.call(
                    "POST",
                    path + "/keys",
                    key: token,
                    [
                        "id": .string(id.description), "kind": .string(kind),
                        "publicKey": .string(String(key.split(separator: ":").last ?? "")),
                    ]
                )
                try await exchange.call("POST", path + "/keys/\(id)/vouching", key: secretary, vouching)
            }
            signers.append(Signer(record: record, token: token, key: key, opening: opening))
        }
        officer = signers[0]
        self.supervisor = signers[1]
    }

    /// The same people at their authority's own node, where they have other keys of the API.
    func moved(to node: DemoClient, officer: String, supervisor: String) -> DemoMandate {
        var moved = self
        moved.desk = node
        moved.officer.token = officer
        moved.supervisor.token = supervisor
        return moved
    }

    /// Writes a request and signs it.
    ///
    /// - Returns: the draft's path, and the signed files of its documents.
    func sign(_ wording: JSONValue, coSigned: Bool) async throws -> (path: String, files: [SignedStatement]) {
        let draft = try await desk.call("POST", "/v1/request-drafts", key: officer.token, wording)
        let files = try (draft["documents"]?.arrayValue ?? []).map { document in
            let text = try JSONValue(parsing: Array((document.stringValue ?? "").utf8))
            let signed = try SignedStatement.sign(text, for: .request, with: officer.key)
            return coSigned ? try signed.coSign(with: supervisor.key) : signed
        }
        return ("/v1/request-drafts/\(try draft.text("id"))", files)
    }

    /// Writes, signs and files requests.
    ///
    /// - Returns: their ids.
    func file(_ wording: JSONValue) async throws -> [String] {
        try await file(sign(wording, coSigned: false))
    }

    /// Files what the officer signed.
    ///
    /// - Returns: the requests' ids.
    func file(_ draft: (path: String, files: [SignedStatement])) async throws -> [String] {
        let (path, files) = draft
        let signed = try await desk.call("POST", path + "/signatures", key: officer.token, try body(files))
        guard try signed.text("state") == "signed" else { return ids(signed) }
        let both = try files.map { try $0.coSign(with: supervisor.key) }
        return ids(try await desk.call("POST", path + "/co-signatures", key: supervisor.token, try body(both)))
    }

    private func ids(_ draft: JSONValue) -> [String] {
        (draft["requests"]?.arrayValue ?? []).compactMap(\.stringValue)
    }

    private func body(_ files: [SignedStatement]) throws -> JSONValue {
        ["statements": .array(try files.map { try JSONValue(parsing: $0.bytes) })]
    }
}
