import Glibc

/// How much printing a node takes on.
package struct PrintingLimits: Sendable {
    /// The limits of a node on this machine.
    package static let standard = PrintingLimits()

    /// How many documents are printed at once; more than cores gains nothing.
    package var atOnce = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    /// How many may wait for their turn; one more is refused as `document-printer-busy`.
    package var waitingMax = 64
    /// How long one document may take.
    package var timeMax: Duration = .seconds(30)

    package init() {}
}
