import HTTPServing
import HTTPTypes

extension ConsoleRoutes {
    /// The stylesheet, the scripts and the icon, each under a path that holds a mark of its bytes.
    ///
    /// These alone are compressed. Pages hold secrets (the token of each form, what a case says) beside words that an
    /// address can bring in, and how long such an answer gets when it is compressed tells the secret letter by letter to
    /// whoever watches the line and makes the browser ask (BREACH). The files hold nothing that is not published.
    func assets() throws -> [ConsoleRoute] {
        try ConsoleAsset.all.compactMap { asset in
            guard let mediaType = asset.mediaType else { return nil }
            return try .open(.get, asset.path, "console.\(asset.name)", limits: .reading) { request in
                _ = try request.query(knowing: [])
                let compressed = request.headerFields.acceptsGzip ? asset.compressed : nil
                var response = OutgoingResponse.bytes(compressed ?? asset.bytes, mediaType, cache: .forever)
                if compressed != nil { response.headerFields[.contentEncoding] = "gzip" }
                // What is kept between here and the browser is kept for those who asked alike.
                response.headerFields[.vary] = "Accept-Encoding"
                return response
            }
        }
    }
}
