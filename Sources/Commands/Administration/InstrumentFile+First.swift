import CInstruments
import Cooperation
import Services

extension InstrumentFile {
    /// What a node's register begins with: instruments in use, none of them confirmed by a lawyer yet.
    package static var firstBytes: [UInt8] {
        Array(UnsafeBufferPointer(start: cinstruments_bytes(), count: cinstruments_count()))
    }
}
