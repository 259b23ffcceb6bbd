/** Times in the zone of the village, sizes, numbers: how values read on the screen. */
import { words } from '../i18n/index';

const HOURS: Readonly<Record<string, number>> = { WIB: 7, WITA: 8, WIT: 9 };

function shifted(iso: string, zone: string): Date | null {
  const moment = Date.parse(iso);
  return Number.isNaN(moment) ? null : new Date(moment + (HOURS[zone] ?? 7) * 3_600_000);
}

const two = (number: number): string => String(number).padStart(2, '0');

/** `2026-11-23` for a date field. */
export function dateIn(iso: string | undefined, zone: string): string {
  const local = iso ? shifted(iso, zone) : null;
  return local ? local.toISOString().slice(0, 10) : '';
}

/** `09:00` for a time field. */
export function timeIn(iso: string | undefined, zone: string): string {
  const local = iso ? shifted(iso, zone) : null;
  return local ? local.toISOString().slice(11, 16) : '';
}

/** A date and a time of day in the village, as a moment with its offset. */
export function momentOf(date: string, time: string, zone: string): string {
  return `${date}T${time || '09:00'}:00+${two(HOURS[zone] ?? 7)}:00`;
}

export function nowIn(zone: string, now = new Date()): { date: string; time: string } {
  const iso = now.toISOString();
  return { date: dateIn(iso, zone), time: timeIn(iso, zone) };
}

/** `09.41`: Indonesian clocks take a dot. */
export function clock(iso: string, zone: string): string {
  return timeIn(iso, zone).replace(':', '.');
}

/** `Senin, 23 November 2026`. */
export function longDate(iso: string, zone: string): string {
  const local = shifted(iso, zone);
  if (!local) return iso;
  const { days } = words().terms;
  return `${days[local.getUTCDay()]}, ${plainDate(local.toISOString().slice(0, 10))}`;
}

/** `23 November 2026` from a calendar date. */
export function plainDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  if (!year || !month || !day) return date;
  return `${day} ${words().terms.months[month - 1]} ${year}`;
}

/** `Senin, 23 November 2026, pukul 09.00 WIB`. */
export function longMoment(iso: string, zone: string): string {
  return `${longDate(iso, zone)}, ${words().terms.clock(clock(iso, zone), zone)}`;
}

/** Today only the clock, else the date with it: what somebody wants to know of "last sent". */
export function shortMoment(iso: string, zone: string, now = new Date()): string {
  const today = dateIn(now.toISOString(), zone) === dateIn(iso, zone);
  return today ? clock(iso, zone) : `${plainDate(dateIn(iso, zone))} ${clock(iso, zone)}`;
}

export function bytes(count: number): string {
  if (count < 1_000_000) return `${Math.round(count / 1000)} KB`;
  if (count < 1_000_000_000) return `${(count / 1_000_000).toFixed(1).replace('.', ',')} MB`;
  return `${(count / 1_000_000_000).toFixed(1).replace('.', ',')} GB`;
}

/** `12,5` and `1.250,75` to a number; null for empty; undefined when it is no number. */
export function parseNumber(text: string): number | null | undefined {
  const bare = text.trim().replace(/\s/g, '');
  if (bare === '') return null;
  if (!/^\d{1,3}(\.\d{3})*(,\d+)?$|^\d+([.,]\d+)?$/.test(bare)) return undefined;
  const dots = /^\d{1,3}(\.\d{3})+(,\d+)?$/.test(bare) ? bare.replace(/\./g, '') : bare;
  return Number(dots.replace(',', '.'));
}

export function showNumber(value: number | null | undefined): string {
  if (value === null || value === undefined) return '';
  const [whole = '', part] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return part ? `${grouped},${part}` : grouped;
}
