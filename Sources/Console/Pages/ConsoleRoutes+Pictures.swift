import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private struct PictureView: Sendable {
        let back: String
        let source: String
        let veil: String
        let otherPath: String
        let otherText: String
        /// Where the content is; `nil` where it can't be reached by TLS.
        let contentLink: String?
    }

    /// A small picture of what a case is about, on demand and behind the veils that the person chose.
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
                let link = try await node.caseView(id).link
                let view = PictureView(
                    back: path,
                    source: path + "/thumbnail",
                    veil: isLifted ? "" : veils.filter { !$0.isEmpty }.joined(separator: " "),
                    otherPath: path + "/picture" + (isLifted ? "" : "?veil=off"),
                    otherText: texts.text(isLifted ? "picture.veil" : "picture.unveil"),
                    contentLink: link.flatMap { $0.lowercased().hasPrefix("https://") ? $0 : nil }
                )
                return render("picture", title: texts.text("picture.title"), view, for: actor.reader)
            },
            try page("/console/cases/{id}/thumbnail", "console.thumbnail", .readCases) { actor, _ in
                let id = try actor.request.path.value("id") { ID<Case>($0) }
                _ = try await node.showMedia(of: id, to: actor.caller)
                return .bytes(try await node.thumbnail(of: id, by: actor.caller).bytes, "image/jpeg")
            },
        ]
    }
}
