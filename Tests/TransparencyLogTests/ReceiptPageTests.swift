import Crypto
import Foundation
import Testing

/// The page that verifies receipts offline; what it does is tested in a browser by `make interop`.
@Suite struct `The receipt page` {
    private static func page() throws -> String {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/verify-receipt.html").standardizedFileURL
        return try String(contentsOf: path, encoding: .utf8)
    }

    @Test func `checks receipts by the very code that the console's pages have`() throws {
        let page = try Self.page()
        let start = try #require(page.range(of: "<script id=\"receipt-check\">\n"))
        let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/CConsoleAssets/assets/receipt-check.js").standardizedFileURL
        #expect(try String(contentsOf: path, encoding: .utf8) == page[start.upperBound..<end.lowerBound])
    }

    @Test func `names exactly its own scripts and style in its policy, so that a browser runs them and nothing else`()
        throws
    {
        let page = try Self.page()
        func hashes(_ element: String) -> [String] {
            page.components(separatedBy: "<\(element) id=").dropFirst().compactMap { part in
                guard let start = part.firstIndex(of: ">"), let end = part.range(of: "</\(element)>") else {
                    return nil
                }
                let text = part[part.index(after: start)..<end.lowerBound]
                return "'sha256-\(Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString())'"
            }
        }
        let (scripts, styles) = (hashes("script"), hashes("style"))
        #expect(scripts.count == 2)
        #expect(styles.count == 1)
        let policy =
            "default-src 'none'; base-uri 'none'; form-action 'none'; "
            + "script-src \(scripts.joined(separator: " ")); style-src \(styles.joined(separator: " "))"
        #expect(
            page.contains("content=\"\(policy)\""),
            "Run 'python3 Interop/tlog/receipt_page_test.py --hashes'."
        )
    }
}
