import Cooperation
import HTTPAPI
import HTTPServing
import HTTPTypes

/// The routes as docs/permissions.md prints them.
enum RouteLines {
    static func markdown(_ routes: [APIRoutes.APIRoute]) -> String {
        let head = "| method | path | permission |\n|---|---|---|\n"
        return head + routes.map(line).joined(separator: "\n") + "\n"
    }

    private static func line(_ route: APIRoutes.APIRoute) -> String {
        let permission =
            switch route.access {
            case .open: "none: open to everybody"
            case .keyOptional: "none; more with a key"
            case .keyRequired(let permission), .sessionRequired(let permission): "`\(permission.rawValue)`"
            }
        return "| \(route.method.rawValue) | `\(route.template)` | \(permission) |"
    }
}
