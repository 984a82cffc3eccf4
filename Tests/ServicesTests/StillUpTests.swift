import CanonicalJSON
import Cooperation
import Services
import Store
import Synchronization
import Testing

@Suite struct `Whether an item is still up` {
    /// Says what it is told, and remembers what it was asked for.
    private final class Looker: AddressLooking {
        private let state = Mutex<(answers: [AddressLook], asked: [String])>(([], []))
        var asked: [String] { state.withLock(\.asked) }

        init(_ answers: AddressLook...) { state.withLock { $0.answers = answers } }

        func look(at link: String) async -> AddressLook {
            state.withLock { state in
                state.asked.append(link)
                return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
            }
        }
    }

    @Test func `is looked for at the item's own address, once a minute at most, and recorded without the status`()
        async throws
    {
        let scene = try await FilingScene()
        let (_, id) = try await scene.file(["http://www.lentera.example/A?b=1#c", "https://lentera.example/2"])
        let looker = Looker(.answered(status: 200), .answered(status: 410), .unreachable)
        let node = scene.home.node(looking: looker)
        let found = try await node.lookAtItem(of: id, item: 1, by: scene.officer)
        #expect(found.status == 200 && found.item.finding == .reachable)
        #expect(looker.asked == ["https://www.lentera.example/A?b=1"])
        let again = try await FilingScene.code { try await node.lookAtItem(of: id, item: 1, by: scene.officer) }
        #expect(again == "looked-at-lately")
        let other = try await node.lookAtItem(of: id, item: 2, by: scene.officer)
        #expect(other.item.finding == .notFound)
        #expect(looker.asked.count == 2)
        scene.home.clock.advance(.minutes(1))
        let later = try await node.lookAtItem(of: id, item: 1, by: scene.officer)
        #expect(later.status == nil && later.item.finding == .unreachable)
        let events = try await scene.home.store.read { try $0.events(EventQuery(subject: id.identifier)) }
            .filter { $0.type == RequestItemLookedAt.type }
        #expect(
            events.map(\.facts) == [
                ["number": 1, "finding": "reachable", "statusClass": 2],
                ["number": 2, "finding": "notFound", "statusClass": 4], ["number": 1, "finding": "unreachable"],
            ]
        )
        #expect(try await scene.home.store.audit().finding == nil)
    }

    @Test func `is not looked for without the operator's word, for strangers, or for an exercise`() async throws {
        let scene = try await FilingScene()
        let (_, id) = try await scene.file(["https://lentera.example/1", "TEST account"])
        let (_, exercise) = try await scene.file(["https://lentera.example/2"], isExercise: true)
        let looker = Looker(.answered(status: 200))
        let node = scene.home.node(looking: looker)
        let officer = scene.officer
        let off = scene.home.node
        #expect(
            try await FilingScene.code { try await off.lookAtItem(of: id, item: 1, by: officer) }
                == "looking-not-allowed"
        )
        for (request, item, caller, code) in [
            (id, 2, officer, "no-web-address"), (id, 3, officer, "not-found"), (id, 0, officer, "not-found"),
            (id, 1, scene.counsel, "not-found"), (exercise, 1, officer, "exercise-not-fetched"),
        ] {
            let given = try await FilingScene.code { try await node.lookAtItem(of: request, item: item, by: caller) }
            #expect(given == code)
        }
        #expect(looker.asked.isEmpty)
        let elsewhere = scene.home.node(looking: Looker(.notAllowed))
        #expect(
            try await FilingScene.code { try await elsewhere.lookAtItem(of: id, item: 1, by: officer) }
                == "address-not-fetched"
        )
        #expect(try await !scene.events(id).contains(RequestItemLookedAt.type))
    }

    @Test func `is first of all what the platform answered`() async throws {
        let scene = try await FilingScene()
        let (_, id) = try await scene.file()
        let standing = try await scene.home.node.itemStanding(of: id, item: 1, for: scene.officer)
        #expect(standing.request.state == .open && standing.item.outcome == nil && standing.item.lookedAt == nil)
        let counsel = scene.counsel
        #expect(
            try await FilingScene.code { try await scene.home.node.itemStanding(of: id, item: 1, for: counsel) }
                == "not-found"
        )
    }
}
