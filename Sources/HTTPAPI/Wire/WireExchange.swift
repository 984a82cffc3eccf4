import Cooperation
import Services

/// A followed exchange as it is answered.
struct WireExchange: Encodable {
    let id: ID<Exchange>
    let address: String?
    let member: ID<Organisation>
    let verifierKey: String
    let received: Int64
    let verifiedSize: Int64
    let verifiedRoot: String?
    let alarm: Exchange.Alarm?
    let alarmAcknowledged: Bool
    let waiting: Int64

    init(_ view: ExchangeView) {
        id = view.exchange.id
        address = view.address
        member = view.exchange.member
        verifierKey = view.exchange.verifierKey
        received = view.exchange.received
        verifiedSize = view.exchange.verifiedSize
        verifiedRoot = view.exchange.verifiedRoot
        alarm = view.exchange.alarm
        alarmAcknowledged = view.exchange.isAlarmAcknowledged
        waiting = view.waiting
    }
}

/// An operator's word about an alarm, as it comes.
struct WireAcknowledgement: Decodable {
    let alarm: Exchange.Alarm
    let reason: String
}
