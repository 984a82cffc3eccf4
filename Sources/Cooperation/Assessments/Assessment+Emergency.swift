extension Assessment {
    /// Fails where an emergency is not signed and comes from no office that the register has.
    ///
    /// A letter or a mailbox is forged in a minute, and brings a supervisor and a number that confirms it.
    ///
    /// - Throws: `Refusal` `signature-or-office-needed`.
    func requireRegister() throws(Refusal) {
        guard kind != .emergencyDisclosure || opening.isSigned == true || opening.isUnregistered != true else {
            throw Self.signatureOrOfficeNeeded
        }
    }

    /// What is answered where nothing but a paper says who asks in an emergency.
    public static let signatureOrOfficeNeeded = Refusal(
        .conflict,
        "signature-or-office-needed",
        """
        In an emergency data go out only for a signed request, or for paper of an office that the register has and somebody \
        vouches for. Ask for a signed one, or find the office in the register, record the paper anew as its own and call the \
        number that the register has.
        """
    )
}
