/// What documents say of their own, by the name of the text in the catalogues (page `document`).
public enum DocumentWord: String, Codable, Sendable, CaseIterable {
    case removalOrder, feedback, impossibility, answerLetter, requestReceipt, referral, preservation, disclosure
    case emergencyDisclosure, threatAlert, exercise, draft, checked, unchecked, number, address, reasons, ground
    case outcome, reference, madeAt, issuedAt, receivedAt, recipient, authorityReference, providerReference
    case items, signatures, key, digest, verifyHere, orderParties, issuingState, addressee, legalRepresentative
    case contactPoint, mainEstablishment, orderContent, orderGrounds, incites, solicitsOffence
    case solicitsParticipation, instructsWeapons, threatens, explanation, orderInformation, personIsTold, silence
    case silenceEnds, orderCopy, copySent, orderAuthority, authorityKind, judge, lawEnforcement, otherAuthority
    case authority, representative, post, fileNumber, postalAddress, telephone, email, orderContacts
    case feedbackContact, clarificationContact, hostAuthority, orderRedress, redress, redressBody
    case redressDeadline, redressProcedure, order, measureTaken, measureRemoved, measureDisabled, measureAt
    case measureEnds, signedFile
    case provider, authorisedPerson, impossibilityReasons, forceMajeure, deFactoImpossible, manifestError
    case insufficientInformation, clarification, legalBasis, askedBy, kindOfRequest, carriedOutAt, personTold
    case carriedOutRecordedAt, appeal, shownTo, disclosedData, disclosedForRequest
}
