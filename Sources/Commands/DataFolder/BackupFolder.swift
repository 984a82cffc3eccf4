/// A copy of a node.
///
/// The keys and the last checkpoint lie in it as in a data folder. The database has another name, so that nobody serves a
/// backup by mistake: its node would sign beside the one that it is a copy of.
package struct BackupFolder: Hashable, Sendable {
    /// The name of the file that makes a folder a backup.
    static let databaseName = "backup.sqlite"

    /// The folder's path.
    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    package var databasePath: String { path + "/" + Self.databaseName }
    /// The same folder as the place of keys and checkpoint.
    package var keys: DataFolder { DataFolder(path) }
}
