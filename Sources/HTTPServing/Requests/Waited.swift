/// How waiting on behalf of a client ended.
package enum Waited<Value: Sendable>: Sendable {
    case value(Value)
    /// The time is over: answer with what there is, or wait again.
    case timeIsOver
    /// The node stops: answer with what there is, and do not wait again.
    case nodeStops
}

extension Waited: Equatable where Value: Equatable {}
