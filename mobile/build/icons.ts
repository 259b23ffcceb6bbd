/** Draws the app's PNG icons: a ring of people around a table. Run by hand: `node build/icons.ts`. */

import { writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

const GREEN = [15, 77, 58, 255] as const;
const WHITE = [255, 255, 255, 255] as const;
const GOLD = [242, 182, 50, 255] as const;
const CLEAR = [0, 0, 0, 0] as const;
/** Four points a pixel: edges in five steps keep the palette below the sixteen colours of four bits. */
const FINE = 2;

type Colour = readonly [number, number, number, number];

/** The colour at a point of the 512 x 512 drawing (the same as public/icon.svg). */
function colourAt(x: number, y: number, scale: number, rounded: boolean): Colour {
  const [u, v] = [(x - 256) / scale, (y - 256) / scale];
  if (Math.hypot(u, v) <= 58) return GOLD;
  for (let person = 0; person < 6; person += 1) {
    const angle = (person * Math.PI) / 3 + Math.PI / 6;
    if (Math.hypot(u - 138 * Math.cos(angle), v - 138 * Math.sin(angle)) <= 42) return WHITE;
  }
  if (!rounded) return GREEN;
  const [a, b] = [Math.abs(x - 256) - 144, Math.abs(y - 256) - 144];
  return Math.hypot(Math.max(0, a), Math.max(0, b)) <= 112 ? GREEN : CLEAR;
}

function pixel(px: number, py: number, size: number, scale: number, rounded: boolean): number[] {
  const sum = [0, 0, 0, 0];
  for (let step = 0; step < FINE * FINE; step += 1) {
    const x = ((px + ((step % FINE) + 0.5) / FINE) * 512) / size;
    const y = ((py + (Math.floor(step / FINE) + 0.5) / FINE) * 512) / size;
    const [r, g, b, a] = colourAt(x, y, scale, rounded);
    sum[0] = (sum[0] ?? 0) + r * a;
    sum[1] = (sum[1] ?? 0) + g * a;
    sum[2] = (sum[2] ?? 0) + b * a;
    sum[3] = (sum[3] ?? 0) + a;
  }
  const [r = 0, g = 0, b = 0, a = 0] = sum;
  const part = (value: number) => (a === 0 ? 0 : Math.round(value / a));
  return [part(r), part(g), part(b), Math.round(a / (FINE * FINE))];
}

function png(size: number, scale: number, rounded: boolean): Buffer {
  const palette = new Map<string, number>();
  const colourOf = (x: number, y: number): number => {
    const key = pixel(x, y, size, scale, rounded).join();
    if (!palette.has(key)) palette.set(key, palette.size);
    return palette.get(key) ?? 0;
  };
  const rows: number[] = [];
  for (let y = 0; y < size; y += 1) {
    rows.push(0);
    for (let x = 0; x < size; x += 2) rows.push((colourOf(x, y) << 4) | colourOf(x + 1, y));
  }
  if (palette.size > 16) throw new Error(`icons: ${palette.size} colours`);
  const colours = [...palette.keys()].map((key) => key.split(',').map(Number));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([4, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(colours.flatMap(([r = 0, g = 0, b = 0]) => [r, g, b]))),
    chunk('tRNS', Buffer.from(colours.map(([, , , a = 255]) => a))),
    chunk('IDAT', deflateSync(Buffer.from(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

for (const size of [192, 512]) writeFileSync(`public/icon-${size}.png`, png(size, 1, true));
// A launcher may cut a maskable icon to its inner 80 %, and makes smaller ones itself.
writeFileSync('public/icon-maskable-512.png', png(512, 0.8, false));
