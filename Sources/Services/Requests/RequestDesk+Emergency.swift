import Cooperation

extension RequestDesk {
    /// Fails where data would go out in an emergency on the word of a paper: nobody signed it, and it comes from no office
    /// that the register has by now and somebody vouches for.
    ///
    /// - Throws: `Refusal` `signature-or-office-needed`; `StoreError`.
    func requireRegister(of request: Request, in reading: any StoreReading) throws {
        guard request.filing.kind == .emergencyDisclosure, request.origin == nil, request.filing.channel == .paper
        else {
            return
        }
        guard let office = try request.filing.office.flatMap({ try reading.load(Office.self, $0) }),
            office.revokedAt == nil, office.vouchings.standing != nil
        else { throw Assessment.signatureOrOfficeNeeded }
    }

    /// Fails where a call is said to have confirmed who asks, and went to another number than the register has for them.
    ///
    /// - Throws: `Refusal` `number-not-registered`; `StoreError`.
    func requireRegisteredNumber(
        _ command: AssessmentCommand,
        of request: Request,
        in reading: any StoreReading
    ) throws {
        guard case .checkIdentity(.callBack, .confirmed, _, _, let called?) = command,
            let office = try request.filing.office.flatMap({ try reading.load(Office.self, $0) }),
            called.number.contains(where: { !$0.isWhitespace })
        else { return }
        let registered = try office.textPositions[.telephone].flatMap {
            try reading.sealedPart(OfficeText.telephone.rawValue, at: $0)
        }
        let number = called.number.filter(\.isNumber)
        guard !number.isEmpty, number == registered?.filter(\.isNumber) else {
            throw Refusal(
                .invalid,
                "number-not-registered",
                "Call the number that the register has for this office, and no other.",
                pointer: "/callBack"
            )
        }
    }
}
