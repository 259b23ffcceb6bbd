/** A label that stays, the field, and below it what is wrong. Never a placeholder for a label. */
import type { ComponentChildren } from 'preact';
import { words } from '../../i18n/index';

export type Cue = 'saving' | 'saved' | 'bad' | undefined;

interface Frame {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly cue?: Cue;
  readonly children: ComponentChildren;
}

export function Field({ id, label, hint, error, cue, children }: Frame) {
  return (
    <div class="field">
      <div class="field-head">
        <label for={id}>{label}</label>
        {hint && (
          <span class="hint" id={`${id}-hint`}>
            {hint}
          </span>
        )}
        <SavedCue cue={cue} />
      </div>
      {children}
      {error && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

export function SavedCue({ cue }: { readonly cue: Cue }) {
  const { common } = words();
  if (!cue) return null;
  if (cue === 'bad') return <span class="cue bad">{common.notSaved}</span>;
  return <span class="cue">{cue === 'saving' ? common.saving : `✓ ${common.saved}`}</span>;
}

/** Which notes a reader should be told with a field. */
export function described(id: string, hint?: string, error?: string): string | undefined {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}
