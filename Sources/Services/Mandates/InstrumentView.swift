import Cooperation

/// An instrument with its texts.
package struct InstrumentView: Sendable, Hashable {
    package let instrument: Instrument
    package let title: String?
    package let law: String?
    package let source: String?
    /// Why it is not accepted here.
    package let reasonNotAccepted: String?
    /// Who confirmed it and what they said.
    package let confirmation: String?
}

extension StoreReading {
    /// Instruments with their texts, in as many statements for a page as for one.
    func views(_ instruments: [Instrument]) throws -> [InstrumentView] {
        let positions = instruments.flatMap { [$0.proposedAtPosition, $0.confirmedAtPosition].compactMap(\.self) }
        let parts = try sealedParts(["title", "law", "source", "reasonNotAccepted", "confirmation"], at: positions)
        return instruments.map { instrument in
            let texts = parts[instrument.proposedAtPosition] ?? [:]
            return InstrumentView(
                instrument: instrument,
                title: texts["title"],
                law: texts["law"],
                source: texts["source"],
                reasonNotAccepted: texts["reasonNotAccepted"],
                confirmation: instrument.confirmedAtPosition.flatMap { parts[$0]?["confirmation"] }
            )
        }
    }
}
