import { type Fault, type Findings, subjectOf } from './fault.ts';
import { nameOf, type Owner } from './owner.ts';

/** What several looks together say. */
export interface Standing {
  /** Faults by what they say, and in how many looks they were seen. */
  sightings: Map<string, { fault: Fault; times: number }>;
  /** Shards that moved in every look so far: nobody knows of them. */
  unjudged: Map<string, Owner>;
}

/**
 * A fault stands when two looks say it to the letter and none between them could tell otherwise. One sighting is not enough:
 * a scan may meet a transaction of which some items are written and some not yet. A look at what moved says nothing of it,
 * neither for the fault nor against it; any other look that does not see the fault takes it back.
 */
export function afterLook(before: Standing | undefined, { faults, moving }: Findings): Standing {
  const sightings: Standing['sightings'] = new Map();
  for (const [says, sighting] of before?.sightings ?? [])
    if (moving.has(sighting.fault.about)) sightings.set(says, sighting);
  for (const fault of faults)
    sightings.set(fault.says, { fault, times: 1 + (before?.sightings.get(fault.says)?.times ?? 0) });
  const unjudged = [...(before?.unjudged ?? moving)].filter(([about]) => moving.has(about));
  return { sightings, unjudged: new Map(unjudged) };
}

/** Another look would tell nothing new. */
export function isDecided({ sightings, unjudged }: Standing): boolean {
  return unjudged.size === 0 && [...sightings.values()].every(({ times }) => times > 1);
}

export function standingFaults({ sightings }: Standing): Fault[] {
  return [...sightings.values()].flatMap(({ fault, times }) => (times > 1 ? [fault] : [])).sort(bySaying);
}

/** Of whom nothing certain can be said, by name. */
export function inMotion({ sightings, unjudged }: Standing): string[] {
  const seenOnce = [...sightings.values()].flatMap(({ fault, times }) => (times > 1 ? [] : [subjectOf(fault)]));
  return [...new Set([...[...unjudged.values()].map(nameOf), ...seenOnce])].sort();
}

function bySaying(one: Fault, other: Fault): number {
  return one.says.localeCompare(other.says, 'en', { numeric: true });
}
