import HTTPServing
import HTTPTypes

extension ConsoleRoutes {
    /// Ways back from addresses to which only forms are sent.
    ///
    /// What is sent back with a mistake in it is shown under the form's own address, and browsers ask for that address when
    /// they open a closed tab again.
    ///
    /// - Parameter routes: all pages and forms.
    /// - Returns: for each form without a page, a page that leads to the one above it, or where there is none, to the start.
    /// - Throws: `RouteTableError` where a route is written wrongly.
    func returning(from routes: [ConsoleRoute]) throws -> [ConsoleRoute] {
        let pages = Set(routes.filter { $0.method == .get }.map(\.template.description))
        return try routes.filter { $0.method == .post && !pages.contains($0.template.description) }.map { form in
            let template = form.template.description
            let hasPageAbove = pages.contains(Self.above(template))
            return try open(template, form.operationID + ".return") { reader, _ in
                let path = String(reader.request.target.prefix { $0 != "?" })
                return .redirect(hasPageAbove ? Self.above(path) : "/console")
            }
        }
    }

    /// A path without its last part.
    private static func above(_ path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }
}
