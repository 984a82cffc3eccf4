import CSearchKernels

/// The instruction sets that the inner loops are written for.
///
/// All variants find the same hits; tests force each to compare them.
package enum SearchKernel: UInt32, CaseIterable, Sendable {
    /// Plain C, for every processor.
    case generic = 0
    /// x86-64 with POPCNT.
    case popcount = 1
    /// x86-64 with AVX2.
    case avx2 = 2
    /// x86-64 with AVX-512 and its population counts (VPOPCNTDQ and BITALG).
    case avx512 = 3

    /// The variants that this processor can run, slowest first.
    package static let supported: [SearchKernel] = allCases.filter { csearch_supports($0.variant) != 0 }

    /// The fastest variant that this processor can run.
    package static let best: SearchKernel = supported.last ?? .generic

    var variant: csearch_variant { csearch_variant(rawValue) }
}
