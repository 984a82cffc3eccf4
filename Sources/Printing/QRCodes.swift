import CQREncode
import Documents

/// Draws texts as QR codes that stay readable where a seventh of them is damaged.
public struct QRCodes: CodeDrawing {
    /// Makes one.
    public init() {}

    /// The code's squares.
    public func squares(of text: String) -> CodeSquares? {
        guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { return nil }
        defer { QRcode_free(code) }
        let side = Int(code.pointee.width)
        guard let data = code.pointee.data else { return nil }
        return CodeSquares(side: side, isDark: (0..<side * side).map { data[$0] & 1 == 1 })
    }
}
