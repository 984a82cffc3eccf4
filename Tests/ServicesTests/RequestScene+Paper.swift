import Cooperation
import Services
import Statements
import Store

extension RequestScene {
    /// A paper of this moment on which some office asks.
    static func paper(
        _ kind: RequestKind,
        _ instrument: String,
        at now: Timestamp,
        by name: String,
        items: [RequestItem] = [item(1)]
    ) -> PaperRequest {
        PaperRequest(
            kind: kind,
            instrument: instrument,
            country: "ID",
            territory: .countries(["ID"]),
            language: "id",
            issuedAt: now,
            receivedAt: now,
            categories: kind.asksData ? [.subscriber] : [],
            items: items,
            scan: String(repeating: "0", count: 64),
            authorityName: name,
            function: .police
        )
    }

    /// Counsel of the platform records a paper.
    ///
    /// - Parameters:
    ///   - kind: what is asked.
    ///   - instrument: by what.
    ///   - name: whose name it bears; `nil` for the authority that is a member.
    ///   - items: what it is about.
    ///   - change: what it says otherwise.
    /// - Returns: the request.
    /// - Throws: what recording throws.
    func record(
        _ kind: RequestKind,
        _ instrument: String,
        from name: String? = nil,
        items: [RequestItem] = [item(1)],
        _ change: (inout PaperRequest) -> Void = { _ in }
    ) async throws -> Request {
        var paper = Self.paper(kind, instrument, at: platform.clock.now, by: name ?? "TEST Police", items: items)
        change(&paper)
        return try await platform.node.recordPaperRequest(
            paper,
            from: name == nil ? authority : nil,
            by: counsel
        ).request
    }

    /// Enters an office of which the register says also where it is reached.
    ///
    /// - Parameters:
    ///   - contact: where it is reached.
    ///   - name: what it is called.
    ///   - function: what it is within its state.
    ///   - authority: whose office it is; `nil` for that of the authority that is a member.
    ///   - administrator: who enters it; `nil` for who administers that one.
    /// - Throws: what entering throws.
    func enterOffice(
        reachedAt contact: String,
        named name: String = "TEST desk",
        _ function: OfficeFunction = .police,
        of authority: ID<Organisation>? = nil,
        by administrator: Caller? = nil
    ) async throws {
        _ = try await exchange.node.enterOffice(
            Node.NewOffice(
                authority: authority ?? self.authority,
                function: function,
                country: "ID",
                zone: "Asia/Jakarta",
                instruments: [],
                texts: [
                    .name: name, .telephone: "+62 21 555 0111", .telephoneSource: "TEST directory",
                    .law: "TEST act", .contact: contact,
                ]
            ),
            by: administrator ?? authorityAdministrator
        )
    }

    /// The others change the standing of the authority that is a member, and the platform learns of it.
    func changeStanding(to standing: Standing, isByQuality: Bool = false) async throws {
        let (authority, author) = (authority, secretary.author)
        try await exchange.store.write { transaction in
            let member = try transaction.load(Organisation.self, authority)
            let command = OrganisationCommand.changeStanding(standing, reason: "TEST", isByQuality: isByQuality)
            for act in try Organisation.decide(member, command, id: authority) {
                try transaction.append(act, by: author)
            }
        }
        try await sync()
    }

    /// What is said where data are noted as handed over elsewhere; `nil` where that is taken.
    ///
    /// - Parameters:
    ///   - category: which data.
    ///   - digits: two hexadecimal digits, of which their hash is made.
    ///   - handedAt: when that is said to have been; `nil` for now.
    ///   - id: for which request.
    ///   - caller: who handed them over; `nil` for counsel.
    /// - Returns: the code of the refusal.
    /// - Throws: whatever else goes wrong.
    func noting(
        _ category: DataCategory = .subscriber,
        _ digits: String = "ab",
        handedAt: Timestamp? = nil,
        of id: ID<Request>,
        by caller: Caller? = nil
    ) async throws -> String? {
        try await Self.code {
            try await platform.node.noteDisclosure(
                category,
                sha256: String(repeating: digits, count: 32),
                note: "TEST by hand",
                handedAt: handedAt,
                of: ID(id.identifier),
                by: caller ?? counsel
            )
        }
    }

    /// What is said where data are handed over here; `nil` where that is taken.
    func disclosing(
        _ category: DataCategory = .subscriber,
        of id: ID<Request>,
        by caller: Caller? = nil
    ) async throws -> String? {
        try await Self.code {
            try await platform.node.disclose(
                category,
                [1],
                named: "TEST.txt",
                of: ID(id.identifier),
                by: caller ?? counsel
            )
        }
    }

    /// The officer takes back the key to which data would be encrypted.
    func revokeSealingKey(of signer: Signer) async throws {
        let key = try EncryptionPublicKey("x25519:" + signer.sealing).id.description
        _ = try await exchange.node.revokeOfficerKey(
            key,
            of: signer.record,
            why: .lost,
            reason: "TEST",
            by: signer.caller
        )
    }

    /// Whether pages offer to note that data left another way, for each of some requests.
    func takesHandedElsewhere(_ ids: [ID<Request>]) async throws -> [Bool] {
        var taken: [Bool] = []
        for id in ids {
            let view = try await platform.node.assessment(ID(id.identifier), for: counsel)
            taken.append(view.takesHandedElsewhere)
        }
        return taken
    }

    /// What is said where data are handed over here, and where they are noted as handed over elsewhere.
    func handing(_ id: ID<Request>) async throws -> [String?] {
        [try await disclosing(of: id), try await noting(of: id)]
    }
}
