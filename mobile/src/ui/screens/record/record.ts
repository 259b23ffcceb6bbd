/**
 * The official record as it will read. A legal document: Indonesian whatever the language of the
 * screen, which is why its sentences stand here and not in a catalogue.
 */

import type { MeetingFile } from '../../../core/completeness';
import { formatRupiah, terbilang } from '../../../core/money';
import type { AgendaItemDoc, BudgetItemDoc, MeetingDoc, ProposalDoc } from '../../../core/records';
import { composition, meetingQuorum } from '../../../core/rules';
import { official } from '../../../i18n';
import { clock, dateIn } from '../../format';
import { putOff, toBeDone } from './fates';
import { held, sittings } from './sittings';

export interface RecordText {
  readonly title: string;
  /** `Kecamatan Leles, Kabupaten Garut`; empty where the office did not say. */
  readonly area: string;
  readonly number: string;
  readonly opening: string;
  readonly sections: readonly Section[];
  readonly closing: string;
  /** `Cangkuang, 23 November 2026`: where and when it was drawn up. */
  readonly drawnUp: string;
}

export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

export const DOTS = '…';

export interface RecordSource {
  readonly file: MeetingFile;
  readonly items: readonly BudgetItemDoc[];
  readonly proposals?: readonly ProposalDoc[];
  /** The order that the meeting gave to wishes, line by line. */
  readonly ranked?: readonly string[];
  readonly village: string;
  readonly area?: string;
  readonly zone: string;
}

export function officialRecord({
  file,
  items,
  proposals = [],
  ranked = [],
  village,
  area = '',
  zone,
}: RecordSource): RecordText {
  const { meeting, agenda } = file;
  const more: readonly Section[] = [
    { title: 'Sidang', lines: sittings(file.sessions, zone) },
    { title: 'Yang ditunda, ditolak, atau diteruskan', lines: putOff(agenda, proposals, items) },
    { title: 'Tindak lanjut', lines: toBeDone(agenda) },
    { title: 'Peringkat usulan', lines: ranked },
  ].filter(({ lines }) => lines.length > 0);
  const kind = meeting.type ? official().terms.kinds[meeting.type] : DOTS;
  const start = startOf(file);
  return {
    title: `Berita Acara ${kind} ${official().home.village} ${village} Tahun ${start ? dateIn(start, zone).slice(0, 4) : DOTS}`,
    area,
    number: `Nomor: ${meeting.number ?? DOTS}`,
    opening: [
      whenAndWhere(file, [`${official().home.village} ${village}`, area], zone),
      whoCame(file),
    ].join(' '),
    sections: [
      {
        title: 'A. Materi/agenda',
        lines: agenda.map(({ topic }, at) => `${at + 1}. ${topic ?? DOTS}`),
      },
      { title: 'B. Unsur pimpinan dan narasumber', lines: leaders(meeting) },
      { title: `C. ${howDecided(meeting)}`, lines: [...decisions(file), ...adopted(items)] },
      { title: 'D. Catatan/keberatan', lines: [meeting.objections || 'Tidak ada.'] },
      ...more.map(({ title, lines }, at) => ({ title: `${'EFGH'[at]}. ${title}`, lines })),
    ],
    closing:
      'Demikian berita acara ini dibuat dengan penuh tanggung jawab untuk dipergunakan sebagaimana mestinya.',
    drawnUp: [village, start ? dateInFigures(dateIn(start, zone)) : DOTS].join(', '),
  };
}

function startOf({ meeting, sessions }: MeetingFile): string | undefined {
  return held(sessions)[0]?.started_at ?? meeting.planned_start;
}

function whenAndWhere(file: MeetingFile, where: readonly string[], zone: string): string {
  const { meeting } = file;
  const start = startOf(file);
  const end = held(file.sessions).at(-1)?.ended_at;
  const hours = start
    ? `pukul ${clock(start, zone)} s.d. ${end ? clock(end, zone) : 'selesai'} ${zone}`
    : '';
  return (
    `${start ? dateInWords(dateIn(start, zone)) : `Pada hari ini ${DOTS}`}, ${hours || DOTS}, ` +
    `bertempat di ${[meeting.place ?? DOTS, ...where].filter(Boolean).join(', ')}, telah diselenggarakan ${meeting.title ?? DOTS}`
  );
}

