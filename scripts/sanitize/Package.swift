// swift-tools-version: 6.2

import PackageDescription

// The pure targets and their tests alone, so that a run under a sanitizer need not build the servers and databases
// anew. Unlike in Package.swift the kernels keep their checks here: that a check never fires is what is tested.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

let package = Package(
    name: "perisai-pure",
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2")
    ],
    targets: [
        .target(name: "CanonicalJSON", swiftSettings: strict),
        .target(name: "CSearchKernels", cSettings: [.unsafeFlags(["-O2"])]),
        .target(name: "Fingerprints", dependencies: [crypto], swiftSettings: strict),
        .target(
            name: "FingerprintSearch",
            dependencies: ["CSearchKernels", "Fingerprints", crypto],
            swiftSettings: strict
        ),
        .target(name: "TransparencyLog", dependencies: ["CanonicalJSON", crypto], swiftSettings: strict),
        .target(name: "Cooperation", dependencies: ["CanonicalJSON", "Fingerprints"], swiftSettings: strict),
        .testTarget(name: "CanonicalJSONTests", dependencies: ["CanonicalJSON"], swiftSettings: strict),
        .testTarget(name: "FingerprintsTests", dependencies: ["Fingerprints"], swiftSettings: strict),
        .testTarget(
            name: "FingerprintSearchTests",
            dependencies: ["CSearchKernels", "FingerprintSearch", "Fingerprints"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "TransparencyLogTests",
            dependencies: ["CanonicalJSON", "TransparencyLog", crypto],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CooperationTests",
            dependencies: ["CanonicalJSON", "Cooperation", "Fingerprints"],
            swiftSettings: strict
        ),
    ]
)
