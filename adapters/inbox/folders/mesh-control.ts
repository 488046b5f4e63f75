import { RecordError } from '../../../schema/errors.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child, textOf } from '../../formats/xml/query.js';
import { readXml } from '../../formats/xml/read.js';

/** What the MESH client writes beside a file it fetched (`DTSControl`). Addresses are mailboxes. */
export interface MeshControl {
  readonly workflow: string;
  readonly from: string;
  readonly to: string;
  readonly localId: string;
  readonly subject: string;
  /** Day on which MESH took the file over, YYYY-MM-DD; undefined when the control file does not say. */
  readonly day: string | undefined;
}

const largest = 100_000;

/**
 * @throws RecordError MESSAGE_UNREADABLE, XML_FORBIDDEN, MESSAGE_TOO_LARGE; FORMAT_UNKNOWN for what is no control file of data, as
 * a report that something could not be delivered
 */
export function readMeshControl(bytes: Uint8Array): MeshControl {
  const { root } = readXml(bytes, { bytes: largest, depth: 10, elements: 200 });
  if (root.name !== 'DTSControl') throw new RecordError('FORMAT_UNKNOWN', { location: 'DTSControl' });
  const text = (name: string): string => valueOf(root, name);
  // Left out by some clients; a report says that it is one.
  if (!['', 'data'].includes(text('MessageType').toLowerCase())) {
    throw new RecordError('FORMAT_UNKNOWN', { location: 'DTSControl/MessageType' });
  }
  const status = child(root, 'StatusRecord', root.namespace);
  const [, year, month, date] = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(status === undefined ? '' : valueOf(status, 'DateTime')) ?? [];
  return {
    workflow: text('WorkflowId'),
    from: text('From_DTS'),
    to: text('To_DTS'),
    localId: text('LocalId'),
    subject: text('Subject'),
    day: year === undefined ? undefined : `${year}-${month}-${date}`,
  };
}

function valueOf(element: XmlElement, name: string): string {
  return (textOf(child(element, name, element.namespace)) ?? '').trim();
}
