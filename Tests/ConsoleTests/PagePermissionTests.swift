import Console
import Cooperation
import Foundation
import HTTPServing
import HTTPTypes
import NIOCore
import Services
import Testing

/// docs/permissions.md says what each page needs.
@Suite struct PagePermissionTests {
    private static func markdown(_ routes: [ConsoleRoutes.ConsoleRoute]) -> String {
        let head = "| method | path | permission |\n|---|---|---|\n"
        return head + routes.map(line).joined(separator: "\n") + "\n"
    }

    private static func line(_ route: ConsoleRoutes.ConsoleRoute) -> String {
        let permission =
            switch route.access {
            case .open, .keyOptional: "none: open to everybody"
            case .keyRequired(let permission), .sessionRequired(let permission): "`\(permission.rawValue)`"
            }
        return "| \(route.method.rawValue) | `\(route.template)` | \(permission) |"
    }

    @Test func `docs/permissions.md lists every page with its permission`() async throws {
        let platform = try await TestPlatform()
        let console = try ConsoleRoutes(
            node: platform.node,
            access: platform.access,
            settings: ConsoleSettings(),
            now: { .now() },
            condition: { "ready" }
        )
        let parts = try Repository.text("docs/permissions.md").components(separatedBy: "<!-- pages -->\n")
        try #require(parts.count == 3, "docs/permissions.md must hold the table between two markers.")
        // The ways back from forms open nothing.
        // Assets have addresses that change with what they hold, and are open to everybody.
        let table = Self.markdown(
            try console.all().filter {
                !$0.operationID.hasSuffix(".return") && !"\($0.template)".hasPrefix("/console/assets/")
            }
        )
        #expect(parts[1] == table, "\(table)")
    }
}
