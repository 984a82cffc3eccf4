import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// Whatever a webhook is told, a key of the same role reads in the journal; and all that this key reads of its kinds.
@Suite struct `What webhooks are told` {
    /// What no authority is ever told of.
    private static let walled: Set<String> = ["signal", "bank", "case", "decision", "dispatch", "alert", "exchange"]

    private struct Listener {
        let webhook: Webhook
        let caller: Caller
    }

    private static func listen(
        _ node: TestNode,
        as organisation: ID<Organisation>,
        _ roles: Set<Role>
    ) async throws -> [Listener] {
        let member = try await node.store.read { try #require(try $0.load(Organisation.self, organisation)) }
        var listeners: [Listener] = []
        for role in roles.sorted(by: { $0.rawValue < $1.rawValue }) {
            let webhook = try await node.webhook(of: organisation, role)
            let isOnExchange = node.node.identity.isExchange
            let caller = webhook.reader(of: member, isOnExchange: isOnExchange)
            listeners.append(Listener(webhook: webhook, caller: caller))
        }
        return listeners
    }

    /// The positions of the events that a caller reads, with their types and what is not withheld of them.
    private static func slice(_ node: TestNode, for caller: Caller) async throws -> [Int64: (
        type: String, json: String
    )] {
        var (found, cursor): ([Int64: (String, String)], String?) = ([:], nil)
        while true {
            let page = try await node.node.readEvents(cursor: cursor, limit: 500, wait: Seconds(0), by: caller) {
                caller
            }
            for slice in page.events {
                let outer = try #require(slice.event.value(of: .type)?.stringValue)
                let brought = slice.event.shownFields.first { $0.name.text == "fact.event" }
                let type = brought?.value["type"]?.stringValue ?? outer
                found[slice.position] = (type, slice.event.json.canonicalString)
            }
            if page.events.isEmpty, page.cursor == cursor { return found }
            cursor = page.cursor
        }
    }

    /// Compares what was heard with what each listener's role reads.
    @discardableResult
    private static func compare(
        _ listeners: [Listener],
        _ heard: [HeardMessages.Heard],
        on node: TestNode
    ) async throws -> Set<String> {
        var told: Set<String> = []
        for listener in listeners {
            let own = heard.filter { $0.message.address.hasSuffix(listener.webhook.id.description) }
            let readable = try await slice(node, for: listener.caller)
            let expected = readable.filter {
                $0.key > listener.webhook.madeAtPosition && WebhookEventKind(rawValue: $0.value.type) != nil
            }
            let name = "\(listener.caller.organisation.kind) \(listener.caller.role)"
            #expect(Set(try own.compactMap { try $0.position }) == Set(expected.keys), "\(name)")
            #expect(Set(own.compactMap { $0.field("webhook-id") }).count == own.count)
            for message in own {
                let body = try message.body
                #expect(Set(body.objectValue?.keys.map(\.self) ?? []) == ["type", "timestamp", "data"])
                let data = try message.data
                #expect(Set(data.keys).isSubset(of: ["position", "subject", "organisation"]), "\(name)")
                let read = try #require(expected[message.position ?? -1], "\(name)")
                #expect(try message.type == read.type)
                for value in data.values.compactMap(\.stringValue) {
                    #expect(read.json.contains(value), "\(name) \(read.type): nothing that the slice does not show")
                }
                told.insert(read.type)
            }
        }
        return told
    }

    @Test func `of an authority in whatever role are never signals, matches, reporters or another's submissions`()
        async throws
    {
        let world = try await `Main job`.world()
        let exchange = world.exchange
        let unit = try await exchange.member("TEST Unit", .authority, interests: Interests(governments: ["gov.x"]))
        let other = try await exchange.member("TEST Other", .authority, interests: Interests(governments: ["gov.y"]))
        let officer = try await exchange.person(of: unit.administrator, .officer)
        let stranger = try await exchange.person(of: other.administrator, .officer)
        let walled = try await Self.listen(exchange, as: unit.id, RoleTable.roles(of: .authority))
        let curators = try await Self.listen(
            exchange,
            as: world.proposer.organisation.id,
            RoleTable.roles(of: .platform)
        )
        let heard = HeardMessages()
        let keeper = WebhookKeeper(node: exchange.node, sender: heard)
        let signal = try await `Main job`.propose(`Main job`.hash(90), in: world)
        _ = try await exchange.node.viewSignal(signal, by: world.verifier)
        _ = try await exchange.node.verifySignal(
            signal,
            basis: .shownBy,
            lookedAt: "TEST the whole picture",
            dispatch: nil,
            by: world.verifier
        )
        for submitter in [officer, stranger] {
            let submission = try await exchange.node.submit(
                kind: .image,
                behaviours: [.threat],
                reference: "TEST reference",
                reasons: "TEST reasons",
                by: submitter
            ).submission.id
            _ = try await exchange.node.declineSubmission(submission, reason: "TEST seen before", by: world.proposer)
        }
        try await keeper.turn()
        let messages = heard.take()
        let told = try await Self.compare(walled, messages, on: exchange)
        #expect(
            told.isDisjoint(
                with: WebhookEventKind.allCases.map(\.rawValue).filter { kind in
                    Self.walled.contains(String(kind.prefix { $0 != "." }))
                }
            )
        )
        #expect(told.isSuperset(of: [SubmissionReceived.type, SubmissionAnswered.type]))
        let curatorsTold = try await Self.compare(curators, messages, on: exchange)
        #expect(curatorsTold.isSuperset(of: [SignalProposed.type, SignalVerified.type, SubmissionReceived.type]))
        // Who looked, and so may have proposed a signal, is not told with the answer.
        let unitMessages = messages.filter { message in
            walled.contains { message.message.address.hasSuffix($0.webhook.id.description) }
        }
        let answers = try unitMessages.filter { try $0.type == SubmissionAnswered.type }
        #expect(!answers.isEmpty)
        for answer in answers { #expect(try answer.data["organisation"] == nil) }
        let ownSubmissions = Set(
            try unitMessages.filter { try $0.type == SubmissionReceived.type }.compactMap {
                try $0.data["subject"]?.stringValue
            }
        )
        #expect(ownSubmissions.count == 1, "Another authority's does not exist for it.")
        for message in unitMessages {
            let text = String(decoding: message.message.body, as: UTF8.self)
            #expect(
                !text.contains(signal.description) && !text.contains(other.id.description)
                    || text.contains("organisation.")
            )
            #expect(!text.contains(world.proposer.organisation.id.description) || !text.contains("submission."))
        }
    }

