import CInternational

/// The library that knows how languages write.
package enum LanguageLibraries {
    /// The version of ICU that runs.
    package static var internationalVersion: String { "\(cinternational_version(0)).\(cinternational_version(1))" }
}
