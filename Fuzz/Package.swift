// swift-tools-version: 6.2

import PackageDescription

// Random input for what reads bytes of strangers, with libFuzzer. A package of its own, since its programs need another
// way of linking. `make fuzz` builds and runs it.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let watched: [SwiftSetting] = strict + [.unsafeFlags(["-sanitize=fuzzer"])]

let fuzzed: [SwiftSetting] = watched + [.unsafeFlags(["-parse-as-library"])]

let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let certificates = Target.Dependency.product(name: "X509", package: "swift-certificates")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

func fuzz(_ name: String, _ subjects: Target.Dependency...) -> Target {
    .executableTarget(name: name, dependencies: subjects, path: "Targets/\(name)", swiftSettings: fuzzed)
}

let package = Package(
    name: "perisai-fuzz",
    dependencies: [
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    ],
    targets: [
        .target(name: "CanonicalJSON", swiftSettings: watched),
        .target(name: "CSearchKernels", cSettings: [.unsafeFlags(["-O2"])]),
        .target(name: "Fingerprints", dependencies: [crypto], swiftSettings: watched),
        .target(
            name: "FingerprintSearch",
            dependencies: ["CSearchKernels", "Fingerprints", crypto],
            swiftSettings: watched
        ),
        .target(name: "TransparencyLog", dependencies: ["CanonicalJSON", crypto], swiftSettings: watched),
        .target(name: "Passkeys", dependencies: ["CanonicalJSON", crypto], swiftSettings: watched),
        .target(
            name: "Statements",
            dependencies: ["CanonicalJSON", asn1, certificates, crypto],
            swiftSettings: watched
        ),
        .target(
            name: "Multipart",
            path: "Sources/HTTPServing",
            sources: ["Multipart", "Routes/PathTemplate.swift", "Routes/RouteTableError.swift"],
            swiftSettings: watched
        ),
        .target(
            name: "Lines",
            path: "Sources/HTTPServing",
            sources: ["Lines/LineError.swift", "Lines/LineLimits.swift", "Lines/LineParser.swift"],
            swiftSettings: watched
        ),
        .target(
            name: "Cooperation",
            dependencies: ["CanonicalJSON", "Fingerprints", "Statements"],
            swiftSettings: watched
        ),
        .target(
            name: "Cursors",
            dependencies: ["CanonicalJSON", "Cooperation", "Statements", "TransparencyLog", crypto],
            path: "Sources/Services",
            sources: [
                "Events/EventCursor.swift", "Events/PageCursor.swift", "Node/NodeSecrets.swift",
                "Webhooks/WebhookSecret.swift",
            ],
            swiftSettings: watched
        ),
        .target(
            name: "Lists",
            dependencies: ["CanonicalJSON", "Cooperation", "Fingerprints"],
            path: "Sources/Services/Lists",
            swiftSettings: watched
        ),
        .systemLibrary(name: "CVips", pkgConfig: "vips"),
        .target(
            name: "Pictures",
            dependencies: ["CVips", "Fingerprints"],
            path: "Sources/Media",
            sources: [
                "Decoding/DecoderLibrary.swift", "Decoding/MediaDecoder.swift", "Decoding/MediaFormat.swift",
                "Decoding/MediaLimits.swift", "Decoding/VipsPicture.swift", "MediaError.swift",
            ],
            swiftSettings: watched
        ),
        fuzz("BundleFuzz", "TransparencyLog"),
        fuzz("CursorFuzz", "Cooperation", "Cursors"),
        fuzz("HashListFuzz", "CanonicalJSON", "Fingerprints", "Lists"),
        fuzz("JSONFuzz", "CanonicalJSON"),
        fuzz("LinesFuzz", "Lines"),
        fuzz("NoteFuzz", "TransparencyLog"),
        fuzz("ReceiptFuzz", "TransparencyLog"),
        fuzz("WitnessFuzz", "TransparencyLog"),
        fuzz("IndexFuzz", "FingerprintSearch", "Fingerprints"),
        fuzz("MultipartFuzz", "Multipart"),
        fuzz("PageCursorFuzz", "Cooperation", "Cursors"),
        fuzz("PasskeyFuzz", "Passkeys"),
        fuzz("PictureFuzz", "Fingerprints", "Pictures"),
        fuzz("StatementFuzz", "Statements"),
    ]
)
