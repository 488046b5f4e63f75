import type { XmlElement } from '../../formats/xml/element.js';
import type { Draft } from '../drafts.js';
import type { Source } from '../source.js';
import { entriesOf, hasTemplate, isEvent, related } from '../statements.js';
import { planned } from './plan.js';
import { proceduresIn } from './procedures.js';
import type { EntriesReader } from './reader.js';

/** Interventions: the act around them (done or planned) says nothing by itself; what it holds does. */
export const interventions: EntriesReader = (section, source) => entriesOf(section).flatMap((each) => intervention(each, source));

function intervention(statement: XmlElement, source: Source): readonly Draft[] {
  if (hasTemplate(statement, '4.131', '4.146')) return related(statement).flatMap((each) => intervention(each, source));
  return isEvent(statement) ? proceduresIn(statement, source) : planned(statement, source);
}
