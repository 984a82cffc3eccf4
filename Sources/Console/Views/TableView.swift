import Cooperation
import Mustache

/// A table of a page; on narrow screens each row is a card.
struct TableView: Sendable {
    struct Column: Sendable {
        let columnLabel: String
        let columnKind: String
    }

    struct Cell: Sendable {
        let cellText: String
        let cellPath: String?
        /// The class: `number`, `hash`, or nothing.
        let cellKind: String
        /// The kind of badge that the text stands in; `nil` for none.
        let cellBadge: String?
        /// The time for machines; `nil` for what is no time.
        let cellTime: String?
        let cellNote: String?
        /// Whether a script lets the time that is left run.
        var cellRuns = false
        /// The column's name, for narrow screens.
        var cellLabel = ""

        static func text(_ text: String, path: String? = nil, note: String? = nil) -> Cell {
            Cell(cellText: text, cellPath: path, cellKind: "", cellBadge: nil, cellTime: nil, cellNote: note)
        }

        static func number(_ text: String, path: String? = nil) -> Cell {
            Cell(cellText: text, cellPath: path, cellKind: "number", cellBadge: nil, cellTime: nil, cellNote: nil)
        }

        static func code(_ text: String, path: String? = nil) -> Cell {
            Cell(cellText: text, cellPath: path, cellKind: "hash", cellBadge: nil, cellTime: nil, cellNote: nil)
        }

        static func badge(_ kind: String, _ text: String) -> Cell {
            Cell(cellText: text, cellPath: nil, cellKind: "", cellBadge: kind, cellTime: nil, cellNote: nil)
        }

        /// How far away a time is, which a script lets run.
        static func clock(_ end: Timestamp, _ span: String) -> Cell {
            var cell = time(TimeView(machine: end.description, text: span))
            cell.cellRuns = true
            return cell
        }

        static func time(_ time: TimeView) -> Cell {
            Cell(
                cellText: time.text,
                cellPath: nil,
                cellKind: "",
                cellBadge: nil,
                cellTime: time.machine,
                cellNote: nil
            )
        }
    }

    /// The scripts that let the clocks of a table run.
    static let clockScripts = ["clocks.js"].compactMap { ConsoleAsset.named($0)?.path }

    struct Row: Sendable {
        let cells: [Cell]
    }

    let tableCaption: String
    let columns: [Column]
    let rows: [Row]

    /// Makes a table.
    ///
    /// - Parameters:
    ///   - caption: what it holds.
    ///   - columns: the names of the columns.
    ///   - rows: the cells of each row, as many as there are columns.
    init(_ caption: String, _ columns: [String], _ rows: [[Cell]]) {
        tableCaption = caption
        self.columns = columns.enumerated().map { index, label in
            let isNumber = rows.first.map { $0[index].cellKind == "number" } ?? false
            return Column(columnLabel: label, columnKind: isNumber ? "number" : "")
        }
        self.rows = rows.map { cells in
            Row(
                cells: zip(cells, columns).map { cell, label in
                    var cell = cell
                    cell.cellLabel = label
                    return cell
                }
            )
        }
    }
}

/// Pages have a thousand of them: they answer by name, and say what is not there, so that nobody looks further out for it.
///
/// Most are a text and nothing else, and are filled in with few questions. Of a path, a badge and a time the first that is there
/// tells how the text is shown.
extension TableView.Cell: MustacheParent {
    private var isPlain: Bool { cellPath == nil && cellBadge == nil && cellTime == nil }
    private var shownBadge: String? { cellPath == nil ? cellBadge : nil }
    private var shownTime: String? { cellPath == nil && cellBadge == nil ? cellTime : nil }

    func child(named name: String) -> Any? {
        switch name {
        case "cellText": cellText
        case "cellPlain": isPlain && !cellText.isEmpty ? cellText as Any : false
        case "cellMore": isPlain && cellNote == nil ? false as Any : self
        case "cellPath": cellPath ?? false
        case "cellKind": cellKind
        case "cellBadge": shownBadge ?? false
        case "cellTime": shownTime ?? false
        case "cellNote": cellNote ?? false
        case "cellRuns": cellRuns
        case "cellLabel": cellLabel
        default: nil
        }
    }
}
