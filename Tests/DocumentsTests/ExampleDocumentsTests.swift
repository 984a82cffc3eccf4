import Documents
import Foundation
import Printing
import Testing

/// The examples in docs/examples/documents are what the program makes; PERISAI_WRITE_EXAMPLES=1 writes them anew.
@Suite struct ExampleDocumentsTests {
    private static let folder = "docs/examples/documents"
    private static let opening =
        "ဤသည်မှာ သင်၏ တောင်းဆိုချက်အပေါ် ကျွန်ုပ်တို့၏ အဖြေဖြစ်ပါသည်။ အကြောင်းအရာတစ်ခုစီကို သီးခြားစီ သုံးသပ်ထားပါသည်။"

    private static func document(_ name: String) throws -> Document {
        switch name {
        case "removal-order": try Samples("id").order(isExercise: true, silence: true).document()
        case "feedback": try Samples("en").feedback().document()
        case "impossibility": try Samples("th").impossibility().document()
        case "answer-letter": try Samples("my").letter(Phrase(opening, language: "my")).document()
        default: try Samples("ta").receipt().document()
        }
    }

    @Test(arguments: ["removal-order", "feedback", "impossibility", "answer-letter", "request-receipt"])
    func `an example is as the program makes it`(_ name: String) throws {
        let document = try Self.document(name)
        let data = try EmbeddedData(Array(#"{"reference":"\#(document.reference.string)"}"#.utf8))
        let html = try DocumentPage(drawing: QRCodes()).html(of: document, embedded: data)
        let pdf = try DocumentPrinter().pdf(of: document)
        if ProcessInfo.processInfo.environment["PERISAI_WRITE_EXAMPLES"] != nil {
            let folder = Repository.root.appending(path: Self.folder)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(html).write(to: folder.appending(path: name + ".html"))
            try Data(pdf).write(to: folder.appending(path: name + ".pdf"))
        }
        #expect(try Repository.bytes("\(Self.folder)/\(name).html") == html)
        // Another version of a font gives other bytes, and the same text.
        let known = try PaperReader(Repository.bytes("\(Self.folder)/\(name).pdf"))
        #expect(try PaperReader(pdf).pages.map(PaperReader.bare) == known.pages.map(PaperReader.bare))
    }
}
