import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// A platform that follows an exchange, on which two police authorities of one country are vouched for.
struct ThreatScene {
    /// An authority on the exchange with its office and two of its people.
    struct Police {
        let id: ID<Organisation>
        let administrator: Caller
        let duty: Caller
        let officer: Caller
        let office: ID<Office>
    }

    let following: FollowingScene
    let secretary: Caller
    let police: Police
    let other: Police
    let reviewer: Caller
    let lead: Caller
    let duty: Caller
    let counsel: Caller
    let adviser: Caller
    let keeper: ThreatKeeper

    var exchange: TestNode { following.world.exchange }
    var platform: TestNode { following.world.platform }
    var node: Node { platform.node }

    static let what = "TEST a post names a place MARKER"
    static let why = "TEST it says tonight MARKER"

    /// Tests begin at one in the night in UTC; by day it is nine in the morning.
    static func make(isNight: Bool = false) async throws -> ThreatScene {
        let following = try await FollowingScene()
        let (exchange, platform) = (following.world.exchange, following.world.platform)
        if !isNight {
            exchange.clock.advance(.hours(8))
            platform.clock.advance(.hours(8))
        }
        let secretary = try await exchange.person(.secretary)
        let police = try await police("TEST Police", on: exchange, secretary)
        let other = try await self.police("TEST Other police", on: exchange, secretary)
        _ = try await platform.node.importClockRules(ClockRuleText.first(), by: platform.administrator)
        try await following.receiveAll()
        return ThreatScene(
            following: following,
            secretary: secretary,
            police: police,
            other: other,
            reviewer: try await platform.person(.reviewer),
            lead: try await platform.person(.lead),
            duty: try await platform.person(.dutyOfficer),
            counsel: try await platform.person(.counsel),
            adviser: try await platform.person(.adviser),
            keeper: ThreatKeeper(node: platform.node)
        )
    }

    /// An authority with a police office that a secretary vouches for.
    static func police(_ name: String, on home: TestNode, _ voucher: Caller) async throws -> Police {
        let member = try await home.member(name, .authority, interests: nil)
        let administrator = try await home.person(of: member.administrator, .administrator)
        let new = Node.NewOffice(
            authority: member.id,
            function: .police,
            country: "ID",
            zone: "Asia/Jakarta",
            instruments: [],
            texts: [
                .name: name, .telephone: "+62 21 555 0100", .telephoneSource: "TEST directory", .law: "TEST act",
            ]
        )
        let office = try await home.node.enterOffice(new, by: administrator).office.id
        _ = try await home.node.vouchForOffice(office, how: "TEST call", by: voucher)
        return Police(
            id: member.id,
            administrator: administrator,
            duty: try await home.person(of: member.administrator, .dutyOfficer),
            officer: try await home.person(of: member.administrator, .officer),
            office: office
        )
    }

    static func flag(
        _ office: ID<Office>,
        seenAt: Timestamp,
        choice: String? = nil,
        dangers: Set<Danger> = [],
        case subject: ID<Case>? = nil,
        request: ID<Assessment>? = nil,
        isExercise: Bool = false
    ) throws -> ThreatFlag {
        ThreatFlag(
            level: .highSpecific,
            office: office,
            seenAt: seenAt,
            words: try ThreatWords(what: what, why: why, identifiers: ["TEST account MARKER"], choice: choice),
            dangers: dangers,
            startedFrom: subject,
            startedFromRequest: request,
            isExercise: isExercise
        )
    }

    /// Flags a threat for the first police.
    func raise(dangers: Set<Danger> = [], isExercise: Bool = false) async throws -> ThreatView {
        let flag = try Self.flag(
            police.office,
            seenAt: platform.clock.now,
            choice: "TEST it is there",
            dangers: dangers,
            isExercise: isExercise
        )
        return try await node.raiseThreat(flag, by: reviewer)
    }

    /// Flags a threat and lets it go out by day.
    func send(isExercise: Bool = false) async throws -> ID<ThreatAlert> {
        let id = try await raise(isExercise: isExercise).alert.id
        _ = try await node.approveThreat(id, by: lead)
        _ = try await node.approveThreat(id, by: duty)
        return id
    }

    /// Hands over what waits, and takes in what is new.
    func exchangeNews() async throws {
        _ = try? await following.follower.deliver(to: following.id)
        try await following.receiveAll()
    }

    func alert(_ id: ID<ThreatAlert>) async throws -> ThreatAlert { try await node.threat(id, for: lead).alert }

    func notice(_ id: ID<ThreatAlert>) -> ID<ThreatNotice> { ID(id.identifier) }

    func clock(of id: ID<ThreatAlert>) async throws -> Clock {
        try #require(try await platform.store.read { try $0.clocks(about: id.identifier).last })
    }

    static func code(_ work: () async throws -> some Any) async throws -> String? {
        do {
            _ = try await work()
            return nil
        } catch let refusal as Refusal {
            return refusal.code
        }
    }

    /// The types of all events that a caller is shown, also of those that an exchange brought.
    static func events(_ node: Node, _ caller: Caller) async throws -> [String] {
        var (types, cursor): ([String], String?) = ([], nil)
        while true {
            let page = try await node.readEvents(
                cursor: cursor,
                limit: 500,
                wait: Seconds(0),
                by: caller,
                recheck: { caller }
            )
            types += page.events.flatMap { slice in
                let brought = slice.event.shownFields.first { $0.name.text == "fact.event" }?.value["type"]?.stringValue
                return [slice.event.value(of: .type)?.stringValue, brought].compactMap(\.self)
            }
            guard !page.events.isEmpty else { return types }
            cursor = page.cursor
        }
    }
}
