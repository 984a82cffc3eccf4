import CanonicalJSON
import Cooperation
import Fingerprints
import Services
import Store
import Testing
import TransparencyLog

@Suite struct `Graphic content` {
    private static func limits(items: Int) -> NodeSettings {
        var settings = NodeSettings()
        settings.exposureLimits.itemsPerHourMax = items
        return settings
    }

    private static func code(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
            return nil
        } catch let refusal as Refusal {
            return refusal.code
        }
    }

    @Test func `is refused beyond the limit whichever way it is opened, and other content is not`() async throws {
        let platform = try await OwnPlatform.make(settings: Self.limits(items: 3))
        let money = try await platform.knows([.financing], 5)
        var graphic: [ID<Case>] = []
        for number in 0..<5 { graphic.append(try await platform.open("post-\(number)")) }
        let plain = try await platform.open("post-9", money)
        let (node, person) = (platform.node, platform.reviewer)
        #expect(try await node.readCase(graphic[0], purpose: .preview, by: person).isBreakOffered == false)
        #expect(try await node.assignCase(graphic[1], by: person).isBreakOffered == false)
        // A case that is shown already counts once.
        _ = try await node.readCase(graphic[1], by: person)
        _ = try await node.readCase(graphic[2], purpose: .preview, by: person)
        let size = platform.home.store.journalGrowth.size
        #expect(
            try await Self.code { _ = try await node.readCase(graphic[3], purpose: .preview, by: person) }
                == "break-required"
        )
        #expect(try await Self.code { _ = try await node.assignCase(graphic[3], by: person) } == "break-required")
        #expect(
            try await Self.code { _ = try await node.showMedia(of: plain, purpose: .preview, to: person) }
                == "break-required"
        )
        #expect(platform.home.store.journalGrowth.size == size)
        #expect(try await node.caseView(graphic[3]).item.assignee == nil)
        _ = try await node.assignCase(plain, by: person)
        _ = try await platform.decide(graphic[1], by: person)
        _ = try await node.readCase(graphic[3], purpose: .preview, by: platform.lead)
        let until = try #require(try await node.gauge(of: person).breakUntil)
        platform.home.clock.advance(.hours(1))
        #expect(until < platform.home.clock.now)
        _ = try await node.readCase(graphic[3], purpose: .preview, by: person)
        #expect(try await platform.home.store.audit().finding == nil)
    }

    @Test func `that leads the queue keeps no other case from who has to rest`() async throws {
        let platform = try await OwnPlatform.make(settings: Self.limits(items: 1))
        let money = try await platform.knows([.financing], 7)
        let seen = try await platform.open("post-1")
        let graphic = try await platform.open("post-2")
        let plain = try await platform.open("post-3", money)
        let (node, person) = (platform.node, platform.reviewer)
        let order = try await node.cases(try CaseFilter(queue: .forMe), for: person).cases.map(\.item.id)
        #expect(order.last == plain, "What is graphic leads.")
        _ = try await node.assignCase(seen, by: person)
        _ = try await platform.decide(seen, by: person)
        #expect(try await node.gauge(of: person).breakUntil != nil)
        #expect(try await node.takeNextCase(by: person)?.item.id == plain)
        _ = try await platform.decide(plain, by: person)
        let size = platform.home.store.journalGrowth.size
        #expect(try await node.takeNextCase(by: person) == nil)
        #expect(platform.home.store.journalGrowth.size == size)
        platform.home.clock.advance(.hours(1))
        #expect(try await node.takeNextCase(by: person)?.item.id == graphic)
    }

    @Test func `is followed by the offer of a break near the limit`() async throws {
        let platform = try await OwnPlatform.make(settings: Self.limits(items: 5))
        var offers: [Bool] = []
        for number in 0..<5 {
            let subject = try await platform.open("post-\(number)")
            offers.append(try await platform.node.assignCase(subject, by: platform.reviewer).isBreakOffered)
        }
        #expect(offers == [false, false, false, true, false])
        let gauge = try await platform.node.gauge(of: platform.reviewer)
        #expect(gauge.itemsInLastHour == 5 && gauge.breakUntil != nil)
        #expect(try await platform.node.gauge(of: platform.lead).itemsInLastHour == 0)
    }

    @Test func `counts where media are shown, whatever they are said to do`() async throws {
        let platform = try await OwnPlatform.make()
        let money = try await platform.knows([.financing], 6)
        let subject = try await platform.open("post-1", money)
        _ = try await platform.node.assignCase(subject, by: platform.reviewer)
        #expect(try await platform.node.gauge(of: platform.reviewer).itemsInLastHour == 0)
        #expect(try await platform.node.showMedia(of: subject, to: platform.reviewer).itemsInLastHour == 1)
        #expect(
            try await Self.code { _ = try await platform.node.showMedia(of: subject, to: platform.lead) }
                == "purpose-required"
        )
    }

    @Test func `that somebody does not want to see is not taken by accident`() async throws {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open("post-1")
        try await platform.node.changePreferences(
            PreferenceChoices(optedOut: [.graphicViolence, .threat]),
            by: platform.reviewer
        )
        #expect(
            try await Self.code { _ = try await platform.node.assignCase(subject, by: platform.reviewer) }
                == "opted-out"
        )
        #expect(try await platform.state(of: subject) == .open)
        let taken = try await platform.node.assignCase(subject, despiteOptOut: true, by: platform.reviewer)
        #expect(taken.item.assignee == platform.reviewer.person && taken.own?.optedOut == [.graphicViolence])
        _ = try await platform.node.assignCase(subject, by: platform.reviewer)
    }

    @Test func `counts also where a signal's link is opened, and is refused there beyond the limit`() async throws {
        let own = try await OwnBank(settings: Self.limits(items: 2))
        let prints = (0..<3).map { [Fingerprint(pdq: Hash256(9, 9, 9, UInt64($0)))] }
        let signals = try await own.propose(prints)
        let person = own.verifiers[0]
        for signal in signals.prefix(2) { _ = try await own.platform.node.viewSignal(signal, by: person) }
        #expect(try await own.platform.node.gauge(of: person).breakUntil != nil)
        let size = own.platform.store.journalGrowth.size
        #expect(
            try await Self.code { _ = try await own.platform.node.viewSignal(signals[2], by: person) }
                == "break-required"
        )
        #expect(own.platform.store.journalGrowth.size == size, "The link was not handed out.")
    }
}

