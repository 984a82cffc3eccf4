import Cooperation
import Services

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
}
