import { error, warning, type Finding } from './finding.js';
import type { Profile } from './profile-shape.js';
import { isSection } from './sections.js';

/** Partners: each once, named, in good standing, and with someone to write to. */
export function partnerFindings({ partners, feeds, datasets }: Profile): readonly Finding[] {
  const found: Finding[] = [];
  const codes = new Set<string>();
  const authorities = new Map<string, string>();
  const grouped = partners.some(({ group }) => group !== undefined);
  for (const [at, partner] of partners.entries()) {
    const path = ['partners', at];
    if (codes.has(partner.ods)) found.push(error([...path, 'ods'], `${partner.ods} is a partner already; take one of them out`));
    codes.add(partner.ods);
    for (const code of partner.localAuthorityCodes) {
      const other = authorities.get(code);
      if (other !== undefined && other !== partner.ods)
        found.push(error([...path, 'localAuthorityCodes'], `${code} names ${other} already; one code is one authority`));
      authorities.set(code, partner.ods);
    }
    const missing = [
      ...(partner.agreementSigned === undefined ? ['agreementSigned'] : []),
      ...(partner.icoRegistration === undefined ? ['icoRegistration'] : []),
      ...(partner.dspt === undefined ? ['dspt'] : []),
    ];
    if (missing.length > 0)
      found.push(
        warning(path, `${partner.ods} takes no part until ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} on file`),
      );
    else if (partner.dspt !== 'standards-met' && partner.dspt !== 'standards-exceeded')
      found.push(warning([...path, 'dspt'], `${partner.ods} takes no part while its DSPT status is ${partner.dspt}`));
    if (partner.controllerContact === undefined)
      found.push(warning(path, `say whom to write to about what ${partner.ods} controls (controllerContact)`));
    if (grouped && partner.group === undefined) found.push(warning(path, `${partner.ods} belongs to no group; the others do`));
    if (!feeds.some((feed) => feed.partner === partner.ods))
      found.push(warning(path, `${partner.ods} has no feed: it can look, and shares nothing`));
    else if (!datasets.some((dataset) => dataset.liveFrom !== null && covers(dataset, partner)))
      found.push(warning(path, `nothing of ${partner.ods} ever goes live: no line of datasets covers it with a date`));
  }
  return found;
}

/** Whether a line of `datasets` is about the partner. */
export function covers(dataset: Profile['datasets'][number], partner: Profile['partners'][number]): boolean {
  return (
    (dataset.partners?.includes(partner.ods) ?? true) &&
    (dataset.kinds?.includes(partner.kind) ?? true) &&
    (dataset.groups === undefined || (partner.group !== undefined && dataset.groups.includes(partner.group)))
  );
}

/** Feeds: each of a partner, and no message that could be of two of them. */
export function feedFindings({ partners, feeds, optOuts }: Profile): readonly Finding[] {
  const found: Finding[] = [];
  const known = new Set(partners.map(({ ods }) => ods));
  const names = new Set<string>();
  const claimed = new Map<string, string>();
  const workflows = new Map((optOuts.meshWorkflows ?? []).map(({ workflow }) => [workflow, 'the opt-outs']));
  for (const [at, feed] of feeds.entries()) {
    const path = ['feeds', at];
    for (const [place, workflow] of (feed.meshWorkflows ?? []).entries()) {
      const other = workflows.get(workflow);
      if (other !== undefined)
        found.push(
          error([...path, 'meshWorkflows', place], `${workflow} is of ${other} already; a workflow belongs to one feed`),
        );
      workflows.set(workflow, feed.name);
    }
    if (names.has(feed.name))
      found.push(error([...path, 'name'], `a feed is called ${feed.name} already; give one another name`));
    names.add(feed.name);
    if (!known.has(feed.partner))
      found.push(error([...path, 'partner'], `${feed.partner} is not a partner; add it, or take the feed out`));
    for (const [place, sender] of feed.senders.entries()) {
      const claim = `${feed.format} ${sender}`;
      const other = claimed.get(claim);
      if (other !== undefined)
        found.push(
          error([...path, 'senders', place], `${sender} sends on ${other} already; a sender belongs to one feed of a format`),
        );
      claimed.set(claim, feed.name);
      if (feed.format === 'hl7v2' && !/^[^|]+\|[^|]+$/.test(sender))
        found.push(
          error([...path, 'senders', place], `an HL7 v2 sender is written MSH-3|MSH-4, or *|MSH-4; ${sender} never fits`),
        );
    }
    if (feed.senders.length === 0)
      found.push(warning(path, `nobody sends on ${feed.name} by name: files reach it only through its folder or --feed`));
  }
  return found;
}

/** Datasets: of partners, groups and sections that there are. */
export function datasetFindings({ partners, datasets }: Profile): readonly Finding[] {
  const found: Finding[] = [];
  for (const [at, dataset] of datasets.entries()) {
    const path = ['datasets', at];
    for (const [place, ods] of (dataset.partners ?? []).entries())
      if (!partners.some((partner) => partner.ods === ods))
        found.push(error([...path, 'partners', place], `${ods} is not a partner; add it, or take it out here`));
    for (const [place, name] of (dataset.groups ?? []).entries())
      if (!partners.some(({ group }) => group === name))
        found.push(error([...path, 'groups', place], `no partner belongs to the group ${name}`));
    if (dataset.sections !== 'all')
      for (const [place, name] of dataset.sections.entries())
        if (!isSection(name))
          found.push(error([...path, 'sections', place], `${name} is not a section; see docs/frontend.md for their names`));
    if (!partners.some((partner) => covers(dataset, partner))) found.push(warning(path, 'this line is about no partner at all'));
  }
  return found;
}
