/// What the doctor says of a certificate.
package enum CertificateCheckup {
    private static let day: Int64 = 86_400
    /// How long before a certificate's end people are told.
    private static let warning = 14 * day

    /// What is to be said of a certificate that can be used.
    ///
    /// - Parameter seconds: how long it is still good; 0 or less where it is over.
    /// - Returns: a failure where it is over, and a warning where it is soon.
    package static func finding(secondsLeft seconds: Int64) -> DoctorFinding {
        let advice = "Renew it, then send the node SIGHUP."
        if seconds <= 0 { return .fail("certificate", "it is over", advice: advice) }
        let detail = "it is good for \(seconds / day) days more"
        return seconds < warning ? .warn("certificate", detail, advice: advice) : .ok("certificate", detail)
    }
}
