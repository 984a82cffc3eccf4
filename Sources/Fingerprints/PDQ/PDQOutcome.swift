/// What came of fingerprinting a picture.
public enum PDQOutcome: Hashable, Sendable {
    /// The picture has a fingerprint; its quality is `PDQ.minimumQuality`...100.
    case fingerprint(Hash256, quality: Int)
    /// The picture gets no fingerprint.
    case none(PDQRefusal)

    /// Creates the outcome for a picture whose frequencies are known.
    ///
    /// - Parameters:
    ///   - spectrum: The picture's frequencies.
    ///   - width: Its columns.
    ///   - height: Its rows.
    public init(_ spectrum: PDQSpectrum, width: Int, height: Int) {
        if width < PDQ.sideMin || height < PDQ.sideMin {
            self = .none(PDQRefusal(code: .tooSmall, quality: 0))
        } else if spectrum.quality < PDQ.minimumQuality {
            self = .none(PDQRefusal(code: .lowQuality, quality: spectrum.quality))
        } else {
            self = .fingerprint(spectrum.hash(), quality: spectrum.quality)
        }
    }
}
