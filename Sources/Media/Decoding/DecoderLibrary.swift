internal import CVips

/// libvips, started once for each process that needs it.
package enum DecoderLibrary {
    /// Whether libvips works.
    ///
    /// Whoever uses libvips asks here: a second caller of `vips_init` is told yes while the first is still at it.
    /// In a worker it was started by the confinement, long before; elsewhere this starts it. Its warnings repeat what
    /// stands in a file, so nobody gets to see them.
    package static let isReady: Bool = {
        g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING, { _, _, _, _ in }, nil)
        return vips_init("perisai") == 0
    }()
}
