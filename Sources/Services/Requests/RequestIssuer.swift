import Cooperation
import Statements

/// Who stands behind a signed request, as the register tells whoever it is addressed to.
package struct RequestIssuer: Sendable {
    /// Somebody who signed.
    package struct Signer: Sendable, Hashable {
        package let name: String?
        package let post: String?
        package let contact: String?
        /// The id of the key that signed.
        package let keyID: String
        /// The key as the register has it, to verify the signature with; `nil` where it has none.
        package let publicKey: String?
    }

    /// The office; `nil` where the register does not reach here.
    package let office: OfficeView?
    /// In the order of the signatures.
    package let signers: [Signer]
}

extension Node {
    /// Who stands behind a request; the caller must be allowed to read it.
    ///
    /// - Throws: `StoreError`.
    package func issuer(of view: RequestView) async throws -> RequestIssuer {
        let statement = view.signed.flatMap { try? SignedStatement(parsing: Array($0.utf8)) }
        return try await store.read { reading in
            let office = try view.request.filing.office.flatMap { try reading.load(Office.self, $0) }
            let keys = statement?.signatures.map(\.key) ?? []
            let mandates = try keys.map { try reading.mandate(withKey: $0.description) }
            let officers = try reading.views(mandates.compactMap { $0?.officer })
            let known = Dictionary(officers.map { ($0.officer.id, $0) }, uniquingKeysWith: { first, _ in first })
            return RequestIssuer(
                office: try office.flatMap { try reading.views([$0]).first },
                signers: zip(keys, mandates).map { key, mandate in
                    let officer = mandate.flatMap { known[$0.officer.id] }
                    return RequestIssuer.Signer(
                        name: officer?.name,
                        post: officer?.post,
                        contact: officer?.contact,
                        keyID: key.description,
                        publicKey: (try? mandate?.officer.publicKey(key))?.description
                    )
                }
            )
        }
    }
}
