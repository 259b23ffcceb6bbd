/** The record as it is read out: figures, sums and times in words, so that a phone's voice says them as people do. */
import { parseRupiah, terbilang } from '../../../core/money';
import type { RecordText } from './record';

/** One sentence after the other, for a voice. */
export function spoken({ title, opening, sections, closing }: RecordText): readonly string[] {
  const told = [
    title,
    ...opening.split(/(?<=\.) (?=[A-Z])/),
    ...sections.flatMap(({ title: head, lines }) => [head, ...lines]),
    closing,
  ];
  return told.map(sayable);
}

/** `Rp1.250.000`, `09.30`, `(2/3 × 110 = 74)` and `23` as they are said. */
export function sayable(text: string): string {
  return (
    text
      // Said in words just before, or an arithmetic for the eye.
      .replace(/ \(\d{1,2}-\d{1,2}-\d{4}\)| \(\d+\/\d+ × [^)]*\)/g, '')
      .replace(/(Rp[\d.]+(?:,\d+)?) \([^)]*rupiah\)/g, '$1')
      .replace(/Rp[\d.]*\d(?:,\d+)?/g, (sum) => terbilang(parseRupiah(sum) ?? 0))
      .replace(/\b(\d{1,2})\.(\d{2})(?=\s*(?:WIB|WITA|WIT|s\.d\.))/g, hour)
      .replace(/s\.d\./g, 'sampai dengan')
      .replace(/\d+/g, (number) => figure(Number(number)))
      .replaceAll('/', ' garis miring ')
      .replace(/ {2,}/g, ' ')
  );
}

function hour(_all: string, hours: string, minutes: string): string {
  const late = Number(minutes) > 0 ? ` lewat ${figure(Number(minutes))} menit` : '';
  return `${figure(Number(hours))}${late}`;
}

function figure(number: number): string {
  return terbilang(number * 100).replace(/ rupiah$/, '');
}
