internal import CVips

/// The libraries that decode.
package enum MediaLibraries {
    /// The version of libvips that runs.
    package static var vipsVersion: String { "\(vips_version(0)).\(vips_version(1)).\(vips_version(2))" }
}
