/** Signatures as lines in a 1000 x 500 box: a hundred times smaller than a picture, and sharp on paper. */

export type Strokes = readonly (readonly number[])[];

/** What a record may carry; beyond it a signature says no more, it only weighs more. */
const MOST_NUMBERS = 4000;
/** Points nearer than this to the last one are tremor, not handwriting. */
const NEAR = 6;

export const BOX = { width: 1000, height: 500 } as const;

export function inBox(
  point: { readonly x: number; readonly y: number },
  frame: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  },
): readonly [number, number] {
  const clamp = (value: number, most: number) => Math.max(0, Math.min(most, Math.round(value)));
  return [
    clamp(((point.x - frame.left) / frame.width) * BOX.width, BOX.width),
    clamp(((point.y - frame.top) / frame.height) * BOX.height, BOX.height),
  ];
}

/** The strokes with one point more on the last of them; the same strokes when it adds nothing. */
export function extend(strokes: Strokes, [x, y]: readonly [number, number]): Strokes {
  const last = strokes.at(-1) ?? [];
  const before = last.slice(-2);
  if (before.length === 2 && Math.hypot(x - (before[0] ?? 0), y - (before[1] ?? 0)) < NEAR) {
    return strokes;
  }
  if (strokes.reduce((sum, stroke) => sum + stroke.length, 0) + 2 > MOST_NUMBERS) return strokes;
  return [...strokes.slice(0, -1), [...last, x, y]];
}

/** An SVG path; a single point becomes a dot. */
export function drawing(strokes: Strokes): string {
  return strokes
    .map((stroke) => {
      const [x, y, ...rest] = stroke;
      const lines: string[] = [];
      for (let at = 0; at + 1 < rest.length; at += 2) lines.push(`L${rest[at]} ${rest[at + 1]}`);
      return `M${x} ${y}${lines.join('') || 'h1'}`;
    })
    .join('');
}

/** What a record holds may come from any phone: anything that is no list of lists draws nothing. */
export function strokesOf(value: unknown): Strokes {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (stroke): stroke is number[] =>
      Array.isArray(stroke) && stroke.length >= 2 && stroke.every((n) => typeof n === 'number'),
  );
}
