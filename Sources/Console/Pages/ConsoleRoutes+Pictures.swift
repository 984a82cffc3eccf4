import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private struct PictureView: Sendable {
        let heading: String
        let help: String
        let back: String
        /// Where the small picture is; `nil` where none is fetched.
        let source: String?
        let veil: String
        let otherPath: String
        let otherText: String
        /// Where the content is; `nil` where it can't be reached by TLS.
        let contentLink: String?
    }

    /// What a case is about, on demand: a small picture behind the veils that the person chose, and the link to the content.
    func pictures() throws -> [ConsoleRoute] {
        [
            try page(
                "/console/cases/{id}/picture",
                "console.picture",
                .readCases,
                query: ["veil", "purpose"]
            ) { actor, query in
                let id = try actor.request.path.value("id") { ID<Case>($0) }
                let purpose = try query.value("purpose", "a purpose of reading") { Reading.Purpose(rawValue: $0) }
                do {
                    _ = try await node.showMedia(of: id, purpose: purpose, to: actor.caller)
                } catch let refusal as Refusal where refusal.code == "purpose-required" {
                    let veil = query["veil"].map { ["veil": $0] } ?? [:]
                    return purposePage(keeping: veil, for: actor)
                }
                let choices = try await node.preferences(of: actor.caller)
                let isLifted = query["veil"] == "off"
                let veils = [choices.blursMedia ? "blurred" : "", choices.greysMedia ? "grey" : ""]
                let path = "/console/cases/\(id)"
                let texts = actor.texts
                let content = try await node.caseView(id)
                let isShown = hasPicture(content)
                let title = texts.text(isShown ? "picture.title" : "picture.linkTitle")
                let view = PictureView(
                    heading: title,
                    help: texts.text(isShown ? "picture.help" : "picture.linkHelp"),
                    back: path,
                    source: isShown ? path + "/thumbnail" : nil,
                    veil: isLifted ? "" : veils.filter { !$0.isEmpty }.joined(separator: " "),
                    otherPath: path + "/picture" + (isLifted ? "" : "?veil=off"),
                    otherText: texts.text(isLifted ? "picture.veil" : "picture.unveil"),
                    contentLink: Self.contentLink(content)
                )
                return render("picture", title: title, view, for: actor.reader)
            },
            try page("/console/cases/{id}/thumbnail", "console.thumbnail", .readCases) { actor, _ in
                let id = try actor.request.path.value("id") { ID<Case>($0) }
                _ = try await node.showMedia(of: id, to: actor.caller)
                return .bytes(try await node.thumbnail(of: id, by: actor.caller).bytes, "image/jpeg")
            },
        ]
    }

    /// Whether a small picture of the content can be asked for.
    func hasPicture(_ content: CaseView) -> Bool {
        node.thumbnails != nil && (content.thumbnail ?? content.link) != nil
    }

    /// Where the content is; `nil` where it can't be reached by TLS.
    static func contentLink(_ content: CaseView) -> String? {
        content.link.flatMap { $0.lowercased().hasPrefix("https://") ? $0 : nil }
    }
}
