import Cooperation

/// How far a search has to look: as far as the widest bank that may hold a signal.
///
/// A bank that loses its last signal counts until it is closed or the node starts again; that costs time, never a hit.
struct SearchRadius: Sendable {
    private var radii: [ID<Bank>: Int] = [:]

    /// The radius, in bits; the field's usual one while nothing is known.
    var widest: Int { radii.values.max() ?? BankSettings.radiusDefault }

    /// Takes in how a bank is now.
    ///
    /// - Parameters:
    ///   - bank: the bank.
    ///   - holdsSignals: whether it is known to hold a live signal; one that did before counts too.
    mutating func note(_ bank: Bank, holdsSignals: Bool) {
        if bank.isClosed {
            radii[bank.id] = nil
        } else if holdsSignals || radii[bank.id] != nil {
            radii[bank.id] = bank.settings.radius
        }
    }
}
