/** What the two others of the practice village do when the pupil asks for it: a colleague, and an officer. */

import type { Field } from '../core/fields';
import { fieldsOf } from '../core/records';
import type { Change, Doc, Json, KindName, Uuid } from '../core/types';
import { type Book, type Names, write } from './book';
import { COLLEAGUE, OFFICER, VILLAGE } from './village';

/** Where two people of one village seldom differ, or a difference would teach nothing. */
const BEYOND: ReadonlySet<KindName> = new Set(['photo', 'session', 'signature', 'remark']);
const LEFT_ALONE: ReadonlySet<string> = new Set(['order', 'submitted_at', 'meeting.status']);

interface Spot {
  readonly kind: KindName;
  readonly record: Uuid;
  readonly field: string;
  readonly value: Json;
}

/** What somebody else might have written there; undefined where there is nothing sensible. */
export function otherwise(field: Field | undefined, value: Json): Json | undefined {
  if (!field) return undefined;
  if (field.type === 'text' && typeof value === 'string') {
    return `${value}, menurut ${COLLEAGUE}`.slice(0, field.max);
  }
  if (field.type === 'enum') {
    const at = field.words.indexOf(String(value));
    return field.words[(at + 1) % field.words.length];
  }
  if (typeof value !== 'number') return undefined;
  if (field.type === 'money') return value + 100_000_000;
  if (field.type === 'quantity') return value + 10;
  return field.type === 'int' ? (value > 0 ? value - 1 : value + 1) : undefined;
}

/** The field of a change that a colleague would write otherwise: the one written last. */
function spotOf(kind: KindName, record: Uuid, set: Doc): Spot | undefined {
  if (BEYOND.has(kind)) return undefined;
  const [field, value] =
    Object.entries(set)
      .filter(([name]) => !LEFT_ALONE.has(name) && !LEFT_ALONE.has(`${kind}.${name}`))
      .filter(([name, one]) => otherwise(fieldsOf(kind)[name], one) !== undefined)
      .at(-1) ?? [];
  return field === undefined || value === undefined ? undefined : { kind, record, field, value };
}

/** Remembers what the pupil wrote last. */
export function remember(book: Book, { kind, record, set = {} }: Change): void {
  const spot = spotOf(kind, record, set);
  if (spot) book.last = { record, field: spot.field };
}

/**
 * The colleague writes another value into the field that the pupil wrote last: before the pupil's own,
 * where that is still on the phone, and beside it, where it has arrived. false: there is no such field yet.
 */
export function differ(book: Book, unsent: readonly Change[], names: Names, now: string): boolean {
  const waiting = [...unsent]
    .reverse()
    .filter(({ record }) => book.records[record] && !book.records[record]?.deleted)
    .map(({ kind, record, set = {} }) => spotOf(kind, record, set))
    .find((spot) => spot !== undefined);
  if (waiting) {
    const { kind, record, field, value } = waiting;
    const other = otherwise(fieldsOf(kind)[field], value);
    write(book, { kind, record }, { [field]: other ?? null }, 'colleague');
    return true;
  }
  return offer(book, names, now);
}

function offer(book: Book, { pupil, colleague }: Names, now: string): boolean {
  const kept = book.last && book.records[book.last.record];
  if (!kept || kept.deleted || !book.last) return false;
  const { field } = book.last;
  const stored = kept.doc[field];
  const offered = stored === undefined ? undefined : otherwise(fieldsOf(kept.kind)[field], stored);
  if (stored === undefined || offered === undefined) return false;
  const id = `conflict-rekan-${kept.record}-${field}-${kept.version}`;
  const base = kept.by[field]?.before ?? null;
  book.open[id] = {
    id,
    type: 'conflict',
    entry: {
      ...{ kind: kept.kind, record: kept.record, village: VILLAGE, made_at: now },
      ...{ by: colleague, stored_by: pupil, stored_at: now, deletes: false },
      fields: { [field]: { base, stored, offered } },
    },
  };
  return true;
}

/**
 * The officer sends the meeting that was handed in last back, with a remark at a field. false: none was
 * handed in.
 */
export function giveBack(book: Book, remark: Uuid, now: string): boolean {
  const handedIn = Object.values(book.records)
    .filter(({ kind, doc }) => kind === 'meeting' && doc.status === 'submitted')
    .sort((a, b) => a.version - b.version)
    .at(-1);
  if (!handedIn) return false;
  const [about_field, text] = wanting(handedIn.doc);
  const { record } = handedIn;
  const set = { status: 'returned', review_note: text, reviewed_at: now };
  write(book, handedIn, set, 'officer');
  write(
    book,
    { kind: 'remark', record: remark },
    {
      ...{ meeting: record, about_kind: 'meeting', about_record: record, about_field, text },
      author_name: OFFICER,
      author_role: 'kecamatan_officer',
    },
    'officer',
  );
  return true;
}

/** What an officer would ask for first. */
function wanting({ number, summary }: Doc): readonly [field: string, text: string] {
  if (!number) return ['number', 'Nomor berita acara belum diisi. Mohon dilengkapi.'];
  if (!summary) return ['summary', 'Ringkasan keputusan belum ada. Mohon ditulis dua kalimat.'];
  return ['place', 'Mohon tulis tempat musyawarah lebih lengkap, dengan nama dusunnya.'];
}
