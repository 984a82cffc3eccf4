/// A request holds up to 100 items and a list up to 100 requests, so that reading the items is most of reading a list. Each
/// is written as an array, in the order of its fields, and one that nothing happened to as its first four.
extension Request.Item: Codable {
    /// Reads an item.
    ///
    /// - Throws: `DecodingError`.
    public init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        number = try values.decode(Int.self)
        kind = try values.decode(RequestItem.Kind.self)
        ground = try values.decode(RequestGround.self)
        filedAtPosition = try values.decode(Int64.self)
        guard !values.isAtEnd else {
            isReversed = false
            return
        }
        outcome = try values.decodeIfPresent(ItemOutcome.self)
        answeredAtPosition = try values.decodeIfPresent(Int64.self)
        isReversed = try values.decode(Bool.self)
        reversedAt = try values.decodeIfPresent(Timestamp.self)
        wasMistake = try values.decode(Bool.self)
        lookedAt = try values.decodeIfPresent(Timestamp.self)
        finding = try values.decodeIfPresent(ItemLook.Finding.self)
    }

    /// Writes an item.
    ///
    /// - Throws: `EncodingError`.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        try values.encode(number)
        try values.encode(kind)
        try values.encode(ground)
        try values.encode(filedAtPosition)
        let untouched = Request.Item(
            number: number,
            kind: kind,
            ground: ground,
            filedAtPosition: filedAtPosition,
            isReversed: false
        )
        guard self != untouched else { return }
        try values.encode(outcome)
        try values.encode(answeredAtPosition)
        try values.encode(isReversed)
        try values.encode(reversedAt)
        try values.encode(wasMistake)
        try values.encode(lookedAt)
        try values.encode(finding)
    }
}
