/// Domains from which anybody may write, and by which nobody is known.
package enum SharedMailDomains {
    /// How long a file of further ones may be, in bytes.
    package static let fileBytesMax = 1 << 20

    /// The large public mail services, as of 2026.
    package static let usual: Set<String> = [
        "126.com", "163.com", "aol.com", "fastmail.com", "gmail.com", "gmx.com", "gmx.de", "gmx.net", "googlemail.com",
        "hotmail.com", "icloud.com", "live.com", "mail.com", "mail.ru", "me.com", "msn.com", "naver.com", "outlook.com",
        "pm.me", "proton.me", "protonmail.com", "qq.com", "rediffmail.com", "tuta.com", "tutanota.com", "yahoo.co.id",
        "yahoo.com", "yahoo.com.ph", "yahoo.com.sg", "yandex.com", "yandex.ru", "ymail.com", "zoho.com",
    ]

    /// Reads further domains, one on each line; empty lines and lines from `#` on are passed over.
    ///
    /// - Returns: the domains in small letters; `nil` where a line is none.
    package static func parse(_ text: String) -> Set<String>? {
        var domains: Set<String> = []
        for line in text.split(whereSeparator: \.isNewline) {
            let word =
                line.trimmingPrefix(while: \.isWhitespace).lowercased()
                .split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
            if word.isEmpty || word.hasPrefix("#") { continue }
            let labels = word.split(separator: ".", omittingEmptySubsequences: false)
            guard labels.count > 1, labels.allSatisfy({ !$0.isEmpty }), !word.contains("@") else { return nil }
            domains.insert(word)
        }
        return domains
    }
}
