import Mustache

/// What a page shows, as templates read it: by name.
///
/// A template looks for a name in everything that stands around it, and by itself reflects on the whole of each value to
/// find it: of a page with a thousand cells that was most of the time. Here each value is reflected on once.
struct TemplateRecord: MustacheParent, CustomStringConvertible {
    private let fields: [String: Any]
    private let whole: Any

    private init(_ whole: Any, _ mirror: Mirror) {
        self.whole = whole
        var fields: [String: Any] = [:]
        for child in mirror.children {
            if let name = child.label, let value = Self.value(child.value) { fields[name] = value }
        }
        self.fields = fields
    }

    /// What a template writes that asks for the whole.
    var description: String { String(describing: whole) }

    func child(named name: String) -> Any? { fields[name] }

    /// A value with everything in it.
    ///
    /// - Complexity: linear in the number of values in it.
    /// - Returns: `nil` for an optional without a value.
    static func value(_ value: Any) -> Any? {
        switch value {
        case let text as String: return text
        case let isSo as Bool: return isSo
        case let number as Int: return number
        case let parent as any MustacheParent: return parent
        default: break
        }
        let mirror = Mirror(reflecting: value)
        return switch mirror.displayStyle {
        case .optional: mirror.children.first.flatMap { Self.value($0.value) }
        case .collection: mirror.children.compactMap { Self.value($0.value) }
        case .struct, .tuple: TemplateRecord(value, mirror)
        default: value
        }
    }
}
