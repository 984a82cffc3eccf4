import Mustache

/// The console's pages as templates.
package struct Templates: Sendable {
    private let library: MustacheLibrary

    /// Reads every template of the program.
    ///
    /// - Throws: where one of them is no template: a mistake of the program, found by the tests.
    package init() throws {
        MustacheContentTypes.register(PageText(), named: PageText.name)
        var library = MustacheLibrary()
        for asset in ConsoleAsset.all {
            guard asset.name.hasSuffix(Self.suffix) else { continue }
            try library.register(Self.pragma + asset.text, named: String(asset.name.dropLast(Self.suffix.count)))
        }
        self.library = library
    }

    private static let suffix = ".mustache"
    /// What every template begins with, as a part of another begins anew.
    private static let pragma = "{{% CONTENT_TYPE: \(PageText.name)}}\n"

    /// Renders a page as HTML.
    ///
    /// Everything from outside is escaped: no template asks for text as it is.
    func render(_ template: String, _ context: PageContext) -> String {
        library.render(TemplateRecord.value(context) ?? context, withTemplate: template) ?? ""
    }
}

/// What a template sees: the texts as `t`, what stands around the page as `frame`, and the page's own `content`.
struct PageContext {
    let t: TextBranch
    let frame: any Sendable
    let content: any Sendable
}

/// What stands around a part of a page: nothing.
struct EmptyFrame: Sendable {}
