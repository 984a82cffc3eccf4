import Cooperation
import Testing

@Suite("An office whose name a forged request bore")
struct OfficeMisuseTests {
    /// The office after what was done with it, one thing an hour, from one hour after the start on.
    private static func office(
        _ commands: [OfficeCommand],
        isVouchedFor: Bool = true,
        origin: EventOrigin? = Build.elsewhere
    ) throws -> Office {
        let kept = try Build.office(isVouchedFor: isVouchedFor)
        var office = try Build.office(isVouchedFor: isVouchedFor, origin: origin)
        for (index, command) in commands.enumerated() {
            for act in try Office.decide(kept, command, id: kept.id) {
                let hour = Int64(index + 1)
                let event = JournalEvent(act, position: hour + 10, time: .start + .hours(hour), origin: origin)
                office = try Office.apply(office, event)
            }
        }
        return office
    }

    private static func request(at hour: Int64) throws -> Request {
        let document = Build.document()
        let acts = try Request.decide(nil, .file(Build.filing(document)), id: document.id, now: .start)
        return try #require(try Request.after(nil, acts, at: .start + .hours(hour)))
    }

    private static let misused = OfficeCommand.noteMisuse(key: Build.keyID("a"))

    private static func vouched() throws -> OfficeCommand { .vouch(how: Build.text("how"), by: try Build.voucher()) }

    @Test("is doubted in everything, whenever it came, while nobody vouches for it anew")
    func doubted() throws {
        let office = try Self.office([Self.misused])
        let misuse = try #require(office.misuse)
        #expect(misuse.at == Timestamp.start + .hours(1) && misuse.key == Build.keyID("a"))
        for hour in [0, 1, 1000] as [Int64] {
            let request = try Self.request(at: hour)
            #expect(office.doubt(about: request) == misuse)
        }
        let (sound, request) = (try Build.office(), try Self.request(at: 0))
        #expect(sound.misuse == nil && sound.doubt(about: request) == nil)
    }

    @Test(
        "is trusted again in what came after a new word, and not in what came before, however much is done since",
        arguments: [Build.elsewhere, nil] as [EventOrigin?]
    )
    func vouchedForAnew(origin: EventOrigin?) throws {
        let changes = (0..<1001).map { number in
            let zone = number.isMultiple(of: 2) ? "Asia/Makassar" : "Asia/Jayapura"
            return OfficeCommand.change(OfficeChange(zone: zone), held: [])
        }
        let office = try Self.office([Self.misused, Self.vouched()] + changes + [Self.vouched()], origin: origin)
        #expect(office.misuse == nil && office.zone == "Asia/Makassar")
        for hour in [0, 1, 2] as [Int64] {
            let misuse = office.doubt(about: try Self.request(at: hour))
            #expect(misuse?.at == Timestamp.start + .hours(1), "It came at the hour \(hour).")
        }
        for hour in [3, 500, 2000] as [Int64] {
            let misuse = office.doubt(about: try Self.request(at: hour))
            #expect(misuse == nil, "It came at the hour \(hour).")
        }
    }

    @Test("is doubted by the latest of several, and in all that came before the word that followed it")
    func again() throws {
        let office = try Self.office([Self.misused, Self.vouched(), Self.misused, Self.vouched()])
        #expect(office.misuse == nil)
        let doubts = try (0...5).map { try office.doubt(about: Self.request(at: $0))?.position }
        #expect(doubts == [13, 13, 13, 13, 13, nil])
    }

    @Test("is doubted in what came before the first word for it too")
    func firstWord() throws {
        let office = try Self.office([Self.misused, Self.vouched()], isVouchedFor: false)
        #expect(office.vouchings.count == 1)
        let (earlier, later) = (try Self.request(at: 2), try Self.request(at: 3))
        #expect(office.doubt(about: earlier) != nil)
        #expect(office.doubt(about: later) == nil)
    }
}
