import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    /// Everything comes from this node, no script stands in a page, and no other page frames one.
    private static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    private static let stylesheet = ConsoleAsset.named("console.css")?.path ?? ""
    private static let script = ConsoleAsset.named("console.js")?.path ?? ""
    private static let passkeyScript = ConsoleAsset.named("passkeys.js")?.path ?? ""
    private static let icon = ConsoleAsset.named("icon.svg")?.path ?? ""

    /// Renders a page.
    ///
    /// - Parameters:
    ///   - template: its template.
    ///   - title: what stands in the title of the window.
    ///   - content: what the template shows.
    ///   - reader: who looks.
    ///   - status: the status of the answer.
    ///   - notice: what is said above the page.
    /// - Returns: the answer.
    func render(
        _ template: String,
        title: String,
        _ content: any Sendable,
        for reader: Reader,
        status: HTTPResponse.Status = .ok,
        notice: Frame.Notice? = nil
    ) -> OutgoingResponse {
        let path = reader.request.target
        let frame = Frame(
            title: title,
            language: reader.texts.code,
            path: reader.request.method == .get ? path : "/console",
            groups: reader.visit.map { menu(for: $0, in: reader.texts, at: path.prefix { $0 != "?" }) } ?? [],
            person: reader.visit.map { visit in
                Frame.Person(
                    name: visit.name,
                    organisation: visit.organisationName,
                    token: reader.token,
                    pseudonym: node.secrets.pseudonym("console-person", visit.person.id.description)
                )
            },
            answer: reader.request.method == .post ? status.kind == .successful ? "taken" : "refused" : nil,
            scheme: cookies.scheme(in: reader.request)?.rawValue,
            notice: notice,
            languages: catalogues.all.map { catalogue in
                Frame.Language(
                    code: catalogue.code,
                    name: catalogue.name,
                    isCurrent: catalogue.code == reader.texts.code
                )
            },
            isDraft: reader.texts.reviewedBy == nil,
            isBeside: cookies.wantsEnglish(in: reader.request),
            isDemo: settings.isDemo,
            stylesheet: Self.stylesheet,
            script: Self.script,
            passkeyScript: Self.passkeyScript,
            icon: Self.icon
        )
        let html = templates.render(template, PageContext(t: reader.texts.branches, frame: frame, content: content))
        var response = OutgoingResponse.bytes(Array(html.utf8), "text/html; charset=utf-8", status: status)
        response.headerFields[.contentSecurityPolicy] = Self.policy
        // Without it browsers would not say where a form comes from.
        response.headerFields[.referrerPolicy] = "same-origin"
        response.headerFields[.crossOriginOpenerPolicy] = "same-origin"
        response.headerFields[.crossOriginResourcePolicy] = "same-origin"
        return response
    }

    private func menu(for visit: Visit, in texts: Catalogue, at path: Substring) -> [Frame.Group] {
        MenuEntry.Group.allCases.compactMap { group in
            let links = MenuEntry.all.filter { $0.group == group && visit.may($0.permission) }.map { page in
                Frame.Link(
                    path: page.path,
                    title: texts.text("frame." + page.name),
                    standing: page.standing(of: path)
                )
            }
            return links.isEmpty ? nil : Frame.Group(name: texts.word("menu", group), links: links)
        }
    }

    private struct ProblemView: Sendable {
        let title: String
        let detail: String
        let code: String
        /// Whether the detail is in English, whatever the page is in.
        let isEnglish: Bool
    }

    func problem(_ problem: ConsoleProblem, for reader: Reader) -> OutgoingResponse {
        let title = reader.texts.text("problem.title")
        let (detail, isEnglish) = problem.said(in: reader.texts)
        let view = ProblemView(title: title, detail: detail, code: problem.code, isEnglish: isEnglish)
        return render("problem", title: title, view, for: reader, status: problem.status)
    }
}

extension OutgoingResponse {
    /// Sends the browser to another page, which it fetches anew.
    static func redirect(_ path: String, cookie: String? = nil) -> OutgoingResponse {
        var response = OutgoingResponse(status: .seeOther)
        response.headerFields[.location] = path
        if let cookie { response.headerFields[.setCookie] = cookie }
        return response
    }
}

extension HTTPField.Name {
    static let crossOriginOpenerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy") ?? .trailer
    static let crossOriginResourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy") ?? .trailer
}
