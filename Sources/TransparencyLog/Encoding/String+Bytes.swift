extension StringProtocol {
    /// Compares byte for byte.
    ///
    /// Swift's `==` takes some different scalars for equal (the Kelvin sign for a K), which must not hold for anything
    /// that is hashed or signed.
    func hasBytes(of other: some StringProtocol) -> Bool {
        utf8.elementsEqual(other.utf8)
    }
}
