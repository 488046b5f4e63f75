import type { Reason } from './reason.js';

const because = (why: string, ...leaves: readonly RegExp[]): Reason => ({
  why,
  fits: (leaf) => leaves.some((each) => each.test(leaf)),
});

const header: readonly Reason[] = [
  because('the custodian is shown by name', /^ClinicalDocument\/custodian\//),
  because(
    'who signed, typed in or vouched for the document: its author and custodian are shown',
    /^ClinicalDocument\/(?:legalAuthenticator|authenticator|dataEnterer|informant)\//,
  ),
  because('the function of an author stands with the role', /\/functionCode(?:\/|$)/),
  because('the UK records ethnicity, not race', /\/(?:raceCode|ethnicGroupCode\/translation)$/),
  because('PRSB’s place of birth is a country', /\/birthplace\//),
  because(
    'how and how well a language is spoken has no PRSB element',
    /\/languageCommunication\/(?:modeCode|proficiencyLevelCode|preferenceInd)$/,
  ),
  because(
    'the organisation that sent the person is shown as registered practice only where it is one',
    /\/patientRole\/providerOrganization\//,
  ),
  because(
    'the period a document covers: each of its entries has its own dates',
    /\/documentationOf\/serviceEvent\/(?:effectiveTime|code|id)/,
  ),
  because('number of the order that the document answers', /\/inFulfillmentOf\//),
  because('a further name of the person in another language or script', /\/patientRole\/patient\/name(?:\/|$)/),
  because(
    'who else took part, and when: people to reach are shown as contacts',
    /^ClinicalDocument\/participant\/(?:time|associatedEntity\/addr)/,
  ),
  because('kind and number of a place: its name is shown', /\/healthCareFacility\/(?:id|code)$/),
];

const words: readonly Reason[] = [
  because(
    'the section’s words, where its entries are read one by one; the whole is kept with the document',
    /^section\[[^\]]*\]\/text(?:\/|$)/,
  ),
  because(
    'points at words of the section',
    /\/(?:text|originalText|value)\/reference$/,
    /\/(?:act|observation|substanceAdministration|supply)\/text$/,
  ),
  because('the section’s code in another code system', /^section\[[^\]]*\]\/code\//),
];

const people: readonly Reason[] = [
  because(
    'addresses of professionals and organisations: name, role and organisation are shown',
    /\/(?:assignedEntity|assignedAuthor|representedOrganization|participantRole|playingEntity|serviceProviderOrganization|intendedRecipient|receivedOrganization|associatedEntity)\/addr(?:\/|$)/,
  ),
  because(
    'ways to reach an organisation: its name is shown',
    /\/(?:representedOrganization|receivedOrganization|participantRole)\/telecom$/,
  ),
  because('qualifications behind a name', /\/name\/suffix$/),
  because(
    'who wrote a part of the entry, or what encloses it: the author of the entry, or of the document, is shown',
    /^section\[.*\/author\/(?:time|assignedAuthor\/(?:id|code|assignedPerson|representedOrganization|assignedAuthoringDevice))/,
  ),
  because(
    'numbers of organisations and places beside their names',
    /\/(?:representedOrganization|receivedOrganization|scopingEntity|participantRole|serviceProviderOrganization)\/id$/,
  ),
  because(
    'more about a relative than the relationship',
    /\/relatedSubject\/subject\/(?:birthTime|administrativeGenderCode|id|name)/,
    /\/relatedSubject\/subject\/.*:(?:birthTime|id)$/,
  ),
  because('which device made a picture', /\/observationMedia\//),
];

const entries: readonly Reason[] = [
  because(
    'of a statement that is itself marked as not known, nothing is taken for a fact',
    /^section\[29762-2\]\/entry\/observation\/value$/,
  ),
  because(
    'marked as done, which is what an entry is unless it says otherwise',
    /\/entry\/(?:substanceAdministration|act|observation|procedure|supply)$/,
  ),
  because(
    'identifies what encloses or completes an entry; the entry’s own identifier is its key',
    /^section\[.*\/(?:act|organizer|observation|supply|substanceAdministration|procedure|encounter|externalDocument|externalAct|externalObservation)\/(?:id|setId|versionNumber)$/,
  ),
  because(
    'says what kind of statement it is, as the template and the section do',
    /^section\[.*\/(?:act|observation|organizer)\/code(?:\/translation)?$/,
  ),
  because(
    'since when a concern is followed: when the problem began and ended is shown',
    /^section\[[^\]]*\]\/entry\/act\/effectiveTime(?:\/(?:low|high))?$/,
  ),
  because(
    'when a group of results was put together: each result has its own time',
    /\/organizer\/effectiveTime(?:\/(?:low|high))?$/,
  ),
  because(
    'when a status or a part was noted: the entry has its own dates',
    /\/entryRelationship\/(?:observation|act)\/effectiveTime(?:\/(?:low|high))?$/,
  ),
  because('order and independence of parts', /\/(?:sequenceNumber|seperatableInd|separatableInd|independentInd)$/),
  because(
    'package, class and maker of a medicine: the medicine is shown by its own name and code',
    /\/manufacturedProduct\/(?:id|manufacturerOrganization\/)/,
    /\/manufacturedMaterial\/(?:asContent|asSpecializedKind|desc|formCode|name|lotNumberText|ingredient|asMedicineManufacturer|.*[Pp]ackage)/,
  ),
  because('who registers a product', /\/(?:scopingEntity|playingDevice)\/(?:desc|code)$/, /\/product\/manufacturedProduct\//),
  because(
    'the pharmacy’s work: what was handed out when, and how often it may be',
    /\/supply\/(?:performer|repeatNumber|quantity|product|effectiveTime)/,
  ),
  because('the specimen of a procedure: results name their specimen', /\/procedure\/specimen\//),
  because('the kind of participant, which the type of participation tells', /\/participantRole\/code$/),
  because('a document beside the entry: documents are shown as such', /\/externalDocument\//),
  because('a further condition for giving a medicine, as its own sender codes it', /\/precondition\//),
];

/** Elements of documents of which nothing is shown. The first that fits counts. */
export const cdaReasons: readonly Reason[] = [...header, ...words, ...people, ...entries];
