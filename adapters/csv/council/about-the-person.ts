import type { Statement } from '../../../schema/entry.js';
import { present } from '../../../schema/present.js';
import { councilOf } from '../cld-event.js';
import type { RowReader } from '../row.js';
import { entryOf, involvementOf, type CouncilRecord } from './record.js';
import { circumstancesIn, codedIn, endIn, flagIn, groupOf, listIn, recorderIn, snomed, withCode } from './values.js';

/** Which team of the council knows the person; while the case is open, the council has a relationship. */
export function localAuthorityOf(record: CouncilRecord): readonly Statement[] {
  const { row, partner } = record;
  const opened = row.date('Case_Opened');
  const closed = endIn(row, 'Case_Closed');
  return [
    entryOf(record, 'localAuthority', {
      organisationCode: councilOf(partner),
      localAuthorityName: row.text('Local_Authority_Name'),
      socialServicesTeam: row.text('Social_Services_Team'),
      localAuthorityContactName: row.text('Contact_Name'),
      localAuthorityContactDetails: row.text('Contact_Details'),
    }),
    // A team that is only named need not have an open case.
    ...involvementOf(record, 'social-care-case', opened, closed),
  ];
}

/** What staff have to know before they act. */
export function alertOf(record: CouncilRecord): readonly Statement[] {
  const { row } = record;
  return [entryOf(record, 'alerts', { alert: row.text('Alert'), personCompletingRecord: recorderIn(row) })];
}

/** A risk, to the person or from them. */
export function riskOf(record: CouncilRecord): readonly Statement[] {
  const { row } = record;
  return [
    entryOf(record, 'risks', {
      startDateOfRisk: row.date('Start_Date'),
      endDateOfRisk: row.date('End_Date'),
      risk: codedIn(row, 'Risk'),
      riskType: row.text('Risk_Type'),
      ...circumstancesIn(row),
    }),
  ];
}

/** Words, code and recording that answer one heading. */
function answerIn(row: RowReader, heading: string) {
  const url = row.text(`${heading}_File_URL`);
  const file = present({ filename: row.text(`${heading}_File_Name`), mimeType: row.text(`${heading}_File_Type`), url });
  const code = row.text(`${heading}_SNOMED_Code`);
  return present({
    codedValue: withCode(undefined, code, snomed),
    freeText: row.text(heading),
    multiMedia: file === undefined ? undefined : [file],
  });
}

/** About Me: the person's own words. */
export function aboutMeOf(record: CouncilRecord): readonly Statement[] {
  const { row, updated } = record;
  return [
    entryOf(record, 'aboutMe', {
      whatIsMostImportantToMe: answerIn(row, 'What_Is_Most_Important_To_Me'),
      peopleWhoAreImportantToMe: answerIn(row, 'People_Who_Are_Important_To_Me'),
      howICommunicateAndHowToCommunicateWithMe: answerIn(row, 'How_I_Communicate_And_How_To_Communicate_With_Me'),
      myWellness: answerIn(row, 'My_Wellness'),
      pleaseDoAndPleaseDont: answerIn(row, 'Please_Do_And_Please_Dont'),
      howAndWhenToSupportMe: answerIn(row, 'How_And_When_To_Support_Me'),
      alsoWorthKnowingAboutMe: answerIn(row, 'Also_Worth_Knowing_About_Me'),
      date: row.date('Date'),
      supportedToWriteThisBy: row.text('Supported_To_Write_This_By'),
      locationToMultimediaFile: row.text('Location_To_Multimedia_File'),
      dateLastUpdated: updated,
    }),
  ];
}

/** What the person needs so that they can be reached, understood and cared for. */
export function requirementsOf(record: CouncilRecord): readonly Statement[] {
  const { row } = record;
  return [
    entryOf(record, 'individualRequirements', {
      reasonableAdjustment: groupOf(row, {
        reasonableAdjustmentFlag: flagIn(row, 'Reasonable_Adjustment_Flag'),
        reasonableAdjustment: codedIn(row, 'Reasonable_Adjustment'),
        reasonableAdjustmentAdditionalDetail: row.text('Reasonable_Adjustment_Detail'),
      }),
      impairment: groupOf(row, {
        impairmentCategory: codedIn(row, 'Impairment'),
        impairmentAdditionalDetail: row.text('Impairment_Detail'),
      }),
      cognition: groupOf(row, { cognition: row.text('Cognition') }),
      mobility: groupOf(row, { mobilityNeeds: codedIn(row, 'Mobility') }),
      otherIndividualRequirements: groupOf(row, { otherIndividualRequirement: row.text('Other_Requirement') }),
    }),
  ];
}

