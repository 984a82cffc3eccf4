import Console
import Cooperation
import Testing

/// That nothing from outside becomes a part of a page.
@Suite struct `Text from outside` {
    @Test(arguments: ["", "\u{301}", "\u{20DD}", "\u{200D}\u{1F525}", "\u{FE0F}"])
    func `stays text whatever combines with its marks`(_ mark: String) async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let counsel = try await console.browser(.counsel)
            let path = "/console/assessments/paper"
            let name = "x\"\(mark) onfocus=\"y<\(mark)b>\(mark) &\(mark)amp; '\(mark)"
            let refused = try await counsel.upload(path, ["authorityName": name], from: path)
            #expect(refused.status == 422)
            // A browser reads code points, of which a character may have several.
            let page = Array(refused.text.unicodeScalars)
            func shows(_ text: String) -> Bool { page.firstRange(of: Array(text.unicodeScalars)) != nil }
            let escaped =
                "x&quot;\(mark) onfocus=&quot;y&lt;\(mark)b&gt;\(mark) &amp;\(mark)amp; &#39;\(mark)"
            #expect(shows("value=\"\(escaped)\""))
            #expect(!shows(name) && !shows("onfocus=\""))
        }
    }
}
