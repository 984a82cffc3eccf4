import Documents
import SeededRandomness

/// Documents of any texts, any length and any order.
struct RandomDocument {
    private var random: SplitMix64

    init(_ seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func text(_ most: Int = 300) -> String {
        let count = Int.random(in: 0...most, using: &random)
        return String(String.UnicodeScalarView((0..<count).compactMap { _ in .any(using: &random) }))
    }

    mutating func phrase() -> Phrase {
        let language = ["en", "th", "my", nil].randomElement(using: &random) ?? nil
        let beside = Bool.random(using: &random) ? Phrase.Translation(DocumentText(text()), language: "ta") : nil
        return Phrase(DocumentText(text()), language: language, beside: beside)
    }

    mutating func block(_ samples: Samples) throws -> DocumentBlock {
        let count = Int.random(in: 0...8, using: &random)
        switch Int.random(in: 0..<9, using: &random) {
        case 0: return .heading(phrase())
        case 1: return .paragraph(Phrase(text(6_000)))
        case 2: return .facts((0..<count).map { _ in DocumentFact(phrase(), phrase(), isCode: count % 2 == 0) })
        case 3: return .checks(phrase(), (0..<count).map { DocumentCheck(phrase(), isChecked: $0 % 2 == 0) })
        case 4:
            return .items(
                count % 2 == 0 ? phrase() : nil,
                (0..<count).map { _ in
                    DocumentItem(address: text(), ground: phrase(), reasons: phrase(), outcome: phrase())
                }
            )
        case 5: return .quotation(phrase())
        case 6:
            return .signatures([
                DocumentSignature(who: DocumentText(text()), key: DocumentText(text()), time: try samples.time())
            ])
        case 7: return .notice(phrase())
        default: return .code(DocumentCode(label: phrase(), address: "https://a.example/" + text(8), digest: text(20)))
        }
    }

    mutating func document() throws -> Document {
        let samples = try Samples(Repository.languages.randomElement(using: &random) ?? "en")
        return try Document(
            kind: DocumentKind.allCases.randomElement(using: &random) ?? .referral,
            words: samples.words,
            letterhead: Letterhead(name: DocumentText(text()), lines: [DocumentText(text())]),
            reference: DocumentText(text(60)),
            time: try samples.time(),
            isExercise: Bool.random(using: &random),
            blocks: (0..<Int.random(in: 0...12, using: &random)).map { _ in try block(samples) }
        )
    }
}
