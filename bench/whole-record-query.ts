/** One query of a whole record, five domains: about 100 entries and 1,000 leaves for the first sample person. */
export const wholeRecordQuery = /* GraphQL */ `
  query WholeRecord($nhsNumber: ID!) {
    patient(nhsNumber: $nhsNumber) {
      nhsNumber
      personDemographics {
        totalCount
        entries {
          id
          personName {
            title
            personFirstName
            personFamilyName
            personPreferredName
          }
          dateOfBirth
          gender {
            ...Value
          }
          ethnicity {
            ...Value
          }
          personsAddress {
            addressLine1
            addressLine2
            postcode
          }
          personsContactDetails {
            personsTelephoneNumberDetails {
              personsTelephoneNumber
            }
          }
          provenance {
            ...Source
          }
        }
      }
      gpPractice {
        entries {
          id
          gpName
          gpPracticeIdentifier
          provenance {
            ...Source
          }
        }
      }
      personalContacts {
        entries {
          id
          name
          relationship {
            ...Value
          }
          contactDetails
          provenance {
            ...Source
          }
        }
      }
      medicationsAndMedicalDevices {
        totalCount
        entries {
          id
          medicationItemCluster {
            date
            medicationName {
              ...Value
            }
            form {
              ...Value
            }
            route {
              ...Value
            }
            structuredDoseDirectionCluster {
              doseDirectionsDescription
            }
            courseDetailsCluster {
              startDateTime
              endDateTime
              courseStatus {
                ...Value
              }
            }
          }
          provenance {
            ...Source
          }
        }
      }
      allergiesAndAdverseReactions {
        entries {
          id
          causativeAgent {
            ...Value
          }
          typeOfReaction {
            ...Value
          }
          reactionDetailsCluster {
            descriptionOfReaction {
              ...Value
            }
            severity {
              ...Value
            }
          }
          provenance {
            ...Source
          }
        }
      }
      vaccinations {
        entries {
          id
          date
          vaccineProduct {
            ...Value
          }
          batchNumber
          provenance {
            ...Source
          }
        }
      }
      problemList {
        totalCount
        entries {
          id
          problem {
            ...Value
          }
          onsetDate
          endDate
          problemStatus {
            ...Value
          }
          provenance {
            ...Source
          }
        }
      }
      contactsWithProfessionals {
        entries {
          id
          dateOfContact
          locationOfContact {
            ...Value
          }
          responsibleProfessional {
            name
          }
          outcomeOfContact {
            ...Value
          }
          provenance {
            ...Source
          }
        }
      }
      admissionDetails {
        entries {
          id
          dateOfAdmission
          admittedTo {
            ...Value
          }
          admissionMethod {
            ...Value
          }
          ward
          provenance {
            ...Source
          }
        }
      }
      dischargeDetails {
        entries {
          id
          dateOfDischarge
          dischargeDestination {
            dischargeDestination {
              ...Value
            }
          }
          provenance {
            ...Source
          }
        }
      }
      futureAppointments {
        entries {
          id
          dateOfAppointment
          appointmentStatus
          locationOfFutureAppointment {
            ...Value
          }
          provenance {
            ...Source
          }
        }
      }
      referralDetails {
        entries {
          id
          date
          reasonForReferral {
            ...Value
          }
          provenance {
            ...Source
          }
        }
      }
      proceduresAndTherapies {
        entries {
          id
          date
          procedure {
            ...Value
          }
          performingProfessional {
            name
          }
          provenance {
            ...Source
          }
        }
      }
      documents {
        entries {
          id
          date
          documentTitle
          provenance {
            ...Source
          }
        }
      }
      servicesAndCare {
        totalCount
        entries {
          id
          socialCarePackageName
          socialCarePackageType
          serviceStartDate
          serviceEndDate
          provenance {
            ...Source
          }
        }
      }
      primarySupportReason {
        entries {
          id
          primarySupportReason
          active
          provenance {
            ...Source
          }
        }
      }
      assessments {
        entries {
          id
          date
          assessmentType
          assessmentSummary
          provenance {
            ...Source
          }
        }
      }
      investigationResults {
        totalCount
        entries {
          id
          date
          investigation {
            ...Value
          }
          investigationResult {
            ...Value
          }
          structuredInvestigationResult {
            value {
              value
              comparator
              unit
            }
            referenceRanges
          }
          resultStatus {
            ...Value
          }
          provenance {
            ...Source
          }
        }
      }
    }
  }
  fragment Value on CodedOrText {
    text
    coding {
      code
      system
    }
  }
  fragment Source on Provenance {
    partner {
      odsCode
    }
    recordedAt
    receivedAt
  }
`;
