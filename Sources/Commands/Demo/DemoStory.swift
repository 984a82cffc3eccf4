import CanonicalJSON
import Cooperation
import Fingerprints
import TransparencyLog

/// The story that the demonstration tells, step by step, each with its time.
struct DemoStory: Sendable {
    let tools: any DemoTools
    let terminal: any Terminal
    let clock: @Sendable () -> Timestamp
    let randomBytes: @Sendable (Int) -> [UInt8]
    let folder: String
    let firstPort: Int
    let photos: String?

    /// How often a checkpoint is signed here, so that nobody waits a minute for a receipt.
    private static let checkpointSeconds = 1
    /// Where the nodes of a demonstration send to.
    private static let allowingThisMachine = ["--allow-destination", "127.0.0.1"]

    var exchangeURL: String { "http://127.0.0.1:\(firstPort)" }

    /// Tells the story.
    ///
    /// - Parameter staysUp: whether the nodes run on afterwards, until the process is told to stop.
    /// - Throws: what made a step fail.
    func run(staysUp: Bool) async throws {
        let start = clock()
        try await initialise(
            "exchange",
            ["--exchange", "--kind", "secretariat", "--name", DemoCast.secretariat, "--no-interests"]
        )
        try await withWitness { policy in
            let arguments =
                serving("exchange", port: firstPort) + ["--witness-policy", policy] + Self.allowingThisMachine
            try await tools.withServer(arguments, log: "\(folder)/exchange.log") { address in
                var ring = DemoKeyRing()
                ring.add(node: "exchange", at: address)
                let exchange = DemoClient(tools: tools, address: address)
                let members = try await setUpMembers(on: exchange, &ring)
                try say("13 members registered and active", since: start)
                let bank = try await setUpSharing(on: exchange, members, &ring)
                try say("an agreement accepted by three platforms and a body of civil society, one bank", since: start)
                let keys = ring
                try await withFollowers(DemoCast.followers[...], members, exchange, keys) { ring in
                    try say("three platforms' nodes and a referral unit's own follow the exchange", since: start)
                    try DurableFile.replace("\(folder)/\(DemoFolder.keysFile)", with: ring.json.canonicalString + "\n")
                    try await tell(bank: bank, ring, since: start)
                    try await tellRequests(members, ring, policy: policy, since: start)
                    try await verifyLogs(ring, since: start)
                    let logins = try await setUpLogins(ring)
                    try say("six people set their logins for the console up", since: start)
                    guard staysUp else { return }
                    try invite(ring, logins)
                    while true { try await Task.sleep(for: .seconds(3600)) }
                }
            }
        }
    }

    /// After the servers have stopped: every log recomputed and replayed from its data folder.
    func verifyLogsOffline() async throws {
        for name in ["exchange"] + DemoCast.followers.map(\.node) {
            let (status, _) = try await tools.run(["log", "verify", "--data", "\(folder)/\(name)"])
            guard status == 0 else { throw CommandFailure("The log of \(name) does not verify.") }
        }
        try terminal.line("  ok  'perisai log verify' recomputed and replayed the journals of all five nodes")
    }

    func say(_ text: String, since start: Timestamp) throws {
        let milliseconds = (clock().microseconds - start.microseconds) / 1000
        try terminal.line("  ok  \(text)  (\(milliseconds / 1000).\((milliseconds % 1000) / 100) s)")
    }

    // MARK: Nodes

    private func serving(_ name: String, port: Int) -> [String] {
        [
            "serve", "--data", "\(folder)/\(name)", "--port", "\(port)", "--checkpoint-interval",
            "\(Self.checkpointSeconds)", "--log-level", "warning", "--demonstration",
        ]
    }

    private func initialise(_ name: String, _ arguments: [String]) async throws {
        let (status, _) = try await tools.run(
            ["init", "--data", "\(folder)/\(name)", "--key-file", "\(folder)/\(name).key"] + arguments
        )
        guard status == 0 else { throw CommandFailure("The node \(name) could not be set up.") }
    }

    private func administratorKey(_ name: String) throws -> String {
        try KeyFile.read("\(folder)/\(name).key")
    }

    private func withFollowers(
        _ followers: ArraySlice<DemoCast.Follower>,
        _ members: DemoMembers,
        _ exchange: DemoClient,
        _ ring: DemoKeyRing,
        _ body: @Sendable (DemoKeyRing) async throws -> Void
    ) async throws {
        guard let follower = followers.first else { return try await body(ring) }
        let (name, port) = (follower.node, firstPort + 1 + followers.startIndex)
        let member = try members.id(of: follower.title)
        try await initialise(
            name,
            ["--kind", follower.kind, "--name", follower.title, "--organisation-id", member] + follower.interests
        )
        // The key of a platform's node vouches; that of an authority's node is bound to nobody, and its signatures speak.
        let followKey = try await exchange.call(
            "POST",
            "/v1/organisations/\(member)/keys",
            key: ring.key(follower.title, "administrator", on: "exchange"),
            follower.kind == "platform"
                ? ["role": .string(follower.followRole), "vouches": true] : ["role": .string(follower.followRole)]
        )
        try DurableFile.create("\(folder)/\(name).follow.key", followKey.text("secret") + "\n")
        let status = try await exchange.call(
            "GET",
            "/status",
            key: ring.key(follower.title, "administrator", on: "exchange")
        )
        let verifierKey = try status["log"]?.text("verifierKey") ?? ""
        let follow =
            [
                "--follow", exchange.address, "--follow-key-file", "\(folder)/\(name).follow.key",
                "--follow-verifier-key", verifierKey,
            ] + Self.allowingThisMachine
        try await tools.withServer(serving(name, port: port) + follow, log: "\(folder)/\(name).log") { address in
            var grown = ring
            grown.add(node: name, at: address)
            try await addPeople(
                to: DemoClient(tools: tools, address: address),
                node: name,
                organisation: member,
                title: follower.title,
                kind: follower.kind,
                administrator: administratorKey(name),
                roles: follower.roles,
                &grown
            )
            try await withFollowers(followers.dropFirst(), members, exchange, grown, body)
        }
    }

