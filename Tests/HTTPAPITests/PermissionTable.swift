import Cooperation
import Foundation
import Testing

/// Who may do what, as docs/permissions.md prints it.
struct PermissionTable: Sendable {
    static let path = "docs/permissions.md"

    /// Where something can be done, in the words of the table.
    enum Place: String, Sendable {
        case anyNode = "any node"
        case ownNode = "own node only"
        case operatedNode = "operator only"
        case growthShown = "any node; an authority only an exchange and its own"
    }

    /// What is needed of the agreement that a thing stands under, in the words of the table.
    enum AgreementNeed: String, Sendable {
        case none = "-"
        case inForce = "joined and in force, or own bank"
        case named = "named as a party"
    }

    /// A line of the table.
    struct Line: Sendable {
        let kinds: Set<String>
        let roles: Set<String>
        let standings: Set<String>
        let place: Place
        let needsPerson: Bool
        let agreement: AgreementNeed

        fileprivate init(_ cells: [String]) throws {
            try #require(cells.count == 7, "A line must have seven cells: \(cells)")
            func list(_ cell: String, _ all: [String]) -> Set<String> {
                cell == "all" ? Set(all) : Set(cell.components(separatedBy: ", "))
            }
            kinds = list(cells[1], OrganisationKind.allCases.map(\.rawValue))
            roles =
                cells[2] == "all but monitor"
                ? Set(Role.allCases.map(\.rawValue)).subtracting(["monitor"])
                : list(cells[2], Role.allCases.map(\.rawValue))
            standings = list(cells[3], Standing.allCases.map(\.rawValue))
            place = try #require(Place(rawValue: cells[4]), "\(cells[4]) is no place.")
            try #require(["needed", "not needed"].contains(cells[5]), "\(cells[5]) says nothing of a person.")
            needsPerson = cells[5] == "needed"
            agreement = try #require(AgreementNeed(rawValue: cells[6]), "\(cells[6]) says nothing of an agreement.")
        }

        /// Whether it lets a caller through at the door; what an agreement opens lies behind that.
        func allows(_ caller: Caller) -> Bool {
            kinds.contains(caller.organisation.kind.rawValue) && roles.contains(caller.role.rawValue)
                && standings.contains(caller.organisation.standing.rawValue)
                && isPlace(of: caller)
                && (!needsPerson || caller.person != nil)
        }

        private func isPlace(of caller: Caller) -> Bool {
            switch place {
            case .anyNode: true
            case .ownNode: caller.organisation.ownsNode && !caller.isOnExchange
            case .operatedNode: caller.organisation.ownsNode
            case .growthShown:
                caller.organisation.kind != .authority || caller.isOnExchange || caller.organisation.ownsNode
            }
        }
    }

    private let lines: [String: Line]

    init() throws {
        let rows = try Self.table("table").split(separator: "\n").dropFirst(2).map { row in
            row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        lines = Dictionary(
            try rows.map { ($0[0].trimmingCharacters(in: CharacterSet(charactersIn: "`")), try Line($0)) },
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
