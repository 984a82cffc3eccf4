import Console
import Cooperation
import Services
import Testing

/// What e-mail says in other languages: what somebody reviewed, and nothing else.
@Suite struct MessageWordingTests {
    @Test func `no draft is used for a message`() throws {
        let catalogues = try Catalogues()
        let wording = CatalogueWording(catalogues)
        for catalogue in catalogues.all where catalogue.reviewedBy == nil || catalogue.code == "en" {
            for kind in Alert.Kind.allCases { #expect(wording.words(for: kind, in: catalogue.code) == nil) }
        }
        #expect(wording.words(for: .urgentCase, in: "xx") == nil)
    }

    @Test func `a language that somebody reviewed has words for every kind of alert`() throws {
        let reviewed = ConsoleAsset.all.map { asset in
            let text = String(decoding: asset.bytes, as: UTF8.self)
            guard asset.name.hasSuffix(".json"), asset.name != "en.json" else { return asset }
            let name = #""reviewedBy": "TEST reader", "texts""#
            return ConsoleAsset(
                name: asset.name,
                bytes: Array(text.replacing(#""texts""#, with: name, maxReplacements: 1).utf8)
            )
        }
        let wording = CatalogueWording(try Catalogues(reviewed))
        for language in ["id", "ms", "fil", "zh", "th", "my", "ta"] {
            for kind in Alert.Kind.allCases {
                let words = try #require(wording.words(for: kind, in: language), "\(language) \(kind)")
                #expect(words.acknowledge.contains("{time}") && words.acknowledge.contains("UTC"))
                #expect(!words.subject.contains("alertKind") && !words.subject.contains("\n"))
            }
        }
    }
}
