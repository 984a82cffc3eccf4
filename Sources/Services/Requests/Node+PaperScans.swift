import CanonicalJSON
import Cooperation
import Crypto

extension Node {
    /// Records a request that came on paper; where its scan comes along, that is kept sealed in the same transaction.
    ///
    /// - Parameters:
    ///   - paper: what the paper says, with the SHA-256 of its scan.
    ///   - scan: the scan; `nil` where it comes later or lies elsewhere.
    ///   - authority: which member it comes from, where it is one.
    ///   - caller: who records it; already authorised.
    /// - Returns: the request, with the same clock as any other; one in the name of a suspended member is recorded and
    ///   turned away, and its scan not kept.
    /// - Throws: `Refusal`: also `scan-differs`, `scan-too-long`; `StoreError`.
    package func recordPaperRequest(
        _ paper: PaperRequest,
        scan: [UInt8]? = nil,
        from authority: ID<Organisation>?,
        by caller: Caller
    ) async throws -> RequestView {
        let (desk, secrets) = (requestDesk, secrets)
        // Megabytes are hashed before the write begins, for which all others wait.
        let sha256 = scan.map(Self.hash(of:))
        if let sha256 { try Self.require(sha256, asRecorded: paper.scan) }
        return try await store.write { transaction in
            let id = try desk.record(paper, from: authority, in: transaction, by: caller)
            let assessment = ID<Assessment>(id.identifier)
            if let scan, let sha256, try transaction.load(Assessment.self, assessment) != nil {
                let request = try transaction.existingRequest(id)
                let deadlines = try desk.deadlines(of: request, in: transaction)
                try transaction.keep(scan, sha256, of: assessment, deadlines, secrets: secrets, by: caller.author)
            }
            return try transaction.view(try transaction.existingRequest(id))
        }
    }

    /// Keeps the scan of a request that was recorded from paper, sealed with this node's secret.
    ///
    /// - Parameters:
    ///   - bytes: the scan; what its request was recorded with is its SHA-256.
    ///   - id: the assessment.
    ///   - caller: who brings it; already authorised.
    /// - Returns: the assessment; a repeat changes nothing.
    /// - Throws: `Refusal`: `not-found`, `not-on-paper`, `scan-differs`, `scan-too-long`, `scan-erased`; `StoreError`.
    package func keepScan(
        _ bytes: [UInt8],
        of id: ID<Assessment>,
        by caller: Caller
    ) async throws -> AssessmentView {
        let (secrets, desk) = (secrets, requestDesk)
        let sha256 = Self.hash(of: bytes)
        return try await store.write { transaction in
            let assessment = try transaction.assessment(id, for: caller)
            let request = try transaction.existingRequest(ID<Request>(id.identifier))
            guard let recorded = request.filing.scan else {
                throw Refusal(.conflict, "not-on-paper", "This request was signed and has no scan.")
            }
            try Self.require(sha256, asRecorded: recorded)
            if assessment.scan == nil || assessment.scan?.isErased == true {
                let deadlines = try desk.deadlines(of: request, in: transaction)
                try transaction.keep(bytes, sha256, of: id, deadlines, secrets: secrets, by: caller.author)
            }
            return try transaction.view(
                try transaction.assessment(id, for: caller),
                desk,
                at: transaction.now,
                for: caller
            )
        }
    }

    /// Hands the scan to a person who may read the assessment, and records that.
    ///
    /// - Throws: `Refusal` `not-found`, also where it was erased; `StoreError`, `damaged` where it does not open.
    package func scan(of id: ID<Assessment>, for caller: Caller) async throws -> KeptScan {
        let secrets = secrets
        let person = try caller.requiredPerson()
        return try await store.write { transaction in
            let assessment = try transaction.assessment(id, for: caller)
            try transaction.command(.noteScanRead(by: person), on: id, by: caller.author)
            guard let sealed = try transaction.keptFile(id.identifier),
                let bytes = secrets.opened(scan: sealed, of: id), Self.hash(of: bytes) == assessment.scan?.sha256
            else {
                throw StoreError(
                    .damaged,
                    "A scan can't be opened: its bytes, or the file node.secret, are others than before."
                )
            }
            return KeptScan(bytes: bytes, of: id)
        }
    }

    /// Erases the scan of a request before its time; its hash and that it was there stay.
    ///
    /// - Returns: how many scans were erased: none where it was erased before.
    /// - Throws: `Refusal`: `not-found`, `text-missing`; `StoreError`.
    package func eraseScan(of id: ID<Assessment>, reason: String, by caller: Caller) async throws -> Int {
        try await store.write { transaction in
            // Whoever erases need not read: counsel and administrators answer for it.
            guard try transaction.load(Assessment.self, id) != nil, caller.organisation.ownsNode else {
                throw Refusal(.notFound, "not-found", "There is no such request.")
            }
            let (_, acts) = try transaction.command(.eraseScan(reason: reason), on: id, by: caller.author)
            if !acts.isEmpty { try transaction.eraseFile(id.identifier) }
            return acts.count
        }
    }

    private static func require(_ sha256: String, asRecorded recorded: String) throws(Refusal) {
        guard sha256 == recorded else {
            throw Refusal(
                .invalid,
                "scan-differs",
                "This file has another SHA-256 than the request was recorded with.",
                pointer: "/scan"
            )
        }
    }

    private static func hash(of bytes: [UInt8]) -> String { Hexadecimal.encode(SHA256.hash(data: bytes)) }
}

extension StoreTransaction {
    fileprivate func keep(
        _ scan: [UInt8],
        _ sha256: String,
        of id: ID<Assessment>,
        _ deadlines: AnswerDeadlines,
        secrets: NodeSecrets,
        by author: Author
    ) throws {
        try command(.keepScan(sha256: sha256, bytes: scan.count), on: id, deadlines, by: author)
        try keepFile(try secrets.sealed(scan: scan, of: id), as: id.identifier)
    }
}
