import Testing

@Suite struct RepositoryTests {
    @Test func `every Swift file keeps the rules of the house`() throws {
        let files = Repository.swiftFiles
        #expect(files.count > 50, "the files of the repository were not found below \(Repository.root)")
        for path in files {
            for violation in HouseRules.violations(path: path, text: try Repository.text(path)) {
                Issue.record("\(violation)")
            }
        }
    }

    @Test func `every C file includes only what its room may`() throws {
        let files = Repository.cFiles
        #expect(files.count > 20)
        for path in files {
            let text = try Repository.text(path)
            for violation in IncludeRules.violations(path: path, text: text, exists: Repository.exists) {
                Issue.record("\(violation)")
            }
        }
    }

    @Test(arguments: ["Package.swift", "Fuzz/Package.swift", "scripts/sanitize/Package.swift"])
    func `every target depends only on what its room may use`(path: String) throws {
        let text = try Repository.text(path)
        #expect(Manifest(text).targets.count { !$0.dependencies.isEmpty } >= 3)
        #expect(ManifestRules.arrows(path: path, text: text) == [])
    }

    @Test func `every folder of sources is a target and a room`() throws {
        #expect(Repository.rooms.count > 10)
        let text = try Repository.text("Package.swift")
        #expect(ManifestRules.rooms(path: "Package.swift", text: text, folders: Repository.rooms) == [])
    }

    @Test func `every file that may start a task or be long still exists`() {
        for path in HouseRules.longFiles.union(HouseRules.unstructuredTasks.keys) {
            #expect(Repository.exists(path), "\(path) is excused and does not exist")
        }
    }

    @Test func `every path and make target that a document names exists`() throws {
        let makefile = try Repository.text("Makefile")
        for path in Repository.documents {
            let text = try Repository.text(path)
            let violations =
                DocumentRules.paths(path: path, text: text, exists: Repository.exists)
                + DocumentRules.makeTargets(path: path, text: text, makefile: makefile)
            for violation in violations {
                Issue.record("\(violation)")
            }
        }
    }

    @Test func `the change log has a section for what is not released`() throws {
        let violations = DocumentRules.changelog(path: "CHANGELOG.md", text: try Repository.text("CHANGELOG.md"))
        #expect(violations.isEmpty, "\(violations)")
    }

    @Test(arguments: ["Package.swift", "Fuzz/Package.swift", "scripts/sanitize/Package.swift"])
    func `every dependency is pinned to one version`(path: String) throws {
        let violations = DocumentRules.pins(path: path, text: try Repository.text(path))
        #expect(violations.isEmpty, "\(violations)")
    }

    @Test func `the package for the sanitizers builds what it shares with the manifest in the same way`() throws {
        let known = Dictionary(
            Manifest(try Repository.text("Package.swift")).targets.map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        // Processes of the main build are not built once more; the kernels' lock is annotated for the sanitizer alone.
        let excused: Set<String> = ["KernelWithout", "MediaTestWorker", "perisai", "CMutexAnnotations"]
        let shared = Manifest(try Repository.text("scripts/sanitize/Package.swift")).targets
            .filter { known[$0.name] != nil }
        #expect(shared.count > 15)
        // What holds shared state or calls into C is there, with its tests.
        let needed = [
            "CivilTime", "Commands", "Console", "Documents", "HTTPAPI", "HTTPServing", "Interchange", "Mail", "Media",
            "Services", "Store",
        ]
        let names = Set(shared.map(\.name))
        #expect(names.isSuperset(of: needed.flatMap { [$0, $0 + "Tests"] } + ["Printing"]))
        for target in shared {
            let own = known[target.name]
            let differing = Set(target.dependencies).symmetricDifference(own?.dependencies ?? [])
            #expect(differing.subtracting(excused) == [], "\(target.name)")
            #expect(target.resources == own?.resources, "\(target.name)")
        }
    }

    @Test func `the light packages pin what they share with the manifest to the same versions`() throws {
        let pin = #/url:\s*"([^"]+)",\s*exact:\s*"([^"]+)"/#
        let versions = Dictionary(
            try Repository.text("Package.swift").matches(of: pin).map { (String($0.1), String($0.2)) },
            uniquingKeysWith: { first, _ in first }
        )
        for path in ["Fuzz/Package.swift", "scripts/sanitize/Package.swift"] {
            for match in try Repository.text(path).matches(of: pin) {
                #expect(versions[String(match.1)] == String(match.2), "\(path) pins \(match.1) to \(match.2)")
            }
        }
    }
}
