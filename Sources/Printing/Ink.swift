/// A colour on paper, each part from 0 to 1.
struct Ink: Hashable, Sendable {
    let red: Double
    let green: Double
    let blue: Double

    private init(_ hexadecimal: UInt32) {
        red = Double(hexadecimal >> 16 & 255) / 255
        green = Double(hexadecimal >> 8 & 255) / 255
        blue = Double(hexadecimal & 255) / 255
    }

    // The colours of the console in the light.
    static let text = Ink(0x1b1b19)
    static let quiet = Ink(0x55554f)
    static let accent = Ink(0x0b5394)
    static let line = Ink(0xd3d3cc)
    static let ground = Ink(0xf4f4f1)
    static let warning = Ink(0x7a4b00)
    static let warningGround = Ink(0xfdf0d5)
    static let white = Ink(0xffffff)
}