/** `Pada hari ini Senin tanggal dua puluh tiga bulan November tahun dua ribu dua puluh enam (23-11-2026)`. */
export function dateInWords(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const weekday = official().terms.days[new Date(`${date}T00:00:00Z`).getUTCDay()];
  const figures = date.split('-').reverse().join('-');
  return (
    `Pada hari ini ${weekday} tanggal ${inWords(day)} bulan ${official().terms.months[month - 1]} ` +
    `tahun ${inWords(year)} (${figures})`
  );
}

function inWords(number: number): string {
  return terbilang(number * 100).replace(/ rupiah$/, '');
}

function whoCame(file: MeetingFile): string {
  const { meeting } = file;
  const people = composition(file.attendance, file.tallies);
  const quorum = meetingQuorum(meeting, people);
  const invited = Math.max(people.invited, meeting.invited_count ?? 0);
  const { quorum_numerator = 2, quorum_denominator = 3, legal_basis } = meeting.rules ?? {};
  const basis = legal_basis ? `Sesuai ${legal_basis}, kuorum` : 'Kuorum';
  return (
    `yang dihadiri oleh ${people.present} orang dari ${invited} undangan ` +
    `(laki-laki ${people.men}, perempuan ${people.women}) sebagaimana daftar hadir terlampir. ` +
    `${basis} (${quorum_numerator}/${quorum_denominator} × ${invited} = ${quorum.needed}) ` +
    `${quorum.met ? 'terpenuhi' : 'belum terpenuhi'}.`
  );
}

function leaders({ chair, minute_taker, speakers = [] }: MeetingDoc): readonly string[] {
  const from = (person: { readonly name?: string; readonly position?: string } | undefined) =>
    [person?.name || DOTS, person?.position].filter(Boolean).join(' dari ');
  return [
    `Pimpinan musyawarah: ${from(chair)}`,
    `Notulis: ${from(minute_taker)}`,
    ...speakers.filter(({ name }) => name).map((each, at) => `Narasumber ${at + 1}: ${from(each)}`),
  ];
}

function howDecided(meeting: MeetingDoc): string {
  const head = 'Setelah dilakukan pembahasan, seluruh peserta musyawarah';
  const vote = voteOf(meeting);
  return vote ? `${head} memutuskan dengan ${vote}:` : `${head} menyepakati secara mufakat:`;
}

/** How it was voted, with its numbers; empty where it was agreed without a vote. */
function voteOf(voted: MeetingDoc | AgendaItemDoc): string {
  const { decision_method, votes_for = 0, votes_against = 0, votes_abstained = 0 } = voted;
  if (decision_method !== 'open_vote' && decision_method !== 'secret_vote') return '';
  const way = decision_method === 'secret_vote' ? 'pemungutan suara rahasia' : 'pemungutan suara';
  return `${way} (setuju ${votes_for}, tidak setuju ${votes_against}, abstain ${votes_abstained})`;
}

function decisions({ agenda }: MeetingFile): readonly string[] {
  return agenda
    .filter(({ decision }) => decision?.trim())
    .map((item, at) => {
      const vote = voteOf(item);
      const way = vote ? ` Diputuskan dengan ${vote}.` : '';
      return `${at + 1}. ${item.decision?.trim()}${way}`;
    });
}

/** Whether the record lists it among the activities. */
export function isAdopted({ state = 'proposed' }: BudgetItemDoc): boolean {
  return state !== 'proposed' && state !== 'dropped';
}

function adopted(items: readonly BudgetItemDoc[]): readonly string[] {
  const taken = items.filter(isAdopted);
  if (taken.length === 0) return [];
  const sum = taken.reduce((total, { amount = 0 }) => total + amount, 0);
  return [
    `Daftar kegiatan terlampir: ${taken.length} kegiatan, jumlah ${formatRupiah(sum)} (${terbilang(sum)}).`,
  ];
}

/** `23 November 2026`. */
export function dateInFigures(date: string): string {
  const [year, month = 1, day] = date.split('-').map(Number);
  return `${day} ${official().terms.months[month - 1]} ${year}`;
}
