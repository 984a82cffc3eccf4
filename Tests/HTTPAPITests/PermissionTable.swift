import Cooperation
import Foundation
import Testing

/// Who may do what, as docs/permissions.md prints it.
struct PermissionTable: Sendable {
    static let path = "docs/permissions.md"

    /// A line of the table.
    struct Line: Sendable {
        let kinds: Set<String>
        let roles: Set<String>
        let standings: Set<String>
        let isOnOwnNode: Bool
        let needsPerson: Bool

        fileprivate init(_ cells: [String]) {
            func list(_ cell: String, _ all: [String]) -> Set<String> {
                cell == "all" ? Set(all) : Set(cell.components(separatedBy: ", "))
            }
            kinds = list(cells[1], OrganisationKind.allCases.map(\.rawValue))
            roles = list(cells[2], Role.allCases.map(\.rawValue))
            standings = list(cells[3], Standing.allCases.map(\.rawValue))
            isOnOwnNode = cells[4] == "own node only"
            needsPerson = cells[5] == "needed"
        }

        func allows(_ caller: Caller) -> Bool {
            kinds.contains(caller.organisation.kind.rawValue) && roles.contains(caller.role.rawValue)
                && standings.contains(caller.organisation.standing.rawValue)
                && (!isOnOwnNode || (caller.organisation.ownsNode && !caller.isOnExchange))
                && (!needsPerson || caller.person != nil)
        }
    }

    private let lines: [String: Line]

    init() throws {
        let rows = try Self.table("table").split(separator: "\n").dropFirst(2).map { row in
            row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        lines = Dictionary(
            rows.map { ($0[0].trimmingCharacters(in: CharacterSet(charactersIn: "`")), Line($0)) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    subscript(permission: Permission) -> Line? { lines[permission.rawValue] }

    /// What the document holds between two markers of a name.
    static func table(_ name: String) throws -> String {
        let parts = try Repository.text(path).components(separatedBy: "<!-- \(name) -->\n")
        try #require(parts.count == 3, "\(path) must hold the \(name) between two markers.")
        return parts[1]
    }
}
