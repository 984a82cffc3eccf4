import CanonicalJSON
import Cooperation
import HTTPServing
import HTTPTypes
import Services
import Statements

extension ConsoleRoutes {
    private static let keyFields: Set<String> = ["signing", "encryption"]
    private static let officerKeysPath = "/console/requests/keys"
    private static let keyScripts = ["signing-key.js", "request-keys.js"].compactMap { ConsoleAsset.named($0)?.path }

    private struct KeysView: Sendable {
        let keysTable: TableView?
        let keysNone: String?
        let makes: Bool
        let owner: String
        let fields: [FieldView]
        let scripts: [String]
    }

    /// The keys with which an officer signs: made in the browser, registered by their public halves.
    func officerKeys() throws -> [ConsoleRoute] {
        [
            try page(Self.officerKeysPath, "console.officerKeys", .keepOfficerKeys, query: ["done"]) { actor, query in
                let notice = query["done"].map { _ in
                    Frame.Notice(kind: "good", text: actor.texts.text("requests.keysAdded"))
                }
                return try await keysPage(actor, TypedForm("requests", Self.keyFields), notice: notice)
            },
            try form(
                Self.officerKeysPath,
                "console.addOfficerKeys",
                .keepOfficerKeys,
                fields: Self.keyFields
            ) { actor, fields in
                var form = TypedForm("requests", Self.keyFields, fields)
                do {
                    guard let officer = try await node.requestChoices(for: actor.caller).officer else {
                        throw Refusal(.forbidden, "officer-unknown", "You are no officer in the register.")
                    }
                    let known = Set(officer.officer.keys.map(\.id))
                    for entry in try Self.entries(form) where !known.contains(entry.id) {
                        _ = try await node.addOfficerKey(entry, to: officer.officer.id, by: actor.caller)
                    }
                    return .redirect(Self.officerKeysPath + "?done=1")
                } catch let refusal as Refusal {
                    _ = form.mark(refusal)
                    return try await keysPage(
                        actor,
                        form,
                        notice: actor.texts.notice(refusal),
                        status: .unprocessableContent
                    )
                }
            },
        ]
    }

    private static func entries(_ form: TypedForm) throws(Refusal) -> [OfficerKeyEntry] {
        var entries: [OfficerKeyEntry] = []
        for field in keyFields.sorted().reversed() where !form[field].isEmpty {
            let text = form[field].filter { !$0.isWhitespace }
            do throws(SignatureProblem) {
                let isSigning = field == "signing"
                let (id, bytes) = try isSigning ? SigningPublicKey(text).parts : EncryptionPublicKey(text).parts
                entries.append(
                    try entry(id.description, isSigning ? .signing : .encryption, Hexadecimal.encode(bytes))
                )
            } catch {
                throw Refusal(.invalid, "public-key-invalid", error.message, pointer: "/" + field)
            }
        }
        guard !entries.isEmpty else {
            throw Refusal(.invalid, "text-missing", "Write the public keys.", pointer: "/signing")
        }
        return entries
    }

    private static func entry(
        _ id: String,
        _ kind: OfficerKey.Kind,
        _ publicKey: String
    ) throws(SignatureProblem) -> OfficerKeyEntry {
        do throws(Refusal) {
            return try OfficerKeyEntry(id: id, kind: kind, publicKey: publicKey, certificate: nil)
        } catch {
            throw SignatureProblem(.badKey, error.message)
        }
    }

    private func keysPage(
        _ actor: Actor,
        _ form: TypedForm,
        notice: Frame.Notice?,
        status: HTTPResponse.Status = .ok
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let choices = try await node.requestChoices(for: actor.caller)
        let keys = choices.officer?.keys ?? []
        let view = KeysView(
            keysTable: keys.isEmpty ? nil : officerKeyTable(keys, for: actor.reader),
            keysNone: keys.isEmpty ? texts.text("requests.keysNone") : nil,
            makes: choices.officer != nil,
            owner: actor.visit.person.id.description,
            fields: ["signing", "encryption"].map { form.line($0, isRequired: false, in: texts) },
            scripts: Self.keyScripts
        )
        let title = texts.text("requests.keys")
        return render("request-keys", title: title, view, for: actor.reader, status: status, notice: notice)
    }

    /// Keys of an officer with their age and history, as the register has them.
    func officerKeyTable(_ keys: [OfficerView.KeyView], for reader: Reader) -> TableView {
        let texts = reader.texts
        return TableView(
            texts.count("requests.keyCount", keys.count),
            ["key", "keyKind", "age", "vouched", "revokedAt"].map { texts.label($0) },
            keys.map { view in
                let vouching = view.key.vouchings.last { $0.endedAt == nil }
                return [
                    .code(String(view.key.id.prefix(16))), .text(texts.word("keyKind", view.key.kind)),
                    .text(
                        texts.formats.span(to: view.key.addedAt, from: reader.now),
                        note: reader.time(view.key.addedAt).text
                    ),
                    vouching.map { .text(reader.time($0.at).text, note: view.how) }
                        ?? .badge("warn", texts.text("requests.notVouched")),
                    .text(view.key.revokedAt.map { reader.time($0).text } ?? "–", note: view.reason),
                ]
            }
        )
    }
}

extension SigningPublicKey {
    fileprivate var parts: (PublicKeyID, [UInt8]) { (id, bytes) }
}

extension EncryptionPublicKey {
    fileprivate var parts: (PublicKeyID, [UInt8]) { (id, bytes) }
}
