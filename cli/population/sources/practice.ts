import type { FeedFile } from '../feed-file.js';
import { hl7Time, later } from '../calendar.js';
import type { Health } from '../health.js';
import { adt } from '../messages/adt.js';
import type { NextOfKin } from '../messages/hl7-person.js';
import { practiceSummary } from '../messages/practice-summary.js';
import { ref } from '../messages/ref.js';
import { vxu } from '../messages/vxu.js';
import { inventedPhone } from '../person.js';
import type { Views } from '../views.js';
import { specialties, vaccines } from '../words/clinical.js';
import { womensNames } from '../words/names.js';
import { practiceSender } from '../words/organisations.js';
import { summarySections } from './practice-sections.js';
import { soonAfter, type Teller } from './teller.js';

/** What the practice sends: the registration, a summary, vaccinations and referrals. */
export function practiceFiles(teller: Teller, health: Health, views: Views): readonly FeedFile[] {
  const { person, random, calendar } = teller;
  const { practice } = person;
  const sender = practiceSender(practice);
  const known = views(practice.ods);
  const registered = calendar.ago(random.int(700, 4000));
  const summarised = calendar.ago(random.int(3, 30), 18);
  const files = [
    adt(sender, 'A28', registered, teller.control(practice.ods), known, { contacts: contacts(teller) }),
    practiceSummary(practice, summarised, 2, known, summarySections(teller, health, summarised)),
  ];
  if (person.rich) {
    // An earlier summary: the later one replaces it.
    const earlier = calendar.ago(200);
    const before = {
      conditions: health.conditions.slice(0, 2),
      medicines: health.medicines.slice(0, 2),
      allergies: health.allergies,
    };
    files.push(practiceSummary(practice, earlier, 1, known, summarySections(teller, before, earlier)));
    files.push(adt(sender, 'A31', calendar.ago(60), teller.control(practice.ods), known, { contacts: contacts(teller) }));
  }
  const jabs = random.some(vaccines.slice(0, 4), person.rich ? 3 : 1);
  const given = jabs.map((vaccine, index) => ({
    number: teller.key('V'),
    vaccine,
    at: calendar.ago(random.int(40, 900)),
    batch: `BX${random.int(1000, 9999)}`,
    maker: 'Example Biologicals & Co',
    ...(index === 2 ? { status: 'RE' as const, reason: 'Declined after discussion' } : { status: 'CP' as const }),
  }));
  const latest = given.reduce((newest, each) => (each.at > newest ? each.at : newest), given[0]!.at);
  files.push(vxu(sender, later(latest, 60), teller.control(practice.ods), known, given));
  for (const specialty of random.some(specialties, person.rich ? 1 : random.int(0, 1))) {
    const at = calendar.ago(random.int(10, 150), 12);
    const condition = random.pick(health.conditions).condition;
    files.push(
      ref(sender, soonAfter(at, 30, calendar.now), teller.control(practice.ods), known, {
        number: teller.key('REF'),
        at,
        priority: random.pick(['R', 'S', 'A']),
        service: specialty,
        reason: `${condition.snomed.term}: please assess & advise`,
        condition,
        from: { ods: practice.ods, name: practice.name, by: { ...practice.gp, title: 'Dr' } },
        to: {
          ods: person.council === '725' ? 'RGN' : 'RGT',
          name: person.council === '725' ? 'North West Anglia NHS Foundation Trust' : 'Cambridge University Hospitals',
          team: specialty.term,
        },
        notes: `Known to us since ${hl7Time(registered, 4)}.\nPlease copy letters to the patient.`,
      }),
    );
  }
  return files;
}

/** Whom to call: the same people for as long as the practice is asked. */
function contacts({ person }: Teller): readonly NextOfKin[] {
  // Drawn by place in the population, not by lot: the list is sent twice and must agree with itself.
  const given = womensNames[person.index % womensNames.length]!;
  const phone = inventedPhone({
    int: () => (person.index * 7) % 1000,
    chance: () => false,
    pick: (from) => from[0]!,
    some: (from) => from,
  });
  const nearest: NextOfKin = {
    given,
    family: person.family,
    relationship: person.age < 18 ? ['MTH', 'Mother'] : ['SPO', 'Spouse'],
    role: ['N', 'Next of kin'],
    address: person.address,
    phone,
  };
  const second: NextOfKin = {
    given: 'Alex',
    family: person.family,
    relationship: person.age < 18 ? ['FTH', 'Father'] : ['CHD', 'Child'],
    role: ['C', 'Emergency contact'],
  };
  return person.rich ? [nearest, second] : [nearest];
}
