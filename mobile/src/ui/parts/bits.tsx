/** Small pieces that every screen uses. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon';

export type Tone = 'good' | 'wait' | 'bad' | '';

export function Badge({ tone = '', children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

export function Note(props: { tone?: Tone; icon?: IconName; children: ComponentChildren }) {
  const { tone = '', icon, children } = props;
  return (
    <div class={`note ${tone}`}>
      {icon && <Icon name={icon} />}
      <div>{children}</div>
    </div>
  );
}

export function Empty({ icon, title, hint }: { icon: IconName; title: string; hint?: string }) {
  return (
    <div class="empty">
      <Icon name={icon} size={40} />
      <strong>{title}</strong>
      {hint && <p class="soft">{hint}</p>}
    </div>
  );
}

/** A whole line that leads somewhere. */
export function LinkLine(props: {
  readonly href: string;
  readonly title: string;
  readonly note?: string | undefined;
  readonly icon?: IconName;
  readonly end?: ComponentChildren;
  /** Under the words, where something wide at the end would squeeze them. */
  readonly below?: ComponentChildren;
}) {
  const { href, title, note, icon, end, below } = props;
  return (
    <a class="line" href={`#${href}`}>
      {icon && <Icon name={icon} />}
      <span class="text">
        <strong>{title}</strong>
        {note && <small>{note}</small>}
        {below}
      </span>
      {end && <span class="end">{end}</span>}
      <span class="go">
        <Icon name="next" size={20} />
      </span>
    </a>
  );
}
