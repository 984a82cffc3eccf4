import Console
import Testing

@Suite struct AssetTests {
    private static let folder = "Sources/CConsoleAssets/assets"

    @Test func `the table of assets is what lies in the folder; else run scripts/console-assets`() {
        #expect(ConsoleAsset.all.map(\.name).sorted() == Repository.files(below: Self.folder))
    }

    @Test(arguments: ConsoleAsset.all.map(\.name))
    func `an asset of the program is its file`(_ name: String) throws {
        let asset = try #require(ConsoleAsset.all.first { $0.name == name })
        #expect(asset.bytes == (try Repository.bytes(Self.folder + "/" + name)))
    }

    @Test func `no page has a script, a style or an address of another origin in it`() throws {
        for asset in ConsoleAsset.all where asset.name.hasSuffix(".mustache") {
            let text = String(decoding: asset.bytes, as: UTF8.self)
            #expect(!text.contains(" style=") && !text.contains("<style"), "\(asset.name)")
            #expect(
                !text.contains(#/<script(?! type="module" src=)/#) && !text.contains(#/\son[a-z]+=/#),
                "\(asset.name)"
            )
            #expect(!text.contains("http://") && !text.contains("https://"), "\(asset.name)")
            #expect(!text.contains("{{{") && !text.contains("{{&"), "\(asset.name): text as it is")
        }
    }

    /// What only a script brings to life, by the mark that the script looks for.
    private static let alive = [
        "data-hashing", "data-live", "data-make", "data-open=", "data-passkey=", "data-sign>", "data-verify",
    ]

    @Test(arguments: alive)
    func `a part that only a script brings to life says so where none runs`(_ mark: String) {
        let templates = ConsoleAsset.all.filter { $0.name.hasSuffix(".mustache") }
            .map { (name: $0.name, text: String(decoding: $0.bytes, as: UTF8.self)) }
        let found = templates.filter { $0.text.contains(mark) }
        #expect(!found.isEmpty, "No template has \(mark).")
        for template in found { #expect(template.text.contains("<noscript>"), "\(template.name)") }
    }
}
