import CQREncode

/// A drawing of dark squares on a light ground.
struct PictureView: Sendable {
    let pictureLabel: String
    let pictureSide: Int
    /// The squares, as the path of an SVG `path` element.
    let picturePath: String

    /// The light border that readers of QR codes need, in squares (ISO/IEC 18004).
    private static let border = 4

    /// A text as a QR code, which stays readable where a seventh of it is damaged.
    ///
    /// - Returns: `nil` for a text that is too long for one.
    static func code(of text: String, label: String) -> PictureView? {
        guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { return nil }
        defer { QRcode_free(code) }
        let side = Int(code.pointee.width)
        var path = ""
        for row in 0..<side {
            for column in 0..<side where code.pointee.data[row * side + column] & 1 == 1 {
                path += "M\(column + border) \(row + border)h1v1h-1z"
            }
        }
        return PictureView(pictureLabel: label, pictureSide: side + 2 * border, picturePath: path)
    }
}
