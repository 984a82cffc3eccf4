import Cooperation

/// An office with its texts.
package struct OfficeView: Sendable {
    package let office: Office
    /// The authority's name.
    package let authority: String?
    package let texts: [OfficeText: String]
    /// Under which law it is warned of threats to life; `nil` where the register says nothing, or it was erased.
    package let warningLaw: String?
    /// Where that was read.
    package let warningSource: String?
    /// How the word that stands was given.
    package let how: String?
    /// Why it was revoked.
    package let reason: String?
}

/// An officer with the texts.
package struct OfficerView: Sendable {
    package let officer: Officer
    package let name: String?
    package let post: String?
    package let contact: String?
    /// How the word that stands was given.
    package let how: String?
    package let keys: [KeyView]

    /// A key with the texts.
    package struct KeyView: Sendable {
        package let key: OfficerKey
        /// The certificate as PEM, of keys that are one.
        package let certificate: String?
        /// How the word that stands was given.
        package let how: String?
        /// Why it was revoked.
        package let reason: String?
    }
}

extension StoreReading {
    /// Offices with their texts, in as many statements for a page as for one.
    func views(_ offices: [Office]) throws -> [OfficeView] {
        let authorities = try load(Organisation.self, ids: offices.map(\.authority))
        var positions = offices.flatMap { office in
            Array(office.textPositions.values)
                + [office.vouchings.standing?.position, office.revokedAtPosition, office.warning?.position]
                .compactMap(\.self)
        }
        positions += authorities.values.map(\.namedAt)
        let names = Set(OfficeText.allCases.map(\.rawValue) + ["how", "reason", "source"])
        let parts = try sealedParts(names, at: positions)
        return offices.map { office in
            var texts: [OfficeText: String] = [:]
            for (part, position) in office.textPositions { texts[part] = parts[position]?[part.rawValue] }
            return OfficeView(
                office: office,
                authority: authorities[office.authority].flatMap { parts[$0.namedAt]?["name"] },
                texts: texts,
                warningLaw: office.warning.flatMap { parts[$0.position]?["law"] },
                warningSource: office.warning.flatMap { parts[$0.position]?["source"] },
                how: office.vouchings.standing.flatMap { parts[$0.position]?["how"] },
                reason: office.revokedAtPosition.flatMap { parts[$0]?["reason"] }
            )
        }
    }

    /// Officers with their texts, in as many statements for a page as for one.
    func views(_ officers: [Officer]) throws -> [OfficerView] {
        let positions = officers.flatMap { officer in
            [officer.enteredAtPosition] + [officer.vouchings.standing?.position].compactMap(\.self)
                + officer.keys.flatMap { key in
                    [key.addedAtPosition]
                        + [key.vouchings.standing?.position, key.revokedAtPosition].compactMap(\.self)
                }
        }
        let parts = try sealedParts(["name", "post", "contact", "how", "reason", "certificate"], at: positions)
        return officers.map { officer in
            let texts = parts[officer.enteredAtPosition] ?? [:]
            return OfficerView(
                officer: officer,
                name: texts["name"],
                post: texts["post"],
                contact: texts["contact"],
                how: officer.vouchings.standing.flatMap { parts[$0.position]?["how"] },
                keys: officer.keys.map { key in
                    OfficerView.KeyView(
                        key: key,
                        certificate: parts[key.addedAtPosition]?["certificate"],
                        how: key.vouchings.standing.flatMap { parts[$0.position]?["how"] },
                        reason: key.revokedAtPosition.flatMap { parts[$0]?["reason"] }
                    )
                }
            )
        }
    }
}
