/**
 * What a signature was put under. A record may be mended after it was signed, and must then say so: the
 * phone that took the signature keeps a fingerprint of each part as it was.
 */
import { CRITERIA } from '../../../core/ranking';
import { defaultsOf, fieldsOf } from '../../../core/records';
import { sha256 } from '../../../core/sha256';
import type { Doc, Json, KindName, Uuid } from '../../../core/types';
import { store } from '../../live/store';
import type { Meeting } from '../../parts/MeetingFrame';
import { type Gathered, readFile } from './file';

export const PARTS = ['facts', 'people', 'agenda', 'items', 'wishes'] as const;
export type Part = (typeof PARTS)[number];
export type Seal = { readonly [part in Part]: string };

/** The facts that the record tells; how far the meeting has come is not among them. */
const FACTS = [
  ...['type', 'title', 'number', 'level', 'hamlet', 'chair', 'minute_taker', 'speakers'],
  ...['planned_start', 'place', 'rules', 'invited_count', 'decision_method'],
  ...['votes_for', 'votes_against', 'votes_abstained', 'objections'],
];
const RANKED = [...CRITERIA, 'score', 'votes', 'rank', 'rank_reason'];
const PEOPLE = ['name', 'gender', 'element', 'capacity', 'hamlet', 'status', 'represents'];
const ITEMS = ['name', 'place', 'hamlet', 'volume', 'unit', 'amount', 'reason'];
const AGENDA = [
  ...['topic', 'outcome', 'reason', 'decision', 'decision_method', 'follow_up'],
  ...['votes_for', 'votes_against', 'votes_abstained'],
];

/** A fingerprint of each part as it is now; the same for the same facts, however the server writes them. */
export function sealOf({ file, items, funding, proposals }: Omit<Gathered, 'vouched'>): Seal {
  const told = (kind: KindName, docs: readonly object[], fields: readonly string[]) =>
    docs.map((doc) => JSON.stringify(fields.map((field) => plain(kind, field, doc as Doc)))).sort();
  const docs = <D>(rows: readonly { readonly doc: D }[]) => rows.map(({ doc }) => doc);
  const adopted = items.map(({ doc: { state = 'proposed' } }) =>
    ['proposed', 'dropped'].includes(state) ? state : 'adopted',
  );
  return {
    facts: fingerprint([
      told('meeting', [file.meeting], FACTS),
      told('session', file.sessions, ['started_at', 'ended_at', 'place', 'outcome']),
    ]),
    people: fingerprint([
      told('attendance', file.attendance, PEOPLE),
      told('attendance_tally', file.tallies, ['element', 'gender', 'present']),
    ]),
    agenda: fingerprint([told('agenda_item', file.agenda, AGENDA)]),
    items: fingerprint([
      items.map(({ doc }, at) => [told('budget_item', [doc], ITEMS), adopted[at] ?? '']),
      told('funding', docs(funding), ['source', 'carried_over', 'amount']),
    ]),
    wishes: fingerprint([
      told('proposal', docs(proposals), ['activity', 'fate', 'deferred_to', 'reason']),
      // Only where the meeting said so: what was signed before there were these fields is what it was.
      ...(proposals.some(({ doc }) => doc.asked_of)
        ? [told('proposal', docs(proposals), ['asked_of'])]
        : []),
      ...(file.meeting.ranking_method ? [told('proposal', docs(proposals), RANKED)] : []),
    ]),
  };
}

/** The server adds defaults and may write a time in another zone: neither is another fact. */
function plain(kind: KindName, name: string, doc: Doc): Json {
  const value = doc[name] ?? defaultsOf(kind)[name] ?? null;
  const moment = fieldsOf(kind)[name]?.type === 'time' ? Date.parse(String(value)) : Number.NaN;
  return Number.isNaN(moment) ? ordered(value) : moment;
}

function ordered(value: Json): Json {
  if (typeof value === 'string') return value.trim();
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  const entries = Object.entries(value).filter(([, one]) => one !== null && one !== '');
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, ordered(one)]),
  );
}

function fingerprint(told: Json): string {
  const hash = sha256();
  hash.update(new TextEncoder().encode(JSON.stringify(told)));
  return hash.hex().slice(0, 24);
}

const keyOf = (signature: Uuid) => `seal:${signature}`;

/** Keeps what `signature` is put under now; done before it is given, so that none is ever without. */
export async function sealNow(meeting: Meeting, signature: Uuid): Promise<void> {
  await store().setMeta(keyOf(signature), sealOf(await readFile(meeting)));
}

/** What each signature was put under, for those that were given on this phone. */
export async function seals(signatures: readonly Uuid[]): Promise<ReadonlyMap<Uuid, Seal>> {
  const found = await Promise.all(
    signatures.map(async (id) => [id, await store().getMeta<Seal>(keyOf(id))] as const),
  );
  return new Map(found.flatMap(([id, seal]) => (seal ? [[id, seal] as const] : [])));
}
