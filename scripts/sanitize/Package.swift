// swift-tools-version: 6.2

import PackageDescription

// The targets that hold shared state or walk through memory, and their tests, so that a run under a sanitizer need not
// build the whole program anew. Unlike in Package.swift the kernels keep their checks here: that a check never fires is
// what is tested. The processes that tests of the media pool and of printing start are those of the main build: under a
// sanitizer none could be confined. The tests of the program itself are not here for that reason.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// As in Package.swift.
let tests: [SwiftSetting] =
    strict + [.unsafeFlags(["-Onone", "-no-emit-module-separately-wmo"], .when(configuration: .release))]

let strictC: [CSetting] = [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]

let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let certificates = Target.Dependency.product(name: "X509", package: "swift-certificates")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "perisai-sanitized",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
    ],
    targets: [
        .target(name: "CanonicalJSON", swiftSettings: strict),
        .target(name: "CSearchKernels", cSettings: strictC + [.unsafeFlags(["-O2"])]),
        .target(name: "Fingerprints", dependencies: [crypto], swiftSettings: strict),
        .target(
            name: "FingerprintSearch",
            dependencies: ["CSearchKernels", "Fingerprints", crypto],
            swiftSettings: strict
        ),
        .target(name: "TransparencyLog", dependencies: ["CanonicalJSON", crypto], swiftSettings: strict),
        .target(name: "Passkeys", dependencies: ["CanonicalJSON", crypto], swiftSettings: strict),
        .target(
            name: "Statements",
            dependencies: ["CanonicalJSON", asn1, certificates, crypto],
            swiftSettings: strict
        ),
        .target(
            name: "Cooperation",
            dependencies: ["CanonicalJSON", "Fingerprints", "Statements"],
            swiftSettings: strict
        ),
        .target(name: "Documents", dependencies: ["CanonicalJSON", "Cooperation", crypto], swiftSettings: strict),
        .target(
            name: "Services",
            dependencies: [
                "CanonicalJSON", "Cooperation", "FingerprintSearch", "Fingerprints", "Passkeys", "Statements",
                "TransparencyLog", crypto, logging,
            ],
            resources: [.embedInCode("Clocks/first-clock-rules.json")],
            swiftSettings: strict
        ),
        .target(name: "CivilTime", dependencies: ["Cooperation"], swiftSettings: strict),
        .target(
            name: "Store",
            dependencies: ["CanonicalJSON", "Cooperation", "Services", "TransparencyLog", grdb],
            swiftSettings: strict
        ),
        .systemLibrary(name: "CVips", pkgConfig: "vips"),
        .target(name: "CMediaConfinement", dependencies: ["CVips"], cSettings: strictC),
        .target(
            name: "Media",
            dependencies: [
                "CMediaConfinement", "CVips", "Fingerprints", lifecycle, logging, subprocess, systemPackage,
            ],
            swiftSettings: strict
        ),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode"),
        .systemLibrary(name: "CPrinting", pkgConfig: "pangocairo"),
        .target(
            name: "Printing",
            dependencies: ["CPrinting", "CQREncode", "Cooperation", "Documents", subprocess, systemPackage],
            swiftSettings: strict
        ),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl"),
        .target(name: "CMailTransfer", dependencies: ["CCurl"], cSettings: strictC),
        .target(
            name: "Mail",
            dependencies: ["CMailTransfer", "Cooperation", "Services", nioCore, nioPosix],
            swiftSettings: strict
        ),
        .target(
            name: "HTTPServing",
            dependencies: [
                "CanonicalJSON", httpTypes, lifecycle, logging, nioCore, nioHTTP1, nioPosix, nioSSL,
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "HTTPAPI",
            dependencies: [
                "CanonicalJSON", "Cooperation", "Fingerprints", "HTTPServing", "Services", "Statements",
                "TransparencyLog", httpTypes,
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Interchange",
            dependencies: [
                "CanonicalJSON", "Cooperation", "Services", "TransparencyLog", asyncHTTPClient, nioCore, nioHTTP1,
                nioPosix, nioSSL,
            ],
            swiftSettings: strict
        ),
        .target(
            name: "CInternational",
            cSettings: strictC,
            linkerSettings: [.linkedLibrary("icui18n"), .linkedLibrary("icuuc")]
        ),
        .target(
            name: "CConsoleAssets",
            exclude: ["assets"],
            cSettings: [.unsafeFlags(["-std=c23", "-Wall", "-Wextra", "-Werror"])],
            linkerSettings: [.linkedLibrary("z")]
        ),
        .target(
            name: "Console",
            dependencies: [
                "CConsoleAssets", "CInternational", "CQREncode", "CanonicalJSON", "Cooperation", "Documents",
                "Fingerprints", "HTTPServing", "Passkeys", "Services", "Statements", "TransparencyLog", crypto,
                httpTypes, mustache,
            ],
            swiftSettings: strict
        ),
        .target(
            name: "CInstruments",
            exclude: ["instruments.json"],
            cSettings: [.unsafeFlags(["-std=c23", "-Wall", "-Wextra", "-Werror"])]
        ),
        .target(
            name: "Commands",
            dependencies: [
                "CInstruments", "CanonicalJSON", "Cooperation", "Documents", "FingerprintSearch", "Fingerprints",
                "Services", "Statements", "TransparencyLog", argumentParser, logging,
            ],
            swiftSettings: strict
        ),
        .target(name: "CMutexAnnotations", path: "Tests/CMutexAnnotations", cSettings: strictC),
        .target(name: "SeededRandomness", path: "Tests/SeededRandomness", swiftSettings: strict),
        .testTarget(
            name: "CanonicalJSONTests",
            dependencies: ["CanonicalJSON", "SeededRandomness"],
            swiftSettings: tests
        ),
        .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter", cSettings: strictC),
        .testTarget(
            name: "FingerprintsTests",
            dependencies: ["CAllocationCounter", "Fingerprints", "SeededRandomness"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "FingerprintSearchTests",
            dependencies: ["CSearchKernels", "FingerprintSearch", "Fingerprints", "SeededRandomness"],
            swiftSettings: tests
        ),
        .testTarget(
            name: "TransparencyLogTests",
            dependencies: ["CanonicalJSON", "SeededRandomness", "TransparencyLog", crypto],
            swiftSettings: tests
        ),
        .testTarget(
            name: "CooperationTests",
            dependencies: ["CanonicalJSON", "Cooperation", "Fingerprints", "SeededRandomness", "Statements"],
            swiftSettings: tests
        ),
        .testTarget(
            name: "StatementsTests",
            dependencies: ["CanonicalJSON", "SeededRandomness", "Statements", asn1, certificates, crypto],
            swiftSettings: tests
        ),
        .target(
            name: "SoftwareAuthenticator",
            dependencies: ["CanonicalJSON", "Passkeys", crypto],
            path: "Tests/SoftwareAuthenticator",
            swiftSettings: strict
        ),
        .testTarget(
            name: "PasskeysTests",
            dependencies: ["CanonicalJSON", "Passkeys", "SeededRandomness", "SoftwareAuthenticator", crypto],
            swiftSettings: tests
        ),
        .testTarget(
            name: "ServicesTests",
            dependencies: [
                "CanonicalJSON", "Cooperation", "FingerprintSearch", "Fingerprints", "Passkeys", "SeededRandomness",
                "Services", "CivilTime", "SoftwareAuthenticator", "Statements", "Store", "TransparencyLog", asn1,
                certificates, crypto, logging,
            ],
            swiftSettings: tests
        ),
        .executableTarget(
            name: "StoreWriter",
            dependencies: ["CMutexAnnotations", "CanonicalJSON", "Cooperation", "Services", "Store"],
            path: "Tests/StoreWriter",
            swiftSettings: strict
        ),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "CMutexAnnotations", "CanonicalJSON", "Cooperation", "SeededRandomness", "Services", "Store",
                "StoreWriter", "TransparencyLog", grdb,
            ],
            swiftSettings: tests
        ),
        .systemLibrary(name: "CHeif", path: "Tests/CHeif", pkgConfig: "libheif"),
        .testTarget(
            name: "MediaTests",
            dependencies: ["CHeif", "CVips", "Fingerprints", "Media", "SeededRandomness", lifecycle, logging],
            swiftSettings: tests
        ),
        .target(
            name: "LocalDoor",
            dependencies: ["HTTPServing", lifecycle, logging],
            path: "Tests/LocalDoor",
            swiftSettings: strict
        ),
        .testTarget(
            name: "HTTPServingTests",
            dependencies: [
                "CanonicalJSON", "HTTPServing", "LocalDoor", "SeededRandomness", httpTypes, logging, nioCore, nioPosix,
                nioSSL,
            ],
            swiftSettings: tests
        ),
        .testTarget(
            name: "HTTPAPITests",
            dependencies: [
                "CanonicalJSON", "CivilTime", "Cooperation", "HTTPAPI", "HTTPServing", "LocalDoor", "SeededRandomness",
                "Services", "Statements", "Store", "TransparencyLog", asyncHTTPClient, httpTypes, nioCore, nioHTTP1,
                yams,
            ],
            swiftSettings: tests
        ),
        .testTarget(name: "CivilTimeTests", dependencies: ["CivilTime", "Cooperation"], swiftSettings: tests),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "CanonicalJSON", "Commands", "Cooperation", "Documents", "Fingerprints", "Services", "Statements",
                "Store", "TransparencyLog", argumentParser, logging,
            ],
            swiftSettings: tests
        ),
        .testTarget(
            name: "ConsoleTests",
            dependencies: [
                "CanonicalJSON", "CivilTime", "Console", "Cooperation", "Documents", "Fingerprints", "HTTPServing",
                "LocalDoor", "SeededRandomness", "Services", "Statements", "Store", "TransparencyLog", asyncHTTPClient,
                nioCore, nioHTTP1, .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
            ],
            swiftSettings: tests
        ),
        .testTarget(
            name: "DocumentsTests",
            dependencies: ["CanonicalJSON", "Cooperation", "Documents", "Printing", "SeededRandomness", crypto],
            swiftSettings: tests
        ),
        .testTarget(
            name: "MailTests",
            dependencies: ["Cooperation", "Mail", "Services", nioCore, nioPosix, nioSSL],
            swiftSettings: tests
        ),
        .testTarget(
            name: "InterchangeTests",
            dependencies: [
                "CanonicalJSON", "Cooperation", "Fingerprints", "Interchange", "SeededRandomness", "Services", "Store",
                "TransparencyLog", asyncHTTPClient, logging, nioCore, nioPosix, nioSSL,
            ],
            swiftSettings: tests
        ),
    ]
)
