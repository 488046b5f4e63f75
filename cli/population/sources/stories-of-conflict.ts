import type { FeedFile } from '../feed-file.js';
import { adt } from '../messages/adt.js';
import { noValue } from '../messages/hl7-segment.js';
import type { Health } from '../health.js';
import type { Views } from '../views.js';
import { senders } from '../words/organisations.js';
import type { Teller } from './teller.js';
import { rgtContact } from './stories-of-sharing.js';

/** Partners that disagree, and updates that say "none" (`""`) or nothing at all (absent). */
export function conflictFiles(teller: Teller, _health: Health, views: Views): readonly FeedFile[] {
  const { calendar } = teller;
  const known = views('RGT');
  return [
    ...rgtContact(teller, views),
    // The hospital holds a religion and an e-mail address …
    adt(
      senders.rgtPas,
      'A31',
      calendar.ago(50),
      teller.control('RGT'),
      { ...known, email: 'old-address@example.org' },
      { pidChanges: { 17: 'C1' } },
    ),
    // … then says that it holds no religion (HL7 null), and says nothing of marital status (absent: it stays).
    adt(senders.rgtPas, 'A31', calendar.ago(20), teller.control('RGT'), known, { pidChanges: { 17: noValue } }),
    // Community services have lost the landline: the list of phones is a snapshot.
    adt(
      senders.ryv,
      'A31',
      calendar.ago(15),
      teller.control('RYV'),
      { ...views('RYV'), phone: undefined! },
      { habits: { nhsNumber: 'type', sex: 'digits' } },
    ),
    // Mental health services spell the name otherwise and have another day of birth.
    adt(senders.rt1, 'A28', calendar.ago(70), teller.control('RT1'), views('RT1')),
    adt(senders.rgn, 'A28', calendar.ago(90), teller.control('RGN'), views('RGN'), {
      habits: { nhsNumber: 'authority', sex: 'letters' },
    }),
  ];
}
