/** The cases under tests/vectors/sync, and what stands on a phone where they have a placeholder. */

import { readdirSync, readFileSync } from 'node:fs';
import type { Change, Doc, Json, KindName, Uuid } from '../../src/core/types';

const FOLDER = '../tests/vectors/sync';

export interface Turn {
  readonly request: {
    readonly method?: string;
    readonly path?: string;
    readonly body?: Json;
    /** The phone of this project would not send it like this. */
    readonly by_others?: true;
  };
  readonly answer: {
    readonly status: number;
    readonly headers?: { readonly [name: string]: string };
    readonly body?: Json;
    readonly text?: string;
    /** The line breaks before the answer is whole. */
    readonly lost?: true;
  };
}

export interface PhoneBefore {
  readonly records: readonly Json[];
  readonly cursors: { readonly [village: Uuid]: string };
  readonly access: string;
  readonly limit?: number;
  /** What `GET /attention` told it last. */
  readonly attention?: Json;
  /** Acknowledged changes that it keeps for the day of a restored backup. */
  readonly acknowledged?: readonly Change[];
  /** Sent before, but the answer never came. */
  readonly sent?: readonly Change[];
  readonly outbox: readonly Change[];
}

export interface Shown {
  readonly kind: KindName;
  readonly record: Uuid;
  readonly version: number;
  readonly doc: Doc;
  readonly pending: boolean;
  readonly problem?: string;
}

export interface Case {
  readonly name: string;
  readonly about: string;
  readonly who: string;
  readonly phone_before?: PhoneBefore;
  readonly turns: readonly Turn[];
  readonly phone_after?: { readonly [part: string]: Json };
}

export interface World {
  readonly villages: { readonly [id: Uuid]: { readonly [field: string]: Json } };
  readonly people: {
    readonly [who: string]: {
      readonly name: string;
      readonly device: Uuid;
      readonly seats?: { readonly [village: Uuid]: string };
    };
  };
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as T;
}

export const WORLD: World = read('world.json');

/** Every case that a phone takes part in, with the file that tells it. */
export const CASES: readonly (readonly [string, Case])[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json') && name !== 'world.json')
  .sort()
  .flatMap((name) =>
    read<{ cases: readonly Case[] }>(name).cases.map((one) => [name, one] as const),
  )
  .filter(([, one]) => one.phone_after !== undefined);

const TIME = '2026-11-23T03:15:40Z';
const SENTENCE = 'Kalimat dari server.';

/** What is random on a server is settled here, so that both ends of a comparison have it. */
export function fill<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'string' ? meaning(part) : part,
  ) as T;
}

function meaning(text: string): string {
  const [, what, name = ''] = /^<([a-z-]+)(?::([\w-]+))?>$/.exec(text) ?? [];
  switch (what) {
    case 'time':
      return TIME;
    case 'text':
    case 'any':
      return SENTENCE;
    case 'cursor':
      return `e2-${name}`;
    case 'old-cursor':
      return `e1-${name}`;
    case 'id':
    case 'access':
      return `${what}-of-${name}`;
    default:
      return text;
  }
}
