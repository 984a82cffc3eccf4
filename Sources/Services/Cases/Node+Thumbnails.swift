import Cooperation

extension Node {
    /// A small picture of what a case is about, fetched from the platform's own address; nothing is kept.
    ///
    /// It is what the platform named as a picture of the content, and else what the link leads to.
    ///
    /// It is for showing on demand, and proves nothing: the content may have changed since it was checked.
    ///
    /// - Parameters:
    ///   - id: the case.
    ///   - caller: who looks; one who may read cases.
    /// - Returns: the picture, JPEG, its longer side at most 320 pixels.
    /// - Throws: `Refusal` where there is no such case, link, or picture behind it; `StoreError`.
    package func thumbnail(of id: ID<Case>, by caller: Caller) async throws -> Thumbnail {
        try AuthorisationRules.authorise(caller, .readCases)
        let view = try await caseView(id)
        guard let address = view.thumbnail ?? view.link else {
            throw Refusal(.notFound, "link-missing", "The platform gave no link to this content, or it was erased.")
        }
        guard let thumbnails else { throw Self.notFetched }
        guard thumbnails.begin() else {
            throw Refusal(.limitReached, "thumbnails-busy", "Too many pictures are fetched at the moment; try again.")
        }
        defer { thumbnails.end() }
        let bytes: [UInt8]
        do throws(FetchFailure) {
            bytes = try await thumbnails.fetching.content(at: address)
        } catch {
            switch error.code {
            case .notAllowed: throw Self.notFetched
            case .unavailable, .tooLarge: throw Self.notThere
            }
        }
        do throws(MediaRefusal) {
            return try await thumbnails.shrinking.thumbnail(of: bytes)
        } catch {
            throw error.kind == .tryAgain
                ? Refusal(.limitReached, "thumbnails-busy", "The picture can't be made small now; try again.")
                : Self.notThere
        }
    }

    private static let notFetched = Refusal(
        .conflict,
        "thumbnail-not-allowed",
        "Pictures are not fetched from where this link leads; ask the operator (--thumbnail-hosts), or open the link."
    )
    private static let notThere = Refusal(
        .notFound,
        "thumbnail-unavailable",
        "Behind the link there is no picture that can be shown; open the link instead."
    )
}
