@_spi(_Unicode) import Swift

/// What people type to get in, in one form however their keyboard composes it.
enum LoginText {
    /// Normalised (NFC): the same letters are the same bytes.
    static func normalised(_ text: String) -> String {
        // The standard library has the tables, and no other way to them without Foundation.
        String(String.UnicodeScalarView(text._nfc))
    }

    /// A name without what can't be seen and without the difference between large and small letters.
    ///
    /// By way of the large letters, so that ß and SS, and every sigma, are one.
    static func folded(_ name: String) -> String {
        let visible = String.UnicodeScalarView(
            name.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
        )
        return normalised(normalised(String(visible)).uppercased().lowercased())
    }
}
