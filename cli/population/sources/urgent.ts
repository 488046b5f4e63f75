import type { FeedFile } from '../feed-file.js';
import { dayInWords, later, type Moment } from '../calendar.js';
import { adt, type Visit } from '../messages/adt.js';
import { encompassingEncounter, itkDocument, type TextSection } from '../messages/itk-document.js';
import { mdm } from '../messages/mdm.js';
import type { Views } from '../views.js';
import { senders } from '../words/organisations.js';
import { soonAfter, type Teller } from './teller.js';

/** An ambulance call: the attendance, and the handover at the door of the emergency department. */
export function ambulanceFiles(teller: Teller, views: Views, at: Moment): readonly FeedFile[] {
  const { calendar } = teller;
  const known = views('RYC');
  const crew = { given: 'Robin', family: 'Saltmarsh', title: 'Mx' };
  const visit: Visit = {
    number: teller.key('INC'),
    class: 'E',
    ward: 'Ambulance',
    site: 'RYC',
    from: at,
    consultant: crew,
    reason: { text: 'Fall at home, short of breath' },
  };
  return [
    adt(senders.ryc, 'A04', soonAfter(at, 10, calendar.now), teller.control('RYC'), known, { visit }),
    mdm(
      senders.ryc,
      soonAfter(at, 55, calendar.now),
      teller.control('RYC'),
      known,
      { ...visit, until: soonAfter(at, 50, calendar.now) },
      {
        number: teller.key('EPR'),
        kind: { code: '371531000', term: 'Report of clinical encounter' },
        at: later(at, 45),
        by: crew,
        text: 'Handover: found on the floor beside the bed.\nAirway clear. RR 24, SpO2 91 % on air, 95 % on 2 l/min.\nPulse 104 irregular, BP 108/64, GCS 15, temp 38.2 °C.\nNEWS2 = 7. Usual medicines brought in.',
      },
    ),
    adt(senders.ryc, 'A03', soonAfter(at, 60, calendar.now), teller.control('RYC'), known, {
      visit: { ...visit, until: soonAfter(at, 50, calendar.now) },
    }),
  ];
}

const section = (code: string, term: string, ...paragraphs: readonly string[]): TextSection => ({
  code: { code, term },
  paragraphs,
});

/** A call to NHS 111, as the integrated urgent care report. */
export function nhs111Files(teller: Teller, views: Views, at: Moment): readonly FeedFile[] {
  const { calendar } = teller;
  return [
    itkDocument(views('NNJ'), {
      feed: 'nnj-111',
      custodian: { ods: 'NNJ', name: 'Fenland Urgent Care (NHS 111)' },
      messageType: 'POCD_MT200001GB02',
      profile: 'urn:nhs-en:profile:IntegratedUrgentCareCDADocument-v3-1',
      interaction: 'urn:nhs-itk:interaction:primaryEmergencyDepartmentRecipientNHS111CDADocument-v2-0',
      code: { code: '1066271000000101', term: 'Integrated Urgent Care Report' },
      title: 'Integrated Urgent Care Report',
      number: teller.key('C111'),
      version: 1,
      at: soonAfter(at, 25, calendar.now),
      author: { given: 'Ottilie', family: 'Marsh', role: 'Health Advisor', identifier: 'HA4471' },
      confidentiality: 'N',
      encounter: encompassingEncounter(teller.key('CASE'), 'NNJ', at, soonAfter(at, 20, calendar.now), {
        ods: 'NNJ01',
        name: 'Fenland Urgent Care call centre',
      }),
      sections: [
        section(
          '887181000000106',
          'Clinical summary',
          `Caller on ${dayInWords(at)}: short of breath since the morning, temperature > 38 °C.`,
          'No chest pain. Speaks in sentences.',
        ),
        section('913341000000104', 'Disposition details', 'Dx06: to contact a primary care service within 6 hours.'),
        section('1052951000000105', 'Information and advice given', 'To call back, or 999, if breathing gets worse.'),
        section('886921000000105', 'Allergies and adverse reactions', 'None reported by the caller.'),
      ],
    }),
  ];
}
