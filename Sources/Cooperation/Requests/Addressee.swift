/// To whom a request goes.
public struct Addressee: Codable, Hashable, Sendable {
    /// How the addressee is reached.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// A member, whose node follows the exchange or is the one where the request is filed.
        case member
        /// A platform that is no member and gets a document and a link; its name stands in the document.
        case guest
    }

    /// How the addressee is reached.
    public let kind: Kind
    /// The member's id, or the id under which the guest is known here.
    public let id: Identifier

    /// A member.
    public static func member(_ id: ID<Organisation>) -> Addressee { Addressee(kind: .member, id: id.identifier) }

    /// A platform that is no member.
    public static func guest(_ id: Identifier) -> Addressee { Addressee(kind: .guest, id: id) }

    /// The member; `nil` for a guest.
    public var member: ID<Organisation>? { kind == .member ? ID(id) : nil }
}