    @Test func `of two authorities about their requests is each its own`() async throws {
        let scene = try await RequestScene.make()
        let other = try await RequestScene.police("TEST Other", on: scene.exchange, scene.secretary)
        let roles = RoleTable.roles(of: .authority)
        let one = try await Self.listen(scene.exchange, as: scene.authority, roles)
        let two = try await Self.listen(scene.exchange, as: other.authority, roles)
        let addressee = try await Self.listen(scene.exchange, as: scene.member, RoleTable.roles(of: .platform))
        let home = scene.platform.administrator.organisation.id
        let ownNode = try await Self.listen(scene.platform, as: home, RoleTable.roles(of: .platform))
        let (onExchange, onPlatform) = (HeardMessages(), HeardMessages())
        let (mine, theirs) = try await scene.ask(beside: other.authority, other.office, other.officer)
        try await WebhookKeeper(node: scene.exchange.node, sender: onExchange).turn()
        try await WebhookKeeper(node: scene.platform.node, sender: onPlatform).turn()
        let (exchangeMessages, platformMessages) = (onExchange.take(), onPlatform.take())
        let told = try await Self.compare(one, exchangeMessages, on: scene.exchange)
        #expect(told.isSuperset(of: [RequestReceived.type, RequestAnswered.type]))
        try await Self.compare(two, exchangeMessages, on: scene.exchange)
        try await Self.compare(addressee, exchangeMessages, on: scene.exchange)
        let atHome = try await Self.compare(ownNode, platformMessages, on: scene.platform)
        #expect(atHome.contains(RequestReceived.type), "What came from an exchange is told as what it brought.")
        for (listeners, foreign) in [(one, theirs), (two, mine)] {
            let own = exchangeMessages.filter { message in
                listeners.contains { message.message.address.hasSuffix($0.webhook.id.description) }
            }
            #expect(!own.isEmpty)
            #expect(!own.contains { String(decoding: $0.message.body, as: UTF8.self).contains(foreign.description) })
        }
    }
}
