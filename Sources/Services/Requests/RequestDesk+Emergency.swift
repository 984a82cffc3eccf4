import Cooperation

extension RequestDesk {
    /// Fails where data would go out on the word of a paper that the register does not bear out by now: the member in whose
    /// name it came may not ask any more, nobody vouches for the office that it names, or it is an emergency that names none.
    ///
    /// In an emergency two people have to vouch for the office, also where it signed: what one alone let in is asked again.
    ///
    /// - Throws: `Refusal` `standing-insufficient`, `office-not-vouched`, `signature-or-office-needed`,
    ///   `second-voucher-needed`; `StoreError`.
    func requireRegister(of request: Request, in reading: any StoreReading) throws {
        guard request.filing.kind.asksData else { return }
        let isEmergency = request.filing.kind == .emergencyDisclosure
        let office = try request.filing.office.flatMap { try reading.load(Office.self, $0) }
        if request.origin == nil, request.filing.channel == .paper {
            try requireStanding(of: request, in: reading)
            guard request.filing.office != nil || isEmergency else { return }
            guard let office, office.isVouched else {
                throw isEmergency ? Assessment.signatureOrOfficeNeeded : Self.officeNotVouched
            }
        }
        // What is signed by an office that is not known here is not verified, and gets nothing either.
        if isEmergency { try office?.requireSecondVoucher() }
    }

    /// The keys to which data of a request are encrypted.
    ///
    /// - Throws: `Refusal` `encryption-key-missing`, `emergency-needs-key`, and as `requireRegister(of:in:)` where there is
    ///   none; `StoreError`.
    func requiredKeys(of view: RequestView, in reading: any StoreReading) throws -> [String] {
        let keys = try reading.disclosureKeys(of: view)
        guard keys.isEmpty else { return keys }
        try requireRegister(of: view.request, in: reading)
        guard !view.request.isEmergencyOnPaper else { throw Self.emergencyNeedsKey }
        throw Refusal(
            .conflict,
            "encryption-key-missing",
            "There is no key to which data could be encrypted; ask for one, or note how you handed them over on paper."
        )
    }

    /// Fails where data that were asked for on paper need not, or must not, leave another way than encrypted from here.
    ///
    /// What leaves by mail or by hand is plain, and goes to whoever wrote the letter. What left before there was a key is told
    /// all the same, with its time, for which whoever notes it answers.
    ///
    /// - Parameters:
    ///   - view: the request.
    ///   - handedAt: when they left; `nil` for now.
    ///   - reading: the store.
    /// - Throws: `Refusal` `hand-over-here`, `emergency-needs-key`; `StoreError`.
    func requireNoKey(of view: RequestView, at handedAt: Timestamp?, in reading: any StoreReading) throws {
        let hasKey =
            if let handedAt {
                try reading.hadDisclosureKey(for: view.request, at: handedAt)
            } else {
                try !reading.disclosureKeys(of: view).isEmpty
            }
        guard !hasKey else {
            throw Refusal(
                .conflict,
                "hand-over-here",
                "This office has a key: hand the data over here, encrypted to it."
            )
        }
        guard !view.request.isEmergencyOnPaper else { throw Self.emergencyNeedsKey }
    }

    /// What is answered where data of an emergency on paper would go out and could not be encrypted.
    private static let emergencyNeedsKey = Refusal(
        .conflict,
        "emergency-needs-key",
        "In an emergency data go out encrypted only: have a key of the office vouched for first."
    )

    /// Fails where the member in whose name a paper came could not ask for data now, as no signature of its officers could.
    ///
    /// Where nobody chose the sender, it is the name on the paper that counts, as at the door. Who is no member yet, or none any
    /// more, is a stranger, as there: but the register's office, with its number and its keys, is a member's.
    ///
    /// - Throws: `Refusal` `standing-insufficient`; `StoreError`.
    private func requireStanding(of request: Request, in reading: any StoreReading) throws {
        guard let id = request.authority else {
            let name = try reading.sealedPart("authorityName", at: request.filedAtPosition)
            let filing = request.filing
            let barred = try name.flatMap {
                try barredAuthority(named: $0, in: filing.country, asking: filing.kind, reading)
            }
            guard barred == nil else { throw Self.mayNotAsk }
            return
        }
        guard let member = try reading.load(Organisation.self, id) else { return }
        let isEmergency = request.filing.kind == .emergencyDisclosure
        guard !(isEmergency ? member.isHeardInEmergency : member.standing.mayAct) else { return }
        guard request.filing.office == nil, !member.isBarred else { throw Self.mayNotAsk }
    }

    /// What is answered where data would go to a member that may not ask.
    private static let mayNotAsk = Refusal(
        .forbidden,
        "standing-insufficient",
        "This authority may not ask by now, as the members have it: no data go out to it."
    )

    /// What is answered where the register's number, or its keys, would be believed, for a paper, of an office that nobody
    /// vouches for, or that was revoked.
    private static let officeNotVouched = Refusal(
        .conflict,
        "office-not-vouched",
        """
        Nobody vouches for this office as the register has it now: no call to its number counts, and no data go out to it. Wait \
        until somebody does, or refuse. Where the office was revoked nobody will: refuse, or record the paper anew.
        """
    )

    /// What is answered where the register's number would be believed, for what an officer signed, of an office that nobody
    /// vouches for.
    private static let signersOfficeNotVouched = Refusal(
        .conflict,
        "office-not-vouched",
        """
        Nobody vouches for this office as the register has it now: no call to its number counts. Wait until somebody does, or \
        refuse.
        """
    )

    /// Fails where a call is said to have confirmed who asks, and went to another number than the register has for them, to
    /// one for which nobody vouches, or for a paper to one of an office that was revoked.
    ///
    /// What an office signed before it was revoked is answered still, and whom to call about it stands nowhere else.
    ///
    /// - Throws: `Refusal` `number-not-registered`, `office-not-vouched`; `StoreError`.
    func requireRegisteredNumber(
        _ command: AssessmentCommand,
        of request: Request,
        in reading: any StoreReading
    ) throws {
        guard case .checkIdentity(.callBack, .confirmed, _, _, let called) = command,
            let office = try request.filing.office.flatMap({ try reading.load(Office.self, $0) })
        else { return }
        // The authority's own people change the number; until somebody asked there by another way it may be anybody's.
        guard office.hasNumber(for: request) else {
            throw request.filing.channel == .paper ? Self.officeNotVouched : Self.signersOfficeNotVouched
        }
        guard let called, called.number.contains(where: { !$0.isWhitespace }) else { return }
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

extension Office {
    /// Whether the number that the register has for it counts for a request, and is shown with it: somebody vouches for it, and
    /// where the request came on paper, as anybody can write one, nobody revoked the office.
    package func hasNumber(for request: Request) -> Bool {
        request.filing.channel == .paper ? isVouched : vouchings.standing != nil
    }
}

extension Request {
    fileprivate var isEmergencyOnPaper: Bool { filing.kind == .emergencyDisclosure && filing.channel == .paper }
}
