/**
 * The official record as it will read. A legal document: Indonesian whatever the language of the
 * screen, which is why its sentences stand here and not in a catalogue.
 */

import type { MeetingFile } from '../../../core/completeness';
import { formatRupiah, terbilang } from '../../../core/money';
import type { BudgetItemDoc, MeetingDoc } from '../../../core/records';
import { composition, meetingQuorum } from '../../../core/rules';
import { id } from '../../../i18n/id';
import { clock, dateIn } from '../../format';

export interface RecordText {
  readonly title: string;
  /** `Kecamatan Leles, Kabupaten Garut`; empty where the office did not say. */
  readonly area: string;
  readonly number: string;
  readonly opening: string;
  readonly sections: readonly { readonly title: string; readonly lines: readonly string[] }[];
  readonly closing: string;
}

const DOTS = '…';

export interface RecordSource {
  readonly file: MeetingFile;
  readonly items: readonly BudgetItemDoc[];
  readonly village: string;
  readonly area?: string;
  readonly zone: string;
}

export function officialRecord({
  file,
  items,
  village,
  area = '',
  zone,
}: RecordSource): RecordText {
  const { meeting, agenda } = file;
  const kind = meeting.type ? id.terms.kinds[meeting.type] : DOTS;
  const start = file.sessions[0]?.started_at ?? meeting.planned_start;
  return {
    title: `Berita Acara ${kind} Desa ${village} Tahun ${start ? dateIn(start, zone).slice(0, 4) : DOTS}`,
    area,
    number: `Nomor: ${meeting.number ?? DOTS}`,
    opening: [whenAndWhere(file, [`Desa ${village}`, area], zone), whoCame(file)].join(' '),
    sections: [
      {
        title: 'A. Materi/agenda',
        lines: agenda.map(({ topic }, at) => `${at + 1}. ${topic ?? DOTS}`),
      },
      { title: 'B. Unsur pimpinan dan narasumber', lines: leaders(meeting) },
      { title: `C. ${howDecided(meeting)}`, lines: [...decisions(file), ...adopted(items)] },
      { title: 'D. Catatan/keberatan', lines: [meeting.objections || 'Tidak ada.'] },
    ],
    closing:
      'Demikian berita acara ini dibuat dengan penuh tanggung jawab untuk dipergunakan sebagaimana mestinya.',
  };
}

function whenAndWhere(
  { meeting, sessions }: MeetingFile,
  where: readonly string[],
  zone: string,
): string {
  const start = sessions[0]?.started_at ?? meeting.planned_start;
  const end = sessions.at(-1)?.ended_at;
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
  const weekday = id.terms.days[new Date(`${date}T00:00:00Z`).getUTCDay()];
  const figures = date.split('-').reverse().join('-');
  return (
    `Pada hari ini ${weekday} tanggal ${inWords(day)} bulan ${id.terms.months[month - 1]} ` +
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
  const { decision_method, votes_for = 0, votes_against = 0, votes_abstained = 0 } = meeting;
  if (decision_method === 'open_vote' || decision_method === 'secret_vote') {
    const way = decision_method === 'secret_vote' ? 'pemungutan suara rahasia' : 'pemungutan suara';
    return `${head} memutuskan dengan ${way} (setuju ${votes_for}, tidak setuju ${votes_against}, abstain ${votes_abstained}):`;
  }
  return `${head} menyepakati secara mufakat:`;
}

function decisions({ agenda }: MeetingFile): readonly string[] {
  return agenda
    .map(({ decision }) => decision?.trim())
    .filter((decision): decision is string => Boolean(decision))
    .map((decision, at) => `${at + 1}. ${decision}`);
}

function adopted(items: readonly BudgetItemDoc[]): readonly string[] {
  const taken = items.filter(
    ({ state = 'proposed' }) => state !== 'proposed' && state !== 'dropped',
  );
  if (taken.length === 0) return [];
  const sum = taken.reduce((total, { amount = 0 }) => total + amount, 0);
  return [
    `Daftar kegiatan terlampir: ${taken.length} kegiatan, jumlah ${formatRupiah(sum)} (${terbilang(sum)}).`,
  ];
}
