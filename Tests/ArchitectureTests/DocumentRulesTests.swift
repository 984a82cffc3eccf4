import Testing

@Suite struct DocumentRulesTests {
    private func missing(_ text: String, at path: String = "README.md") -> [String] {
        DocumentRules.paths(path: path, text: text) { ["docs", "docs/a.md", "Makefile", "scripts/setup"].contains($0) }
            .map { "\($0.line): \($0.message)" }
    }

    @Test(arguments: [
        ("See `docs/b.md`.", "1: docs/b.md does not exist"),
        ("\n[text](docs/b.md#part)", "2: docs/b.md does not exist"),
        ("```sh\nscripts/install build\n```", "2: scripts/install does not exist"),
        ("```sh\ncat ./docs/b.md | wc\n```", "2: docs/b.md does not exist"),
    ])
    func `a path that is not there is found`(text: String, message: String) {
        #expect(Set(missing(text)) == [message])
    }

    @Test(arguments: [
        "`docs/a.md`, [a](docs/a.md#part), [site](https://example.org/docs/b.md), [part](#part)",
        "`docs/adr/NNNN-title.md` and `Sources/<Target>` and `Interop/*/run`",
        "docs/b.md outside of code is prose",
        "`/v1/signals` is an address, `DATA/demo-keys.json` is not ours",
        "```sh\nscripts/setup build # as docs/b.md says\nmake run\n```",
    ])
    func `what exists or is no path of ours is let through`(text: String) {
        #expect(missing(text).isEmpty)
    }

    @Test func `links count from the folder of their document`() {
        #expect(missing("[a](../a.md) [b](a.md)", at: "docs/adr/0001.md") == ["1: docs/adr/a.md does not exist"])
    }

    @Test func `a make target that is not there is found`() {
        let makefile = "SHELL := /bin/bash\nrun: build\n\t@true\nbuild-tests:\n"
        let text = "`make run`, `make fly`\n```sh\nmake build-tests\nmake SHELL\ncd x && make swim\n```\nmake no-code"
        let found = DocumentRules.makeTargets(path: "README.md", text: text, makefile: makefile)
        #expect(found.map(\.message) == ["there is no target fly", "there is no target swim"])
    }

    @Test func `a change log without its first section is found`() {
        #expect(DocumentRules.changelog(path: "CHANGELOG.md", text: "# Changes\n\n## [Unreleased]\n").isEmpty)
        #expect(DocumentRules.changelog(path: "CHANGELOG.md", text: "# Changes\n\n## [1.0.0]\n").count == 1)
    }

    @Test(arguments: [
        (#".package(url: "https://example.org/a", exact: "1.0.0"),"#, 0),
        (".package(\n    url: \"https://example.org/a\",\n    exact: \"1.0.0\"\n)", 0),
        (#".product(name: "A", package: "a")"#, 0),
        (#"// .package(url: "a", from: "1.0.0")"#, 0),
        (#".package(url: "https://example.org/a", from: "1.0.0"), .product(exact: 1)"#, 1),
        (#".package(url: "https://example.org/a", branch: "main")"#, 1),
        (#".package(path: "../a")"#, 1),
        (".package(url: \"a\", from: \"1\"),\n.package(url: \"b\", exact: \"1\")", 1),
    ])
    func `a dependency that floats is found`(text: String, count: Int) {
        #expect(DocumentRules.pins(path: "Package.swift", text: text).count == count)
    }
}
