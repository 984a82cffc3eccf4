import HTTPServing
import HTTPTypes

extension ConsoleRoutes {
    /// The stylesheet, the scripts and the icon, each under a path that holds a mark of its bytes.
    func assets() throws -> [ConsoleRoute] {
        try ConsoleAsset.all.compactMap { asset in
            guard let mediaType = asset.mediaType else { return nil }
            return try .open(.get, asset.path, "console.\(asset.name)", limits: .reading) { request in
                _ = try request.query(knowing: [])
                return .bytes(asset.bytes, mediaType, cache: .forever)
            }
        }
    }
}
