import Documents

/// What Cairo 1.16 leaves out of a PDF file: its language, which readers aloud need.
///
/// It is added at the end, as ISO 32000-1 section 7.5.6 lets one change a file.
enum PaperCatalogue {
    /// Adds the language to the file's catalogue.
    ///
    /// - Throws: `DocumentError` `document-not-printed` where the file is not as Cairo writes it.
    static func add(language: String, to file: [UInt8]) throws(DocumentError) -> [UInt8] {
        let tail = String(decoding: file.suffix(4096), as: UTF8.self)
        guard let trailer = tail.firstRange(of: "trailer"),
            let size = number(after: "/Size ", in: tail[trailer.upperBound...]),
            let root = number(after: "/Root ", in: tail[trailer.upperBound...]),
            let info = number(after: "/Info ", in: tail[trailer.upperBound...]),
            let start = number(after: "startxref\n", in: tail[trailer.upperBound...]),
            let object = object(root, in: file)
        else {
            throw DocumentError("document-not-printed", "Cairo wrote a file of another form than is known here.")
        }
        let place = file.count
        let changed =
            "\(root) 0 obj\n<<" + object
            + "   /Lang (\(language))\n   /ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n"
        let table = place + changed.utf8.count
        let digits = String(place)
        let offset = String(repeating: "0", count: 10 - digits.count) + digits
        let end =
            "xref\n\(root) 1\n\(offset) 00000 n \ntrailer\n<< /Size \(size) /Root \(root) 0 R /Info \(info) 0 R /Prev \(start) >>\nstartxref\n\(table)\n%%EOF\n"
        return file + Array(changed.utf8) + Array(end.utf8)
    }

    /// What stands between the brackets of an object near the end of a file, where Cairo writes the catalogue.
    private static func object(_ number: Int, in file: [UInt8]) -> String? {
        let tail = String(decoding: file.suffix(1 << 16), as: UTF8.self)
        guard let start = tail.ranges(of: "\n\(number) 0 obj\n<<").last,
            let end = tail[start.upperBound...].firstRange(of: ">>\nendobj")
        else { return nil }
        return String(tail[start.upperBound..<end.lowerBound])
    }

    private static func number(after name: String, in text: Substring) -> Int? {
        guard let found = text.firstRange(of: name) else { return nil }
        return Int(text[found.upperBound...].prefix { $0.isNumber })
    }
}
