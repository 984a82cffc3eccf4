import AsyncHTTPClient
import Console
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
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

    /// Gives what it gets unpacked; it lives as long as the tests.
    private static let unpacking = HTTPClient(
        eventLoopGroupProvider: .singleton,
        configuration: HTTPClient.Configuration(decompression: .enabled(limit: .size(1 << 20)))
    )

    /// Gives what it gets as it came, and asks for nothing by itself.
    private static let plain = HTTPClient(eventLoopGroupProvider: .singleton)

    private static func answer(
        _ path: String,
        accepting: String?,
        of console: LiveConsole,
        by client: HTTPClient = plain
    ) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(console.port)\(path)")
        if let accepting { request.headers.add(name: "Accept-Encoding", value: accepting) }
        return try await client.execute(request, timeout: .minutes(10))
    }

    @Test func `files for browsers are sent shorter to whoever takes gzip, and become what they were`() async throws {
        let files = ConsoleAsset.all.filter { $0.mediaType != nil }
        #expect(files.contains { $0.name == "console.css" } && files.contains { $0.name == "console.js" })
        try await LiveConsole.serving(try await TestPlatform()) { console in
            for file in files {
                let shorter = try #require(file.compressed, "\(file.name)")
                #expect(shorter.count < file.bytes.count)
                let unpacked = try await Self.answer(file.path, accepting: "gzip", of: console, by: Self.unpacking)
                #expect(try await Array(unpacked.body.collect(upTo: 1 << 20).readableBytesView) == file.bytes)
                for (accepting, isShorter) in [(nil, false), ("gzip, deflate, br", true), ("gzip;q=0, *", false)]
                    as [(String?, Bool)]
                {
                    let answer = try await Self.answer(file.path, accepting: accepting, of: console)
                    #expect(answer.status == .ok && answer.headers["Vary"] == ["Accept-Encoding"])
                    #expect(answer.headers["Content-Encoding"] == (isShorter ? ["gzip"] : []))
                    let body = try await answer.body.collect(upTo: 1 << 20)
                    #expect(Array(body.readableBytesView) == (isShorter ? shorter : file.bytes), "\(file.name)")
                    #expect(answer.headers.first(name: "Content-Length") == "\(body.readableBytes)")
                }
            }
        }
    }

    @Test func `no page is compressed, since pages hold secrets beside what an address brings in`() async throws {
        let world = try await SmallWorld(of: 1)
        try await LiveConsole.serving(world.platform) { console in
            let session = console.browser(session: world.session).cookies.joined(separator: "; ")
            let signal = try #require(world.subjects["signals"])
            for path in [
                "/console/login", "/console", "/console/queue", "/console/signals?text=TEST",
                "/console/signals/\(signal)",
                "/console/journal", "/console/nothing",
            ] {
                var request = HTTPClientRequest(url: "http://127.0.0.1:\(console.port)\(path)")
                request.headers.add(name: "Accept-Encoding", value: "gzip, *")
                request.headers.add(name: "Cookie", value: session)
                let answer = try await Self.plain.execute(request, timeout: .minutes(10))
                #expect(answer.headers["Content-Encoding"] == [], "\(path)")
                #expect(String(buffer: try await answer.body.collect(upTo: 8 << 20)).contains("<html"), "\(path)")
            }
        }
    }

    /// What only a script brings to life, by the mark that the script looks for.
    private static let alive = [
        "data-hashing", "data-keys", "data-live", "data-make", "data-open=", "data-passkey=", "data-sign>",
        "data-verify",
    ]

    @Test(arguments: alive)
    func `a part that only a script brings to life says so where none runs`(_ mark: String) {
        let templates = ConsoleAsset.all.filter { $0.name.hasSuffix(".mustache") }
            .map { (name: $0.name, text: String(decoding: $0.bytes, as: UTF8.self)) }
        let found = templates.filter { $0.text.contains(mark) }
        #expect(!found.isEmpty, "No template has \(mark).")
        for template in found { #expect(template.text.contains("<noscript>"), "\(template.name)") }
    }

    @Test func `a list that is gone through by keys names them, and says where none work`() {
        let lists = ConsoleAsset.all.filter { $0.name.hasSuffix(".mustache") }
            .map { (name: $0.name, text: String(decoding: $0.bytes, as: UTF8.self)) }
            .filter { $0.text.contains("data-queue") }
        #expect(
            Set(lists.map(\.name)).isSuperset(of: ["banks", "practice", "queue", "signals"].map { $0 + ".mustache" })
        )
        for list in lists {
            // Whoever looks at the keys is still in the list, where they work.
            let parts = list.text.split(separator: "data-queue")
            #expect(
                parts.last?.contains(" data-keys tabindex=\"-1\" hidden>{{t.queue.keys}}</p>") == true,
                "\(list.name)"
            )
            #expect(list.text.contains("{{t.script.keys}}"), "\(list.name)")
        }
    }
}
