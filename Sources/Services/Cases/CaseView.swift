import Cooperation

/// A case with its texts and its decision.
package struct CaseView: Sendable {
    package let item: Case
    package let reference: String?
    /// Told with one case, and not in a list: whoever reads them opens the case.
    package let link: String?
    /// Where a picture of the content is; told with one case, and not in a list.
    package let thumbnail: String?
    /// Told with one case, and not in a list.
    package let account: String?
    package let decision: Decision?
    /// Other cases of the same account, newest first; looked up for one case, and empty in a list.
    package let sameAccount: [ID<Case>]
    /// Other cases of the same content, newest first; looked up for one case, and empty in a list.
    package let sameContent: [ID<Case>]
    /// What concerns the person who asks; `nil` where no person does.
    package let own: Own?

    /// What a case is to the person who asks.
    package struct Own: Sendable, Hashable {
        /// Whether they left it to others.
        package let isSkipped: Bool
        /// Whether it is kept now for somebody else.
        package let isLockedByAnother: Bool
        /// What they do not want to see of what its content does, most urgent first.
        package let optedOut: [Behaviour]
        /// Their gauge of graphic content after this case was opened; `nil` in lists and where the case is not graphic.
        package let gauge: ExposureGauge?
    }

    /// Whether a break from graphic content would do good.
    package var isBreakOffered: Bool { own?.gauge?.isBreakOffered ?? false }
}

extension StoreReading {
    /// One case as it is told to whoever opens it.
    func view(_ item: Case, for viewer: CaseViewer?) throws -> CaseView {
        let keys = [SealedKey.accountKey, .contentKey]
        let names = ["reference", "link", "thumbnail", "account"] + keys.map(\.rawValue)
        let texts = try sealedParts(Set(names), at: [item.openedAtPosition])[item.openedAtPosition] ?? [:]
        func others(_ key: SealedKey, limit: Int) throws -> [ID<Case>] {
            guard let value = texts[key.rawValue] else { return [] }
            return try subjects(key, equalTo: value, limit: limit).map { ID<Case>($0) }.filter { $0 != item.id }
        }
        return CaseView(
            item: item,
            reference: texts["reference"],
            link: texts["link"],
            thumbnail: texts["thumbnail"],
            account: texts["account"],
            decision: try item.decision.flatMap { try load(Decision.self, $0) },
            sameAccount: try others(.accountKey, limit: Case.sameAccountMax),
            sameContent: try others(.contentKey, limit: Case.sameContentMax),
            own: try viewer.map { try $0.own(item, gauge: item.isGraphic ? gauge($0) : nil) }
        )
    }

    /// Cases as a list tells them, in as many statements however many they are.
    func views(_ items: [Case], for viewer: CaseViewer?) throws -> [CaseView] {
        let texts = try sealedParts(["reference"], at: items.map(\.openedAtPosition))
        let decisions = try load(Decision.self, ids: items.compactMap(\.decision))
        return items.map { item in
            CaseView(
                item: item,
                reference: texts[item.openedAtPosition]?["reference"],
                link: nil,
                thumbnail: nil,
                account: nil,
                decision: item.decision.flatMap { decisions[$0] },
                sameAccount: [],
                sameContent: [],
                own: viewer?.own(item, gauge: nil)
            )
        }
    }

    private func gauge(_ viewer: CaseViewer) throws -> ExposureGauge {
        let exposure = try load(Exposure.self, Exposure.id(of: viewer.person))
        return ExposureGauge(exposure, limits: viewer.limits, now: viewer.now)
    }
}
