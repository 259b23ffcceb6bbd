/** The words that every floor of the app shares. Plain data, nothing that runs. */

export type Uuid = string;

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** The fields of a record. A field that is empty is left out. */
export type Doc = { readonly [field: string]: Json };

export const KIND_NAMES = [
  'meeting',
  'session',
  'attendance',
  'attendance_tally',
  'agenda_item',
  'photo',
  'signature',
  'publicity',
  'remark',
  'proposal',
  'budget_item',
  'funding',
  'ceiling',
  'progress_report',
  'oversight_action',
  'oversight_visit',
] as const;

export type KindName = (typeof KIND_NAMES)[number];

/** What stops a record from being plainly "sent": see the table of outcomes in the sync protocol. */
export type Trouble = 'conflict' | 'held' | 'rejected';

/** One record as the screens see it. */
export interface Row {
  readonly id: Uuid;
  readonly village: Uuid;
  readonly kind: KindName;
  /** Ledger number of its last change that this phone knows; 0: never acknowledged. */
  readonly version: number;
  /** The server's doc with everything on top that is not sent yet. */
  readonly doc: Doc;
  /** Something of this record still waits on the phone. */
  readonly pending: boolean;
  readonly problem?: Trouble;
}

/** One edit of one record, as it travels. */
export interface Change {
  readonly id: Uuid;
  readonly kind: KindName;
  readonly record: Uuid;
  readonly village: Uuid;
  readonly base: number;
  readonly made_at: string;
  readonly set?: Doc;
  readonly delete?: true;
  readonly resolves?: Uuid;
}

/** Why the server refused a change, in the user's language. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

export type Role = string;

/** A village that the user may record in. */
export interface Village {
  readonly village: Uuid;
  readonly code: string;
  readonly name: string;
  readonly zone: 'WIB' | 'WITA' | 'WIT';
  readonly role: Role;
  readonly kecamatan?: string;
  readonly kabupaten?: string;
  readonly hamlets?: readonly string[];
  /** Where the village usually meets. */
  readonly place?: string;
}

/** What a kabupaten calls things. */
export interface LocalTerms {
  readonly village: string;
  readonly village_head: string;
  readonly hamlet: string;
  readonly kecamatan: string;
  readonly kecamatan_head: string;
  readonly council: string;
}

/** The rules of a kabupaten for a year. */
export interface YearRules {
  readonly year: number;
  readonly legal_basis: string;
  readonly quorum_numerator: number;
  readonly quorum_denominator: number;
  readonly adjourn_hours: number;
  readonly resume_days: number;
  readonly invitation_days: number;
  readonly report_working_days: number;
  readonly minimum_women_percent: number;
  readonly required_elements: readonly string[];
  readonly signers: { readonly [kind: string]: Json };
}

/** What a kabupaten calls things (null: as everywhere) and its rules, for the villages there. */
export interface Customs {
  readonly kabupaten: string;
  readonly villages: readonly Uuid[];
  readonly terms: LocalTerms | null;
  readonly rules: readonly YearRules[];
}

export interface AccountCode {
  readonly code: string;
  readonly name: string;
  readonly level: string;
  /** Empty where there is none, as is `sector`. */
  readonly parent: string;
  readonly sector: string;
  /** What villagers call it, the commonest word first. A list of an older server has none. */
  readonly said?: string;
  /** The fiscal years in which the code has this name; until null: it goes on. An older server says neither. */
  readonly year_from?: number;
  readonly year_until?: number | null;
}
