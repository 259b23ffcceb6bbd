import { useState } from 'preact/hooks';
import type { SignatureRole } from '../../../core/records';
import { calledHere, words } from '../../../i18n';
import { momentOf, nowIn } from '../../format';
import { newId } from '../../live/ids';
import type { RowOf } from '../../live/rows';
import { zoneOf } from '../../live/session';
import { store } from '../../live/store';
import { TextField } from '../../parts/inputs';
import type { Meeting } from '../../parts/MeetingFrame';
import { SignaturePad } from '../../parts/SignaturePad';
import type { Strokes } from '../../parts/strokes';
import { say } from '../../parts/toast';
import { sealNow } from '../record/seal';

interface SignFormProps {
  readonly meeting: Meeting;
  readonly role: SignatureRole;
  /** The signature that is given anew. */
  readonly again?: RowOf<'signature'>;
  readonly onClose: () => void;
}

export function SignForm({ meeting, role, again, onClose }: SignFormProps) {
  const t = words();
  const s = t.meeting.signatures;
  const known = again?.doc ?? personOf(meeting, role);
  const [name, setName] = useState(known.name ?? '');
  const [position, setPosition] = useState(known.position ?? '');
  const [strokes, setStrokes] = useState<Strokes>([]);
  const [problem, setProblem] = useState('');

  async function keep() {
    if (!name.trim()) return setProblem(s.needName);
    if (strokes.length === 0) return setProblem(s.needStrokes);
    const zone = zoneOf(meeting.village);
    const now = nowIn(zone);
    const id = again?.id ?? newId();
    try {
      await sealNow(meeting, id);
      await store().save('signature', meeting.village, id, {
        meeting: meeting.id,
        role,
        name: name.trim(),
        position: position.trim() || null,
        strokes,
        signed_at: momentOf(now.date, now.time, zone),
      });
      say(t.common.saved);
      onClose();
    } catch {
      setProblem(t.errors.disk);
    }
  }

  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <TextField label={s.name} value={name} max={120} capitalize="words" onValue={setName} />
      <TextField label={s.position} value={position} max={120} onValue={setPosition} />
      <SignaturePad strokes={strokes} onStrokes={setStrokes} />
      <div role="alert">{problem && <p class="error">{problem}</p>}</div>
      <div class="row">
        <button type="submit" class="button main">
          {s.keep}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {t.common.cancel}
        </button>
      </div>
    </form>
  );
}

/** Who signs is known from the facts of the meeting; the village head is not among them. */
function personOf({ doc }: Meeting, role: SignatureRole): { name?: string; position?: string } {
  if (role === 'chair') return doc.chair ?? {};
  if (role === 'minute_taker') return doc.minute_taker ?? {};
  return role === 'village_head' ? { position: calledHere('Kepala Desa') } : {};
}
