import Cooperation
import Documents

/// Looks whether documents can be printed, and in which languages, by printing one that has a line in each.
package struct PrintingCheckup: Sendable {
    private struct Line: Sendable {
        let language: String
        let name: String
        let text: String
    }

    /// How the Universal Declaration of Human Rights begins, in the languages of the console.
    private static let lines = [
        Line(
            language: "en",
            name: "English",
            text: "All human beings are born free and equal in dignity and rights."
        ),
        Line(
            language: "fil",
            name: "Filipino",
            text: "Ang lahat ng tao\u{2019}y isinilang na malaya at pantay-pantay sa karangalan at mga karapatan."
        ),
        Line(
            language: "id",
            name: "Indonesian",
            text: "Semua orang dilahirkan merdeka dan mempunyai martabat dan hak-hak yang sama."
        ),
        Line(
            language: "ms",
            name: "Malay",
            text: "Semua manusia dilahirkan bebas dan samarata dari segi kemuliaan dan hak-hak."
        ),
        Line(
            language: "my",
            name: "Burmese",
            text: "လူတိုင်းသည် တူညီ လွတ်လပ်သော ဂုဏ်သိက္ခာဖြင့် လည်းကောင်း၊ တူညီလွတ်လပ်သော အခွင့်အရေးများဖြင့် "
                + "လည်းကောင်း၊ မွေးဖွားလာသူများ ဖြစ်သည်။"
        ),
        Line(
            language: "ta",
            name: "Tamil",
            text: "மனிதப் பிறவியினர் சகலரும் சுதந்திரமாகவே பிறக்கின்றனர்; அவர்கள் மதிப்பிலும், உரிமைகளிலும் சமமானவர்கள்."
        ),
        Line(
            language: "th",
            name: "Thai",
            text: "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ"
        ),
        Line(language: "zh", name: "Chinese", text: "人人生而自由，在尊严和权利上一律平等。"),
    ]

    private let printer: any DocumentPrinting

    /// Makes one.
    ///
    /// - Parameter printer: prints as the node does, and refuses a document with a character that no font has.
    package init(printer: any DocumentPrinting) { self.printer = printer }

    /// What was found: whether it prints, and for which languages there are no fonts.
    package func findings() async -> [DoctorFinding] {
        guard let failure = await self.failure(printing: Self.lines) else { return [Self.works] }
        guard failure.code == Self.glyphsMissing else { return [Self.finding(of: failure)] }
        var missing: [String] = []
        for line in Self.lines {
            guard let failure = await self.failure(printing: [line]) else { continue }
            guard failure.code == Self.glyphsMissing else { return [Self.finding(of: failure)] }
            missing.append(line.name)
        }
        // It printed them one by one: what failed before did not last.
        guard !missing.isEmpty else { return [Self.works] }
        return [
            Self.works,
            .warn(
                "fonts",
                "no font here has all letters of \(missing.joined(separator: ", ")); they are printed as numbers",
                advice: "Install Debian's fonts-noto-core, and fonts-wqy-microhei for Chinese."
            ),
        ]
    }

    private static func finding(of failure: DocumentError) -> DoctorFinding {
        .fail(
            "printing",
            failure.isPassing
                ? "the process that prints ended before it had printed: it can't be confined, or died"
                : failure.message,
            advice: "Let the kernel, and the container's profile, allow prctl, prlimit and the landlock calls."
        )
    }

    private static let glyphsMissing = "document-glyphs"
    private static let works = DoctorFinding.ok("printing", "documents are printed in a confined process")

    private func failure(printing lines: [Line]) async -> DocumentError? {
        do throws(DocumentError) {
            _ = try await printer.pdf(of: Self.document(lines))
            return nil
        } catch {
            return error
        }
    }

    private static func document(_ lines: [Line]) throws(DocumentError) -> Document {
        let words = Dictionary(uniqueKeysWithValues: DocumentWord.allCases.map { ($0, $0.rawValue) })
        return try Document(
            kind: .requestReceipt,
            words: DocumentWords(language: "en", texts: words, isReviewed: true, english: words),
            letterhead: Letterhead(name: "Perisai"),
            reference: "doctor",
            time: DocumentTime(Timestamp(microseconds: 0), zone: "UTC", offset: Seconds(0)),
            isExercise: false,
            blocks: lines.map { .paragraph(Phrase($0.text, language: $0.language)) }
        )
    }
}
