/**
 * Looks into a colleague's file before this phone carries it: is it whole, whose does it say it is, how much
 * is in it. Whether it is really theirs only the server can tell, which knows their key.
 */

import { type Hash, sha256 } from '../core/sha256';
import type { Uuid } from '../core/types';
import {
  type End,
  type ExchangeSaid,
  type FileSaid,
  type Head,
  LARGEST,
  LONGEST_LINE,
  MAGIC,
  MOST_BYTES,
  MOST_PARTS,
  pour,
  VERSION,
  type Watch,
} from './format';

/** Why a file cannot be carried: none of ours, of a later format, cut or changed, or too large. */
export type Fault = 'other' | 'newer' | 'broken' | 'large';

export interface Seen extends Head {
  readonly sha256: string;
  readonly villages: readonly Uuid[];
  readonly changes: number;
  readonly photos: number;
}

type Part = (ExchangeSaid | FileSaid) & { readonly size: number };

interface Reading {
  readonly file: Blob;
  readonly hash: Hash;
  readonly watch: Watch;
  at: number;
}

/** What is in the file, or what is wrong with it. Rejects only where the file cannot be read at all. */
export async function readParcel(file: Blob, watch: Watch = {}): Promise<Seen | Fault> {
  const reading: Reading = { file, hash: sha256(), watch, at: 0 };
  const first = await lineAt(reading);
  if (!first?.startsWith(MAGIC)) return 'other';
  const version = Number(first.slice(MAGIC.length));
  if (version !== VERSION) return version > VERSION ? 'newer' : 'other';
  if (file.size > LARGEST) return 'large';
  pass(reading, first);
  const head = await lineAt(reading);
  const said = shaped<Head>(head, 'device', 'user', 'made_at');
  if (!head || !said) return 'broken';
  pass(reading, head);
  return (await readParts(reading, said)) ?? 'broken';
}

async function readParts(reading: Reading, head: Head): Promise<Seen | null> {
  const villages = new Set<Uuid>();
  let changes = 0;
  let photos = 0;
  for (let parts = 0; parts <= MOST_PARTS; parts += 1) {
    const line = await lineAt(reading);
    const said = shaped<Part | End>(line, 'part');
    if (!line || !said) return null;
    if (said.part === 'end') {
      const whole = said.sha256 === reading.hash.hex() && said.parts === parts;
      const last = reading.at + length(line) === reading.file.size;
      if (!whole || !last) return null;
      return { ...head, sha256: said.sha256, villages: [...villages], changes, photos };
    }
    pass(reading, line);
    const data = await partAt(reading, said.size);
    if (!data) return null;
    if (said.part === 'file') {
      photos += 1;
      villages.add(said.village);
      continue;
    }
    const found = await changesIn(data, said);
    if (!found) return null;
    changes += found.length;
    for (const { village } of found) if (typeof village === 'string') villages.add(village);
  }
  return null;
}

const length = (line: string) => new TextEncoder().encode(line).length;

/** The line that begins here, with its line end; undefined where there is none of a sane length. */
async function lineAt({ file, at }: Reading): Promise<string | undefined> {
  const bytes = new Uint8Array(await file.slice(at, at + LONGEST_LINE).arrayBuffer());
  const end = bytes.indexOf(10);
  return end < 0 ? undefined : new TextDecoder().decode(bytes.subarray(0, end + 1));
}

function pass(reading: Reading, line: string): void {
  const bytes = new TextEncoder().encode(line);
  reading.hash.update(bytes);
  reading.at += bytes.length;
}

/** The bytes of a part, and past the line end behind them. */
async function partAt(reading: Reading, size: number): Promise<Blob | undefined> {
  const { file, at, hash, watch } = reading;
  if (!Number.isSafeInteger(size) || size <= 0 || at + size >= file.size) return undefined;
  const data = file.slice(at, at + size);
  await pour(data, [hash], watch);
  reading.at += size;
  const [end] = new Uint8Array(await file.slice(reading.at, reading.at + 1).arrayBuffer());
  if (end !== 10) return undefined;
  pass(reading, '\n');
  return data;
}

/** The object in a line, where it has these members as texts. */
function shaped<T>(line: string | undefined, ...names: readonly string[]): T | undefined {
  const said = parsed(line ?? '');
  if (typeof said !== 'object' || said === null) return undefined;
  const members = said as Readonly<Record<string, unknown>>;
  return names.every((name) => typeof members[name] === 'string') ? (said as T) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function changesIn(
  data: Blob,
  { encoding }: ExchangeSaid,
): Promise<readonly { readonly village?: unknown }[] | undefined> {
  const text = await textOf(data, encoding);
  const said = parsed(text ?? '') as { readonly changes?: unknown } | null | undefined;
  return Array.isArray(said?.changes) ? said.changes : undefined;
}

async function textOf(data: Blob, encoding: string | undefined): Promise<string | undefined> {
  if (data.size > MOST_BYTES) return undefined;
  if (encoding === undefined) return await data.text();
  if (encoding !== 'gzip') return undefined;
  return await inflated(data).catch(() => undefined);
}

/** Stops where a small part would swell beyond what an exchange may hold. */
async function inflated(data: Blob): Promise<string | undefined> {
  const stream = data.stream().pipeThrough(new DecompressionStream('gzip'));
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return await new Blob(pieces).text();
    size += value.length;
    if (size > MOST_BYTES) return undefined;
    pieces.push(value);
  }
}