@Suite struct `A person's preferences` {
    @Test func `are recorded when they change, and only then`() async throws {
        let platform = try await OwnPlatform.make()
        let (node, size) = (platform.node, platform.home.store.journalGrowth.size)
        #expect(try await node.preferences(of: platform.reviewer) == .none)
        try await node.changePreferences(.none, by: platform.reviewer)
        #expect(platform.home.store.journalGrowth.size == size)
        let choices = try PreferenceChoices(language: "id", mutesMedia: false, colourScheme: .dark)
        for _ in 0..<2 { try await node.changePreferences(choices, by: platform.reviewer) }
        #expect(platform.home.store.journalGrowth.size == size + 1)
        #expect(try await node.preferences(of: platform.reviewer) == choices)
        #expect(try await node.preferences(of: platform.lead) == .none)
    }

    @Test func `hold views that are theirs alone, with names that go when the person is erased`() async throws {
        let platform = try await OwnPlatform.make()
        let node = platform.node
        let mine = try CaseFilter(queue: .forMe, language: "id")
        let first = try await node.saveView(" TEST mine ", mine, by: platform.reviewer)
        let second = try await node.saveView("TEST all", .all, by: platform.reviewer)
        #expect(first.name == "TEST mine")
        #expect(try await node.savedViews(of: platform.reviewer) == [first, second])
        #expect(try await node.savedViews(of: platform.lead).isEmpty)
        let renamed = try await node.replaceView(first.id, name: "TEST other", .all, by: platform.reviewer)
        #expect(try await node.savedViews(of: platform.reviewer) == [renamed, second])
        await #expect { try await node.removeView(first.id, by: platform.lead) } throws: {
            ($0 as? Refusal)?.code == "not-found"
        }
        await #expect { try await node.replaceView(first.id, name: "TEST", .all, by: platform.lead) } throws: {
            ($0 as? Refusal)?.code == "not-found"
        }
        try await node.removeView(second.id, by: platform.reviewer)
        #expect(try await node.savedViews(of: platform.reviewer) == [renamed])
        let administrator = platform.home.administrator
        _ = try await node.erasePerson(
            try #require(platform.reviewer.person),
            of: administrator.organisation.id,
            by: administrator
        )
        #expect(try await node.savedViews(of: platform.reviewer).map(\.name) == [nil])
        #expect(try await platform.home.store.audit().finding == nil)
    }

    @Test func `are told to nobody else through the journal, nor what they looked at when`() async throws {
        let platform = try await OwnPlatform.make()
        let node = platform.node
        let subject = try await platform.open("post-1")
        _ = try await node.assignCase(subject, by: platform.reviewer)
        try await node.changePreferences(PreferenceChoices(optedOut: [.threat]), by: platform.reviewer)
        _ = try await node.saveView("TEST mine", .all, by: platform.reviewer)
        var seen: Set<String> = []
        for caller in [platform.home.administrator, try await platform.home.person(.auditor), platform.lead] {
            let page = try await node.readEvents(cursor: nil, limit: 1000, wait: Seconds(0), by: caller) { caller }
            for event in page.events.map(\.event) {
                let type = event.value(of: .type)?.stringValue ?? ""
                guard type.hasPrefix("exposure.") || type.hasPrefix("preferences.") else { continue }
                #expect(caller.role != .lead)
                let fields = event.shownFields.map(\.name.text)
                #expect(
                    fields.filter { $0.hasPrefix("fact.") || $0.hasPrefix("sealed.") }
                        == (type.hasSuffix("viewSaved") ? ["fact.view"] : [])
                )
                seen.insert(type)
            }
        }
        #expect(seen == ["exposure.noted", "preferences.changed", "preferences.viewSaved"])
    }
}
