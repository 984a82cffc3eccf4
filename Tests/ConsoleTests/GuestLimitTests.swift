import Console
import Cooperation
import HTTPServing
import NIOCore
import Services
import Testing

/// The one page that is open to the whole world and takes what is written there.
@Suite struct `A guest's page` {
    private static let wrong = "/guest/" + String(repeating: "0", count: 64)
    /// As documented: so many at once, then one a second.
    private static let atOnce = 120
    private static let bodyBytesMax = 4 << 20

    private static func form(_ count: Int, reasons: String) -> String {
        (1...count).map { "outcome-\($0)=refusedScope&reasons-\($0)=\(reasons)" }.joined(separator: "&")
    }

    @Test(arguments: ["", "/document"])
    func `lets nobody try one link after the other`(_ place: String) async throws {
        let platform = try await TestPlatform()
        let moment = NIODeadline.now()
        try await LiveConsole.serving(platform, clock: { moment }) { console in
            for attempt in 1...Self.atOnce {
                #expect(try await console.stranger.page(Self.wrong + place).status == 404, "\(attempt)")
            }
            let refused = try await console.stranger.page(Self.wrong + place)
            #expect(refused.status == 429 && refused.retryAfter == 1)
        }
    }

    @Test func `is not sent to one link after the other either`() async throws {
        let platform = try await TestPlatform()
        let moment = NIODeadline.now()
        try await LiveConsole.serving(platform, clock: { moment }) { console in
            for attempt in 1...Self.atOnce {
                let page = try await console.stranger.forge(Self.wrong, Self.form(1, reasons: "TEST"))
                #expect(page.status == 404, "\(attempt)")
            }
            let refused = try await console.stranger.forge(Self.wrong, Self.form(1, reasons: "TEST"))
            #expect(refused.status == 429 && refused.retryAfter == 1)
        }
    }

    @Test func `takes no more than the longest answer, and a longer one uses up nothing`() async throws {
        let world = try await RequestWorld()
        let (id, _) = try await world.file(to: .guest(name: "TEST Other"))
        let secret = try await world.platform.node.inviteGuest(to: id, by: try await world.asker()).secret
        try await LiveConsole.serving(world.platform) { console in
            for path in ["/guest/\(secret)", Self.wrong] {
                #expect(try await console.stranger.announce(path, bytes: Self.bodyBytesMax + 1) == 413)
            }
            let longest = "reasons-1=" + String(repeating: "a", count: Self.bodyBytesMax - "reasons-1=".count)
            #expect(try await console.stranger.forge("/guest/\(secret)", longest).status != 413)
            let other = try await console.stranger.forge("/guest/\(secret)", "other=1")
            #expect((400..<500).contains(other.status))
            #expect(try await console.stranger.page("/guest/\(secret)").shows("name=\"outcome-1\""))
        }
    }

    @Test func `says when the answer is due in the zone of whoever asks and in UTC`() async throws {
        let world = try await RequestWorld(zone: "Asia/Jakarta")
        let (id, _) = try await world.file(to: .guest(name: "TEST Other"))
        let secret = try await world.platform.node.inviteGuest(to: id, by: try await world.asker()).secret
        try await LiveConsole.serving(world.platform) { console in
            let page = try await console.stranger.page("/guest/\(secret)")
            #expect(page.text.contains(#/ \+07:00 \(Asia\/Jakarta\), [^<]+ UTC/#))
            #expect(page.isPage && PageGuards(of: page) == .secretAddress)
        }
    }

    @Test func `asks until when what was removed is kept, at its field`() async throws {
        let world = try await RequestWorld()
        let (id, _) = try await world.file(to: .guest(name: "TEST Other"))
        let secret = try await world.platform.node.inviteGuest(to: id, by: try await world.asker()).secret
        let complied = "outcome-1=complied&reasons-1=TEST"
        try await LiveConsole.serving(world.platform) { console in
            #expect(try await console.stranger.page("/guest/\(secret)").shows("name=\"keptUntil\""))
            for day in ["", "&keptUntil=soon", "&keptUntil=2018-11-07"] {
                let refused = try await console.stranger.forge("/guest/\(secret)", complied + day)
                #expect(refused.status == 422 && refused.shows("keptUntil-error"), "\(day)")
            }
            let taken = try await console.stranger.forge("/guest/\(secret)", complied + "&keptUntil=2019-05-16")
            #expect(taken.status == 200)
        }
    }

    @Test func `takes a reason of its own for each of a thousand items`() async throws {
        let world = try await RequestWorld()
        let count = RequestDocument.itemsMax
        let (id, _) = try await world.file(to: .guest(name: "TEST Other"), items: count)
        let secret = try await world.platform.node.inviteGuest(to: id, by: try await world.asker()).secret
        try await LiveConsole.serving(world.platform) { console in
            // Every character takes nine bytes on the way.
            let reasons = String(repeating: "%E0%B8%81", count: 400)
            let answered = try await console.stranger.forge(
                "/guest/\(secret)",
                Self.form(count, reasons: reasons)
            )
            #expect(answered.status == 200)
            #expect(try await console.stranger.page("/guest/\(secret)").status == 404)
        }
    }
}
