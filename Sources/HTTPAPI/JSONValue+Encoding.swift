import CanonicalJSON

extension JSONValue {
    /// A wire type as JSON.
    static func encoding(_ value: some Encodable) throws(JSONError) -> JSONValue {
        try JSONValueEncoder().encode(value)
    }
}
