/// What the tool says before it ends with status 2.
struct ToolError: Error, CustomStringConvertible {
    let message: String

    var description: String { message }
}
