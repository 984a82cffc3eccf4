import Console
import Cooperation
import Services
import Testing

/// What the pages tell of the line to an exchange.
@Suite struct `Exchange pages` {
    /// How near the exchange is, where it was reached and has nothing that is not here.
    private static func contact(
        _ exchange: ID<Exchange>?,
        answered: Timestamp?,
        silence: Seconds = Seconds(0),
        events: Int64? = 0,
        behind: Seconds = Seconds(0),
        needsUpgrade: Bool = false
    ) -> FollowContact {
        FollowContact(
            exchange: exchange,
            lastAnswer: answered,
            silence: silence,
            eventsBehind: events,
            behindSince: nil,
            behind: behind,
            needsUpgrade: needsUpgrade
        )
    }

    @Test func `tell how far the node is behind, and mark an exchange that is not reached or not caught up with`()
        async throws
    {
        let world = try await SmallWorld(of: 1)
        let id = ID<Exchange>(try #require(world.subjects["exchanges"]))
        let session = try await world.platform.session([.administrator])
        let now = world.platform.clock.now
        let late = Seconds(FollowContact.patience.count + 1)
        let marks = ["Not reached", "Falls behind", "Waits for an upgrade of this node"]
        let told: [(contact: FollowContact?, mark: String?, lag: String, answered: String?)] = [
            (Self.contact(id, answered: nil, silence: late, events: nil), "Not reached", "Not known", "Not since"),
            // What it recorded since it answered last, nobody knows.
            (Self.contact(id, answered: now - late, silence: late, events: 7), "Not reached", "Not known", nil),
            (Self.contact(id, answered: now - late, silence: late, events: 0), "Not reached", "Not known", nil),
            (Self.contact(id, answered: now, events: 1, behind: late), "Falls behind", "1 act behind", nil),
            (Self.contact(id, answered: now, events: 2, needsUpgrade: true), marks[2], "2 acts behind", nil),
            // Polling allows for so much.
            (
                Self.contact(
                    id,
                    answered: now,
                    silence: FollowContact.patience,
                    events: 3,
                    behind: FollowContact.patience
                ),
                nil, "3 acts behind", nil
            ),
            (Self.contact(id, answered: now), nil, "Up to date", nil),
            // Another is followed over the line, or none.
            (Self.contact(ID(Identifier(derivedHigh: 7, low: 9)), answered: nil, silence: late), nil, "Not known", nil),
            (nil, nil, "Not known", nil),
        ]
        for one in told {
            try await LiveConsole.serving(world.platform, following: { one.contact }) { console in
                let browser = console.browser(session: session)
                for path in ["/console/exchanges", "/console/exchanges/\(id)", "/console"] {
                    let page = try await browser.page(path)
                    #expect(page.status == 200)
                    for mark in marks {
                        #expect(page.shows(mark + "</span>") == (mark == one.mark), "\(path): \(mark), \(one)")
                    }
                    let isTold = one.lag != "Not known" || path != "/console" || one.contact?.exchange == id
                    #expect(page.shows(one.lag) == isTold, "\(path): \(one)")
                    #expect(
                        page.shows("Not since this node started") == (one.answered != nil && path.hasSuffix("\(id)"))
                    )
                }
            }
        }
    }
}
