import type { FeedFile } from '../feed-file.js';
import { drawHealth, type Health } from '../health.js';
import type { Making } from '../person.js';
import { drawViews, type Views } from '../views.js';
import { senders } from '../words/organisations.js';
import { clinicFiles, stayFiles } from './acute.js';
import { appointmentFiles } from './appointments.js';
import { communityFiles, mentalHealthFiles } from './community.js';
import { hospitals } from './hospitals.js';
import { imagingFiles, laboratoryFiles } from './laboratory.js';
import { practiceFiles } from './practice.js';
import { storyFiles } from './story-files.js';
import { inOrderSent, type Teller, tellerOf } from './teller.js';
import { ambulanceFiles, nhs111Files } from './urgent.js';

/** Everything that is sent about one person on feeds of messages and documents, in order; and what the councils' files need. */
export interface ToldPerson {
  readonly teller: Teller;
  readonly health: Health;
  readonly files: readonly FeedFile[];
}

export function tellPerson(making: Making): ToldPerson {
  const teller = tellerOf(making);
  const health = drawHealth(making);
  const views = drawViews(making);
  const files = [
    ...practiceFiles(teller, health, views),
    ...(making.person.rich ? richFiles(teller, health, views) : plainFiles(teller, health, views)),
    ...storyFiles(teller, health, views),
  ];
  return { teller, health, files: inOrderSent(files) };
}

/** A person known nearly everywhere. */
function richFiles(teller: Teller, health: Health, views: Views): readonly FeedFile[] {
  const { person, random, calendar } = teller;
  const { RGT, RGN, RGM } = hospitals;
  const admittedNow = person.story?.name === 'whole-record';
  const everywhere = admittedNow || person.story?.name === 'conflicting';
  const allCourses = ['kept', 'moved', 'cancelled', 'missed', 'changed'] as const;
  const courses = person.story?.name === 'open-admission' ? allCourses : random.some(allCourses, 2);
  return [
    ...stayFiles(teller, health, views, RGT, random.int(120, 400), random.int(3, 9)),
    ...clinicFiles(teller, views, RGT, random.int(1, 2)),
    ...appointmentFiles(teller, views, RGT.sender, 'RGT', 'RGT01', courses),
    ...laboratoryFiles(teller, views, senders.rgtLab, 'RGT', random.int(1, 2)),
    ...imagingFiles(teller, views, senders.rgtLab, 'RGT', 1),
    ...communityFiles(teller, views),
    ...(!admittedNow && (everywhere || random.chance(0.6))
      ? [
          ...stayFiles(teller, health, views, RGN, random.int(30, 110), random.int(1, 5)),
          ...laboratoryFiles(teller, views, RGN.sender, 'RGN', 1),
        ]
      : []),
    ...(everywhere || random.chance(0.35)
      ? [...clinicFiles(teller, views, RGM, 1), ...imagingFiles(teller, views, RGM.sender, 'RGM', 1)]
      : []),
    ...(everywhere || random.chance(0.4) ? mentalHealthFiles(teller, views) : []),
    ...(everywhere || random.chance(0.5) ? nhs111Files(teller, views, calendar.ago(admittedNow ? 2 : random.int(2, 40), 7)) : []),
    ...(everywhere || random.chance(0.5)
      ? ambulanceFiles(teller, views, calendar.ago(admittedNow ? 2 : random.int(2, 30), 12))
      : []),
    ...(admittedNow ? stayFiles(teller, health, views, RGT, 2, 'open') : []),
  ];
}

/** A person of whom two or three partners hold something. */
function plainFiles(teller: Teller, health: Health, views: Views): readonly FeedFile[] {
  const { person, random, calendar } = teller;
  const near = person.council === '725' ? hospitals.RGN : hospitals.RGT;
  const lab = near.ods === 'RGT' ? senders.rgtLab : near.sender;
  const sometimes = (probability: number, files: () => readonly FeedFile[]): readonly FeedFile[] =>
    random.chance(probability) ? files() : [];
  return [
    ...sometimes(0.5, () => clinicFiles(teller, views, near, 1)),
    ...sometimes(0.6, () => laboratoryFiles(teller, views, lab, near.ods, 2)),
    ...sometimes(0.5, () =>
      appointmentFiles(teller, views, near.sender, near.ods, near.site, [
        random.pick(['kept', 'kept', 'moved', 'cancelled', 'missed']),
      ]),
    ),
    ...sometimes(0.25, () => stayFiles(teller, health, views, near, random.int(20, 300), random.int(1, 6))),
    ...sometimes(0.08, () => stayFiles(teller, health, views, near, random.int(1, 6), 'open')),
    ...sometimes(0.2, () => communityFiles(teller, views)),
    ...sometimes(0.12, () => mentalHealthFiles(teller, views)),
    ...sometimes(0.15, () => nhs111Files(teller, views, calendar.ago(random.int(1, 60), 20))),
    ...sometimes(0.15, () => ambulanceFiles(teller, views, calendar.ago(random.int(1, 60), 3))),
  ];
}
