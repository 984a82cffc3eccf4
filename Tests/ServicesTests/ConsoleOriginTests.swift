import Services
import Testing

@Suite struct `The console's origin` {
    @Test(arguments: [
        ("https://console.example", "https://console.example", "console.example"),
        ("https://Console.Example:443", "https://console.example", "console.example"),
        ("https://console.example:8443", "https://console.example:8443", "console.example"),
        ("http://localhost:8080", "http://localhost:8080", "localhost"),
        ("http://localhost:80", "http://localhost", "localhost"),
        ("https://localhost", "https://localhost", "localhost"),
    ])
    func `is written as browsers write it`(text: String, written: String, host: String) {
        let origin = ConsoleOrigin(text)
        #expect(origin?.description == written && origin?.host == host)
    }

    @Test(arguments: [
        "", "console.example", "http://console.example", "http://127.0.0.1:8080", "https://127.0.0.1", "https://[::1]",
        "https://1.2.3", "https://console.example/", "https://console.example/console", "https://console.example:",
        "https://console.example:0", "https://console.example:65536", "https://console.example:+80", "ftp://localhost",
        "https://user@console.example", "https://", "https://-a.example", "https://a..example",
        "https://bücher.example",
        "https://a_b.example", "http://localhost.evil.example",
    ])
    func `is nothing that passkeys could not be bound to`(text: String) {
        #expect(ConsoleOrigin(text) == nil)
    }
}