    // MARK: Members

    private func setUpMembers(on exchange: DemoClient, _ ring: inout DemoKeyRing) async throws -> DemoMembers {
        let administrator = try administratorKey("exchange")
        let own = try await exchange.call("GET", "/status", key: administrator).text("organisation")
        try await addPeople(
            to: exchange,
            node: "exchange",
            organisation: own,
            title: DemoCast.secretariat,
            kind: "secretariat",
            administrator: administrator,
            roles: ["secretary", "secretary", "auditor"],
            &ring
        )
        let secretary = try ring.key(DemoCast.secretariat, "secretary", on: "exchange")
        var members = DemoMembers()
        let platforms = DemoCast.platforms.map {
            ($0.1, "platform", ["owners": JSONValue.array([.string("owner.\($0.0)")])])
        }
        let others = [(DemoCast.civilSociety, "civilSociety", ["funders": JSONValue.array(["fund.suara-bersama"])])]
        let units = DemoCast.units.map { ($0.0, "authority", ["governments": JSONValue.array([.string($0.1)])]) }
        for (name, kind, interests) in platforms + others + units {
            let registered = try await exchange.call(
                "POST",
                "/v1/organisations",
                key: administrator,
                ["kind": .string(kind), "name": .string(name), "interests": .object(interests)]
            )
            let id = try registered.text("id")
            members.add(name, id: id)
            try await exchange.call(
                "POST",
                "/v1/organisations/\(id)/standing",
                key: secretary,
                ["standing": "active", "reason": "Admitted by the members (TEST)"]
            )
            let key = try await exchange.call(
                "POST",
                "/v1/organisations/\(id)/keys",
                key: administrator,
                ["role": "administrator"]
            ).text("secret")
            try await addPeople(
                to: exchange,
                node: "exchange",
                organisation: id,
                title: name,
                kind: kind,
                administrator: key,
                roles: kind == "authority" ? ["officer", "supervisor"] : ["curator"],
                &ring
            )
        }
        return members
    }

    private func addPeople(
        to node: DemoClient,
        node name: String,
        organisation: String,
        title: String,
        kind: String = "platform",
        administrator: String,
        roles: [String],
        _ ring: inout DemoKeyRing
    ) async throws {
        ring.add(
            DemoKeyRing.Entry(
                node: name,
                organisation: organisation,
                name: title,
                kind: kind,
                role: "administrator",
                key: administrator
            )
        )
        for role in roles {
            let person = try await node.call(
                "POST",
                "/v1/organisations/\(organisation)/people",
                key: administrator,
                ["name": .string("TEST \(role)"), "roles": .array([.string(role)])]
            ).text("id")
            let key = try await node.call(
                "POST",
                "/v1/organisations/\(organisation)/keys",
                key: administrator,
                ["role": .string(role), "person": .string(person)]
            ).text("secret")
            ring.add(
                DemoKeyRing.Entry(
                    node: name,
                    organisation: organisation,
                    name: title,
                    kind: kind,
                    role: role,
                    key: key,
                    bearer: DemoKeyRing.Bearer(organisation: organisation, person: person)
                )
            )
        }
    }

    private func setUpSharing(
        on exchange: DemoClient,
        _ members: DemoMembers,
        _ ring: inout DemoKeyRing
    ) async throws -> String {
        let names = DemoCast.platforms.map(\.1) + [DemoCast.civilSociety]
        let parties = try names.map { JSONValue.string(try members.id(of: $0)) }
        let agreement = try await exchange.call(
            "POST",
            "/v1/agreements",
            key: ring.key(DemoCast.secretariat, "secretary", on: "exchange"),
            ["title": "Attack pictures (TEST)", "parties": .array(parties), "use": "block"]
        ).text("id")
        for name in names {
            try await exchange.call(
                "POST",
                "/v1/agreements/\(agreement)/acceptance",
                key: ring.key(name, "administrator", on: "exchange")
            )
        }
        return try await exchange.call(
            "POST",
            "/v1/banks",
            key: ring.key(DemoCast.platforms[0].1, "administrator", on: "exchange"),
            [
                "name": "Attack pictures (TEST)", "agreement": .string(agreement),
                "settings": ["allowsBlocking": true],
            ]
        ).text("id")
    }
}

/// The members that were registered, by name.
struct DemoMembers: Sendable {
    private var ids: [String: String] = [:]

    mutating func add(_ name: String, id: String) { ids[name] = id }

    func id(of name: String) throws -> String {
        guard let id = ids[name] else { throw CommandFailure("\(name) was not registered.") }
        return id
    }
}
