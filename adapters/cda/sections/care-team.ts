import { child, children } from '../../formats/xml/query.js';
import { draft } from '../drafts.js';
import { professional, roleOf } from '../participants.js';
import { entriesOf, members, statementsIn } from '../statements.js';
import { telecoms } from '../values/places.js';
import { span } from '../values/times.js';
import type { EntriesReader } from './reader.js';

/** The care team: each member (performer of a provision of care) is a professional contact. */
export const careTeam: EntriesReader = (section, source) =>
  entriesOf(section)
    .flatMap((each) => (each.name === 'organizer' ? members(each) : [each, ...children(each, 'component').flatMap(statementsIn)]))
    .flatMap((member) =>
      children(member, 'performer').flatMap((performer) => {
        const who = professional(performer, source);
        if (who === undefined) return [];
        const { start, end } = span(child(member, 'effectiveTime'), source);
        return [
          draft('professionalContacts', member, {
            name: who.name,
            role: who.role,
            organisation: who.organisation,
            contactDetails: telecoms(roleOf(performer), source).map((each) => each.value),
            startDate: start,
            endDate: end,
          }),
        ];
      }),
    );
