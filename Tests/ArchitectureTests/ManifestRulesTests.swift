import Testing

/// Feeds the rules for manifests and for includes what they must catch and what they must let through.
@Suite struct ManifestRulesTests {
    private static let constants = """
        let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
        let grdb = Target.Dependency.product(
            name: "GRDB",
            package: "GRDB.swift"
        )

        """

    private func objections(_ targets: String) -> [String] {
        ManifestRules.arrows(path: "Package.swift", text: Self.constants + targets).map { "\($0.line): \($0.message)" }
    }

    @Test(arguments: [
        (#".target(name: "Cooperation", dependencies: ["Services"])"#, "Cooperation must not import Services"),
        (#".target(name: "Cooperation", dependencies: [grdb])"#, "Cooperation is pure and must not import GRDB"),
        (#".target(name: "Cooperation", dependencies: [unknown])"#, "Cooperation is pure and must not import unknown"),
        (
            #".target(name: "Services", dependencies: ["Cooperation", .product(name: "NIOCore", package: "swift-nio")])"#,
            "Services must not import NIOCore"
        ),
        (#".target(name: "Store", dependencies: [crypto, "Media", grdb])"#, "Store must not import Media"),
        (#".target(name: "HTTPAPI", dependencies: ["Store"], swiftSettings: strict)"#, "HTTPAPI must not import Store"),
        (
            #".target(name: "Services", dependencies: ["CVips"])"#,
            #"only ["CMediaConfinement", "Media"] may import CVips"#
        ),
        (
            #".target(name: "CSearchKernels", dependencies: ["CVips"])"#,
            #"only ["CMediaConfinement", "Media"] may import CVips"#
        ),
        (
            #".target(name: "CSearchKernels", dependencies: [crypto])"#,
            "CSearchKernels is written in C and must not depend on Crypto"
        ),
        (#".executableTarget(name: "perisai", dependencies: ["TestSupport"])"#, "perisai must not import TestSupport"),
    ])
    func `a dependency against the arrows is found`(target: String, message: String) {
        #expect(objections(target) == ["6: \(message)"])
    }

    @Test(arguments: [
        #".target(name: "Cooperation", dependencies: ["Fingerprints"])"#,
        #".target(name: "Fingerprints", dependencies: [crypto], swiftSettings: kernels)"#,
        #".target(name: "Store", dependencies: ["Services", grdb])"#,
        #".target(name: "CMediaConfinement", dependencies: ["CVips"])"#,
        #".systemLibrary(name: "CVips", pkgConfig: "vips")"#,
        #".testTarget(name: "CooperationTests", dependencies: ["Store", grdb])"#,
        "// .target(name: \"Cooperation\", dependencies: [grdb])",
    ])
    func `a dependency along the arrows is let through`(target: String) {
        #expect(objections(target).isEmpty)
    }

    @Test func `every dependency of a list is read, whatever its form`() {
        let text =
            Self.constants + """
                .target(
                    name: "Store",
                    dependencies: [
                        "Services", crypto, grdb,
                        .product(name: "NIOCore", package: "swift-nio"),
                    ],
                    swiftSettings: strict
                ),
                .target(name: "Next", dependencies: ["Other"])
                """
        let targets = Manifest(text).targets
        #expect(targets.map(\.name) == ["Store", "Next"])
        #expect(Set(targets[0].dependencies) == ["Services", "Crypto", "GRDB", "NIOCore"])
        #expect(targets[1].dependencies == ["Other"])
    }

    @Test func `a folder without a target and a target without a room are found`() {
        let text = #".target(name: "Store"), .target(name: "Shed")"#
        let found = ManifestRules.rooms(path: "Package.swift", text: text, folders: ["Store", "Shed", "Media"])
        #expect(found.map(\.message) == ["the folder Media is no target", "Shed is not in the table of rooms"])
    }

    @Test(arguments: [
        ("Sources/CSearchKernels/A.c", "#include <stdio.h>", "CSearchKernels must not include stdio.h"),
        ("Sources/CSearchKernels/A.c", "\n  #  include <sys/socket.h>", "CSearchKernels must not include sys/socket.h"),
        ("Sources/CSearchKernels/A.h", "#include <vips/vips.h>", "CSearchKernels must not include vips/vips.h"),
        (
            "Sources/CMediaConfinement/A.c", "#include <CSearchKernels.h>",
            "CMediaConfinement must not include CSearchKernels.h"
        ),
        (
            "Sources/CMediaConfinement/A.c", "#include <sys/../sqlite3.h>",
            "CMediaConfinement must not include sys/../sqlite3.h"
        ),
        (
            "Sources/CMediaConfinement/A.c", "#include \"Own.h\"\n#include \"Other.h\"",
            "Other.h is no header of CMediaConfinement"
        ),
        (
            "Sources/CMediaConfinement/A.c", "#include \"../CVips/shim.h\"",
            "../CVips/shim.h is no header of CMediaConfinement"
        ),
        ("Sources/CMediaConfinement/A.c", "#include HEADER", "CMediaConfinement must name what it includes"),
        ("Sources/CNew/A.c", "#include <stddef.h>", "CNew has no table of headers"),
    ])
    func `an include against the arrows is found`(path: String, text: String, message: String) {
        let found = IncludeRules.violations(path: path, text: text) { $0 == "Sources/CMediaConfinement/include/Own.h" }
        #expect(found.map(\.message) == [message])
    }

    @Test(arguments: [
        ("Sources/CSearchKernels/A.c", "#include <immintrin.h>\n#include \"Own.h\""),
        ("Sources/CMediaConfinement/A.c", "#include <sys/prctl.h>\n#include <vips/vips.h>"),
        ("Sources/CVips/shim.h", "#include <vips/vips.h>"),
        ("Tests/KernelWithout/main.c", "#include <stdio.h>"),
    ])
    func `an include along the arrows is let through`(path: String, text: String) {
        let found = IncludeRules.violations(path: path, text: text) { $0 == "Sources/CSearchKernels/Own.h" }
        #expect(found == [])
    }
}
