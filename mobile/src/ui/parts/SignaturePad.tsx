/** A place to sign with a finger. Keeps lines, not pixels. */
import { useRef } from 'preact/hooks';
import { words } from '../../i18n/index';
import { drawing, extend, inBox, type Strokes } from './strokes';

interface PadProps {
  readonly strokes: Strokes;
  readonly onStrokes: (strokes: Strokes) => void;
}

export function SignaturePad({ strokes, onStrokes }: PadProps) {
  const drawn = useRef<Strokes>(strokes);
  const down = useRef(false);
  const t = words().meeting.signatures;

  function point(event: PointerEvent & { currentTarget: SVGSVGElement }) {
    const frame = event.currentTarget.getBoundingClientRect();
    return inBox({ x: event.clientX, y: event.clientY }, frame);
  }

  function tell(next: Strokes) {
    drawn.current = next;
    onStrokes(next);
  }

  return (
    <div class="pad">
      <svg
        viewBox="0 0 1000 500"
        role="img"
        aria-label={t.pad}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          down.current = true;
          tell(extend([...drawn.current, []], point(event)));
        }}
        onPointerMove={(event) => {
          if (down.current) tell(extend(drawn.current, point(event)));
        }}
        onPointerUp={() => {
          down.current = false;
        }}
        onPointerCancel={() => {
          down.current = false;
        }}
      >
        <path class="pad-base" d="M60 400H940" />
        <path class="ink" d={drawing(strokes)} />
      </svg>
      <button type="button" class="button small" onClick={() => tell([])}>
        {t.clear}
      </button>
    </div>
  );
}

export function SignatureView({
  strokes,
  label,
}: {
  readonly strokes: Strokes;
  readonly label: string;
}) {
  return (
    <svg class="signed" viewBox="0 0 1000 500" role="img" aria-label={label}>
      <path class="ink" d={drawing(strokes)} />
    </svg>
  );
}
