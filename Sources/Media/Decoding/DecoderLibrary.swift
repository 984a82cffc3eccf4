internal import CVips

/// libvips, started once for each process that needs it.
enum DecoderLibrary {
    /// Whether libvips works.
    ///
    /// In a worker it was started by the confinement, long before; elsewhere this starts it. Its warnings repeat what
    /// stands in a file, so nobody gets to see them.
    static let isReady: Bool = {
        g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING, { _, _, _, _ in }, nil)
        return vips_init("perisai") == 0
    }()
}