/** How the person lives, and with whom. */
export function socialContextOf(record: CouncilRecord): readonly Statement[] {
  const { row } = record;
  const stopped = row.date('Date_Stopped_Smoking');
  return [
    entryOf(record, 'socialContext', {
      householdComposition: groupOf(row, { householdComposition: codedIn(row, 'Household_Composition') }),
      occupationalHistory: groupOf(row, { occupationalHistory: codedIn(row, 'Occupation') }),
      educationalHistory: groupOf(row, { educationalHistory: row.text('Education') }),
      lifestyleChoices: groupOf(row, { lifestyleChoices: row.text('Lifestyle_Choices') }),
      smokingStatus: groupOf(row, {
        smokingStatus: codedIn(row, 'Smoking_Status'),
        smokingStatusDetails: row.text('Smoking_Details'),
        dateStoppedSmoking: stopped === undefined ? undefined : { date: stopped },
      }),
      alcoholIntake: groupOf(row, { alcoholIntake: codedIn(row, 'Alcohol_Intake') }),
      drugSubstanceUse: groupOf(row, { drugSubstanceUse: codedIn(row, 'Drug_Or_Substance_Use') }),
      socialCircumstances: groupOf(row, { socialCircumstances: row.text('Social_Circumstances') }),
      access: groupOf(row, { access: row.text('Access') }),
      dependants: groupOf(row, { dependants: row.text('Dependants') }),
      accommodationStatus: groupOf(row, { accommodationStatus: codedIn(row, 'Accommodation') }),
      householdEnvironment: groupOf(row, { householdEnvironment: row.text('Household_Environment') }),
    }),
  ];
}

/** Decisions for the end of life. A decision about resuscitation is shown with who took it and when it is looked at again. */
export function endOfLifeCareOf(record: CouncilRecord): readonly Statement[] {
  const { row } = record;
  const place = (at: 1 | 2) => {
    const name = row.text(`Preferred_Place_Of_Death_${at}`);
    const type = codedIn(row, `Preferred_Place_Of_Death_${at}_Type`);
    return name === undefined && type === undefined ? undefined : { nameOfThePlace: name, typeOfPlace: type };
  };
  return [
    entryOf(record, 'endOfLifeCare', {
      cardioPulmonaryResuscitationDecision: groupOf(row, {
        cardioPulmonaryResuscitationDecision: codedIn(row, 'CPR_Decision'),
        dateForReview: row.date('CPR_Review_Date'),
        locationOfDocument: row.text('CPR_Document_Location'),
      }),
      estimatedPrognosis: groupOf(row, { estimatedPrognosis: row.text('Prognosis') }),
      awarenessOfPrognosis: groupOf(row, { awarenessOfPrognosis: row.text('Awareness_Of_Prognosis') }),
      prioritiesOfCare: listIn(row, 'Priorities_Of_Care'),
      anticipatoryActions: groupOf(row, { anticipatoryActions: row.text('Anticipatory_Actions') }),
      anticipatoryMedicinesEquipment: groupOf(row, {
        anticipatoryMedicinesEquipment: row.text('Anticipatory_Medicines_And_Equipment'),
      }),
      preferredPlaceOfDeath: groupOf(row, { preferredPlaceOfDeath1st: place(1), preferredPlaceOfDeath2nd: place(2) }),
      preferredPlaceOfCare: groupOf(row, { preferredPlaceOfCare: row.text('Preferred_Place_Of_Care') }),
    }),
  ];
}

/** Something in the home that helps. */
export function equipmentOf(record: CouncilRecord): readonly Statement[] {
  const { row } = record;
  return [
    entryOf(record, 'equipmentAndAdaptations', {
      equipmentName: codedIn(row, 'Equipment_Name'),
      date: row.date('Date_Provided'),
      comment: row.text('Comment'),
    }),
  ];
}
