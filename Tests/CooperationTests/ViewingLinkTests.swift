import Cooperation
import Testing

@Suite("A viewing link")
struct ViewingLinkTests {
    @Test(
        "is refused where it is no https address",
        arguments: [
            "", "https", "http://example.org/x", "ftp://example.org/x", "HTTPS://example.org", "javascript:alert(1)",
            "https://example.org/a b", "https://example.org/\n", "https://example.org/é", "https://example.org/\"x",
            "https://example.org/<x", " https://example.org/x", "http://localhost.example.org/x",
            "http://127.0.0.1.example.org/", "http://localhost@example.org/", "http://localhost:80@example.org/",
            "http://127.0.0.1:80@example.org/", "http://[::1].example.org/", "http://[::1]@example.org/",
            "http://127.0.0.1\\@example.org", "https://", "https:///x",
            "https://example.org/" + String(repeating: "x", count: ViewingLink.addressBytesMax),
        ]
    )
    func refuses(address: String) {
        #expect { try ViewingLink(address: address, expiresAt: .start) } throws: {
            ($0 as? Refusal)?.code == "link-invalid"
        }
    }

    @Test(
        "is taken where it is https, or http on the same machine",
        arguments: [
            "https://example.org/v/1?t=a#b", "https://[2001:db8::1]:8443/x", "http://127.0.0.1:8481/v/1",
            "http://localhost/v", "http://localhost:8481/v", "http://[::1]:8481/v", "http://[::1]/v",
        ]
    )
    func takes(address: String) throws {
        #expect(try ViewingLink(address: address, expiresAt: .start).address == address)
    }
}
