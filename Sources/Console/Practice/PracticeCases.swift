import Cooperation

extension PracticeCase {
    /// All of them, from the plain ones to those that are easily got wrong.
    package static let all: [PracticeCase] = [
        PracticeCase(
            number: 1,
            kind: .image,
            behaviours: [.graphicViolence],
            distance: 0,
            country: "ID",
            finding: .confirmed,
            rule: .sameContent
        ),
        PracticeCase(
            number: 2,
            kind: .image,
            behaviours: [.graphicViolence],
            distance: 6,
            country: "PH",
            finding: .exempt,
            exemption: .journalism,
            rule: .exemptContext
        ),
        PracticeCase(
            number: 3,
            kind: .image,
            behaviours: [.glorification],
            distance: 29,
            country: "MY",
            finding: .differentContent,
            rule: .byChance
        ),
        PracticeCase(
            number: 4,
            kind: .document,
            behaviours: [.instruction],
            distance: 2,
            country: "AU",
            finding: .confirmed,
            rule: .sameContent
        ),
        PracticeCase(
            number: 5,
            kind: .image,
            behaviours: [.recruitment],
            distance: 12,
            country: "ID",
            finding: .exempt,
            exemption: .counterSpeech,
            rule: .exemptContext
        ),
        PracticeCase(
            number: 6,
            kind: .image,
            behaviours: [.threat],
            distance: 31,
            country: "SG",
            finding: .differentContent,
            rule: .byChance
        ),
        PracticeCase(
            number: 7,
            kind: .image,
            behaviours: [.recruitment],
            distance: 0,
            isDisputed: true,
            country: "BN",
            finding: .notTerrorist,
            rule: .wrongSignal
        ),
        PracticeCase(
            number: 8,
            kind: .image,
            behaviours: [.recruitment],
            distance: 4,
            country: "TH",
            finding: .confirmed,
            rule: .sameContent
        ),
        PracticeCase(
            number: 9,
            kind: .image,
            behaviours: [.glorification],
            distance: 8,
            country: "NZ",
            finding: .exempt,
            exemption: .education,
            rule: .exemptContext
        ),
        PracticeCase(
            number: 10,
            kind: .image,
            behaviours: [.threat],
            distance: 10,
            country: "PH",
            finding: .exempt,
            exemption: .art,
            rule: .exemptContext
        ),
        PracticeCase(
            number: 11,
            kind: .image,
            behaviours: [.financing],
            distance: 1,
            country: "ID",
            finding: .confirmed,
            rule: .sameContent
        ),
        PracticeCase(
            number: 12,
            kind: .image,
            behaviours: [.graphicViolence],
            distance: 24,
            country: "MM",
            finding: .differentContent,
            rule: .byChance
        ),
        PracticeCase(
            number: 13,
            kind: .document,
            behaviours: [.glorification],
            distance: 7,
            country: "AU",
            finding: .exempt,
            exemption: .research,
            rule: .exemptContext
        ),
        PracticeCase(
            number: 14,
            kind: .image,
            behaviours: [.threat],
            distance: 3,
            isDisputed: true,
            country: "MY",
            finding: .confirmed,
            rule: .disputed
        ),
        PracticeCase(
            number: 15,
            kind: .image,
            behaviours: [.glorification],
            distance: 0,
            country: "TH",
            finding: .notTerrorist,
            rule: .wrongSignal
        ),
        PracticeCase(
            number: 16,
            kind: .image,
            behaviours: [.glorification],
            distance: 5,
            country: "ID",
            finding: .confirmed,
            rule: .claimedExemption
        ),
        PracticeCase(
            number: 17,
            kind: .image,
            behaviours: [.glorification],
            distance: 9,
            country: "PH",
            finding: .confirmed,
            rule: .sameContent
        ),
        PracticeCase(
            number: 18,
            kind: .video,
            behaviours: [.recruitment],
            distance: 11,
            country: "SG",
            finding: .exempt,
            exemption: .counterSpeech,
            rule: .exemptContext
        ),
        PracticeCase(
            number: 19,
            kind: .image,
            behaviours: [.graphicViolence],
            distance: 20,
            country: "MM",
            finding: .differentContent,
            rule: .byChance
        ),
        PracticeCase(
            number: 20,
            kind: .image,
            behaviours: [.threat],
            distance: 0,
            country: "NZ",
            finding: .confirmed,
            rule: .urgent
        ),
    ]
}
