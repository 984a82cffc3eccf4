import Fingerprints

/// One picture's hashes as the comparing script reads them.
struct PDQReport: Encodable {
    let path: String
    let pdq: String
    let quality: Int
    let transforms: [String: String]

    init(path: String, spectrum: PDQSpectrum) {
        self.path = path
        pdq = spectrum.hash().hex
        quality = spectrum.quality
        transforms = Dictionary(
            uniqueKeysWithValues: DihedralTransform.allCases.map { ($0.rawValue, spectrum.hash($0).hex) }
        )
    }
}
