import Services

/// Words that are not part of the journal, by name.
struct SettingsTable {
    let connection: any SQLConnection

    func value(_ name: String) throws(StoreError) -> String? {
        try connection.query("SELECT value FROM settings WHERE name = ?", [.text(name)]).first?.text(0)
    }

    func set(_ name: String, to value: String?) throws(StoreError) {
        guard let value else {
            try connection.execute("DELETE FROM settings WHERE name = ?", [.text(name)])
            return
        }
        try connection.execute(
            "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [.text(name), .text(value)]
        )
    }
}
