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
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")

func fuzz(_ name: String, _ subjects: Target.Dependency...) -> Target {
    .executableTarget(name: name, dependencies: subjects, path: "Targets/\(name)", swiftSettings: fuzzed)
}

let package = Package(
    name: "perisai-fuzz",
    dependencies: [
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
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
            name: "Requests",
            dependencies: ["CanonicalJSON", httpTypes, nioCore],
            path: "Sources/HTTPServing",
            sources: [
                "Limits/ClientAddress.swift", "Lines/LineError.swift", "Lines/LineLimits.swift",
                "Lines/LineParser.swift",
                "Multipart", "Problems/InvalidField.swift", "Problems/Problem+Requests.swift",
                "Problems/Problem.swift", "Problems/ProblemCode.swift", "Requests/HTTPFieldName+Perisai.swift",
                "Requests/MediaType.swift", "Requests/Query.swift", "Routes/PathTemplate.swift",
                "Routes/PercentDecoding.swift", "Routes/RouteTableError.swift",
            ],
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
        .target(
            name: "Addresses",
            dependencies: [nioCore],
            path: "Sources/Interchange",
            sources: [
                "AllowedDestinations.swift", "NetworkAddress.swift", "NetworkRange.swift", "OutgoingAddress.swift",
                "OutgoingHost.swift", "OutgoingKey.swift", "OutgoingSettingError.swift",
            ],
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
        fuzz("AddressFuzz", "Addresses"),
        fuzz("BundleFuzz", "TransparencyLog"),
        fuzz("CursorFuzz", "Cooperation", "Cursors"),
        fuzz("FormFuzz", "Requests", httpTypes),
        fuzz("HashListFuzz", "CanonicalJSON", "Fingerprints", "Lists"),
        fuzz("JSONFuzz", "CanonicalJSON"),
        fuzz("LinesFuzz", "Requests"),
        fuzz("NoteFuzz", "TransparencyLog"),
        fuzz("ReceiptFuzz", "TransparencyLog"),
        fuzz("WitnessFuzz", "TransparencyLog"),
        fuzz("IndexFuzz", "FingerprintSearch", "Fingerprints"),
        fuzz("MultipartFuzz", "Requests"),
        fuzz("PageCursorFuzz", "Cooperation", "Cursors"),
        fuzz("PasskeyFuzz", "Passkeys"),
        fuzz("PictureFuzz", "Fingerprints", "Pictures"),
        fuzz("StatementFuzz", "Statements"),
    ]
)
