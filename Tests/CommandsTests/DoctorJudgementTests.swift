import Commands
import Testing

/// What the doctor makes of numbers that it measured.
@Suite struct `The doctor's judgement` {
    private static let day: Int64 = 86_400
    private static let megabyte: UInt64 = 1 << 20

    @Test(arguments: [0, -1, -30 * 86_400] as [Int64])
    func `a certificate that is over fails`(_ seconds: Int64) {
        let finding = CertificateCheckup.finding(secondsLeft: seconds)
        #expect(finding.state == .fail && finding.subject == "certificate" && finding.detail == "it is over")
        #expect(finding.advice?.contains("SIGHUP") == true)
    }

    @Test func `a certificate is warned of in its last fourteen days, and not before`() {
        let judged: [(seconds: Int64, state: DoctorFinding.State, days: Int64)] = [
            (1, .warn, 0), (Self.day, .warn, 1), (14 * Self.day - 1, .warn, 13), (14 * Self.day, .ok, 14),
            (90 * Self.day, .ok, 90),
        ]
        for (seconds, state, days) in judged {
            let finding = CertificateCheckup.finding(secondsLeft: seconds)
            #expect(finding.state == state, "\(seconds)")
            #expect(finding.detail == "it is good for \(days) days more")
            #expect((finding.advice == nil) == (state == .ok), "\(seconds)")
        }
    }

    @Test func `little room on the disk is warned of, and where there is next to none the doctor fails`() {
        let judged: [(megabytes: UInt64, state: DoctorFinding.State)] = [
            (0, .fail), (199, .fail), (200, .warn), (2047, .warn), (2048, .ok), (500_000, .ok),
        ]
        for (megabytes, state) in judged {
            let finding = DiskCheckup.room(bytes: megabytes * Self.megabyte)
            #expect(finding.state == state && finding.subject == "disk", "\(megabytes)")
            #expect(finding.detail == "\(megabytes) MB are free")
            #expect((finding.advice == nil) == (state == .ok), "\(megabytes)")
        }
    }

    @Test func `a disk is slow by its median, and one write that took long makes none slow`() {
        let quick = DiskCheckup.flush(microseconds: [1200, 2_000_000, 1100, 1300, 1250])
        #expect(quick.state == .ok && quick.subject == "flush" && quick.advice == nil)
        #expect(quick.detail == "a write is kept after 1.2 ms (at worst 2000.0 ms)")
        let edge = DiskCheckup.flush(microseconds: [50_000, 50_000, 50_000])
        #expect(edge.state == .ok)
        let slow = DiskCheckup.flush(microseconds: [50_001, 300, 60_000, 80_700, 400])
        #expect(slow.state == .warn && slow.advice?.contains("faster disk") == true)
        #expect(slow.detail == "a write is kept after 50.0 ms (at worst 80.7 ms)")
    }
}
