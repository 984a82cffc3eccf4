import Cooperation
import Services
import TransparencyLog

/// A node to be set up.
package struct NodeFounding: Hashable, Sendable {
    package let folder: DataFolder
    package let organisation: ID<Organisation>
    package let kind: OrganisationKind
    package let name: String
    package let interests: Interests?
    package let isExchange: Bool
    /// The name of its log.
    package let origin: String
    /// The name of the first person; `nil` for none.
    package let administrator: String?

    package init(
        folder: DataFolder,
        organisation: ID<Organisation>,
        kind: OrganisationKind,
        name: String,
        interests: Interests? = nil,
        isExchange: Bool = false,
        origin: String? = nil,
        administrator: String? = nil
    ) {
        self.folder = folder
        self.organisation = organisation
        self.kind = kind
        self.name = name
        self.interests = interests
        self.isExchange = isExchange
        self.administrator = administrator
        self.origin = origin ?? DataFolder.origin(of: organisation)
    }

    /// Sets the node up in its store, whose opening has taken the folder's lock.
    ///
    /// - Throws: `Refusal` `already-initialised`; `StoreError`; `CommandFailure`.
    package func run(
        in store: any Store,
        randomBytes: @escaping @Sendable (Int) -> [UInt8]
    ) async throws -> FoundedNode {
        let initialise = InitialiseNode(store: store, randomBytes: randomBytes)
        guard try await initialise.identity() == nil else {
            throw CommandFailure(
                "\(folder.path) belongs to a node already.",
                advice: "Start it with 'perisai serve --data \(folder.path)', or choose another folder."
            )
        }
        try folder.makeSecrets(origin: origin, randomBytes: randomBytes)
        let (_, secret, invitation) = try await initialise.run(
            InitialiseNode.Request(
                organisation: organisation,
                kind: kind,
                name: name,
                interests: interests,
                isExchange: isExchange,
                administrator: administrator
            )
        )
        let author = Author.node(of: organisation)
        let instruments = try InstrumentFile(InstrumentFile.firstBytes)
        _ = try await store.write { transaction in
            _ = try transaction.importClockRules(ClockRuleText.first(), by: author)
            return try transaction.importInstruments(instruments, by: author)
        }
        return FoundedNode(
            organisation: organisation,
            kind: kind,
            isExchange: isExchange,
            verifierKey: try folder.logSigner().verifierKey.text,
            administratorKey: secret,
            setUpPath: invitation?.path
        )
    }
}

/// A node that was set up, with the key that is shown this once.
package struct FoundedNode: Hashable, Sendable {
    package let organisation: ID<Organisation>
    package let kind: OrganisationKind
    package let isExchange: Bool
    /// The public key of its log.
    package let verifierKey: String
    /// The secret of its administrator key.
    package let administratorKey: String
    /// Where the first person sets their login up, once the node serves; `nil` where there is none.
    package let setUpPath: String?

    package init(
        organisation: ID<Organisation>,
        kind: OrganisationKind,
        isExchange: Bool,
        verifierKey: String,
        administratorKey: String,
        setUpPath: String? = nil
    ) {
        self.organisation = organisation
        self.kind = kind
        self.isExchange = isExchange
        self.verifierKey = verifierKey
        self.administratorKey = administratorKey
        self.setUpPath = setUpPath
    }

    /// What was set up, for people.
    package func introduction(in folder: DataFolder) -> [String] {
        [
            "Set up \(isExchange ? "an exchange" : "a node") of the kind \(kind.rawValue) in \(folder.path).",
            "Organisation: \(organisation)",
            "Key of its log, to be published: \(verifierKey)",
        ]
    }
}
