import Commands
import Cooperation
import Foundation
import Services
import Testing

/// The instruments and the rows of the clock registry that every node begins with.
@Suite struct `The register that a node begins with` {
    /// Why nothing starts a clock by a row: no instrument names it, and no code.
    private static let excused = [
        "EU_TCO_SCRUTINY_DEC":
            "Another authority counts it, from when it was asked or had the copy: nothing says so here.",
        "EU_TCO_COMPLAINT": "It runs from a complaint of a user, and none is filed here.",
        "EU_DSA_COMPLAINT_OPEN": "It runs from a notice of a decision, of whose window nothing is recorded here.",
        "AU_AVM_REFER": "It runs from when a platform becomes aware, asked by nobody; no act says when that was.",
        "MY_ONSA_ACK": "It runs from a report of a user, and none is filed here.",
        "MY_ONSA_FINAL": "It runs from what a platform finds of a report of a user, and none is filed here.",
        "INT_DISPUTE": "A signal on which members disagree is acted upon by nobody, and nothing withdraws it.",
        "INT_APPEAL_STD": "It runs from an appeal, and none is filed here.",
        "INT_APPEAL_FAST": "It runs from an appeal, and none is filed here.",
    ]

    private static func named(by terms: InstrumentTerms) -> [String] {
        [terms.clock, terms.firstContactClock, terms.preservationClock, terms.redressClock].compactMap(\.self)
    }

    /// All words in quotation marks of the rooms in which clocks are started.
    private static func quoted() throws -> Set<String> {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources")
        var words: Set<String> = []
        for room in ["Cooperation", "Services"] {
            let folder = sources.appending(path: room)
            let walk = try #require(FileManager.default.enumerator(atPath: folder.path))
            while let path = walk.nextObject() as? String {
                guard path.hasSuffix(".swift") else { continue }
                let bytes = Array(try Data(contentsOf: folder.appending(path: path)))
                for word in bytes.split(separator: UInt8(ascii: "\"")) where word.count <= 40 {
                    words.insert(String(decoding: word, as: UTF8.self))
                }
            }
        }
        return words
    }

    @Test func `has no row by which nothing starts, but those of which it is said why`() throws {
        let instruments = try InstrumentFile(InstrumentFile.firstBytes).entries
        let named = Set(instruments.flatMap { Self.named(by: $0.terms) })
        let quoted = try Self.quoted()
        #expect(quoted.contains("INT_TEMP_GEO"), "The sources were read.")
        let idle = Set(try ClockRuleText.first().map(\.code.description)).subtracting(named).subtracting(quoted)
        #expect(idle == Set(Self.excused.keys))
    }

    @Test func `has these instruments of each country, of the union and of nobody`() throws {
        let known: [String?: Set<String>] = [
            "AU": ["AU_OSA_REMOVAL", "AU_OSA_BLOCKING", "AU_AVM_REMOVE", "AU_TCN", "AU_TAR_TAN"],
            "BN": ["BN_CLASS_LICENCE", "BN_SEDITION"],
            "ID": ["ID_MR5_URGENT", "ID_MR5_NORMAL", "ID_REFERRAL"],
            "MM": ["MM_CYBERSECURITY"],
            "MY": ["MY_ONSA_S25", "MY_CMA_S233"],
            "NZ": ["NZ_TAKEDOWN", "NZ_REFERRAL"],
            "PH": ["PH_RA11479_COURT", "PH_REFERRAL", "PH_NTC_DESIGNATION"],
            "SG": [
                "SG_OCHA_STOP", "SG_OCHA_DISABLE", "SG_OCHA_ACCESS", "SG_OCHA_ACCOUNT", "SG_OCHA_APP",
                "SG_BROADCASTING_ACT", "SG_POFMA", "SG_FICA",
            ],
            "TH": ["TH_CCA_S20", "TH_MDES_NOTICE", "TH_ETC", "TH_LESE_MAJESTE"],
            "EU": [
                "EU_TCO_REMOVAL", "EU_EPOC", "EU_EPOC_EMERGENCY", "EU_EPOC_PRESERVE", "EU_EPOC_PRESERVE_EXT",
                "EU_REFERRAL",
            ],
            nil: [
                "UN_PRESERVATION", "UN_VOLUNTARY_DISCLOSURE", "UN_EMERGENCY_DISCLOSURE", "MLAT_DISCLOSURE",
                "TERMS_REFERRAL", "COURT_STAY_UP", "STAY_UP",
            ],
        ]
        let entries = try InstrumentFile(InstrumentFile.firstBytes).entries
        let found = Dictionary(grouping: entries.map(\.terms), by: \.country).mapValues { Set($0.map(\.code)) }
        #expect(found == known)
        #expect(entries.allSatisfy { $0.terms.isAccepted || $0.texts.reasonNotAccepted != nil })
    }

    @Test func `tells counsel until when somebody else may be asked, where its law names such a window`() throws {
        let rules = Dictionary(
            try ClockRuleText.first().map { ($0.code.description, $0.terms) },
            uniquingKeysWith: { first, _ in first }
        )
        var windows: [String: Set<String>] = [:]
        for entry in try InstrumentFile(InstrumentFile.firstBytes).entries {
            guard let code = entry.terms.redressClock else { continue }
            windows[code, default: []].insert(entry.terms.code)
            let terms = try #require(rules[code])
            #expect(terms.consequence == .windowCloses && terms.atEnd == [.counsel], "\(code)")
            #expect(terms.steps.map(\.role) == [.counsel], "\(code)")
        }
        #expect(
            windows == [
                "EU_TCO_SCRUTINY_REQ": ["EU_TCO_REMOVAL"],
                "SG_OCHA_RECON": [
                    "SG_OCHA_STOP", "SG_OCHA_DISABLE", "SG_OCHA_ACCESS", "SG_OCHA_ACCOUNT", "SG_OCHA_APP",
                ],
            ]
        )
    }

    @Test func `has data kept for as long as the form or the order says that asks for it`() throws {
        let rules = Dictionary(
            try ClockRuleText.first().map { ($0.code.description, $0.terms) },
            uniquingKeysWith: { first, _ in first }
        )
        var days: [String: Int] = [:]
        for entry in try InstrumentFile(InstrumentFile.firstBytes).entries where entry.terms.kind == .preservation {
            let terms = try #require(entry.terms.preservationClock.flatMap { rules[$0] }, "\(entry.terms.code)")
            #expect(terms.consequence == .preservationEnds && terms.duration.unit == .calendarDays)
            days[entry.terms.code] = Int(terms.duration.count)
        }
        #expect(days == ["EU_EPOC_PRESERVE": 60, "EU_EPOC_PRESERVE_EXT": 30, "UN_PRESERVATION": 90])
    }
}
